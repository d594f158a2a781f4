// SPDX-License-Identifier: Apache-2.0
// Invented samples of one hidden group: the same for the same seed, what truth.json says, nobody named, settings that cannot be refused.
#include "palermo/simulate/samples.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "palermo/core/value.hpp"

namespace palermo::simulate {
namespace {

InventedSamples made(const SamplesOptions& options) {
  core::Silence silence;
  return invent_samples(options, silence).value();
}

std::string text_of(const InventedSamples& samples, std::string_view name) {
  const auto found = std::ranges::find(samples.files, name, &SampleFile::name);
  return found == samples.files.end() ? "" : found->text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(InventedSamples, are_the_same_for_the_same_seed_and_others_for_another) {
  const InventedSamples one = made({.seed = 4, .members = 300, .population = 6'000, .recruited = 80}), again = made({.seed = 4, .members = 300, .population = 6'000, .recruited = 80}),
                        other = made({.seed = 5, .members = 300, .population = 6'000, .recruited = 80});
  ASSERT_EQ(one.files.size(), 8U);
  for (std::size_t i = 0; i < one.files.size(); ++i) {
    EXPECT_EQ(one.files[i].text, again.files[i].text) << one.files[i].name;
    EXPECT_NE(one.files[i].text, other.files[i].text) << one.files[i].name;
  }
}

TEST(InventedSamples, hold_as_many_rows_as_were_asked_for) {
  const InventedSamples samples = made({.seed = 4, .members = 300, .population = 6'000, .asked = 120, .recruited = 80});
  EXPECT_EQ(lines_of(text_of(samples, "rds.csv")).size(), 81U);
  EXPECT_EQ(lines_of(text_of(samples, "survey.csv")).size(), 121U);
  const auto truth = core::parse_json(text_of(samples, "truth.json"), "truth.json");
  ASSERT_TRUE(truth);
  EXPECT_EQ((*truth)["members"], core::Value(300));
  EXPECT_EQ((*truth)["simulated"], core::Value(true));
  EXPECT_EQ((*truth)["first_period"], core::Value(600));
  EXPECT_EQ((*truth)["second_period"], core::Value(840));
}

TEST(InventedSamples, a_recruiter_came_before_whom_she_recruited) {
  const std::vector<std::string> rows = lines_of(text_of(made({.seed = 9}), "rds.csv"));
  int seeds = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string recruiter = rows[i].substr(rows[i].find(',') + 1, rows[i].find(',', rows[i].find(',') + 1) - rows[i].find(',') - 1);
    if (recruiter.empty()) ++seeds;
    else EXPECT_LT(std::stoul(recruiter), i);
  }
  EXPECT_GE(seeds, 8);
}

TEST(InventedSamples, settings_that_cannot_be_are_refused) {
  const auto why = [](const SamplesOptions& options) {
    core::Silence silence;
    const auto samples = invent_samples(options, silence);
    return samples ? std::string() : samples.error().args.at("why");
  };
  EXPECT_EQ(why({.members = 100}), "members");
  EXPECT_EQ(why({.members = 900, .population = 2'000}), "population");
  EXPECT_EQ(why({.recruited = 8}), "recruited");
  EXPECT_EQ(why({.aware = 0}), "aware");
  EXPECT_EQ(why({.growth = -1}), "growth");
}

}  // namespace
}  // namespace palermo::simulate
