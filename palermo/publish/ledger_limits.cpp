// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/ledger_limits.hpp"

#include "palermo/core/plain_text.hpp"
#include "palermo/core/schema.hpp"

namespace palermo::publish {
namespace {

using core::Result;
using core::Value;

constexpr double kMostEpsilon = 100;
constexpr double kMostDelta = 1e-3;

auto bad(const Value& node, std::string_view problem) { return core::fail(kBadLimits, node.place(), {{"problem", std::string(problem)}}); }

double number(core::Reader& reader, std::string_view key) {
  const Value* value = reader.any(key);
  return value != nullptr && value->is_number() ? value->as_number() : 0;
}

Value texts(const std::vector<std::string>& list) {
  Value value{Value::Array{}};
  for (const std::string& one : list) value.push(one);
  return value;
}

Value release_value(const LedgerRelease& release) {
  Value value;
  value.set("release", release.intent.release);
  value.set("title", release.intent.title);
  value.set("mode", word(release.intent.mode));
  value.set("first_year", release.intent.first_year);
  value.set("last_year", release.intent.last_year);
  value.set("rho", release.intent.rho.to_double());
  value.set("epsilon", release.intent.epsilon);
  value.set("test", release.intent.test);
  value.set("number", release.number);
  value.set("state", release.interrupted() ? "interrupted" : release.released() ? "released" : "unsigned");
  value.set("approved_by", texts(release.approved_by));
  value.set("signed_by", texts(release.signed_by));
  return value;
}

}  // namespace

Result<Opened> parse_limits(std::string_view text, std::string_view file, std::vector<Officer> officers) {
  PALERMO_TRY(const Value root, core::parse_yaml(text, file));
  PALERMO_CHECK_DONE(core::require_one_line(root));
  core::Reader reader(root, "limits", core::Quote::settings);
  (void)reader.choice("format", {"palermo-release-limits/1"}, "");
  Opened opened{.register_name = reader.text("register"), .officers = std::move(officers), .limits = {}};
  Limits& limits = opened.limits;
  limits.epsilon_per_year = number(reader, "epsilon_per_year");
  limits.epsilon_ever = number(reader, "epsilon_ever");
  limits.delta = number(reader, "delta");
  PALERMO_CHECK_DONE(reader.finish());
  if (opened.register_name.empty()) return bad(root, "a ledger is of a register");
  if (!(limits.epsilon_per_year > 0 && limits.epsilon_per_year <= limits.epsilon_ever && limits.epsilon_ever <= kMostEpsilon))
    return bad(root, "epsilon_per_year lies above 0, epsilon_ever is not below it, and both are at most 100");
  if (!(limits.delta > 0 && limits.delta <= kMostDelta)) return bad(root, "delta lies above 0, and at 0.001 at most");
  if (opened.officers.size() < kSignatures) return bad(root, "a ledger has two officers or more, each with a key");
  for (std::size_t i = 0; i < opened.officers.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (opened.officers[i].name == opened.officers[j].name || opened.officers[i].key == opened.officers[j].key) return bad(root, "two officers have one name or one key");
  limits.per_year = privacy::Rho::down(privacy::rho_of(limits.epsilon_per_year, limits.delta));
  limits.ever = privacy::Rho::down(privacy::rho_of(limits.epsilon_ever, limits.delta));
  return opened;
}

Value ledger_state(const Ledger& ledger) {
  Value value, officers(Value::Array{}), years(Value::Array{}), releases(Value::Array{}), limits;
  value.set("format", "palermo-release-ledger-state/1");
  value.set("ledger", ledger.id());
  value.set("register", ledger.opened().register_name);
  value.set("lines", ledger.size());
  value.set("head", ledger.head());
  for (const Officer& officer : ledger.opened().officers) {
    Value one;
    one.set("name", officer.name);
    one.set("key", hex_of(officer.key));
    officers.push(std::move(one));
  }
  value.set("officers", std::move(officers));
  const Limits& of = ledger.opened().limits;
  limits.set("rho_per_year", of.per_year.to_double());
  limits.set("rho_ever", of.ever.to_double());
  limits.set("epsilon_per_year", of.epsilon_per_year);
  limits.set("epsilon_ever", of.epsilon_ever);
  limits.set("delta", of.delta);
  value.set("limits", std::move(limits));
  const auto told = [&](privacy::Rho rho) { return rho == privacy::Rho() ? 0.0 : privacy::epsilon_of(rho.to_double(), of.delta); };
  for (const auto& [year, rho] : ledger.spent().by_year) {
    Value one;
    one.set("year", year);
    one.set("rho_spent", rho.to_double());
    one.set("epsilon_spent", told(rho));
    one.set("rho_left", (of.per_year - rho).to_double());
    years.push(std::move(one));
  }
  value.set("years", std::move(years));
  value.set("rho_spent_ever", ledger.spent().ever.to_double());
  value.set("epsilon_spent_ever", told(ledger.spent().ever));
  value.set("rho_left_ever", (of.ever - ledger.spent().ever).to_double());
  for (const LedgerRelease& release : ledger.releases()) releases.push(release_value(release));
  value.set("releases", std::move(releases));
  value.set("signed_head", texts(ledger.signers_of_head()));
  return value;
}

}  // namespace palermo::publish
