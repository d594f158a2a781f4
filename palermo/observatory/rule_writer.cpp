// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "palermo/observatory/law_page.hpp"

namespace palermo::observatory {
namespace {

std::string months_text(const core::Catalogue& catalogue, std::int64_t months) {
  return months % 12 == 0 ? catalogue.text("observatory.penalty.years", {{"count", months / 12}})
                          : catalogue.text("observatory.penalty.months", {{"count", months}});
}

Line band(const core::Catalogue& catalogue, const law::Penalty& penalty) {
  std::vector<Line> parts;
  if (penalty.min_months && penalty.max_months)
    parts.push_back(message(catalogue, "observatory.penalty.between",
                            {{"min", {months_text(catalogue, *penalty.min_months)}},
                             {"max", {months_text(catalogue, *penalty.max_months)}}}));
  else if (penalty.max_months)
    parts.push_back(
        message(catalogue, "observatory.penalty.up_to", {{"max", {months_text(catalogue, *penalty.max_months)}}}));
  else if (penalty.min_months)
    parts.push_back(
        message(catalogue, "observatory.penalty.at_least", {{"min", {months_text(catalogue, *penalty.min_months)}}}));
  if (penalty.life) parts.push_back(message(catalogue, "observatory.penalty.life"));
  if (penalty.fine) parts.push_back(message(catalogue, "observatory.penalty.fine"));
  return parts.empty() ? message(catalogue, "observatory.penalty.not_stated") : joined(parts, "; ");
}

template <class T>
const T* find_in(const std::vector<T>& list, const std::string& id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& item) { return item.id == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

RuleWriter::RuleWriter(const law::Corpus& corpus, const law::Law& law, const law::Version& version,
                       const std::vector<law::Case>& cases, const core::Catalogue& catalogue)
    : corpus_(&corpus), law_(&law), version_(&version), cases_(&cases), catalogue_(&catalogue) {}

Line RuleWriter::head(std::string_view kind, const std::string& id, const std::string& cite, law::Mark mark) const {
  Line line = message(*catalogue_, "observatory.rule_kind." + std::string(kind),
                      {{"id", data(spaced(id))}, {"cite", data(cite)}});
  if (to_check(mark)) line = line + Line{{" ["}, mark_span(*catalogue_, mark), {"]"}};
  return line;
}

Line RuleWriter::part(std::string_view kind, const std::string& id, const std::string& cite, const std::string& says,
                      law::Mark mark) const {
  Line line = head(kind, id, cite, mark);
  return says.empty() ? line : line + Line{{": "}, data(says)};
}

void RuleWriter::expression(const law::Expression& expression, std::vector<Item>& items) const {
  const std::size_t depth = items.empty() ? 0 : items.back().depth + 1;
  for (Item& item : rule_items(*catalogue_, *corpus_, *law_, *version_, expression, depth))
    items.push_back(std::move(item));
}

void RuleWriter::element(const law::Element& element, std::vector<Item>& items) const {
  std::vector<Item> own{{part("element", element.id, element.cite, element.says, element.mark)}};
  expression(element.expression, own);
  items.insert(items.end(), own.begin(), own.end());
  if (!element.not_required_if) return;
  const law::Waiver& waiver = *element.not_required_if;
  std::vector<Item> rest{{part("waiver", "", waiver.cite, waiver.says, waiver.mark), 1}};
  expression(waiver.expression, rest);
  items.insert(items.end(), rest.begin(), rest.end());
}

void RuleWriter::definition(const law::Definition& definition, Page& page) const {
  page.heading(4, head("definition", definition.id, definition.cite, definition.mark),
               rule_id(*version_, definition.id));
  if (!definition.says.empty()) page.paragraph({data(definition.says)});
  std::vector<Item> items;
  expression(definition.expression, items);
  page.list(std::move(items));
}

void RuleWriter::scope(const law::Scope& scope, Page& page) const {
  page.heading(4, head("scope", scope.id, scope.cite, law::Mark::verified), rule_id(*version_, scope.id));
  if (!scope.says.empty()) page.paragraph({data(scope.says)});
  std::vector<Item> items;
  expression(scope.expression, items);
  page.list(std::move(items));
}

void RuleWriter::offence(const law::Offence& offence, Page& page) const {
  page.heading(4, head("offence", offence.id, offence.cite, offence.mark), rule_id(*version_, offence.id));
  if (!offence.says.empty()) page.paragraph({data(offence.says)});
  if (!offence.qualifier.empty())
    page.paragraph(message(*catalogue_, "observatory.but", {{"words", data(offence.qualifier)}}));
  page.paragraph(message(*catalogue_, "observatory.rule_kind.elements"));
  std::vector<Item> items;
  for (const law::Element& e : offence.elements) element(e, items);
  page.list(std::move(items));
  std::vector<Item> exceptions;
  for (const law::Exception& e : offence.exceptions) {
    std::vector<Item> own{{part("exception", e.id, e.cite, e.says, e.mark)}};
    expression(e.expression, own);
    exceptions.insert(exceptions.end(), own.begin(), own.end());
  }
  if (!exceptions.empty()) page.paragraph(message(*catalogue_, "observatory.rule_kind.exceptions"));
  page.list(std::move(exceptions));
  std::vector<Item> irrelevant;
  for (const law::IrrelevantFact& fact : offence.irrelevant)
    irrelevant.push_back({message(*catalogue_, "observatory.rule_kind.irrelevant",
                                  {{"fact", data(corpus_->vocabulary()[fact.fact].id)}, {"cite", data(fact.cite)}})});
  page.list(std::move(irrelevant));
  if (!offence.offence_class.empty())
    page.paragraph(message(*catalogue_, "observatory.rule_kind.class", {{"class", data(offence.offence_class)}}));
  penalties(offence.penalties, page);
  scenarios(offence.id, page);
}

void RuleWriter::aggravation(const law::Aggravation& aggravation, Page& page) const {
  page.heading(4, head("aggravation", aggravation.id, aggravation.cite, aggravation.mark),
               rule_id(*version_, aggravation.id));
  if (!aggravation.says.empty()) page.paragraph({data(aggravation.says)});
  page.paragraph(message(*catalogue_, "observatory.rule_kind.grounds",
                         {{"offence", data(spaced(aggravation.of), "#" + rule_id(*version_, aggravation.of))}}));
  std::vector<Item> items;
  for (const law::Element& ground : aggravation.grounds) element(ground, items);
  page.list(std::move(items));
  penalties(aggravation.penalties, page);
  scenarios(aggravation.id, page);
}

void RuleWriter::penalties(const std::vector<law::Penalty>& penalties, Page& page) const {
  Grid grid;
  grid.caption = message(*catalogue_, "observatory.penalty.caption");
  for (const std::string_view column : {"cite", "when", "who", "band", "mark"})
    grid.columns.push_back(message(*catalogue_, "observatory.penalty.column." + std::string(column)));
  for (const law::Penalty& penalty : penalties)
    grid.rows.push_back(
        {{{data(penalty.cite)}},
         {{data(penalty.when)}},
         {{data(spaced(penalty.who))}},
         {band(*catalogue_, penalty)},
         {{mark_span(*catalogue_, penalty.mark)}, to_check(penalty.mark) ? Tone::hatched : Tone::plain}});
  page.grid(std::move(grid));
}

void RuleWriter::scenarios(const std::string& id, Page& page) const {
  const std::string finding = law_->id + "#" + id;
  std::vector<Item> items;
  for (const law::Case& stated : *cases_)
    for (const law::Expectation& expected : stated.expect) {
      if (stated.subject == law::Role::person_moved && !expected.refused) continue;  // of the person moved nothing is said
      const auto meant = corpus_->resolve(expected.finding);
      if (!meant || meant->text() != finding) continue;
      const Span outcome = expected.refused ? word_of(*catalogue_, "outcome", "refused")
                                            : word_of(*catalogue_, "outcome", law::word(expected.outcome));
      items.push_back(
          {message(*catalogue_, "observatory.scenario",
                   {{"id", data(stated.id)}, {"title", data(stated.title)}, {"outcome", strong(outcome)}})});
    }
  if (items.empty()) return;
  page.paragraph(message(*catalogue_, "observatory.scenarios"));
  page.list(std::move(items));
}

std::vector<std::string> RuleWriter::all_ids() const {
  std::vector<std::string> ids;
  for (const law::Offence& o : version_->offences) ids.push_back(o.id);
  for (const law::Aggravation& a : version_->aggravations) ids.push_back(a.id);
  for (const law::Definition& d : version_->definitions) ids.push_back(d.id);
  for (const law::Scope& s : version_->scopes) ids.push_back(s.id);
  return ids;
}

void RuleWriter::write(const std::string& id, Page& page) {
  if (std::find(written_.begin(), written_.end(), id) != written_.end()) {
    page.paragraph(
        message(*catalogue_, "observatory.rule_above", {{"id", data(spaced(id), "#" + rule_id(*version_, id))}}));
    return;
  }
  written_.push_back(id);
  if (const law::Offence* o = find_in(version_->offences, id)) return offence(*o, page);
  if (const law::Aggravation* a = find_in(version_->aggravations, id)) return aggravation(*a, page);
  if (const law::Definition* d = find_in(version_->definitions, id)) return definition(*d, page);
  if (const law::Scope* s = find_in(version_->scopes, id)) return scope(*s, page);
}

void RuleWriter::write_rest(Page& page) {
  bool headed = false;
  for (const std::string& id : all_ids()) {
    if (std::find(written_.begin(), written_.end(), id) != written_.end()) continue;
    if (!headed)
      page.heading(3, message(*catalogue_, written_.empty() ? "observatory.rules" : "observatory.rules_rest"));
    headed = true;
    write(id, page);
  }
}

}  // namespace palermo::observatory
