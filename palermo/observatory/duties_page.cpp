// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/duties.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using core::Catalogue;
using core::Value;

Line list_of(const Catalogue& catalogue, Aspect aspect, const std::vector<std::string>& words) {
  if (words.empty()) return message(catalogue, "observatory.duties.nothing");
  std::vector<Line> parts;
  for (const std::string& word : words) {
    if (aspect == Aspect::modality)
      parts.push_back({word_of(catalogue, "modality", word)});
    else if (aspect == Aspect::limits)
      parts.push_back({word_of(catalogue, "limit", word)});
    else if (aspect == Aspect::addressee)
      parts.push_back({word_of(catalogue, "to", word)});
    else
      parts.push_back({data(spaced(word))});
  }
  return joined(parts, "; ");
}

// A message with whole lines as arguments.
Line filled(const Catalogue& catalogue, std::string_view key, const std::vector<std::pair<std::string, Line>>& args) {
  std::vector<std::pair<std::string, Span>> holders;
  for (std::size_t i = 0; i < args.size(); ++i)
    holders.push_back({args[i].first, {std::string(1, static_cast<char>(1 + i)), true}});
  Line line;
  for (const Span& span : message(catalogue, key, holders)) {
    const bool holder = span.data && span.text.size() == 1 && static_cast<std::size_t>(span.text[0]) <= args.size();
    if (holder)
      line = line + args[static_cast<std::size_t>(span.text[0]) - 1].second;
    else
      line.push_back(span);
  }
  return line;
}

class Writer {
 public:
  Writer(const DutyComparison& comparison, const Catalogue& catalogue) : c_(&comparison), catalogue_(&catalogue) {}

  [[nodiscard]] std::vector<Item> items(const ClauseRow& row, bool with_relation) const {
    std::vector<Item> items;
    Line head{strong(data(row.clause->says))};
    if (with_relation)
      head = head + message(*catalogue_, "observatory.duties.relation." + std::string(word(row.relation)), names());
    items.push_back({head});
    for (const Reason& reason : row.reasons) items.push_back({reason_line(row, reason), 1});
    items.push_back({side_line(*c_->a, *c_->version_a, row.a), 1});
    items.push_back({side_line(*c_->b, *c_->version_b, row.b), 1});
    return items;
  }

  [[nodiscard]] std::vector<std::pair<std::string, Span>> names() const {
    return {{"a", data(c_->a->id)}, {"b", data(c_->b->id)}};
  }

 private:
  [[nodiscard]] Line unread_line(const law::Law& law, const Side& side) const {
    if (side.why.empty()) return message(*catalogue_, "observatory.duties.not_listed", {{"law", data(law.id)}});
    return message(*catalogue_, "observatory.duties.not_read", {{"law", data(law.id)}, {"why", data(side.why)}});
  }

  [[nodiscard]] Line reason_line(const ClauseRow& row, const Reason& reason) const {
    const std::string key = "observatory.duties.reason." + std::string(word(reason.aspect));
    if (reason.aspect == Aspect::silence || reason.aspect == Aspect::no_duty)
      return message(*catalogue_, key, {{"law", data(reason.favours == Relation::stronger ? c_->b->id : c_->a->id)}});
    if (reason.aspect != Aspect::not_read)
      return filled(*catalogue_, key,
                    {{"a", {data(c_->a->id)}},
                     {"b", {data(c_->b->id)}},
                     {"has_a", list_of(*catalogue_, reason.aspect, reason.a)},
                     {"has_b", list_of(*catalogue_, reason.aspect, reason.b)}});
    std::vector<Line> lines;
    if (row.a.voice == Voice::not_known) lines.push_back(unread_line(*c_->a, row.a));
    if (row.b.voice == Voice::not_known) lines.push_back(unread_line(*c_->b, row.b));
    if (lines.empty()) lines.push_back(message(*catalogue_, key));
    return joined(lines, " ");
  }

  [[nodiscard]] Line side_line(const law::Law& law, const law::Version& version, const Side& side) const {
    if (side.articles.empty()) {
      if (side.voice == Voice::silent && !side.why.empty())
        return message(*catalogue_, "observatory.duties.silent_in", {{"law", data(law.id)}, {"cite", data(side.why)}});
      return message(*catalogue_, "observatory.duties.voice." + std::string(word(side.voice)), {{"law", data(law.id)}});
    }
    std::vector<Line> parts;
    for (const law::Article* article : side.articles)
      parts.push_back(side.from ? statement(*side.from, *side.from_version, *article)
                                : statement(law, version, *article));
    if (side.from)
      return message(*catalogue_, "observatory.duties.by_parent",
                     {{"law", data(law.id)}, {"cite", data(side.by)}, {"parent", data(side.from->id)}}) +
             Line{{" "}} + joined(parts, " | ");
    return Line{data(law.id)} + Line{{": "}} + joined(parts, " | ");
  }

  [[nodiscard]] Line statement(const law::Law& law, const law::Version& version, const law::Article& article) const {
    Line line{data(article.cite, article_href(law, version, article.cite)), {": "}, data(article.says)};
    if (const Line terms = terms_line(*catalogue_, article); !terms.empty())
      line = line + Line{{" ("}} + terms + Line{{")"}};
    if (to_check(article.mark)) line = line + Line{{" ["}, mark_span(*catalogue_, article.mark), {"]"}};
    return line;
  }

  const DutyComparison* c_;
  const Catalogue* catalogue_;
};

std::pair<Line, Line> law_pair(const Catalogue& catalogue, const law::Law& law, const law::Version& version) {
  return {{data(law.id)},
          Line{data(law.title, page_file(law)), {"; "}} +
              message(catalogue, "observatory.version", {{"id", data(version.id)}}) + Line{{", "}} +
              in_force(catalogue, version) + Line{{"; "}} + review_line(catalogue, law)};
}

Value to_value(const law::Article& article) {
  Value value{Value::Object{}};
  value.set("cite", article.cite);
  value.set("kind", article.kind);
  if (!article.who.empty()) value.set("who", article.who);
  if (!article.to.empty()) value.set("to", article.to);
  if (article.modality) value.set("modality", law::word(*article.modality));
  for (const auto& [key, words] : {std::pair{"asks", &article.asks}, {"limits", &article.limits}}) {
    Value list{Value::Array{}};
    for (const std::string& word : *words) list.push(word);
    value.set(key, std::move(list));
  }
  if (!article.qualifier.empty()) value.set("qualifier", article.qualifier);
  value.set("says", article.says);
  value.set("mark", law::word(article.mark));
  return value;
}

Value to_value(const Side& side) {
  Value value{Value::Object{}};
  value.set("voice", word(side.voice));
  if (!side.why.empty()) value.set("why", side.why);
  if (side.from) {
    Value from{Value::Object{}};
    from.set("law", side.from->id);
    from.set("version", side.from_version->id);
    from.set("by", side.by);
    value.set("from", std::move(from));
  }
  Value articles{Value::Array{}};
  for (const law::Article* article : side.articles) articles.push(to_value(*article));
  value.set("articles", std::move(articles));
  return value;
}

Value to_value(const Reason& reason) {
  Value value{Value::Object{}};
  value.set("aspect", word(reason.aspect));
  value.set("favours", reason.favours == Relation::stronger ? "a"
                       : reason.favours == Relation::weaker ? "b"
                                                            : "neither");
  for (const auto& [key, words] : {std::pair{"a", &reason.a}, {"b", &reason.b}}) {
    Value list{Value::Array{}};
    for (const std::string& word : *words) list.push(word);
    value.set(key, std::move(list));
  }
  return value;
}

Value to_value(const law::Law& law, const law::Version& version) {
  Value value{Value::Object{}};
  value.set("law", law.id);
  value.set("version", version.id);
  value.set("title", law.title);
  value.set("review", law.review_status);
  value.set("content_hash", law.content_hash);
  return value;
}

}  // namespace

Page duties_page(const DutyComparison& c, const Catalogue& catalogue) {
  const Writer writer(c, catalogue);
  Page page("duties/" + c.a->id + "--" + c.b->id + ".html",
            message(catalogue, "observatory.duties.title", writer.names()));
  page.pairs({law_pair(catalogue, *c.a, *c.version_a), law_pair(catalogue, *c.b, *c.version_b)});
  page.notice(message(catalogue, "observatory.duties.how"));
  const auto section = [&](const std::string& key, bool with_relation, const auto& wanted) {
    std::vector<Item> items;
    for (const ClauseRow& row : c.rows)
      if (wanted(row))
        for (Item& item : writer.items(row, with_relation)) items.push_back(std::move(item));
    if (items.empty()) return;
    page.heading(2, message(catalogue, "observatory.duties.section." + key, writer.names()), key);
    page.list(std::move(items));
  };
  for (const Relation relation : {Relation::stronger, Relation::weaker, Relation::mixed, Relation::equal})
    section(std::string(word(relation)), false,
            [&](const ClauseRow& row) { return row.relation == relation && !to_check(row.mark); });
  section("to_check", true,
          [](const ClauseRow& row) { return row.relation != Relation::not_known && to_check(row.mark); });
  section("not_known", false, [](const ClauseRow& row) { return row.relation == Relation::not_known; });
  if (c.not_compared.empty()) return page;
  page.heading(2, message(catalogue, "observatory.duties.section.not_compared"), "not-compared");
  std::vector<Item> items;
  for (const law::Clause* clause : c.not_compared) items.push_back({{data(clause->says)}});
  page.list(std::move(items));
  return page;
}

Value to_value(const DutyComparison& c) {
  Value value{Value::Object{}};
  value.set("format", "palermo-law-duties/1");
  value.set("a", to_value(*c.a, *c.version_a));
  value.set("b", to_value(*c.b, *c.version_b));
  Value rows{Value::Array{}}, left_out{Value::Array{}};
  for (const ClauseRow& row : c.rows) {
    Value item{Value::Object{}};
    item.set("clause", row.clause->id);
    item.set("theme", row.clause->theme);
    item.set("says", row.clause->says);
    item.set("relation", word(row.relation));
    item.set("mark", law::word(row.mark));
    item.set("to_check", to_check(row.mark));
    Value reasons{Value::Array{}};
    for (const Reason& reason : row.reasons) reasons.push(to_value(reason));
    item.set("reasons", std::move(reasons));
    item.set("a", to_value(row.a));
    item.set("b", to_value(row.b));
    rows.push(std::move(item));
  }
  for (const law::Clause* clause : c.not_compared) left_out.push(clause->id);
  value.set("clauses", std::move(rows));
  value.set("not_compared", std::move(left_out));
  return value;
}

}  // namespace palermo::observatory
