// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/lint.hpp"

#include <fmt/format.h>

#include <set>
#include <string>

#include "palermo/publish/evidence_estimates.hpp"
#include "palermo/publish/protect.hpp"

namespace palermo::publish {
namespace {

using core::Done;
using core::Value;

constexpr const char* kConceptParts[] = {"definition", "unit", "population", "period", "place", "reading", "method"};

tl::unexpected<core::Error> refuse(const core::ErrorKind& kind, std::string path, core::Args args = {}) {
  args.emplace("path", path);
  return core::fail(kind, {.file = {}, .row = 0, .line = 0, .column = 0, .field = std::move(path)}, std::move(args));
}

bool is_filled_text(const Value& value) {
  return value.is_text() && value.as_text().find_first_not_of(" \t\n") != std::string::npos;
}

// What each part of the document may hold. Anything else could carry a number under another name.
const std::set<std::string> kDocumentKeys = {"format", "version", "study", "simulated", "language", "protection", "numbers",
                                             "definitions", "readings", "assumptions", "estimates"};
const std::set<std::string> kNumberKeys = {"id", "value", "lo", "hi", "concept", "method", "fitness", "mark", "rests_on", "simulated",
                                           "no_interval_because", "protected"};
const std::set<std::string> kConceptKeys = {"definition", "unit", "population", "period", "place", "reading", "method"};
const std::set<std::string> kProtectionKeys = {"by", "base"};
const std::set<std::string> kStudyKeys = {"id", "title", "question", "period", "place", "time"};
constexpr std::int64_t kLargest = 100'000'000'000;  // more records than there can be people

Done only_keys(const Value& holder, const std::set<std::string>& allowed, const std::string& path) {
  for (const auto& [key, member] : holder.members())
    if (!allowed.contains(key)) return refuse(kBareNumber, path.empty() ? key : path + '.' + key);
  return {};
}

// Every number under `node` is bare.
Done no_number_in(const Value& node, const std::string& path) {
  if (node.is_number()) return refuse(kBareNumber, path);
  for (const auto& [key, member] : node.members()) PALERMO_CHECK_DONE(no_number_in(member, path + '.' + key));
  for (std::size_t i = 0; i < node.items().size(); ++i)
    PALERMO_CHECK_DONE(no_number_in(node.items()[i], fmt::format("{}[{}]", path, i)));
  return {};
}

Done check_text(const Value& holder, const char* part, const std::string& path) {
  if (is_filled_text(holder[part])) return {};
  return refuse(kIncompleteNumber, path + '.' + part, {{"part", part}});
}

Done check_protection(const Value& number, const std::string& path) {
  const Value& floor = number["protected"];
  PALERMO_CHECK_DONE(check_text(floor, "by", path + ".protected"));
  PALERMO_CHECK_DONE(only_keys(floor, kProtectionKeys, path + ".protected"));
  if (floor["by"].as_text() != "floor") return refuse(kUnprotectedNumber, path + ".protected.by", {{"base", std::to_string(kFloorBase)}});
  if (!floor["base"].is_int() || floor["base"].as_int() != kFloorBase) return refuse(kIncompleteNumber, path + ".protected.base", {{"part", "base"}});
  for (const char* part : {"value", "lo", "hi"}) {
    const Value* value = number.find(part);
    if (value && (value->as_int() < 0 || value->as_int() > kLargest || value->as_int() % floor["base"].as_int() != 0))
      return refuse(kUnprotectedNumber, path + '.' + part, {{"base", std::to_string(floor["base"].as_int())}});
  }
  return {};
}

// Either `value`, or both `lo` and `hi`; whole numbers.
Done check_value(const Value& number, const std::string& path) {
  const bool one = number.find("value"), lo = number.find("lo"), hi = number.find("hi");
  if (one == (lo || hi) || lo != hi) return refuse(kIncompleteNumber, path, {{"part", "value"}});
  for (const char* part : {"value", "lo", "hi"})
    if (const Value* value = number.find(part); value && !value->is_int())
      return refuse(kIncompleteNumber, path + '.' + part, {{"part", part}});
  if (lo && number["lo"].as_int() > number["hi"].as_int()) return refuse(kBoundsReversed, path);
  return {};
}

Done check_number(const Value& number, const std::string& path, const Value& simulated) {
  PALERMO_CHECK_DONE(check_text(number, "id", path));
  PALERMO_CHECK_DONE(check_value(number, path));
  for (const char* part : kConceptParts) PALERMO_CHECK_DONE(check_text(number["concept"], part, path + ".concept"));
  for (const char* part : {"fitness", "method", "mark"}) PALERMO_CHECK_DONE(check_text(number, part, path));
  if (!number["rests_on"].is_array()) return refuse(kIncompleteNumber, path + ".rests_on", {{"part", "rests_on"}});
  // The floor gives no interval: while it is the only protection, the reason for none is asked for.
  PALERMO_CHECK_DONE(check_text(number, "no_interval_because", path));
  PALERMO_CHECK_DONE(check_protection(number, path));
  PALERMO_CHECK_DONE(only_keys(number, kNumberKeys, path));
  PALERMO_CHECK_DONE(only_keys(number["concept"], kConceptKeys, path + ".concept"));
  PALERMO_CHECK_DONE(no_number_in(number["concept"], path + ".concept"));
  PALERMO_CHECK_DONE(no_number_in(number["rests_on"], path + ".rests_on"));
  if (!(number["simulated"] == simulated)) return refuse(kUnmarkedSimulation, path + ".simulated");
  return {};
}

}  // namespace

Done lint_evidence(const Value& document) {
  const Value& format = document["format"];
  if (!format.is_text() || format.as_text() != "palermo-evidence/1") return refuse(kNotEvidence, "format");
  if (!document["numbers"].is_array()) return refuse(kNotEvidence, "numbers");
  if (!document["simulated"].is_bool()) return refuse(kUnmarkedSimulation, "simulated");
  if (document["numbers"].items().empty()) return refuse(kNotEvidence, "numbers");
  PALERMO_CHECK_DONE(only_keys(document, kDocumentKeys, {}));
  PALERMO_CHECK_DONE(only_keys(document["study"], kStudyKeys, "study"));
  std::set<std::string> ids;
  const Value::Array& numbers = document["numbers"].items();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::string path = fmt::format("numbers[{}]", i);
    PALERMO_CHECK_DONE(check_number(numbers[i], path, document["simulated"]));
    if (!ids.insert(numbers[i]["id"].as_text()).second) return refuse(kSameNumberTwice, path + ".id");
  }
  if (const Value* estimates = document.find("estimates")) PALERMO_CHECK_DONE(lint_estimates(*estimates, document["simulated"]));
  for (const auto& [key, member] : document.members())
    if (key != "numbers" && key != "estimates") PALERMO_CHECK_DONE(no_number_in(member, key));
  return {};
}

}  // namespace palermo::publish
