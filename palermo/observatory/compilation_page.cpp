// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "palermo/observatory/compilation.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using core::Catalogue;
using core::Value;

class Writer {
 public:
  Writer(const Compilation& compilation, const Catalogue& catalogue) : c_(&compilation), catalogue_(&catalogue) {}

  [[nodiscard]] std::vector<Item> items(Shelf shelf) const {
    std::vector<Item> items;
    const law::Clause* last = nullptr;
    for (const law::Clause* clause : clauses())
      for (const Norm& norm : c_->norms) {
        if (norm.shelf != shelf || norm.clause != clause) continue;
        if (last != clause) items.push_back({{strong(data(clause->says))}});
        last = clause;
        items.push_back({norm.guidance ? guidance_line(norm) : norm_line(norm), 1});
      }
    return items;
  }

  [[nodiscard]] std::vector<Item> sources() const {
    std::vector<Item> items;
    for (std::size_t i = 0; i < c_->sources.size(); ++i) {
      const Source& source = c_->sources[i];
      items.push_back(
          {number(i) + Line{{" "}} + (source.guidance.empty() ? law_line(source) : Line{data(source.guidance)})});
    }
    return items;
  }

  [[nodiscard]] Line title() const {
    const Span theme = data(c_->theme->says), state = data(c_->state);
    if (c_->state.empty()) return message(*catalogue_, "observatory.compile.title", {{"theme", theme}});
    if (!c_->day) return message(*catalogue_, "observatory.compile.title_state", {{"theme", theme}, {"state", state}});
    return message(*catalogue_, "observatory.compile.title_state_day",
                   {{"theme", theme}, {"state", state}, {"day", {day_text(*c_->day)}}});
  }

 private:
  // The clauses of the theme, in the order in which the norms were laid out.
  [[nodiscard]] std::vector<const law::Clause*> clauses() const {
    std::vector<const law::Clause*> found;
    for (const Norm& norm : c_->norms)
      if (std::find(found.begin(), found.end(), norm.clause) == found.end()) found.push_back(norm.clause);
    return found;
  }

  [[nodiscard]] Line number(std::size_t source) const {
    return {{"[" + catalogue_->number(static_cast<std::int64_t>(source) + 1) + "]"}};
  }

  [[nodiscard]] Line norm_line(const Norm& norm) const {
    const Source& source = c_->sources[norm.source];
    Line line = number(norm.source) + Line{{" "},
                                           data(source.law->id + ", " + norm.article->cite,
                                                article_href(*source.law, *source.version, norm.article->cite)),
                                           {": "},
                                           data(norm.article->says)};
    if (const Line owes = owes_line(*catalogue_, *norm.article); !owes.empty()) line = line + Line{{" "}} + owes;
    if (!norm.article->qualifier.empty())
      line = line + Line{{" "}} + message(*catalogue_, "observatory.but", {{"words", data(norm.article->qualifier)}});
    else if (!norm.article->limits.empty())
      line = line + Line{{" ("}} + limits_line(*catalogue_, norm.article->limits) + Line{{")"}};
    if (const Line deadline = deadline_line(*catalogue_, norm.article->deadline); !deadline.empty())
      line = line + Line{{" "}, {catalogue_->text("observatory.article.deadline")}, {": "}} + deadline + Line{{"."}};
    if (!norm.article->modality && !norm.article->not_encoded.empty())
      line = line + Line{{" ("}, data(norm.article->not_encoded), {")"}};
    if (to_check(norm.article->mark)) line = line + Line{{" ["}, mark_span(*catalogue_, norm.article->mark), {"]"}};
    if (source.version->text_as_of.known())
      line = line + Line{{" ["}} + text_as_of(*catalogue_, *source.version) + Line{{"]"}};
    if (!source.standing.only_for.empty())
      line = line + Line{{" ["}} +
             message(*catalogue_, "observatory.compile.only_for", {{"territory", data(source.standing.only_for)}}) +
             Line{{"]"}};
    return line;
  }

  [[nodiscard]] Line guidance_line(const Norm& norm) const {
    Line line = number(norm.source) + Line{{" "},  word_of(*catalogue_, "authority", norm.guidance->authority),
                                           {", "}, data(norm.guidance->source),
                                           {": "}, data(norm.guidance->says)};
    if (to_check(norm.guidance->mark)) line = line + Line{{" ["}, mark_span(*catalogue_, norm.guidance->mark), {"]"}};
    return line;
  }

  [[nodiscard]] Line law_line(const Source& source) const {
    Line line{data(source.law->title, page_file(*source.law)), {"; "}};
    line = line + message(*catalogue_, "observatory.version", {{"id", data(source.version->id)}}) + Line{{", "}} +
           in_force(*catalogue_, *source.version);
    if (source.version->text_as_of.known()) line = line + Line{{"; "}} + text_as_of(*catalogue_, *source.version);
    if (!source.law->source.empty()) line = line + Line{{"; "}, data(source.law->source)};
    line = line + Line{{"; "}} + review_line(*catalogue_, *source.law) + Line{{"."}};
    if (source.national || c_->state.empty()) return line;
    line = line + Line{{" "}} +
           message(*catalogue_, "observatory.compile.bound." + std::string(word(source.standing.bound)),
                   {{"state", data(c_->state)}, {"source", data(source.standing.source)}});
    if (!source.standing.only_for.empty())
      line = line + Line{{" "}} +
             message(*catalogue_, "observatory.compile.extends_to",
                     {{"state", data(c_->state)}, {"territory", data(source.standing.only_for)}});
    if (!source.standing.note.empty()) line = line + Line{{" "}, data(source.standing.note)};
    return line;
  }

  const Compilation* c_;
  const Catalogue* catalogue_;
};

std::string reason_of(const LeftOut& left) {
  return left.bound == Bound::no ? "not_bound" : left.bound == Bound::not_open ? "not_open" : "not_in_force";
}

Line left_out_line(const Catalogue& catalogue, const Compilation& c, const LeftOut& left) {
  Line line = message(catalogue, "observatory.compile." + reason_of(left),
                      {{"law", data(left.law->title)}, {"state", data(c.state)}, {"source", data(left.source)}});
  if (!left.note.empty()) line = line + Line{{". "}, data(left.note)};
  return line;
}

Value to_value(const Compilation& c, const Norm& norm) {
  Value value{Value::Object{}};
  value.set("source", static_cast<std::int64_t>(norm.source) + 1);
  value.set("shelf", word(norm.shelf));
  value.set("clause", norm.clause->id);
  value.set("law", c.sources[norm.source].law->id);
  value.set("cite", norm.guidance ? norm.guidance->source : norm.article->cite);
  value.set("says", norm.guidance ? norm.guidance->says : norm.article->says);
  if (norm.guidance) value.set("about", norm.article->cite);
  if (!norm.guidance && norm.article->modality) value.set("modality", law::word(*norm.article->modality));
  if (!norm.guidance && !norm.article->qualifier.empty()) value.set("qualifier", norm.article->qualifier);
  value.set("mark", law::word(norm.guidance ? norm.guidance->mark : norm.article->mark));
  return value;
}

Value to_value(const Compilation& c, std::size_t index) {
  const Source& source = c.sources[index];
  Value value{Value::Object{}};
  value.set("number", static_cast<std::int64_t>(index) + 1);
  value.set("law", source.law->id);
  if (!source.guidance.empty()) {
    value.set("guidance", source.guidance);
    return value;
  }
  value.set("title", source.law->title);
  value.set("version", source.version->id);
  value.set("content_hash", source.law->content_hash);
  value.set("review", source.law->review_status);
  if (source.version->text_as_of.known()) value.set("text_as_of", source.version->text_as_of.text());
  if (source.national) return value;
  value.set("bound", word(source.standing.bound));
  if (!source.standing.note.empty()) value.set("note", source.standing.note);
  if (!source.standing.only_for.empty()) value.set("only_for", source.standing.only_for);
  return value;
}

}  // namespace

Page compilation_page(const Compilation& c, const Catalogue& catalogue) {
  const Writer writer(c, catalogue);
  Page page("themes/" + c.theme->id + ".html", writer.title());
  page.notice(message(catalogue, c.state.empty() ? "observatory.compile.how_no_state" : "observatory.compile.how"));
  for (const Shelf shelf : {Shelf::binding, Shelf::may_bind, Shelf::soft, Shelf::to_check, Shelf::no_duty}) {
    std::vector<Item> items = writer.items(shelf);
    const std::string key = c.state.empty() && shelf == Shelf::may_bind ? "instruments" : std::string(word(shelf));
    if (items.empty() && shelf != Shelf::binding && shelf != Shelf::soft) continue;
    if (items.empty() && c.state.empty()) continue;
    page.heading(2, message(catalogue, "observatory.compile.shelf." + key, {{"state", data(c.state)}}), key);
    if (items.empty()) page.paragraph(message(catalogue, "observatory.compile.empty"));
    page.list(std::move(items));
  }
  page.heading(2, message(catalogue, "observatory.compile.share_title"), "share");
  page.paragraph({{catalogue.text("observatory.compile.share",
                                  {{"covered", static_cast<std::int64_t>(c.covered.size())},
                                   {"clauses", static_cast<std::int64_t>(c.covered.size() + c.not_covered.size())}})}});
  std::vector<Item> missing;
  for (const law::Clause* clause : c.not_covered) missing.push_back({{data(clause->says)}});
  if (!missing.empty()) page.paragraph(message(catalogue, "observatory.compile.not_covered"));
  page.list(std::move(missing));
  if (!c.left_out.empty()) {
    page.heading(2, message(catalogue, "observatory.compile.left_out"), "left-out");
    std::vector<Item> items;
    for (const LeftOut& left : c.left_out) items.push_back({left_out_line(catalogue, c, left)});
    page.list(std::move(items));
  }
  page.heading(2, message(catalogue, "observatory.compile.sources"), "sources");
  page.list(writer.sources());
  return page;
}

Value to_value(const Compilation& c) {
  Value value{Value::Object{}}, norms{Value::Array{}}, sources{Value::Array{}}, left{Value::Array{}},
      not_covered{Value::Array{}};
  value.set("format", "palermo-law-compile/1");
  value.set("theme", c.theme->id);
  value.set("state", c.state);
  value.set("date", c.day ? Value(day_text(*c.day)) : Value{});
  for (const Norm& norm : c.norms) norms.push(to_value(c, norm));
  for (std::size_t i = 0; i < c.sources.size(); ++i) sources.push(to_value(c, i));
  for (const LeftOut& out : c.left_out) {
    Value item{Value::Object{}};
    item.set("law", out.law->id);
    item.set("reason", reason_of(out));
    if (!out.note.empty()) item.set("why", out.note);
    left.push(std::move(item));
  }
  for (const law::Clause* clause : c.not_covered) not_covered.push(clause->id);
  value.set("norms", std::move(norms));
  value.set("left_out", std::move(left));
  value.set("clauses", static_cast<std::int64_t>(c.covered.size() + c.not_covered.size()));
  value.set("not_covered", std::move(not_covered));
  value.set("sources", std::move(sources));
  return value;
}

}  // namespace palermo::observatory
