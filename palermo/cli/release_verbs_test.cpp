// SPDX-License-Identifier: Apache-2.0
// palermo release plan, key, ledger, make, check: as two officers would use them, and how they refuse.
#include <gtest/gtest.h>

#include <filesystem>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPlan = "data/demo/release/plan.yaml";

core::Value json(const Said& said) {
  const auto value = core::parse_json(said.out, "answer");
  EXPECT_TRUE(value.has_value()) << said.out;
  return value ? *value : core::Value();
}

struct Office {
  core::TemporaryFolder folder;
  std::string keys = folder / "keys", ledger = folder / "register.ledger", out = folder / "release";
  std::string first = keys + "/first-officer.key", second = keys + "/second-officer.key";

  Office() {
    EXPECT_EQ(call({"release", "key", "first-officer", "second-officer", "--out", keys}).exit, 0);
    EXPECT_EQ(call({"release", "ledger", "open", "data/demo/release/ledger.yaml", "--officer", keys + "/first-officer.pub", "--officer", keys + "/second-officer.pub", "--out", ledger}).exit, 0);
  }
};

// The demonstration's plan without rows: counts alone are made at once.
std::string tables_plan(const core::TemporaryFolder& folder) {
  for (const char* name : {"codebook.yaml", "cases.csv.gz"}) fs::copy_file(std::string("data/demo/release/") + name, folder / name);
  std::string plan = *core::read_file(kPlan);
  const std::string_view share = "  tables_share: 0.25\n";
  plan.insert(plan.find(share) + share.size(), "  microdata: false\n");
  return folder.file("plan.yaml", plan);
}

TEST(ReleaseVerbs, a_secret_key_is_for_its_officer_alone) {
  const Office office;
  EXPECT_EQ(fs::status(office.first).permissions() & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(call({"release", "key", "first-officer", "--out", office.keys}).exit, 2);  // never replaced
  const Said person = call({"release", "key", "Maria Example", "--out", office.keys});
  EXPECT_EQ(person.exit, 2);
  EXPECT_EQ(person.err.find("Maria"), std::string::npos) << "no name of a person in a message";
}

TEST(ReleaseVerbs, D29_two_officers_release_and_one_does_not) {
  const Office office;
  const Said alone = call({"release", "make", kPlan, "--ledger", office.ledger, "--key", office.first, "--out", office.out});
  EXPECT_EQ(alone.exit, 3);
  EXPECT_NE(alone.err.find("D29"), std::string::npos);
  EXPECT_FALSE(fs::exists(office.out));
  const Said made = call({"release", "make", kPlan, "--ledger", office.ledger, "--key", office.second, "--key", office.first, "--out", office.out, "--json"});
  ASSERT_EQ(made.exit, 0) << made.out << made.err;
  EXPECT_EQ(json(made)["signed_by"].items().size(), 2U);
  EXPECT_EQ(call({"release", "check", office.out, "--ledger", office.ledger}).exit, 0);
  EXPECT_EQ(call({"release", "ledger", "verify", office.ledger, "--key", office.first, "--manifest", office.out + "/manifest.json"}).exit, 0);
  const core::Value state = json(call({"release", "ledger", "show", office.ledger, "--json"}));
  ASSERT_EQ(state["releases"].items().size(), 1U);
  EXPECT_EQ(state["releases"].items()[0]["state"].as_text(), "released");
  EXPECT_EQ(state["years"].items().size(), 22U);
}

TEST(ReleaseVerbs, D29_a_spent_budget_refuses_and_the_plan_says_so_before) {
  const Office office;
  const std::string plan_file = tables_plan(office.folder);
  const auto make = [&] { return call({"release", "make", plan_file, "--ledger", office.ledger, "--key", office.first, "--key", office.second, "--out", office.out}).exit; };
  int made = 0;
  while (made < 10 && make() == 0) ++made;
  // rho_of(8, 1e-6) a year pays rho_of(4, 1e-6) three times.
  EXPECT_EQ(made, 3);
  const Said plan = call({"release", "plan", plan_file, "--ledger", office.ledger});
  EXPECT_EQ(plan.exit, 3);
  EXPECT_NE(plan.err.find("release.budget_gone"), std::string::npos);
}

TEST(ReleaseVerbs, a_plan_with_a_ledger_says_whether_the_budget_is_enough_and_who_approved) {
  const Office office;
  const std::string plan_file = tables_plan(office.folder);
  const Said before = call({"release", "plan", plan_file, "--ledger", office.ledger});
  EXPECT_NE(before.out.find("Nobody has approved it"), std::string::npos) << before.out;
  ASSERT_EQ(call({"release", "ledger", "sign", office.ledger, "--key", office.first, "--plan", plan_file}).exit, 0);
  const Said after = call({"release", "plan", plan_file, "--ledger", office.ledger});
  EXPECT_NE(after.out.find("budget is enough"), std::string::npos) << after.out;
  EXPECT_NE(after.out.find("Approved so far by"), std::string::npos) << after.out;
  EXPECT_EQ(call({"release", "plan", plan_file}).out.find("ledger’s budget"), std::string::npos);
}

TEST(ReleaseVerbs, a_ledger_without_its_head_is_not_said_to_be_cut_off) {
  const Office office;
  fs::remove(office.ledger + ".head");
  const Said said = call({"release", "ledger", "show", office.ledger});
  EXPECT_EQ(said.exit, 3);
  EXPECT_NE(said.err.find(".head"), std::string::npos) << said.err;
  EXPECT_EQ(said.err.find("cut off"), std::string::npos) << said.err;
}

TEST(ReleaseVerbs, D29_a_changed_folder_does_not_pass_and_says_which_file) {
  const Office office;
  ASSERT_EQ(call({"release", "make", tables_plan(office.folder), "--ledger", office.ledger, "--key", office.first, "--key", office.second, "--out", office.out}).exit, 0);
  ASSERT_TRUE(core::write_file(office.out + "/counts.csv", *core::read_file(office.out + "/counts.csv") + "\n").has_value());
  const Said checked = call({"release", "check", office.out, "--ledger", office.ledger, "--json"});
  EXPECT_EQ(checked.exit, 3);
  EXPECT_EQ(json(checked)["problems"].items()[0]["file"].as_text(), "counts.csv");
}

TEST(ReleaseVerbs, a_plan_tells_its_cost_without_data) {
  const core::Value told = json(call({"release", "plan", "data/release/ctdc-27.yaml", "--json"}));
  EXPECT_EQ(told["mode"].as_text(), "dp");
  // Two tables, the number of people, 27 columns, 351 pairs.
  EXPECT_EQ(told["tables"].items().size(), 2U + 1U + 27U + 351U);
}

}  // namespace
}  // namespace palermo::cli
