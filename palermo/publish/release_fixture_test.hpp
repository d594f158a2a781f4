// SPDX-License-Identifier: Apache-2.0
// For tests of releases: a small plan, invented people, and a desk with two officers and an open ledger.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "palermo/publish/ledger_fixture_test.hpp"
#include "palermo/publish/release_check.hpp"
#include "palermo/publish/release_make.hpp"

namespace palermo::publish {

inline constexpr std::string_view kCodebook = R"(
format: palermo-codebook/1
id: small
title: Three columns
subject: person
columns:
  - {name: year, title: Year, range: {from: 2018, to: 2020}}
  - {name: sex, title: Sex, values: [female, male]}
  - {name: citizenship, title: Citizenship, values: [AA, BB, CC]}
)";

inline std::string plan_text(std::string_view mode = "mode: dp\nepsilon: 3\ndelta: 1.0e-6", std::string_view workload = "workload: {tables: [[sex, citizenship]]}") {
  return "format: palermo-release-plan/1\nid: small\ntitle: A small release\npublisher: Nobody\nregister: An invented register\ncodebook: codebook.yaml\n"
         "period: {first: 2018, last: 2020, column: year}\n" +
         std::string(mode) + "\n" + std::string(workload) +
         "\nnationality: {columns: [citizenship], purpose: Interpreters.}\nplaces: {citizenship: country}\ntimes: {year: year}\nsimulated: true\n";
}

inline ReleasePlan small_plan(const std::string& text = plan_text(), std::string_view codebook = kCodebook) {
  auto plan = parse_plan(text, codebook, "plan.yaml");
  EXPECT_TRUE(plan.has_value()) << (plan ? "" : plan.error().kind.code);
  return std::move(*plan);
}

// `number` people; citizens of AA, BB, and a handful of CC.
inline ReleasePeople invented(const ReleasePlan& plan, int number) {
  privacy::CodedRows rows;
  rows.columns.resize(3);
  ReleasePeople people{privacy::PersonTable(plan.codebook, rows), {}};
  for (int i = 0; i < number; ++i) {
    rows.columns[0].push_back(static_cast<privacy::Level>(i % 3));
    rows.columns[1].push_back(static_cast<privacy::Level>(i % 5 == 0));
    rows.columns[2].push_back(static_cast<privacy::Level>(i % 100 == 7 ? 2 : i % 2));
    people.subjects.push_back("person-" + std::to_string(i));
  }
  people.table = privacy::PersonTable(plan.codebook, std::move(rows));
  return people;
}

inline const core::Day kToday = *core::day_of(2026, 11, 22);

struct Desk : TwoOfficers {
  core::Catalogue catalogue{"en"};
  core::Silence silence;
  std::string out = folder / "release";

  Desk() {
    Opened settings = opened(10, 20);
    EXPECT_TRUE(LedgerFile::create(path, Ledger::opening(settings, std::string(32, 'a'), kNow)).has_value());
  }
  ReleaseRequest request(const ReleasePlan& plan, const ReleasePeople& people) const {
    return {.plan = plan, .people = people, .ledger = path, .keys = {first, second}, .now = kNow, .today = kToday, .out = out};
  }
  core::Result<ReleaseMade> make(const ReleasePlan& plan, const ReleasePeople& people) { return make_release(request(plan, people), catalogue, silence); }
  // A test from a seed, without a ledger.
  core::Result<ReleaseMade> test(const ReleasePlan& plan, const ReleasePeople& people, std::uint64_t seed = 7) {
    return make_release({.plan = plan, .people = people, .now = kNow, .today = kToday, .seed = privacy::TestSeed{seed}, .out = out}, catalogue, silence);
  }
  std::multiset<std::string> problems(bool with_ledger = true) {
    const auto ledger = read_ledger(path);
    const auto checked = check_release(out, with_ledger ? &*ledger : nullptr, silence);
    std::multiset<std::string> found;
    if (!checked) return {std::string(checked.error().kind.code)};
    for (const CheckProblem& problem : checked->problems) found.insert(problem.rule + " " + problem.key);
    return found;
  }
  void rewrite(const std::string& name, const std::string& content) const { EXPECT_TRUE(core::write_file(out + "/" + name, content).has_value()); }
  std::string file(const std::string& name) const { return *core::read_file(out + "/" + name); }
};

inline std::string code(const core::Result<ReleaseMade>& made) { return made ? "" : std::string(made.error().kind.code); }

}  // namespace palermo::publish
