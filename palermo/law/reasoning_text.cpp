// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/reasoning_text.hpp"

#include "palermo/law/explain.hpp"

namespace palermo::law {

namespace {

std::string names_of(const std::vector<FactId>& facts, const Vocabulary& vocabulary) {
  std::string text;
  for (const FactId fact : facts) text += (text.empty() ? "" : ", ") + vocabulary[fact].id;
  return text;
}

void append(const Certificate& at, const std::string& indent, const Vocabulary& vocabulary, const core::Catalogue& catalogue,
            std::string& out) {
  const auto line = [&](std::string_view key, std::vector<core::Arg> args) {
    args.push_back({"indent", indent});
    out += "\n" + catalogue.text(key, args);
  };
  if (at.finding) line("law.certificate.leaf", {{"outcome", outcome_text(at.finding->outcome, catalogue)}});
  if (at.impossible) line("law.certificate.impossible", {{"facts", names_of(facts_of(*at.impossible), vocabulary)}});
  if (!at.atom) return;
  for (const bool value : {true, false}) {
    line("law.certificate.if", {{"setting", setting_text({*at.atom, value}, vocabulary, catalogue)}});
    append(at.branches[value ? 0 : 1], indent + "  ", vocabulary, catalogue, out);
  }
}

}  // namespace

std::string atom_text(const Atom& atom, const Vocabulary& vocabulary, const core::Catalogue& catalogue) {
  if (atom.kind == Atom::Kind::answer) return atom.law + "#" + atom.term;
  if (atom.kind == Atom::Kind::fact) return vocabulary[atom.fact].id;
  return catalogue.text("law.atom.below", {{"what", vocabulary[atom.fact].id}, {"bound", atom.bound}});
}

std::string setting_text(const Setting& setting, const Vocabulary& vocabulary, const core::Catalogue& catalogue) {
  const auto& [atom, value] = setting;
  if (atom.kind == Atom::Kind::below)
    return catalogue.text(value ? "law.setting.below" : "law.setting.not_below", {{"what", vocabulary[atom.fact].id}, {"bound", atom.bound}});
  return catalogue.text(value ? "law.setting.true" : "law.setting.false", {{"what", atom_text(atom, vocabulary, catalogue)}});
}

std::string settings_text(const std::vector<Setting>& settings, const Vocabulary& vocabulary, const core::Catalogue& catalogue) {
  std::string text;
  for (const Setting& setting : settings) {
    const std::string next = setting_text(setting, vocabulary, catalogue);
    text = text.empty() ? next : catalogue.text("law.setting.and", {{"first", text}, {"second", next}});
  }
  return text;
}

std::string question_text(const Atom& atom, const Vocabulary& vocabulary, const core::Catalogue& catalogue) {
  if (atom.kind == Atom::Kind::answer) return catalogue.text("law.question.open", {{"law", atom.law}, {"term", atom.term}});
  const FactDef& fact = vocabulary[atom.fact];
  const std::string ask = fact.ask.empty() ? catalogue.text("law.question.without", {{"fact", fact.id}}) : fact.ask;
  if (atom.kind == Atom::Kind::fact) return catalogue.text("law.question.fact", {{"ask", ask}, {"fact", fact.id}});
  return catalogue.text("law.question.below", {{"ask", ask}, {"fact", fact.id}, {"bound", atom.bound}});
}

std::string completion_text(const Completion& completion, const Vocabulary& vocabulary, const core::Catalogue& catalogue) {
  const CertificateSize size = completion.certificate ? size_of(*completion.certificate) : CertificateSize{};
  return catalogue.text("law.completion." + std::string(word(completion.how)),
                        {{"outcome", outcome_text(completion.outcome, catalogue)},
                         {"atoms", static_cast<std::int64_t>(completion.atoms.size())},
                         {"most", static_cast<std::int64_t>(kMostAtoms)},
                         {"splits", static_cast<std::int64_t>(size.splits)},
                         {"findings", static_cast<std::int64_t>(size.findings)},
                         {"impossible", static_cast<std::int64_t>(size.impossible)},
                         {"true_if", settings_text(completion.true_if, vocabulary, catalogue)},
                         {"false_if", settings_text(completion.false_if, vocabulary, catalogue)}});
}

std::string certificate_text(const Certificate& certificate, const Vocabulary& vocabulary, const core::Catalogue& catalogue) {
  std::string text;
  append(certificate, "  ", vocabulary, catalogue, text);
  return text;
}

}  // namespace palermo::law
