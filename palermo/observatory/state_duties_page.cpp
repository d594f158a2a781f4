// SPDX-License-Identifier: Apache-2.0
// State duties as they are shown: was it bound, what was answered, then row by row.
#include <algorithm>

#include "palermo/observatory/state_duties.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using core::Catalogue;

class Writer {
 public:
  Writer(const StateDuties& duties, const Catalogue& catalogue) : d_(&duties), catalogue_(&catalogue) {}

  [[nodiscard]] Line title() const {
    std::vector<Line> names;
    for (const StateDuties::End& end : d_->ends) names.push_back({data(end.name)});
    const Span states{plain(joined(names, ", "))};
    if (!d_->day) return say("title", {{"states", states}});
    return say("title_day", {{"states", states}, {"day", {day_text(*d_->day)}}});
  }

  [[nodiscard]] std::vector<Item> bound() const {
    std::vector<Item> items;
    for (const law::Law* law : d_->table->laws) {
      items.push_back({{strong(data(law->title))}});
      for (const StateDuties::End& end : d_->ends)
        if (const Standing* standing = d_->standing(end, *law)) items.push_back({standing_line(end, *standing), 1});
      if (const auto between = d_->between(*law)) items.push_back({between_line("both", *between), 1});
    }
    return items;
  }

  [[nodiscard]] std::vector<Item> answers() const {
    std::vector<Item> items;
    for (const StateDuties::End& end : d_->ends)
      items.push_back({end.evidence ? say("answered", {{"state", data(end.code)},
                                                       {"answered", {catalogue_->number(end.answered())}},
                                                       {"of", {catalogue_->number(rows())}}})
                                    : say("no_answers", {{"state", data(end.code)}})});
    return items;
  }

  [[nodiscard]] std::vector<Item> rows_of(const law::Law& law) const {
    std::vector<Item> items;
    for (const DutyRow& row : d_->table->rows)
      if (row.law == &law) add(row, items);
    return items;
  }

  [[nodiscard]] std::vector<Item> left_out() const {
    std::vector<Item> items;
    for (const DutyLeftOut& left : d_->table->left_out)
      items.push_back({{data(left.law->id + ", " + left.article->cite), {": "}, data(left.why)}});
    return items;
  }

  [[nodiscard]] std::vector<Item> sources() const {
    std::vector<Item> items;
    for (const law::Law* law : d_->table->laws) {
      const law::Version& version = law->versions.back();
      items.push_back({Line{data(law->title, page_file(*law)), {"; "}} +
                       message(*catalogue_, "observatory.version", {{"id", data(version.id)}}) + Line{{", "}} +
                       in_force(*catalogue_, version) + Line{{"; "}, data(law->source), {"; "}} +
                       review_line(*catalogue_, *law) + Line{{"."}}});
    }
    return items;
  }

 private:
  [[nodiscard]] Line say(const std::string& key, const std::vector<std::pair<std::string, Span>>& args = {}) const {
    return message(*catalogue_, "state_duties." + key, args);
  }

  [[nodiscard]] std::int64_t rows() const { return static_cast<std::int64_t>(d_->table->rows.size()); }

  [[nodiscard]] Line standing_line(const StateDuties::End& end, const Standing& standing) const {
    Line line = standing.bound == Bound::not_open
                    ? say("not_open", {{"state", data(end.code)}, {"source", data(standing.source)}})
                : !standing.known_until.empty()
                    ? say("last_known." + std::string(word(standing.last_known)), {{"state", data(end.code)},
                                                                                   {"until", {standing.known_until}},
                                                                                   {"source", data(standing.source)}})
                    : message(*catalogue_, "observatory.compile.bound." + std::string(word(standing.bound)),
                              {{"state", data(end.code)}, {"source", data(standing.source)}});
    if (!standing.only_for.empty())
      line = line + Line{{" "}} +
             message(*catalogue_, "observatory.compile.extends_to",
                     {{"state", data(end.code)}, {"territory", data(standing.only_for)}});
    return standing.note.empty() ? line : line + Line{{" "}, data(standing.note)};
  }

  [[nodiscard]] Line between_line(const std::string& key, Bound between) const {
    return say(key + "." + std::string(word(between)),
               {{"a", data(d_->ends.front().code)}, {"b", data(d_->ends.back().code)}});
  }

  void add(const DutyRow& row, std::vector<Item>& items) const {
    items.push_back({{strong({row.id}), {" "}, data(row.says)}});
    items.push_back({owes(row), 1});
    for (const law::Article* article : row.articles) items.push_back({article_line(row, *article), 1});
    if (row.owed_to_a_state())
      if (const auto between = d_->between(*row.law)) items.push_back({between_line("between", *between), 1});
    if (std::none_of(d_->ends.begin(), d_->ends.end(), [](const auto& end) { return end.evidence.has_value(); }))
      return;
    for (const StateDuties::End& end : d_->ends) add(end, end.on(row), items);
  }

  [[nodiscard]] Line owes(const DutyRow& row) const {
    const Span strength = strong(word_of(*catalogue_, "modality_told", law::word(row.modality())));
    const Span who = row.role.empty() ? word_of(*catalogue_, "who", row.articles.front()->who) : data(row.role);
    std::vector<Line> to;
    for (const std::string& word : row.to) to.push_back({word_of(*catalogue_, "to", word)});
    const Span to_whom{row.to.empty() ? catalogue_->text("state_duties.nobody") : plain(joined(to, ", "))};
    return say("owes", {{"who", who}, {"to", to_whom}, {"strength", strength}});
  }

  [[nodiscard]] Line article_line(const DutyRow& row, const law::Article& article) const {
    const law::Version& version = row.law->versions.back();
    Line line{data(article.cite, article_href(*row.law, version, article.cite)), {": "}, data(article.says)};
    if (!article.qualifier.empty())
      line = line + Line{{" "}} + message(*catalogue_, "observatory.but", {{"words", data(article.qualifier)}});
    else if (!article.limits.empty())
      line = line + Line{{" ("}} + limits_line(*catalogue_, article.limits) + Line{{")"}};
    if (const Line deadline = deadline_line(*catalogue_, article.deadline); !deadline.empty())
      line = line + Line{{" "}, {catalogue_->text("observatory.article.deadline")}, {": "}} + deadline + Line{{"."}};
    return to_check(article.mark) ? line + Line{{" ["}, mark_span(*catalogue_, article.mark), {"]"}} : line;
  }

  void add(const StateDuties::End& end, const DutyEvidence& evidence, std::vector<Item>& items) const {
    items.push_back({say("standing." + evidence.standing, {{"state", data(end.code)}}), 1});
    for (const DutyReply& reply : evidence.replies) items.push_back({reply_line(reply), 2});
  }

  [[nodiscard]] Line reply_line(const DutyReply& reply) const {
    const Span answer{catalogue_->text("rights.checklist.reply." + reply.answer)};
    if (reply.answer == "not_known" && !reply.supported) return {answer};
    const auto told = [&](const std::string& text) {
      return text.empty() ? Span{catalogue_->text("rights.checklist.not_told")} : data(text);
    };
    const Span grade = reply.grade.empty() ? told("") : Span{catalogue_->text("rights.checklist.grade." + reply.grade)};
    return say("reply", {{"answer", answer},
                         {"evidence", told(reply.evidence)},
                         {"source", told(reply.source)},
                         {"date", told(reply.date)},
                         {"grade", grade}});
  }

  const StateDuties* d_;
  const Catalogue* catalogue_;
};

}  // namespace

Page state_duties_page(const StateDuties& duties, const Catalogue& catalogue) {
  const Writer writer(duties, catalogue);
  Page page("state-duties.html", writer.title());
  page.notice(message(catalogue, "state_duties.how"));
  if (duties.ends.size() > 1) page.notice(message(catalogue, "state_duties.how_corridor"));
  page.heading(2, message(catalogue, "state_duties.bound"), "bound");
  if (duties.day) {
    page.list(writer.bound());
    page.paragraph(message(catalogue, "treaty.denunciations"));
  } else
    page.paragraph(message(catalogue, "state_duties.no_day"));
  page.heading(2, message(catalogue, "state_duties.answers"), "answers");
  page.list(writer.answers());
  page.paragraph(message(catalogue, "state_duties.caveat"));
  for (const law::Law* law : duties.table->laws) {
    page.heading(2, {data(law->title)}, anchor(law->id));
    page.list(writer.rows_of(*law));
  }
  page.heading(2, message(catalogue, "state_duties.left_out"), "left-out");
  page.list(writer.left_out());
  page.heading(2, message(catalogue, "observatory.compile.sources"), "sources");
  page.list(writer.sources());
  return page;
}

}  // namespace palermo::observatory
