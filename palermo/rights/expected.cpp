// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/expected.hpp"

#include <algorithm>

namespace palermo::rights {

namespace {

struct Expected {
  std::set<std::string> bound;  // law ids
  std::vector<std::string> due, not_due, conflicts;
  bool conflicts_told = false, remedies_told = false;
  std::vector<std::string> open, closed;  // ways to a remedy
};

core::Done read_remedies(const core::Value& value, Expected& expected) {
  core::Reader reader(value, "remedies");
  expected.remedies_told = true;
  expected.open = reader.texts("open");
  expected.closed = reader.texts("closed");
  reader.ignore("why");
  return reader.finish();
}

core::Result<Expected> read_expected(const core::Value& value, const Catalogue& catalogue) {
  core::Reader reader(value, "rights");
  Expected expected;
  const std::vector<std::string> parties = reader.texts("parties");
  expected.due = reader.texts("due");
  expected.not_due = reader.texts("not_due");
  expected.conflicts_told = reader.any("conflicts") != nullptr;
  expected.conflicts = reader.texts("conflicts");
  for (const std::string_view key : {"note", "if"}) reader.ignore(key);
  const core::Value* remedies = reader.any("remedies");
  PALERMO_CHECK_DONE(reader.finish());
  if (remedies) {
    PALERMO_CHECK_DONE(read_remedies(*remedies, expected));
  }
  for (const std::string& party : parties) {
    const auto law = catalogue.short_names().find(party);
    if (law == catalogue.short_names().end()) return core::fail(kUnknownParty, value.place(), {{"party", party}});
    expected.bound.insert(law->second);
  }
  return expected;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "; ") + word;
  return text;
}

core::Result<Tried> try_one(const std::string& id, bool due, const std::vector<Owed>& all, const core::Value& at) {
  const auto one = std::find_if(all.begin(), all.end(), [&](const Owed& owed) { return owed.entitlement->id == id; });
  if (one == all.end()) return core::fail(kUnknownEntitlement, at.place(), {{"entitlement", id}});
  const bool obliges = one->force == Force::binding || one->force == Force::soft;
  const bool owed_now = obliges && one->standing == Standing::due;
  const bool on_event = obliges && one->standing == Standing::on_event;
  return Tried{.what = id,
               .expected = due ? "due" : "not_due",
               .found = std::string(word(one->standing)) + ", " + std::string(word(one->force)),
               .passed = due ? owed_now || on_event : !owed_now};
}

core::Result<std::vector<Tried>> try_remedies(const Expected& expected, const std::vector<RouteKnown>& all, const core::Value& at) {
  std::vector<std::string> open;
  for (const RouteKnown& route : all)
    if (route.standing == RouteStanding::open) open.push_back(route.remedy->id);
  std::vector<Tried> tried{{.what = "remedies", .expected = joined(expected.open), .found = joined(open), .passed = open == expected.open}};
  for (const std::string& id : expected.closed) {
    const auto one = std::find_if(all.begin(), all.end(), [&](const RouteKnown& route) { return route.remedy->id == id; });
    if (one == all.end()) return core::fail(kUnknownRemedy, at.place(), {{"remedy", id}});
    tried.push_back({.what = id, .expected = std::string(word(RouteStanding::not_open)), .found = std::string(word(one->standing)), .passed = one->standing == RouteStanding::not_open});
  }
  return tried;
}

}  // namespace

core::Result<std::vector<Tried>> try_rights(const law::Case& stated, const Catalogue& catalogue, const std::vector<Practice>& practices,
                                            const Remedies& remedies, const law::Corpus& corpus) {
  std::vector<Tried> tried;
  if (stated.rights.is_null()) return tried;
  PALERMO_TRY(const Expected expected, read_expected(stated.rights, catalogue));
  const auto force = [&](const law::Law& law) {
    return InForce{.force = expected.bound.contains(law.id) ? Force::binding : Force::not_binding, .since = {}, .mark = law::Mark::verified};
  };
  const Question question{.stated = stated, .day = stated.date.days.min.value_or(0), .assume = Assume::as_recorded, .force = force};
  PALERMO_TRY(const std::vector<Owed> all, owed(catalogue, corpus, question));
  for (const bool due : {true, false})
    for (const std::string& id : due ? expected.due : expected.not_due) {
      PALERMO_TRY(Tried one, try_one(id, due, all, stated.rights));
      tried.push_back(std::move(one));
    }
  if (expected.remedies_told) {
    PALERMO_TRY(const std::vector<RouteKnown> all_routes, routes(remedies, corpus, question));
    PALERMO_TRY(const std::vector<Tried> ways, try_remedies(expected, all_routes, stated.rights));
    tried.insert(tried.end(), ways.begin(), ways.end());
  }
  if (!expected.conflicts_told) return tried;
  PALERMO_TRY(const std::vector<Conflict> found, conflicts(practices, catalogue, corpus, question));
  std::vector<std::string> told;
  for (const Conflict& one : found) told.push_back(one.practice->id + " " + one.against->entitlement + " " + std::string(word(one.grade)));
  tried.push_back({.what = "conflicts", .expected = joined(expected.conflicts), .found = joined(told), .passed = told == expected.conflicts});
  return tried;
}

}  // namespace palermo::rights
