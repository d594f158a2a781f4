// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/release_make.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "palermo/publish/release_folder.hpp"
#include "palermo/publish/release_fixture_test.hpp"
#include "palermo/publish/release_forecast.hpp"

namespace palermo::publish {
namespace {

namespace fs = std::filesystem;

TEST(Release, what_two_officers_release_passes_the_check) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  const auto made = desk.make(plan, invented(plan, 900));
  ASSERT_TRUE(made.has_value()) << code(made);
  EXPECT_EQ(made->signed_by.size(), 2U);
  EXPECT_FALSE(made->test);
  EXPECT_TRUE(made->rows_agree);
  EXPECT_GT(made->rows, 800);
  EXPECT_EQ(desk.problems(), std::multiset<std::string>());
  for (const char* name : {"data.csv", "counts.csv", "codebook.yaml", "datapackage.json", "method.md", "report.html", "manifest.json"}) EXPECT_TRUE(fs::exists(desk.out + "/" + name)) << name;
}

TEST(Release, D33_every_row_says_that_it_is_synthetic_and_a_row_that_does_not_is_found) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  ASSERT_TRUE(desk.make(plan, invented(plan, 900)).has_value());
  const std::string data = desk.file("data.csv");
  std::size_t rows = 0, marked = 0;
  for (std::size_t at = data.find('\n') + 1; at < data.size(); at = data.find('\n', at) + 1, ++rows) marked += data.compare(at, kSyntheticMark.size(), kSyntheticMark) == 0 ? 1 : 0;
  EXPECT_GT(rows, 800U);
  EXPECT_EQ(rows, marked);
  desk.rewrite("data.csv", data + "real,2019,female,AA,\n" + "synthetic: no real person,2019,female,AA\n");
  const auto problems = desk.problems();
  EXPECT_EQ(problems.count("D33 unmarked"), 1U);
  EXPECT_EQ(problems.count("D29 changed"), 1U);
  EXPECT_EQ(problems.count("D29 not_as_signed"), 1U);
}

TEST(Release, D31_a_nationality_of_few_is_not_named) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  ASSERT_TRUE(desk.test(plan, invented(plan, 400)).has_value());  // four citizens of CC
  EXPECT_EQ(desk.file("data.csv").find(",CC"), std::string::npos);
  EXPECT_EQ(desk.file("counts.csv").find("citizenship,CC"), std::string::npos);
  EXPECT_EQ(desk.file("report.html").find("Citizenship"), std::string::npos);  // no chart of nationalities
  desk.rewrite("data.csv", desk.file("data.csv") + std::string(kSyntheticTestMark) + ",2019,female,CC\n");
  EXPECT_EQ(desk.problems(false).count("D31 few"), 1U);
}

TEST(Release, D5_a_day_that_was_put_into_a_file_is_found) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  ASSERT_TRUE(desk.make(plan, invented(plan, 900)).has_value());
  desk.rewrite("data.csv", desk.file("data.csv") + std::string(kSyntheticMark) + ",2019-05-03,female,AA\n");
  EXPECT_EQ(desk.problems().count("D5 fine"), 1U);
}

TEST(Release, D29_small_counts_are_left_out_and_found_when_they_are_put_back) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  ASSERT_TRUE(desk.make(plan, invented(plan, 900)).has_value());
  desk.rewrite("counts.csv", desk.file("counts.csv") + "sex,female,,,9,5,13,2.00,9\n");
  EXPECT_EQ(desk.problems().count("D29 small"), 1U);
}

TEST(Release, D29_a_changed_a_missing_and_a_strange_file_are_found) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  ASSERT_TRUE(desk.make(plan, invented(plan, 900)).has_value());
  desk.rewrite("method.md", desk.file("method.md") + " ");
  fs::remove(desk.out + "/report.html");
  desk.rewrite("cases.csv", "name\nsomebody\n");
  const auto problems = desk.problems();
  for (const char* problem : {"D29 changed", "D29 missing", "D29 not_named"}) EXPECT_EQ(problems.count(problem), 1U) << problem;
}

TEST(Release, D29_a_manifest_that_was_mended_with_its_files_is_found_by_the_ledger) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  ASSERT_TRUE(desk.make(plan, invented(plan, 900)).has_value());
  const std::string before = desk.file("method.md"), after = before + " ";
  desk.rewrite("method.md", after);
  std::string manifest = desk.file("manifest.json");
  manifest.replace(manifest.find(core::sha256_hex(before)), 64, core::sha256_hex(after));
  desk.rewrite("manifest.json", manifest);
  EXPECT_EQ(desk.problems(false), std::multiset<std::string>());
  EXPECT_EQ(desk.problems().count("D29 not_as_signed"), 2U);
}

TEST(Release, D29_one_officer_releases_nothing_and_nothing_is_spent) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  const ReleasePeople people = invented(plan, 900);
  ReleaseRequest request = desk.request(plan, people);
  request.keys = {desk.first};
  EXPECT_EQ(code(make_release(request, desk.catalogue, desk.silence)), "release.not_approved");
  EXPECT_FALSE(fs::exists(desk.out));
  EXPECT_EQ(read_ledger(desk.path)->spent().ever, privacy::Rho());
}

TEST(Release, D29_officers_may_sign_apart_and_a_release_is_handed_out_when_both_have) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  const ReleasePeople people = invented(plan, 900);
  {
    auto file = LedgerFile::open(desk.path);
    desk.approve(*file, plan.hash);
  }
  ReleaseRequest request = desk.request(plan, people);
  request.keys = {};
  ASSERT_EQ(code(make_release(request, desk.catalogue, desk.silence)), "");
  EXPECT_EQ(desk.problems(), std::multiset<std::string>{"D29 unsigned"});
  {
    auto file = LedgerFile::open(desk.path);
    desk.approve(*file, "");
  }
  EXPECT_EQ(desk.problems(), std::multiset<std::string>());
}

TEST(Release, D29_people_who_exist_are_not_released_without_a_ledger_or_with_a_seed) {
  Desk desk;
  ReleasePlan plan = small_plan();
  const ReleasePeople people = invented(plan, 900);
  EXPECT_EQ(code(make_release({.plan = plan, .people = people, .now = kNow, .today = kToday, .out = desk.out}, desk.catalogue, desk.silence)), "release.no_ledger");
  plan.simulated = false;
  EXPECT_EQ(code(desk.test(plan, people)), "release.test_of_real");
  plan.register_name = "Another register";
  EXPECT_EQ(code(desk.make(plan, people)), "release.other_register");
}

// A manifest is signed unread by whoever trusts the program: neither a file of anybody's making nor its name gets into it, and of people
// who exist not even the hash of figures that were computed without noise.
TEST(Release, D29_an_attack_file_carries_nothing_of_people_into_the_manifest) {
  Desk desk;
  ReleasePlan plan = small_plan(plan_text("mode: dp\nepsilon: 3\ndelta: 1.0e-6", "workload: {tables: [[sex]], microdata: false}"));
  const ReleasePeople people = invented(plan, 900);
  const auto with = [&](const std::string& name, const std::string& text) {
    ReleaseRequest request = desk.request(plan, people);
    request.attack_files = {desk.folder.file(name, text)};
    return code(make_release(request, desk.catalogue, desk.silence));
  };
  EXPECT_EQ(with("rows.json", R"({"standing": "public", "rows": ["Selam, 19"]})"), "release.bad_attack");
  EXPECT_EQ(read_ledger(desk.path)->spent().ever, privacy::Rho());
  const std::string answer = R"({"not for release": true, "format": "palermo-release-attack/1", "standing": "public", "declared": "own-cases", "seed": 1, "attacks": []})";
  plan.simulated = false;
  ASSERT_EQ(with("Selam.json", answer), "");
  const std::string manifest = desk.file("manifest.json");
  EXPECT_NE(manifest.find("\"internal\""), std::string::npos);
  EXPECT_EQ(manifest.find("Selam"), std::string::npos);
  EXPECT_EQ(manifest.find("own-cases"), std::string::npos);
  EXPECT_EQ(manifest.find(core::sha256_hex(answer)), std::string::npos);
}

TEST(Release, D34_people_of_yesterday_are_not_released) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  const ReleasePeople people = invented(plan, 900);
  ReleaseRequest request = desk.request(plan, people);
  request.today = *core::day_of(2021, 3, 31);
  EXPECT_EQ(code(make_release(request, desk.catalogue, desk.silence)), "release.too_recent");
}

TEST(Release, a_test_from_a_seed_is_made_again_byte_for_byte_and_says_everywhere_what_it_is) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  const ReleasePeople people = invented(plan, 900);
  std::map<std::string, std::string> before;
  for (int time = 0; time < 2; ++time) {
    ASSERT_EQ(code(desk.test(plan, people)), "");
    for (const auto& entry : fs::directory_iterator(desk.out)) {
      const std::string name = entry.path().filename().string(), content = desk.file(name);
      if (time == 0) before[name] = content;
      EXPECT_EQ(content, before[name]) << name;
    }
  }
  for (const char* name : {"data.csv", "manifest.json", "method.md", "report.html"}) EXPECT_NE(before[name].find("TEST – NOT PRIVATE"), std::string::npos) << name;
  EXPECT_EQ(desk.problems(false), std::multiset<std::string>{"D29 test"});
}

// Kills its process as the noise is about to be drawn.
class Killer final : public core::Progress {
 public:
  void begin(std::string_view what, std::string_view, std::int64_t, std::string_view) override {
    if (what == "progress.releasing") ::kill(::getpid(), SIGKILL);
  }
  void report(std::int64_t) override {}
  void end() override {}
  [[nodiscard]] bool cancelled() const override { return false; }
};

TEST(Release, D29_a_make_that_was_killed_has_recorded_what_it_spent) {
  Desk desk;
  const ReleasePlan plan = small_plan();
  const ReleasePeople people = invented(plan, 900);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Killer killer;
    const auto made = make_release(desk.request(plan, people), desk.catalogue, killer);
    ::_exit(made ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  const auto ledger = read_ledger(desk.path);
  ASSERT_TRUE(ledger.has_value());
  ASSERT_EQ(ledger->releases().size(), 1U);
  EXPECT_TRUE(ledger->releases()[0].interrupted());
  EXPECT_EQ(ledger->spent().ever, privacy::Rho::down(privacy::rho_of(3, 1e-6)));
  EXPECT_EQ(ledger->spent().by_year.size(), 3U);
  EXPECT_FALSE(fs::exists(desk.out));
  // Its approvals are used up, its lock has gone with it, and the next release is made by its own.
  EXPECT_EQ(code(desk.make(plan, people)), "");
  EXPECT_EQ(read_ledger(desk.path)->spent().ever, privacy::Rho::down(privacy::rho_of(3, 1e-6)) + privacy::Rho::down(privacy::rho_of(3, 1e-6)));
}

TEST(Release, D29_a_closed_circle_of_a_few_people_more_is_refused) {
  Desk desk;
  const ReleasePlan plan = small_plan(plan_text("mode: closed-circle\nagreement: Between two invented bodies", ""));
  ASSERT_EQ(code(desk.make(plan, invented(plan, 900))), "");
  EXPECT_EQ(desk.problems(), std::multiset<std::string>());
  EXPECT_EQ(code(desk.make(plan, invented(plan, 903))), "release.difference");
  EXPECT_EQ(code(desk.make(plan, invented(plan, 900))), "");   // the same people again: nothing is left
  EXPECT_EQ(code(desk.make(plan, invented(plan, 1000))), "");  // a hundred more, 33 of each year
  EXPECT_EQ(read_ledger(desk.path)->spent().ever, privacy::Rho());
}

TEST(Release, rows_that_lie_outside_the_intervals_are_told) {
  const ReleasePlan plan = small_plan();
  std::vector<ReleaseCount> counts(10, {.columns = {"sex"}, .values = {"female"}, .people = 100, .least = 90, .most = 110, .standard_error = 5, .rows = 100});
  counts.push_back({.columns = {"sex"}, .values = {"male"}, .people = 3, .least = 0, .most = 13, .standard_error = 5, .rows = 99});  // not shown
  EXPECT_FALSE(agreement_of(plan, counts).poor());
  for (std::size_t i = 0; i < 3; ++i) counts[i].rows = 0;
  EXPECT_EQ(agreement_of(plan, counts).rows_inside, 7);
  EXPECT_TRUE(agreement_of(plan, counts).poor());
}

TEST(Release, people_of_other_years_and_other_values_are_left_out_before_anything_is_counted) {
  ReleasePlan plan = small_plan();
  const ReleasePeople people = invented(plan, 900);
  plan.last_year = 2019;
  EXPECT_EQ(chosen(plan, people).table.inside_rows().rows(), 600U);
  plan.where["sex"] = {"male"};
  const ReleasePeople some = chosen(plan, people);
  EXPECT_EQ(some.table.inside_rows().rows(), 120U);
  EXPECT_EQ(some.subjects.size(), 120U);
  EXPECT_EQ(some.subjects[1], "person-10");  // every fifth is male, every third is of 2020
}

TEST(Release, the_records_of_one_person_on_two_lists_are_one_row) {
  const ReleasePlan plan = small_plan();
  const core::TemporaryFolder folder;
  const std::vector<std::string> files = {folder.file("a.csv", "person,year,sex,citizenship\np1,2018,female,AA\np2,2018,male,\n"),
                                          folder.file("b.csv", "year,person,citizenship,sex\n2018,p2,BB,male\n2019,p3,AA,female\n")};
  core::Silence silence;
  const auto people = read_people(plan, files, silence);
  ASSERT_TRUE(people.has_value());
  EXPECT_EQ(people->subjects, (std::vector<std::string>{"p1", "p2", "p3"}));
  EXPECT_EQ(privacy::text_at(*plan.codebook, people->table.inside_rows(), 2, 1), "BB");
  const std::string broken = folder.file("c.csv", "person,year,sex,citizenship\np1,2018\n");
  EXPECT_EQ(read_people(plan, {broken}, silence).error().kind.code, "release.rows_set_aside");
}

TEST(Release, a_column_in_other_words_than_the_codebooks_is_refused_before_anything_is_spent) {
  const ReleasePlan plan = small_plan();
  const core::TemporaryFolder folder;
  core::Silence silence;
  const auto read = [&](std::string_view first, std::string_view second) {
    std::string list = "person,year,sex,citizenship\n";
    for (int k = 0; k < 20; ++k) list += "p" + std::to_string(k) + ",2018," + std::string(k < 9 ? first : second) + ",AA\n";
    return read_people(plan, {folder.file("list.csv", list)}, silence);
  };
  EXPECT_TRUE(read("male", "female").has_value());
  EXPECT_TRUE(read("male", "").has_value()) << "a cell that says nothing is no other word";
  const auto other = read("M", "F");
  ASSERT_FALSE(other.has_value());
  EXPECT_EQ(other.error().kind.code, "release.other_words");
  EXPECT_EQ(other.error().args, (core::Args{{"column", "sex"}})) << "the column, and no cell of it";
}

TEST(Release, a_release_of_too_few_people_says_what_its_rows_cannot_tell) {
  const ReleasePlan plan = small_plan(plan_text("mode: dp\nepsilon: 0.5\ndelta: 1.0e-6", "workload: {pairs: all}"));
  const Forecast told = forecast(plan, 120);
  EXPECT_GT(told.rows_from, 120);
  EXPECT_EQ(told.rows_from, forecast(plan).rows_from) << "whatever number is expected";
  const core::Catalogue words("en");
  core::Silence silence;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    privacy::Budget budget(intent_of(plan, "", "", true).rho);
    privacy::Randomness randomness{privacy::TestSeed{seed}};
    const auto content = make_private(plan, invented(plan, 120).table, budget, randomness, silence);
    if (!content) {
      EXPECT_EQ(content.error().kind.code, "privacy.too_few_people");
      continue;
    }
    ASSERT_TRUE(content->pair_error.has_value());
    EXPECT_NE(content->pair_error->verdict(), privacy::PairError::Verdict::better);
    const Intent intent = intent_of(plan, "", "", true);
    const ReleaseParts parts{.plan = plan, .content = *content, .intent = intent, .time = {}, .ledger = {}, .ledger_hash = {}, .attacks = {}};
    const std::string note = words.text("release.report.pairs." + std::string(word(content->pair_error->verdict())));
    EXPECT_NE(method_page(parts, words).find(note), std::string::npos);
    EXPECT_NE(release_report(parts, words).find(note), std::string::npos);
  }
}

// What the plan says before the data is what was bought: of the plan's tables, the number of people and every column.
TEST(Release, the_forecast_of_what_is_certain_is_what_was_measured) {
  const ReleasePlan plan = small_plan();
  core::Silence silence;
  privacy::Budget budget(intent_of(plan, "", "", true).rho);
  privacy::Randomness randomness(privacy::TestSeed{7});
  const auto content = make_private(plan, invented(plan, 900).table, budget, randomness, silence);
  ASSERT_TRUE(content.has_value());
  std::size_t compared = 0;
  for (const TableForecast& told : forecast(plan, 900).tables) {
    if (told.kind == TableForecast::Kind::pair) continue;
    const privacy::MeasuredInfo& bought = content->measured[compared++];
    EXPECT_EQ(bought.columns.size(), told.columns.size());
    EXPECT_EQ(bought.cells, told.cells);
    EXPECT_NEAR(bought.standard_error / told.standard_error, 1, 1e-3) << compared;
  }
  EXPECT_EQ(compared, 1U + 1U + 3U);
  std::set<std::vector<std::size_t>> different;
  for (const privacy::MeasuredInfo& info : content->measured) EXPECT_TRUE(different.insert(info.columns).second) << "a table is told once";
}

// Intervals of directly measured cells at 95 %: of n independent ones at least n * 0.95 - 4 sd cover, here 4 cells in 60 seeds.
TEST(Release, intervals_cover_the_exact_counts_as_often_as_they_say) {
  Desk desk;
  const ReleasePlan plan = small_plan(plan_text("mode: dp\nepsilon: 1\ndelta: 1.0e-6", "workload: {tables: [[sex, citizenship]], microdata: false}"));
  const ReleasePeople people = invented(plan, 900);
  const privacy::CodedRows& rows = people.table.inside_rows();
  int covered = 0, cells = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    privacy::Budget budget(privacy::Rho::down(privacy::rho_of(1, 1e-6)));
    privacy::Randomness randomness(privacy::TestSeed{seed});
    const auto content = make_private(plan, people.table, budget, randomness, desk.silence);
    ASSERT_TRUE(content.has_value());
    ASSERT_LE(content->spent, privacy::Rho::down(privacy::rho_of(1, 1e-6)));
    for (const ReleaseCount& count : content->counts) {
      std::int64_t exact = 0;
      for (std::size_t row = 0; row < rows.rows(); ++row)
        exact += privacy::text_at(*plan.codebook, rows, 1, row) == count.values[0] && privacy::text_at(*plan.codebook, rows, 2, row) == count.values[1] ? 1 : 0;
      if (exact < 50) continue;  // far enough from zero that no end is cut
      ++cells;
      covered += count.least <= exact && exact <= count.most ? 1 : 0;
    }
  }
  ASSERT_EQ(cells, 4 * 60);
  EXPECT_GE(covered, 228 - 14);  // sd = sqrt(240 * 0.95 * 0.05) = 3.4
  EXPECT_LT(covered, 240);       // and an interval that always covers would be too wide
}

// A reader sees the counts from minimum_shown on. Of cells with fewer people than that, those whose noise went up are seen: their intervals
// hold as often as said all the same. Plain ones, count ± z σ, would not.
TEST(Release, intervals_hold_among_the_counts_that_are_shown) {
  const ReleasePlan plan = small_plan(plan_text("mode: dp\nepsilon: 1\ndelta: 1.0e-6", "workload: {tables: [[sex, citizenship]], microdata: false}"));
  const ReleasePeople people = invented(plan, 900);
  const privacy::CodedRows& rows = people.table.inside_rows();
  core::Silence silence;
  double shown = 0, covered = 0, plain = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    privacy::Budget budget(privacy::Rho::down(privacy::rho_of(1, 1e-6)));
    privacy::Randomness randomness(privacy::TestSeed{seed});
    const auto content = make_private(plan, people.table, budget, randomness, silence);
    ASSERT_TRUE(content.has_value());
    for (const ReleaseCount& count : content->counts) {
      if (count.people < plan.minimum_shown) continue;
      std::int64_t exact = 0;
      for (std::size_t row = 0; row < rows.rows(); ++row)
        exact += privacy::text_at(*plan.codebook, rows, 1, row) == count.values[0] && privacy::text_at(*plan.codebook, rows, 2, row) == count.values[1] ? 1 : 0;
      if (exact >= plan.minimum_shown) continue;
      ++shown;
      covered += count.least <= exact && exact <= count.most ? 1 : 0;
      plain += std::floor(static_cast<double>(count.people) - 1.96 * count.standard_error) <= static_cast<double>(exact) ? 1 : 0;
    }
  }
  ASSERT_GT(shown, 200);
  EXPECT_GT(covered / shown, 0.95 - 4 * std::sqrt(0.95 * 0.05 / shown));
  EXPECT_LT(plain / shown, 0.95 - 4 * std::sqrt(0.95 * 0.05 / shown));
  RecordProperty("shown", static_cast<int>(shown));
  RecordProperty("covered", static_cast<int>(covered));
  RecordProperty("plain", static_cast<int>(plain));
}

}  // namespace
}  // namespace palermo::publish
