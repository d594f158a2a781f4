// SPDX-License-Identifier: Apache-2.0
// Every scenario of tests/scenarios/rights.yaml: what is due, what is not, what stands against it, and which ways to a remedy are open.
#include "palermo/rights/conflicts.hpp"
#include "palermo/rights/remedies_test.hpp"

namespace palermo::rights::testing {
namespace {

std::vector<std::string> texts(const core::Value& list) {
  std::vector<std::string> found;
  for (const core::Value& item : list.items()) found.push_back(item.as_text());
  return found;
}

TEST(RightsScenarios, are_owed_what_they_expect_and_nothing_else_stands_against_it) {
  const auto document = core::parse_yaml(law::testing::read(std::filesystem::path(PALERMO_SOURCE_DIR) / "tests/scenarios/rights.yaml"), "rights.yaml");
  ASSERT_TRUE(document) << describe(document.error());
  const auto cases = law::parse_cases(*document, corpus().vocabulary());
  ASSERT_TRUE(cases) << describe(cases.error());
  EXPECT_GE(cases->size(), 25u);
  std::map<std::string, int> practices_found;
  std::set<std::string> opened, routes_found;
  int clean = 0, closed = 0;
  for (std::size_t i = 0; i < cases->size(); ++i) {
    const law::Case& stated = (*cases)[i];
    const core::Value& expected = (*document)["cases"].items()[i]["rights"];
    EXPECT_FALSE(stated.why.empty()) << stated.id;
    const Question question{.stated = stated, .day = *stated.date.days.min, .assume = Assume::as_recorded, .force = parties(expected["parties"])};
    const auto all = owed(catalogue(), corpus(), question);
    ASSERT_TRUE(all) << stated.id << describe(all.error());
    for (const std::string& id : texts(expected["due"])) {
      EXPECT_THAT(word(of(*all, id).standing), AnyOf("due", "on_event")) << stated.id << "\n" << tell(of(*all, id));
      EXPECT_THAT(word(of(*all, id).force), AnyOf("binding", "soft")) << stated.id << "\n" << tell(of(*all, id));
    }
    for (const std::string& id : texts(expected["not_due"])) EXPECT_NE(of(*all, id).standing, Standing::due) << stated.id << "\n" << tell(of(*all, id));
    const auto found = conflicts(practices(), catalogue(), corpus(), question);
    ASSERT_TRUE(found) << stated.id;
    std::vector<std::string> told;
    for (const Conflict& one : *found) {
      told.push_back(one.practice->id + " " + one.against->entitlement + " " + std::string(word(one.grade)));
      ++practices_found[one.practice->id];
    }
    EXPECT_EQ(told, texts(expected["conflicts"])) << stated.id;
    clean += told.empty();
    const auto ways = routes(remedies(), corpus(), question);
    ASSERT_TRUE(ways) << stated.id;
    ASSERT_TRUE(expected["remedies"].find("open")) << stated.id;
    EXPECT_EQ(open_routes(*ways), texts(expected["remedies"]["open"])) << stated.id;
    EXPECT_GE(expected["remedies"]["why"].as_text().size(), 20u) << stated.id;
    for (const std::string& id : texts(expected["remedies"]["closed"])) {
      const auto way = std::find_if(ways->begin(), ways->end(), [&](const RouteKnown& route) { return route.remedy->id == id; });
      ASSERT_NE(way, ways->end()) << stated.id << " " << id;
      EXPECT_EQ(way->standing, RouteStanding::not_open) << stated.id << " " << id;
      ++closed;
    }
    opened.insert(stated.id);
    for (const std::string& id : open_routes(*ways)) routes_found.insert(id);
  }
  EXPECT_EQ(practices_found.size(), 11u) << "K01 to K11";
  EXPECT_GE(clean, 10);
  EXPECT_EQ(opened.size(), cases->size());
  EXPECT_EQ(routes_found.size(), 10u) << "RM01 to RM10: each way is open to somebody";
  EXPECT_GE(closed, 20);
}

}  // namespace
}  // namespace palermo::rights::testing
