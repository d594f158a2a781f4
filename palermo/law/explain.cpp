// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/explain.hpp"

namespace palermo::law {

namespace {

using core::Arg;
using core::Catalogue;

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string range_text(const core::Interval<std::int64_t>& range, const Catalogue& catalogue) {
  if (range.exact()) return catalogue.text("law.range.exact", {{"min", *range.min}});
  if (!range.max) return catalogue.text("law.range.from", {{"min", *range.min}});
  if (!range.min) return catalogue.text("law.range.to", {{"max", *range.max}});
  return catalogue.text("law.range.between", {{"min", *range.min}, {"max", *range.max}});
}

std::string merged_text(const Node& node, const Vocabulary& vocabulary) {
  std::vector<std::string> facts;
  for (const FactId fact : node.merged) facts.push_back(vocabulary[fact].id);
  return joined(facts);
}

// Why, in words; empty where the steps below say it.
std::string because_text(const Node& node, const Vocabulary& vocabulary, const Catalogue& catalogue) {
  if (node.rule == Rule::one_of)
    return catalogue.text(node.source.empty() ? "law.because.merged" : "law.because.merged_by",
                          {{"source", node.source}, {"facts", merged_text(node, vocabulary)}});
  if (node.because == Because::stated && (node.rule == Rule::less || node.rule == Rule::not_less))
    return catalogue.text(node.sources.empty() ? "law.because.range" : "law.because.range_by",
                          {{"source", joined(node.sources)}, {"range", range_text(node.range, catalogue)}});
  if (node.because == Because::answered)
    return catalogue.text("law.because.answered", {{"by", node.by}, {"reason", node.reason}});
  if (node.because == Because::not_known)
    return catalogue.text(node.rule == Rule::open ? "law.because.open" : "law.because.not_known");
  if (node.because == Because::children || node.because == Because::date) return "";
  std::string key = "law.because." + std::string(word(node.because));
  if (!node.source.empty()) key += "_by";
  return catalogue.text(key, {{"source", node.source}});
}

void append_tree(const Node& node, const std::string& indent, const Vocabulary& vocabulary, const Catalogue& catalogue,
                 std::string& out) {
  out += "\n" + line_of(node, indent, vocabulary, catalogue);
  for (const Node& child : node.children) append_tree(child, indent + "  ", vocabulary, catalogue, out);
}

std::string law_text(const Finding& f, const Catalogue& catalogue) {
  const std::string review = f.review_status.empty() ? catalogue.text("law.list.review_none") : f.review_status;
  return catalogue.text(f.version.empty() ? "law.explain.no_version" : "law.explain.law",
                        {{"title", f.title},
                         {"jurisdiction", f.jurisdiction},
                         {"version", f.version},
                         {"review", review},
                         {"mark", catalogue.text("law.mark." + std::string(word(f.mark)))}});
}

std::string subject_text(const Subject& subject, const Catalogue& catalogue) {
  if (!subject.refused.empty())
    return catalogue.text("law.explain.refused", {{"refused", subject.refused}, {"cite", subject.cite}});
  return catalogue.text(
      subject.because.empty() ? "law.explain.subject" : "law.explain.subject_because",
      {{"role", catalogue.text("law.role." + std::string(word(subject.role)))}, {"fact", subject.because}});
}

std::string readings_text(const Finding& f, const Catalogue& catalogue) {
  if (f.readings.empty()) return catalogue.text("law.explain.no_readings");
  std::vector<std::string> readings;
  for (const std::string& reading : f.readings)
    readings.push_back(reading == kExceptionsNotRaised ? catalogue.text("law.explain.exceptions_not_raised") : reading);
  return catalogue.text("law.explain.readings", {{"readings", joined(readings)}});
}

bool is_shown(const Node& node) {
  return node.rule == Rule::element || node.rule == Rule::exception || node.rule == Rule::one_of ||
         node.children.empty();
}

// The value of a child seen from its parent: an exception that applies speaks against the offence.
Outcome seen(const Node& node, const Node& child) {
  if (node.rule == Rule::negation || (node.rule == Rule::offence && child.rule == Rule::exceptions))
    return outcome(negate(static_cast<Truth>(child.value)));
  return child.value;
}

void collect_decisive(const Node& node, std::vector<const Node*>& found) {
  if (is_shown(node)) found.push_back(&node);
  if (node.rule == Rule::one_of || node.because == Because::implied) return;
  for (const Node& child : node.children)
    if (seen(node, child) == node.value || node.rule == Rule::versions) collect_decisive(child, found);
}

}  // namespace

std::string outcome_text(Outcome outcome, const Catalogue& catalogue) {
  return catalogue.text("law.outcome." + std::string(word(outcome)));
}

namespace {

// What keeps a finding open though the text as encoded would end it.
std::string to_check_text(const Finding& finding, const Catalogue& catalogue) {
  if (finding.outcome == finding.as_encoded) return "";
  return catalogue.text("law.explain.to_check",
                        {{"cites", joined(finding.to_check)}, {"as_encoded", outcome_text(finding.as_encoded, catalogue)}});
}

}  // namespace

std::string line_of(const Node& node, const std::string& indent, const Vocabulary& vocabulary,
                    const Catalogue& catalogue) {
  const std::string what =
      catalogue.text("law.node." + std::string(word(node.rule)), {{"id", node.id}, {"number", node.number}});
  std::string line = catalogue.text(
      node.cite.empty() ? "law.node.line" : "law.node.with_cite",
      {{"indent", indent}, {"value", outcome_text(node.value, catalogue)}, {"what", what}, {"cite", node.cite}});
  if (!node.says.empty()) line = catalogue.text("law.node.says", {{"line", line}, {"says", node.says}});
  const std::string because = because_text(node, vocabulary, catalogue);
  return because.empty() ? line : catalogue.text("law.node.because", {{"line", line}, {"because", because}});
}

std::string explain(const Finding& finding, const Vocabulary& vocabulary, const Catalogue& catalogue) {
  std::string text = catalogue.text("law.explain.title", {{"case", finding.case_id},
                                                          {"finding", finding.id.text()},
                                                          {"outcome", outcome_text(finding.outcome, catalogue)}});
  for (const std::string& line :
       {law_text(finding, catalogue), subject_text(finding.subject, catalogue), readings_text(finding, catalogue),
        to_check_text(finding, catalogue), catalogue.text("law.explain.hash", {{"hash", finding.content_hash}})})
    if (!line.empty()) text += "\n" + line;
  append_tree(finding.derivation, "", vocabulary, catalogue, text);
  return text;
}

std::vector<const Node*> decisive(const Node& node) {
  std::vector<const Node*> found;
  collect_decisive(node, found);
  return found;
}

}  // namespace palermo::law
