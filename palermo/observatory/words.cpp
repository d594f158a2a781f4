// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/words.hpp"

#include <algorithm>

#include "palermo/law/vocabulary.hpp"

namespace palermo::observatory {
namespace {

using core::Catalogue;
using law::Expression;

std::string count_key(law::Deadline::Kind kind) {
  switch (kind) {
    case law::Deadline::Kind::at_least_days:
      return "observatory.deadline.at_least_days";
    case law::Deadline::Kind::within_days:
      return "observatory.deadline.within_days";
    case law::Deadline::Kind::within_months:
      return "observatory.deadline.within_months";
    case law::Deadline::Kind::none:
    case law::Deadline::Kind::standard:
      break;
  }
  return "";
}

class RuleWords {
 public:
  RuleWords(const Catalogue& catalogue, const law::Corpus& corpus, const law::Law& law, const law::Version& version)
      : catalogue_(&catalogue), corpus_(&corpus), law_(&law), version_(&version) {}

  void write(const Expression& e, std::size_t depth, std::vector<Item>& out) const {
    switch (e.kind) {
      case Expression::Kind::fact:
        out.push_back({fact(e.fact), depth});
        return;
      case Expression::Kind::less:
      case Expression::Kind::not_less:
        out.push_back({number(e), depth});
        return;
      case Expression::Kind::reference:
        out.push_back({reference(e), depth});
        return;
      case Expression::Kind::open:
        out.push_back({message(*catalogue_, "observatory.rule.open", {{"term", data(spaced(e.name))}}), depth});
        return;
      case Expression::Kind::any:
        return group("observatory.rule.any", e, depth, out);
      case Expression::Kind::all:
        return group("observatory.rule.all", e, depth, out);
      case Expression::Kind::negation:
        return group("observatory.rule.not", e, depth, out);
      case Expression::Kind::at_least:
        return group("observatory.rule.at_least", e, depth, out);
    }
  }

 private:
  void group(std::string_view key, const Expression& e, std::size_t depth, std::vector<Item>& out) const {
    out.push_back({{{catalogue_->text(key, {{"number", e.number}})}}, depth});
    for (const Expression& item : e.items) write(item, depth + 1, out);
  }

  [[nodiscard]] Line fact(law::FactId id) const {
    const law::FactDef& def = corpus_->vocabulary()[id];
    return def.ask.empty()
               ? Line{data(def.id)}
               : message(*catalogue_, "observatory.rule.fact", {{"fact", data(def.id)}, {"ask", data(def.ask)}});
  }

  [[nodiscard]] Line number(const Expression& e) const {
    const law::FactDef& def = corpus_->vocabulary()[e.fact];
    return message(*catalogue_,
                   e.kind == Expression::Kind::less ? "observatory.rule.less" : "observatory.rule.not_less",
                   {{"fact", data(def.id)}, {"number", {catalogue_->number(e.number)}}, {"unit", data(def.unit)}});
  }

  [[nodiscard]] Line reference(const Expression& e) const {
    const law::Law& other = corpus_->laws()[e.law];
    const law::Version& version = other.versions[e.version];
    const law::Definition& definition = version.definitions[e.definition];
    const std::string id = "#" + rule_id(version, definition.id);
    if (&other == law_ && version.id == version_->id)
      return message(*catalogue_, "observatory.rule.definition",
                     {{"id", data(spaced(definition.id), id)}, {"cite", data(definition.cite)}});
    return message(*catalogue_, "observatory.rule.definition_elsewhere",
                   {{"id", data(spaced(definition.id), page_file(other) + id)},
                    {"cite", data(definition.cite)},
                    {"law", data(other.id)}});
  }

  const Catalogue* catalogue_;
  const law::Corpus* corpus_;
  const law::Law* law_;
  const law::Version* version_;
};

}  // namespace

core::Result<const law::Law*> find_law(const law::Corpus& corpus, const std::string& id) {
  if (const law::Law* law = corpus.find(id)) return law;
  return core::fail(kNoSuchLaw, {}, {{"id", id}});
}

bool is_national(const law::Law& law) {
  const bool letters =
      std::all_of(law.jurisdiction.begin(), law.jurisdiction.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return law.jurisdiction.size() == 2 && letters && law.jurisdiction != "EU";
}

bool is_treaty(const law::Law& law) { return !is_national(law); }

std::string day_text(core::Day day) { return core::PartialDate{{day, day}}.text(); }

std::string page_file(const law::Law& law) { return "laws/" + law.id + ".html"; }

std::string article_id(const law::Law& law, const law::Version& version, std::string_view cite) {
  const bool latest = &version == &law.versions.back();
  return anchor(latest ? std::string(cite) : version.id + "-" + std::string(cite));
}

std::string article_href(const law::Law& law, const law::Version& version, std::string_view cite) {
  return page_file(law) + "#" + article_id(law, version, cite);
}

std::string rule_id(const law::Version& version, std::string_view rule) {
  return anchor("rule-" + version.id + "-" + std::string(rule));
}

std::string spaced(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string spaced(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + spaced(word);
  return text;
}

Span word_of(const Catalogue& catalogue, std::string_view list, std::string_view word) {
  return {catalogue.text("observatory." + std::string(list) + "." + std::string(word))};
}

Span mark_span(const Catalogue& catalogue, law::Mark mark) { return word_of(catalogue, "mark", law::word(mark)); }

Line in_force(const Catalogue& catalogue, const law::Version& version) {
  const auto& [first, last] = version.in_force;
  if (!first && !last) return message(catalogue, "observatory.in_force.unknown");
  const Line days = !first  ? message(catalogue, "observatory.in_force.to", {{"to", {day_text(*last)}}})
                    : !last ? message(catalogue, "observatory.in_force.from", {{"from", {day_text(*first)}}})
                            : message(catalogue, "observatory.in_force.between",
                                      {{"from", {day_text(*first)}}, {"to", {day_text(*last)}}});
  if (!to_check(version.date_mark)) return days;
  return days + Line{{" ["}, mark_span(catalogue, version.date_mark), {"]"}};
}

Line text_as_of(const Catalogue& catalogue, const law::Version& version) {
  return message(catalogue, "observatory.text_as_of", {{"day", {version.text_as_of.text()}}});
}

Line review_line(const Catalogue& catalogue, const law::Law& law) {
  if (law.review_status.empty() || law.review_status == "none") return message(catalogue, "observatory.review.none");
  return law.review_status == "draft" ? message(catalogue, "observatory.review.draft") : Line{data(law.review_status)};
}

Line limits_line(const Catalogue& catalogue, const std::vector<std::string>& limits) {
  std::vector<Line> words;
  for (const std::string& limit : limits) words.push_back({word_of(catalogue, "limit", limit)});
  return joined(words, "; ");
}

Line deadline_line(const Catalogue& catalogue, const law::Deadline& deadline) {
  if (deadline.kind == law::Deadline::Kind::none) return {};
  if (deadline.kind == law::Deadline::Kind::standard) return {data(deadline.says)};
  const Line count{{catalogue.text(count_key(deadline.kind), {{"count", deadline.count}})}};
  if (deadline.says.empty()) return count;
  return count + message(catalogue, "observatory.deadline.counted_from", {{"from", data(deadline.says)}});
}

Line owes_line(const Catalogue& catalogue, const law::Article& article) {
  if (!article.modality) return {};
  const Span strength = strong(word_of(catalogue, "modality_told", law::word(*article.modality)));
  if (article.kind != "duty" && article.kind != "right" && article.kind != "offence") {
    if (article.who.empty()) return message(catalogue, "observatory.owes.power", {{"strength", strength}});
    return message(catalogue, "observatory.owes.power_of",
                   {{"who", word_of(catalogue, "who", article.who)}, {"strength", strength}});
  }
  if (article.who.empty() && article.to.empty())
    return message(catalogue, "observatory.owes.nobody", {{"strength", strength}});
  if (article.who.empty())
    return message(catalogue, "observatory.owes.to",
                   {{"to", word_of(catalogue, "to", article.to)}, {"strength", strength}});
  const Span who = word_of(catalogue, "who", article.who);
  if (article.to.empty()) return message(catalogue, "observatory.owes.by", {{"who", who}, {"strength", strength}});
  return message(catalogue, "observatory.owes.by_to",
                 {{"who", who}, {"to", word_of(catalogue, "to", article.to)}, {"strength", strength}});
}

Line terms_line(const Catalogue& catalogue, const law::Article& article) {
  std::vector<Line> parts;
  if (article.modality) parts.push_back({word_of(catalogue, "modality", law::word(*article.modality))});
  if (!article.qualifier.empty())
    parts.push_back({data(article.qualifier)});
  else if (!article.limits.empty())
    parts.push_back(limits_line(catalogue, article.limits));
  if (const Line deadline = deadline_line(catalogue, article.deadline); !deadline.empty()) parts.push_back(deadline);
  return joined(parts, "; ");
}

std::vector<Item> rule_items(const Catalogue& catalogue, const law::Corpus& corpus, const law::Law& law,
                             const law::Version& version, const Expression& expression, std::size_t depth) {
  std::vector<Item> items;
  RuleWords(catalogue, corpus, law, version).write(expression, depth, items);
  return items;
}

}  // namespace palermo::observatory
