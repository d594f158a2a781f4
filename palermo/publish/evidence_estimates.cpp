// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/evidence_estimates.hpp"

#include <fmt/format.h>

#include <set>

#include "palermo/core/concept.hpp"
#include "palermo/publish/lint.hpp"

namespace palermo::publish {
namespace {

using core::Done;
using core::Value;

// Every assumption that some reading switches on, once: the interval reaches over all readings.
Value rests_on(const ProtectedResults& results) {
  std::set<std::string> all;
  for (const DeclaredReading& reading : results.readings) all.insert(reading.assumptions.begin(), reading.assumptions.end());
  return Value::Array(all.begin(), all.end());
}

std::string fitness(ChainVerdict verdict) {
  return verdict == ChainVerdict::usable ? "estimates_people" : verdict == ChainVerdict::lower_bound ? "at_least" : "not_to_be_quoted";
}

Value rules_value(const ProtectedResults& results, const ProtectedChainEstimate& estimate) {
  Value rules(Value::Array{});
  for (const ChainRule& rule : estimate.rules) {
    Value one;
    one.set("id", rule.id), one.set("reason", rule.reason);
    one.set("reading", results.readings[rule.reading].id), one.set("bound", rule.possible ? "possible" : "certain");
    rules.push(std::move(one));
  }
  return rules;
}

Value estimate_value(const ProtectedResults& results, const ProtectedChain& chain, const ProtectedChainEstimate& estimate, const core::Catalogue& english) {
  const CountedDefinition& law = results.definitions[estimate.definition];
  std::string readings;
  for (const DeclaredReading& reading : results.readings) readings += (readings.empty() ? "" : ", ") + reading.id;
  Value out, protection;
  out.set("id", "linked/" + law.id);
  out.set("concept", core::to_value({law.id + ", version " + law.versions, "person", english.text("publish.evidence.estimate_population"), results.period,
                                     results.place, readings, "estimate:linkage_averaged"}));
  if (estimate.lo) out.set("lo", *estimate.lo);
  if (estimate.hi) out.set("hi", *estimate.hi);
  out.set("level_percent", chain.level_percent);
  out.set("verdict", word(estimate.verdict));
  out.set("fitness", fitness(estimate.verdict));
  out.set("method", english.text("publish.evidence.method_estimate"));
  if (!estimate.percents.empty()) {
    Value width;
    for (const auto& [source, percent] : estimate.percents) width.set(source, percent);
    out.set("width_percent", std::move(width));
  }
  out.set("rules", rules_value(results, estimate));
  out.set("rests_on", rests_on(results));
  out.set("mark", law.mark);
  protection.set("by", "outwards"), protection.set("base", kFloorBase);
  out.set("protected", std::move(protection));
  out.set("simulated", results.simulated);
  return out;
}

tl::unexpected<core::Error> refuse(const core::ErrorKind& kind, const std::string& path, core::Args args = {}) {
  args.emplace("path", path);
  return core::fail(kind, {.field = path}, std::move(args));
}

const std::set<std::string> kKeys = {"id", "concept", "lo", "hi", "level_percent", "verdict", "fitness", "method", "width_percent", "rules", "rests_on",
                                     "mark", "protected", "simulated"};
constexpr const char* kConcept[] = {"definition", "unit", "population", "period", "place", "reading", "method"};

Done needs_text(const Value& holder, const char* key, const std::string& path) {
  if (holder[key].is_text() && !holder[key].as_text().empty()) return {};
  return refuse(kIncompleteNumber, path + '.' + key, {{"part", key}});
}

// Ends are there exactly as far as the verdict goes, and are tens.
Done check_ends(const Value& one, const std::string& path) {
  const bool lo = one.find("lo"), hi = one.find("hi");
  const std::string& verdict = one["verdict"].as_text();
  if (verdict != "usable" && verdict != "usable as a lower bound" && verdict != "not usable")
    return refuse(kIncompleteNumber, path + ".verdict", {{"part", "verdict"}});
  if (lo != (verdict != "not usable") || hi != (verdict == "usable")) return refuse(kIncompleteNumber, path, {{"part", "lo, hi"}});
  for (const char* end : {"lo", "hi"})
    if (const Value* value = one.find(end); value && (!value->is_int() || value->as_int() < 0 || value->as_int() % kFloorBase != 0))
      return refuse(kUnprotectedNumber, path + '.' + end, {{"base", std::to_string(kFloorBase)}});
  if (hi && one["lo"].as_int() > one["hi"].as_int()) return refuse(kBoundsReversed, path);
  return {};
}

Done check_width(const Value& one, const std::string& path) {
  const Value* width = one.find("width_percent");
  if (!width) return {};
  std::int64_t sum = 0;
  for (const auto& [source, percent] : width->members()) {
    if (!percent.is_int() || percent.as_int() < 0) return refuse(kBareNumber, path + ".width_percent." + source);
    sum += percent.as_int();
  }
  return sum == 100 ? Done{} : Done(refuse(kIncompleteNumber, path + ".width_percent", {{"part", "width_percent"}}));
}

Done check_one(const Value& one, const std::string& path, const Value& simulated) {
  for (const auto& [key, member] : one.members())
    if (!kKeys.contains(key)) return refuse(kBareNumber, path + '.' + key);
  for (const char* key : {"id", "verdict", "fitness", "method", "mark"}) PALERMO_CHECK_DONE(needs_text(one, key, path));
  for (const char* key : kConcept) PALERMO_CHECK_DONE(needs_text(one["concept"], key, path + ".concept"));
  if (one["concept"].members().size() != std::size(kConcept)) return refuse(kBareNumber, path + ".concept");
  if (!one["level_percent"].is_int()) return refuse(kIncompleteNumber, path + ".level_percent", {{"part", "level_percent"}});
  if (!one["rules"].is_array() || !one["rests_on"].is_array()) return refuse(kIncompleteNumber, path + ".rules", {{"part", "rules"}});
  if (!one["protected"]["by"].is_text() || one["protected"]["by"].as_text() != "outwards")
    return refuse(kUnprotectedNumber, path + ".protected.by", {{"base", std::to_string(kFloorBase)}});
  PALERMO_CHECK_DONE(check_ends(one, path));
  PALERMO_CHECK_DONE(check_width(one, path));
  return one["simulated"] == simulated ? Done{} : Done(refuse(kUnmarkedSimulation, path + ".simulated"));
}

}  // namespace

Value estimates(const ProtectedResults& results, const ProtectedChain& chain, const core::Catalogue& english) {
  Value all(Value::Array{});
  for (const ProtectedChainEstimate& estimate : chain.estimates) all.push(estimate_value(results, chain, estimate, english));
  return all;
}

Done lint_estimates(const Value& estimates, const Value& simulated) {
  if (!estimates.is_array()) return refuse(kNotEvidence, "estimates");
  for (std::size_t i = 0; i < estimates.items().size(); ++i)
    PALERMO_CHECK_DONE(check_one(estimates.items()[i], fmt::format("estimates[{}]", i), simulated));
  return {};
}

}  // namespace palermo::publish
