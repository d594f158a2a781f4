// SPDX-License-Identifier: Apache-2.0
// The packs as they lie in data/screen: what they say of themselves, and which may be run.
#include "palermo/screen/library.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/catalogue.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/law/law.hpp"
#include "palermo/screen/questionnaire.hpp"
#include "palermo/screen/screen_test.hpp"
#include "palermo/screen/show.hpp"

namespace palermo::screen::testing {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  const auto text = core::read_file(path.string());
  EXPECT_TRUE(text) << path;
  return text ? *text : "";
}

const law::Corpus& corpus() {
  static const law::Corpus parsed = [] {
    const fs::path folder = fs::path(PALERMO_SOURCE_DIR) / "data" / "law";
    std::vector<law::Corpus::Source> laws;
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.path().extension() == ".yaml" && entry.path().filename() != "vocabulary.yaml")
        laws.push_back({entry.path().filename().string(), read(entry.path())});
    auto made = law::Corpus::parse({"vocabulary.yaml", read(folder / "vocabulary.yaml")}, laws);
    if (!made) ADD_FAILURE() << made.error().kind.code;
    return made ? std::move(*made) : law::Corpus{};
  }();
  return parsed;
}

std::vector<const law::Article*> articles(const Basis& basis) {
  std::vector<const law::Article*> found;
  if (const law::Law* one = corpus().find(basis.law))
    for (const law::Version& version : one->versions)
      for (const law::Article& article : version.articles)
        if (article.cite == basis.article) found.push_back(&article);
  return found;
}

TEST(Steps, name_articles_that_are_in_the_corpus_with_its_modality_and_mark) {
  std::size_t looked_at = 0;
  for (const Step& step : library().common.steps)
    for (const Basis& basis : step.basis) {
      const auto found = articles(basis);
      ASSERT_FALSE(found.empty()) << step.id << ": " << basis.law << " " << basis.article;
      law::Mark weakest = law::Mark::verified;
      for (const law::Article* article : found) {
        ASSERT_TRUE(article->modality) << step.id << ": " << basis.article;
        EXPECT_EQ(law::word(*article->modality), basis.modality) << step.id << ": " << basis.law << " " << basis.article;
        weakest = law::weaker(weakest, article->mark);
      }
      EXPECT_EQ(weakest, basis.mark) << step.id << ": " << basis.law << " " << basis.article;
      ++looked_at;
    }
  EXPECT_GT(looked_at, 20U);
}

bool for_grounds(const Condition& when) {
  return when.kind == Condition::Kind::grounds ||
         (when.kind == Condition::Kind::all && std::any_of(when.parts.begin(), when.parts.end(), for_grounds));
}

// Whom a convention against trafficking owes something are victims; a need is anybody's.
TEST(Steps, rest_on_articles_for_victims_only_where_there_are_grounds) {
  const std::set<std::string> for_victims{"coe.cets197", "un.tip-protocol", "asean.actip", "eu.2011-36", "ilo.p29"};
  std::size_t under_grounds = 0;
  for (const Step& step : library().common.steps)
    for (const Basis& basis : step.basis) {
      if (!for_victims.contains(basis.law)) continue;
      EXPECT_TRUE(for_grounds(step.when)) << step.id << ": " << basis.law << " " << basis.article;
      ++under_grounds;
    }
  EXPECT_GE(under_grounds, 9U);
}

TEST(Steps, an_article_for_domestic_workers_says_so) {
  const core::Catalogue english("en");
  std::size_t found = 0;
  for (const Step& step : library().common.steps)
    for (const Basis& basis : step.basis) {
      EXPECT_EQ(basis.domestic_work_only, basis.law == "ilo.c189") << step.id;
      EXPECT_EQ(basis_text(english, basis).find("domestic workers only") != std::string::npos, basis.law == "ilo.c189");
      found += basis.domestic_work_only ? 1 : 0;
    }
  EXPECT_EQ(found, 1U);
}

TEST(Steps, each_need_and_each_step_has_its_words_and_no_words_are_left_over) {
  const core::Catalogue english("en");
  std::set<std::string> expected;
  for (const std::string& need : library().common.needs) expected.insert("screen.need." + need);
  for (const Step& step : library().common.steps) expected.insert("screen.step." + step.id);
  for (const std::string& key : expected) EXPECT_TRUE(english.has(key)) << key;
  for (const std::string& key : core::Catalogue::keys())
    if (key.starts_with("screen.need.") || key.starts_with("screen.step.")) { EXPECT_TRUE(expected.contains(key)) << key; }
}

TEST(Steps, each_need_can_be_opened_by_a_question_and_opens_a_step) {
  for (const std::string& need : library().common.needs) {
    bool opened = false;
    for (const Pack& each : library().packs)
      for (const Sign& sign : each.signs)
        for (const Question& question : sign.questions) opened = opened || std::ranges::count(question.opens, need) > 0;
    EXPECT_TRUE(opened) << need;
  }
}

TEST(Packs, D41_no_pack_claims_that_an_affected_community_has_seen_it) {
  for (const Pack& each : library().packs) EXPECT_EQ(each.reviewed_by_community, "none yet") << each.id;
}

TEST(Packs, D32_no_pack_claims_an_error_report) {
  for (const Pack& each : library().packs) EXPECT_EQ(each.error_report, "none") << each.id;
}

TEST(Packs, D14_no_pack_claims_audio_that_somebody_reviewed) {
  for (const Pack& each : library().packs) EXPECT_TRUE(each.reading_only("en")) << each.id;
}

TEST(Packs, D14_a_pack_with_reviewed_audio_is_not_reading_only_in_that_language_alone) {
  Pack made = pack("ilo11");
  made.audio = {{"en", true}, {"fr", false}};
  EXPECT_FALSE(made.reading_only("en"));
  EXPECT_TRUE(made.reading_only("fr"));
  EXPECT_TRUE(made.reading_only("km"));
}

TEST(Packs, D14_a_pack_without_reviewed_audio_is_refused_to_somebody_who_does_not_read) {
  const auto refused = may_run(pack("ilo11"), "en", false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind.exit, core::Exit::refused);
  EXPECT_EQ(refused.error().kind.rule, "D14");
  Pack made = pack("ilo11");
  made.audio["en"] = true;
  EXPECT_TRUE(may_run(made, "en", false));
  EXPECT_TRUE(may_run(pack("ilo11"), "en", true));
}

TEST(Packs, D18_a_pack_whose_weights_were_not_checked_is_refused) {
  std::size_t off = 0;
  for (const Pack& each : library().packs) {
    const auto run = may_run(each, "en", true);
    EXPECT_EQ(run.has_value(), !each.off) << each.id;
    if (run) continue;
    ++off;
    EXPECT_EQ(run.error().kind.rule, "D18");
  }
  EXPECT_GE(off, 1U);
}

TEST(Packs, lists_that_were_not_obtained_are_named_and_have_no_pack) {
  bool asean = false, bali = false, weights = false;
  for (const NotObtained& list : library().not_obtained) {
    asean = asean || list.publisher == "ASEAN and COMMIT";
    bali = bali || list.publisher == "Bali Process";
    weights = weights || list.title.find("weights") != std::string::npos;
    for (const Pack& each : library().packs) EXPECT_NE(each.publisher, list.publisher == "Bali Process" || list.publisher == "ASEAN and COMMIT" ? list.publisher : "") << each.id;
  }
  EXPECT_TRUE(asean && bali && weights);
}

TEST(Packs, ilo11_has_the_eleven_signs_in_the_order_of_the_source) {
  ASSERT_EQ(pack("ilo11").signs.size(), 11U);
  EXPECT_EQ(pack("ilo11").signs.front().title, "Abuse of vulnerability");
  EXPECT_EQ(pack("ilo11").signs[8].title, "Debt bondage");
  EXPECT_EQ(pack("ilo11").signs.back().title, "Excessive overtime");
}

class OwnFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_.path() / "common");
    const fs::path data = fs::path(PALERMO_SOURCE_DIR) / "data" / "screen";
    for (const char* file : {"common/steps.yaml", "common/not-obtained.yaml", "ilo11.yaml"}) fs::copy_file(data / file, folder_.path() / file);
    text_ = read(folder_.path() / "ilo11.yaml");
  }
  std::string code_with(std::string_view from, std::string_view to) {
    std::string changed = text_;
    const std::size_t at = changed.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    changed.replace(at, from.size(), to);
    (void)folder_.file("ilo11.yaml", changed);
    const auto loaded = load_library(folder_.path().string());
    return loaded ? "no error" : std::string(loaded.error().kind.code);
  }
  core::TemporaryFolder folder_;
  std::string text_;
};

TEST_F(OwnFolder, D18_no_title_and_no_question_puts_people_in_an_order) {
  for (const char* title : {"High risk", "95 % sure", "Level three", "Grade A", "Red flag", "Risk level 9 of 10", "First in rank", "V\u0456ctim"})
    EXPECT_EQ(code_with("title: \"Abuse of vulnerability\"", "title: \"" + std::string(title) + "\""), "screen.unfit_pack") << title;
  EXPECT_EQ(code_with("Does someone watch you when you are not at work?", "Is your risk high?"), "screen.unfit_pack");
  EXPECT_EQ(code_with("Does someone watch you when you are not at work?", "Does someone watch you when you sleep?"), "no error");
}

TEST_F(OwnFolder, D18_a_pack_has_no_place_for_a_weight) {
  EXPECT_EQ(code_with("    group: coercion\n", "    group: coercion\n    weight: strong\n"), "schema.unknown_key");
  EXPECT_EQ(code_with("    group: coercion\n", "    group: coercion\n    score: 3\n"), "schema.unknown_key");
}

TEST_F(OwnFolder, D14_a_pack_with_one_unfit_question_is_not_opened_at_all) {
  EXPECT_EQ(code_with("Are you locked in at night?", "Why did you not leave?"), "screen.unfit_pack");
}

TEST_F(OwnFolder, a_pack_must_say_what_it_is) {
  for (const char* line : {"review: draft\n", "reviewed_by_community: none yet\n", "error_report: none\n", "weights: none_given\n", "for: all\n"})
    EXPECT_EQ(code_with(line, ""), "schema.missing_key") << line;
  EXPECT_EQ(code_with("audio: {en: none}", "audio: {fr: none}"), "screen.bad_pack");
}

TEST_F(OwnFolder, a_question_that_opens_a_need_nobody_knows_is_refused) {
  EXPECT_EQ(code_with("opens: [safety]", "opens: [interrogation]"), "screen.bad_pack");
}

TEST_F(OwnFolder, an_id_stands_once) { EXPECT_EQ(code_with("id: ilo11.01b", "id: ilo11.01a"), "screen.bad_pack"); }

TEST_F(OwnFolder, D15_a_condition_knows_no_not) {
  std::string steps = read(folder_.path() / "common/steps.yaml");
  const std::string from = "{id: food_now, when: {need: food}}";
  const std::size_t at = steps.find(from);
  ASSERT_NE(at, std::string::npos);
  steps.replace(at, from.size(), "{id: food_now, when: {not: {need: food}}}");
  (void)folder_.file("common/steps.yaml", steps);
  const auto loaded = load_library(folder_.path().string());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind.code, "screen.bad_steps");
}

}  // namespace
}  // namespace palermo::screen::testing
