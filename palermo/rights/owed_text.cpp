// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/owed_text.hpp"

#include <algorithm>
#include <set>

namespace palermo::rights {

using core::Value;

namespace {

// The shelves of the list, in the order in which they are read.
constexpr Standing kShelves[] = {Standing::due, Standing::on_event, Standing::open, Standing::to_check};

std::string modality(const law::Article& article, const core::Catalogue& messages) {
  return article.modality ? messages.text("observatory.modality_told." + std::string(law::word(*article.modality))) : messages.text("rights.no_modality");
}

std::string force_text(const OwedGround& ground, const core::Catalogue& messages) {
  const InForce& in = ground.force;
  const std::string mark = messages.text("law.mark." + std::string(law::word(in.mark)));
  if (in.force == Force::binding && in.since.known()) return messages.text("rights.force.binding_since", {{"since", in.since.text()}, {"mark", mark}});
  if (in.force == Force::binding) return messages.text("rights.force.binding", {{"mark", mark}});
  return messages.text("rights.force." + std::string(word(in.force)));
}

// A standard ("without delay") stays a standard: no number is made for it.
std::string deadline_text(const OwedGround& ground, const Told& of, const core::Catalogue& messages) {
  const law::Deadline& rule = ground.article->deadline;
  using Kind = law::Deadline::Kind;
  if (rule.kind == Kind::none) return "";
  if (rule.kind == Kind::standard) return messages.text("rights.deadline.standard", {{"says", rule.says}});
  constexpr std::string_view kKinds[] = {"none", "standard", "at_least_days", "within_days", "within_months"};
  const std::string kind = "rights.deadline." + std::string(kKinds[static_cast<std::size_t>(rule.kind)]);
  const auto clock = of.catalogue.clocks().find(ground.ground->clock);
  const bool has_clock = clock != of.catalogue.clocks().end();
  if (rule.says.empty() && !has_clock) return messages.text(kind + ".alone", {{"count", rule.count}});
  const std::string period = messages.text(kind, {{"count", rule.count}, {"from", rule.says.empty() ? clock->second : rule.says}});
  if (ground.deadline.known()) return messages.text("rights.deadline.on", {{"period", period}, {"day", ground.deadline.text()}});
  return !has_clock ? period : messages.text("rights.deadline.no_day", {{"period", period}, {"clock", clock->second}});
}

const Presumption* presumption(const Catalogue& catalogue, const std::string& id) {
  const auto found = std::find_if(catalogue.presumptions().begin(), catalogue.presumptions().end(), [&](const Presumption& p) { return p.id == id; });
  return found == catalogue.presumptions().end() ? nullptr : &*found;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

// The article's own qualifier, that of the article which it makes apply, and how it is read here.
std::string qualifier(const OwedGround& ground) {
  std::vector<std::string> all;
  if (!ground.article->qualifier.empty()) all.push_back(ground.article->qualifier);
  if (ground.applied) all.push_back(ground.ground->applies_law + " " + ground.ground->applies_cite + (ground.applied->qualifier.empty() ? "" : ": " + ground.applied->qualifier));
  if (!ground.ground->reading.empty()) all.push_back(ground.ground->reading);
  return joined(all);
}

// That nobody has found it is no finding that it is not so: who was trafficked is never answered with no (SAFEGUARDS.md, D19).
std::string_view category_word(const CategoryKnown& known) {
  return known.is == law::Truth::no && known.category->from != From::anybody ? "not_found" : law::word(known.is);
}

class Writer {
 public:
  Writer(const OwedList& list, const Told& of, const core::Catalogue& messages) : list_(list), of_(of), messages_(messages) {}

  std::string text() {
    std::string text = messages_.text("rights.list.title", {{"case", list_.case_id}, {"state", list_.state_name}, {"day", core::PartialDate{{list_.day, list_.day}}.text()}});
    for (const Standing standing : kShelves) text += shelf(standing);
    return text + perhaps_binding() + side_by_side() + categories() + "\n" + messages_.text("rights.list.foot") + "\n";
  }

 private:
  std::string shelf(Standing standing) const {
    std::string text;
    for (const Owed& one : list_.now)
      if (one.standing == standing && one.force != Force::not_binding && !perhaps_owed(one)) text += entry(one);
    if (text.empty()) return "";
    return "\n\n" + messages_.text("rights.list.shelf." + std::string(word(standing))) + text;
  }

  static bool perhaps_owed(const Owed& one) {
    return one.force == Force::unknown && (one.standing == Standing::due || one.standing == Standing::on_event);
  }

  // What would be owed by instruments of which it is not known whether they bind.
  std::string perhaps_binding() const {
    std::string text;
    for (const Owed& one : list_.now)
      if (perhaps_owed(one)) text += entry(one);
    return text.empty() ? "" : "\n\n" + messages_.text("rights.list.shelf.perhaps_binding") + text;
  }

  std::string entry(const Owed& one) const {
    std::string text = "\n  " + messages_.text("rights.list.entry", {{"id", one.entitlement->id},
                                                                      {"class", messages_.text("rights.class." + std::string(word(one.entitlement->kind)))},
                                                                      {"says", one.entitlement->says}});
    std::vector<law::FactId> facts;
    for (const OwedGround* ground : one.carrying()) {
      text += "\n      " + ground_text(*ground, of_, messages_);
      if (one.standing == Standing::due) continue;
      for (const law::FactId fact : one.standing == Standing::on_event ? ground->events : ground->missing)
        if (std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
    }
    text += presumed_text(one.carrying(), "\n      ", of_, messages_);
    if (!facts.empty()) text += "\n      " + messages_.text(one.standing == Standing::on_event ? "rights.list.when" : "rights.list.ask") + questions_text(facts, of_, messages_);
    return text;
  }

  // What a finding of trafficking would add; it takes nothing away.
  std::string side_by_side() const {
    std::string added;
    for (std::size_t i = 0; i < list_.with.size(); ++i) {
      const Owed &with = list_.with[i], &without = list_.without[i];
      if (with.force == Force::not_binding || with.standing == without.standing) continue;
      added += "\n  " + messages_.text("rights.list.pair", {{"id", with.entitlement->id},
                                                           {"without", messages_.text("rights.standing." + std::string(word(without.standing)))},
                                                           {"with", messages_.text("rights.standing." + std::string(word(with.standing)))}});
    }
    return added.empty() ? "" : "\n\n" + messages_.text("rights.list.side_by_side") + added;
  }

  std::string categories() const {
    std::string text = "\n\n" + messages_.text("rights.list.categories");
    bool open = false;
    for (const CategoryKnown& known : list_.categories) {
      open |= known.is == law::Truth::unknown;
      text += "\n  " + messages_.text("rights.list.category." + std::string(category_word(known)), {{"says", known.category->says}});
      if (known.is == law::Truth::unknown) text += questions_text(known.missing, of_, messages_);
    }
    return open ? text + "\n  " + messages_.text("rights.list.categories_open") : text;
  }

  const OwedList& list_;
  const Told& of_;
  const core::Catalogue& messages_;
};

Value ids(const std::vector<law::FactId>& facts, const Told& of) {
  Value list{Value::Array{}};
  for (const law::FactId fact : facts) list.push(of.corpus.vocabulary()[fact].id);
  return list;
}

Value to_value(const Owed& one, const Told& of) {
  Value value;
  value.set("id", one.entitlement->id);
  value.set("class", word(one.entitlement->kind));
  value.set("says", one.entitlement->says);
  value.set("standing", word(one.standing));
  value.set("force", word(one.force));
  Value grounds{Value::Array{}};
  for (const OwedGround& ground : one.grounds) grounds.push(rights::to_value(ground, of));
  value.set("grounds", std::move(grounds));
  return value;
}

}  // namespace

std::string questions_text(const std::vector<law::FactId>& facts, const Told& of, const core::Catalogue& messages) {
  std::string text;
  for (const law::FactId fact : facts) {
    const law::FactDef& asked = of.corpus.vocabulary()[fact];
    text += "\n        " + messages.text("rights.list.question", {{"fact", asked.id}, {"ask", asked.ask}});
  }
  return text;
}

std::string ground_text(const OwedGround& ground, const Told& of, const core::Catalogue& messages) {
  const std::string mark = messages.text("law.mark." + std::string(law::word(ground.mark())));
  if (!ground.article) return messages.text("rights.ground.soft", {{"soft", ground.ground->soft}, {"says", ground.ground->says}, {"mark", mark}});
  const law::Article& article = *ground.article;
  std::string text = messages.text("rights.ground.article", {{"law", ground.ground->law},
                                                             {"cite", article.cite},
                                                             {"who", messages.text("observatory.who." + std::string(ground.bearer()))},
                                                             {"modality", modality(article, messages)},
                                                             {"force", force_text(ground, messages)},
                                                             {"mark", mark}});
  if (const std::string told = qualifier(ground); !told.empty()) text += " " + messages.text("rights.ground.qualifier", {{"qualifier", told}});
  if (const std::string until = deadline_text(ground, of, messages); !until.empty()) text += " " + until;
  return text;
}

std::string presumed_text(const std::vector<const OwedGround*>& grounds, std::string_view before, const Told& of, const core::Catalogue& messages) {
  std::string text;
  std::set<std::string> told;
  for (const OwedGround* ground : grounds) {
    const Presumption* p = presumption(of.catalogue, ground->presumed);
    if (!p || !told.insert(p->id).second) continue;
    std::vector<std::string> asked;
    for (const law::FactId fact : ground->missing) {
      const law::FactDef& missing = of.corpus.vocabulary()[fact];
      asked.push_back(messages.text("rights.list.question", {{"fact", missing.id}, {"ask", missing.ask}}));
    }
    text += std::string(before) + messages.text("rights.list.presumed", {{"says", p->says}, {"until", p->until}, {"ask", joined(asked)}});
  }
  return text;
}

Value to_value(const OwedGround& ground, const Told& of) {
  Value value;
  if (ground.article) {
    const law::Article& article = *ground.article;
    value.set("law", ground.ground->law);
    value.set("cite", article.cite);
    value.set("says", article.says);
    value.set("duty_bearer", ground.bearer());
    if (article.modality) value.set("modality", law::word(*article.modality));
    if (const std::string told = qualifier(ground); !told.empty()) value.set("qualifier", told);
    if (article.deadline.kind != law::Deadline::Kind::none) {
      Value deadline;
      deadline.set("says", article.deadline.says);
      if (article.deadline.count > 0) deadline.set("count", article.deadline.count);
      if (ground.deadline.known()) deadline.set("day", ground.deadline.text());
      value.set("deadline", std::move(deadline));
    }
  } else {
    value.set("soft", ground.ground->soft);
    value.set("source", ground.ground->cite);
    value.set("says", ground.ground->says);
  }
  value.set("from", word(ground.ground->from));
  value.set("force", word(ground.force.force));
  if (ground.force.since.known()) value.set("bound_from", ground.force.since.text());
  if (ground.force.force == Force::binding) value.set("bound_mark", law::word(ground.force.mark));
  value.set("mark", law::word(ground.mark()));
  value.set("standing", word(ground.standing));
  if (!ground.presumed.empty()) {
    const Presumption* p = presumption(of.catalogue, ground.presumed);
    value.set("presumed", ground.presumed);
    if (p) value.set("presumed_until", p->until);
  }
  if (!ground.events.empty()) value.set("when", ids(ground.events, of));
  if (!ground.missing.empty()) value.set("missing", ids(ground.missing, of));
  return value;
}

std::string owed_text(const OwedList& list, const Told& of, const core::Catalogue& messages) { return Writer(list, of, messages).text(); }

Value to_value(const OwedList& list, const Told& of) {
  Value value;
  value.set("case", list.case_id);
  value.set("state", list.state);
  value.set("date", core::PartialDate{{list.day, list.day}}.text());
  Value owed{Value::Array{}}, pairs{Value::Array{}}, known{Value::Array{}};
  for (const Owed& one : list.now) owed.push(to_value(one, of));
  for (std::size_t i = 0; i < list.with.size(); ++i) {
    Value pair;
    pair.set("id", list.with[i].entitlement->id);
    pair.set("without_finding", word(list.without[i].standing));
    pair.set("with_finding", word(list.with[i].standing));
    pairs.push(std::move(pair));
  }
  for (const CategoryKnown& category : list.categories) {
    Value one;
    one.set("id", category.category->id);
    one.set("is", category_word(category));
    one.set("missing", ids(category.missing, of));
    known.push(std::move(one));
  }
  value.set("entitlements", std::move(owed));
  value.set("side_by_side", std::move(pairs));
  value.set("categories", std::move(known));
  return value;
}

}  // namespace palermo::rights
