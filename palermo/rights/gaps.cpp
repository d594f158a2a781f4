// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/gaps.hpp"

#include <algorithm>

#include "palermo/law/evaluator.hpp"
#include "palermo/rights/conditions.hpp"
#include "palermo/rights/listed.hpp"
#include "palermo/rights/missing.hpp"
#include "palermo/rights/remedies.hpp"

namespace palermo::rights {

using core::Reader;
using core::Value;
using law::FactId;
using law::Truth;

namespace {

constexpr std::string_view kStandings[] = {"gap", "not_known", "covered", "no_need"};

core::Result<std::vector<Model>> parse_models(const Value* items) {
  std::vector<Model> models;
  for (const Value& item : items ? items->items() : Value::Array{}) {
    Reader reader(item, "model");
    Model made{.says = reader.text("says"), .source = reader.text("source"), .mark = law::read_mark(reader, law::Mark::unverified)};
    PALERMO_CHECK_DONE(reader.finish());
    models.push_back(std::move(made));
  }
  return models;
}

core::Result<Need> parse_need(const Value& value, const Conditions& conditions, const Catalogue& catalogue) {
  Reader reader(value, "need");
  Need made;
  made.id = reader.text("id");
  made.says = reader.text("says");
  made.covered_by = reader.texts("covered_by");
  made.beside = reader.texts("beside");
  const Value* when = reader.any("when");
  const Value* not_held = reader.array("not_held");
  const Value* models = reader.array("models");
  PALERMO_CHECK_DONE(reader.finish());
  for (const auto* list : {&made.covered_by, &made.beside})
    for (const std::string& id : *list)
      if (!catalogue.find(id)) return core::fail(kUnknownEntitlement, value.place(), {{"entitlement", id}});
  PALERMO_TRY(made.when, conditions.read(when ? *when : Value{}));
  PALERMO_TRY(made.not_held, parse_models(not_held));
  PALERMO_TRY(made.models, parse_models(models));
  return made;
}

bool duty(const OwedGround& ground) {
  return ground.article && (ground.article->modality == law::Modality::shall || ground.article->modality == law::Modality::shall_not);
}

// Whether a ground fills the need. An article that nobody has read may, and closes no gap for sure; nor does an open question.
Truth fills(const OwedGround& ground) {
  if (!duty(ground) || ground.force.force == Force::not_binding || ground.standing == Standing::not_triggered) return Truth::no;
  const bool holds = ground.standing == Standing::due || ground.standing == Standing::on_event;
  const bool read = ground.mark() == law::Mark::verified && ground.force.mark != law::Mark::unverified;
  return holds && read && !ground.supposed && ground.force.force == Force::binding ? Truth::yes : Truth::unknown;
}

class Finder {
 public:
  Finder(const std::vector<Owed>& all, const law::Corpus& corpus, const Question& question, const law::FactBase& facts)
      : all_(all), corpus_(corpus), evaluator_(corpus, question.stated, facts) {}

  NeedKnown find(const Need& need) const {
    NeedKnown known;
    known.need = &need;
    std::set<FactId> missing;
    const law::Node node = evaluator_.expression(need.when, nobody_);
    unknown_facts(node, corpus_.vocabulary(), missing);
    const bool there = node.value == law::Outcome::yes;
    if (node.value == law::Outcome::no) {
      known.standing = GapStanding::no_need;
      return known;
    }
    Truth covered = Truth::no;
    for (const std::string& id : need.covered_by)
      for (const OwedGround& ground : owed(id).grounds) {
        const Truth one = fills(ground);
        covered = law::either(covered, one);
        if (one != Truth::no) known.covering.push_back(ground);
        else touch(ground, known);
        if (one == Truth::unknown) missing.insert(ground.missing.begin(), ground.missing.end());
      }
    for (const std::string& id : need.beside)
      for (const OwedGround& ground : owed(id).grounds) touch(ground, known);
    if (covered == Truth::yes) std::erase_if(known.covering, [](const OwedGround& g) { return fills(g) != Truth::yes; });
    known.standing = covered == Truth::yes ? GapStanding::covered : there && covered == Truth::no ? GapStanding::gap : GapStanding::not_known;
    if (known.standing == GapStanding::not_known) known.missing.assign(missing.begin(), missing.end());
    return known;
  }

 private:
  const Owed& owed(const std::string& id) const {
    return *std::find_if(all_.begin(), all_.end(), [&](const Owed& one) { return one.entitlement->id == id; });
  }

  static void touch(const OwedGround& ground, NeedKnown& known) {
    if (ground.standing != Standing::not_triggered && ground.force.force != Force::not_binding) known.touching.push_back(ground);
  }

  const std::vector<Owed>& all_;
  const law::Corpus& corpus_;
  law::Evaluator evaluator_;
  law::Law nobody_;
};

std::string models_text(std::string_view key, const std::vector<Model>& models, const core::Catalogue& messages) {
  std::string text;
  for (const Model& model : models)
    text += "\n        " + messages.text("rights.gap.model", {{"says", model.says},
                                                              {"source", model.source},
                                                              {"mark", messages.text("law.mark." + std::string(law::word(model.mark)))}});
  return text.empty() ? "" : "\n      " + messages.text(key) + text;
}

std::string grounds_text(std::string_view key, const std::vector<OwedGround>& grounds, const Told& of, const core::Catalogue& messages) {
  std::string text;
  std::vector<const OwedGround*> all;
  for (const OwedGround& ground : grounds) {
    text += "\n        " + ground_text(ground, of, messages);
    all.push_back(&ground);
  }
  text += presumed_text(all, "\n        ", of, messages);
  return text.empty() ? "" : "\n      " + messages.text(key) + text;
}

std::string need_text(const NeedKnown& known, const Told& of, const core::Catalogue& messages) {
  const Need& need = *known.need;
  std::string text = "\n  " + messages.text("rights.gap.need", {{"id", need.id}, {"says", need.says}});
  if (known.standing == GapStanding::no_need) return text;
  const bool covered = known.standing == GapStanding::covered;
  text += grounds_text(covered ? "rights.gap.covered_by" : "rights.gap.perhaps_by", known.covering, of, messages);
  if (!known.missing.empty()) text += "\n      " + messages.text("rights.list.ask") + questions_text(known.missing, of, messages);
  if (covered) return text;
  text += grounds_text("rights.gap.touching", known.touching, of, messages);
  text += models_text("rights.gap.not_held", need.not_held, messages);
  if (need.models.empty()) return text + "\n      " + messages.text("rights.gap.no_model");
  return text + models_text("rights.gap.models", need.models, messages);
}

Value to_value(const std::vector<Model>& models) {
  Value list{Value::Array{}};
  for (const Model& model : models) {
    Value value;
    value.set("says", model.says);
    value.set("source", model.source);
    value.set("mark", law::word(model.mark));
    list.push(std::move(value));
  }
  return list;
}

}  // namespace

std::string_view word(GapStanding standing) { return kStandings[static_cast<std::size_t>(standing)]; }

core::Result<std::vector<Need>> parse_needs(const Value& document, const Value& rights, const Catalogue& catalogue, const law::Corpus& corpus) {
  Reader reader(document, "gaps");
  (void)reader.choice("format", {"palermo-gaps/1"}, "");
  (void)reader.choice("uses", {"palermo-vocabulary/1"}, "palermo-vocabulary/1");
  reader.ignore("conditions");
  const Value* items = reader.array("needs");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(const Value named, conditions_of_both(document, rights));
  Conditions conditions(corpus.vocabulary());
  PALERMO_CHECK_DONE(conditions.name_all(&named));
  return read_listed<Need>(items, [&](const Value& item) { return parse_need(item, conditions, catalogue); });
}

core::Result<std::vector<NeedKnown>> gaps(const std::vector<Need>& needs, const Catalogue& catalogue, const law::Corpus& corpus,
                                          const Question& question) {
  PALERMO_TRY(const std::vector<Owed> all, owed(catalogue, corpus, question));
  PALERMO_TRY(const law::FactBase facts, law::FactBase::derive(question.stated, corpus.vocabulary()));
  const Finder finder(all, corpus, question, facts);
  std::vector<NeedKnown> known;
  for (const Need& need : needs) known.push_back(finder.find(need));
  return known;
}

std::string gaps_text(const std::vector<NeedKnown>& needs, const Told& of, const core::Catalogue& messages) {
  std::string text;
  for (const GapStanding shelf : {GapStanding::gap, GapStanding::not_known, GapStanding::covered, GapStanding::no_need}) {
    std::string entries;
    for (const NeedKnown& known : needs)
      if (known.standing == shelf) entries += need_text(known, of, messages);
    if (!entries.empty()) text += "\n\n" + messages.text("rights.gap.shelf." + std::string(word(shelf))) + entries;
  }
  return text;
}

Value to_value(const NeedKnown& known, const Told& of) {
  Value value, covering{Value::Array{}}, touching{Value::Array{}}, missing{Value::Array{}};
  value.set("id", known.need->id);
  value.set("says", known.need->says);
  value.set("standing", word(known.standing));
  for (const OwedGround& ground : known.covering) covering.push(to_value(ground, of));
  for (const OwedGround& ground : known.touching) touching.push(to_value(ground, of));
  for (const FactId fact : known.missing) missing.push(of.corpus.vocabulary()[fact].id);
  value.set("covering", std::move(covering));
  value.set("touching", std::move(touching));
  value.set("missing", std::move(missing));
  value.set("not_held", to_value(known.need->not_held));
  value.set("models", to_value(known.need->models));
  return value;
}

}  // namespace palermo::rights
