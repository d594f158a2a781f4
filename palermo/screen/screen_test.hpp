// SPDX-License-Identifier: Apache-2.0
// For tests: the packs of the repository, and small random ones. One seed reproduces any failure.
#pragma once

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "palermo/screen/library.hpp"
#include "palermo/screen/screening.hpp"

namespace palermo::screen::testing {

inline const Library& library() {
  static const Library loaded = [] {
    auto found = load_library(std::string(PALERMO_SOURCE_DIR) + "/data/screen");
    if (!found) ADD_FAILURE() << found.error().kind.code << " " << found.error().place.file << ":" << found.error().place.line;
    return found ? std::move(*found) : Library{};
  }();
  return loaded;
}

inline const Pack& pack(std::string_view id) { return **library().find(id); }

inline Questionnaire questionnaire(const Common& common, const Pack& pack) {
  auto made = Questionnaire::make(common, pack);
  EXPECT_TRUE(made);
  return std::move(*made);
}

class RandomScreen {
 public:
  explicit RandomScreen(std::uint64_t seed) : random_(seed) {}

  bool chance(double p) { return std::uniform_real_distribution<>(0, 1)(random_) < p; }
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }

  Answers answers(std::size_t size) {
    Answers made;
    for (std::size_t i = 0; i < size; ++i) made.push_back(kAnswers[below(kAnswers.size())]);
    return made;
  }

  // Up to three needs, three questions on needs and four steps, with conditions nested up to three deep.
  Common common() {
    Common made;
    for (std::size_t i = 0; i <= below(3); ++i) made.needs.push_back("need" + std::to_string(i));
    for (std::size_t i = 0; i < below(4); ++i) made.questions.push_back(question("c" + std::to_string(i), made));
    for (std::size_t i = 0; i <= below(4); ++i) {
      Step step;
      step.id = "step" + std::to_string(i);
      step.when = condition(made, 3);
      made.steps.push_back(step);
    }
    return made;
  }

  // Up to three signs with up to two questions each.
  Pack a_pack(const Common& common) {
    Pack made;
    made.id = "random";
    made.audio["en"] = false;
    made.mark = law::Mark::secondary;
    for (std::size_t s = 0; s <= below(3); ++s) {
      Sign sign;
      sign.id = "s" + std::to_string(s);
      sign.mark = law::Mark::secondary;
      sign.about_place = chance(0.2);
      sign.fits_many = chance(0.3);
      sign.withheld = chance(0.1);
      for (std::size_t q = 0; q <= below(2); ++q) sign.questions.push_back(question(sign.id + "q" + std::to_string(q), common));
      made.signs.push_back(sign);
    }
    return made;
  }

 private:
  Question question(std::string id, const Common& common) {
    Question made;
    made.id = std::move(id);
    made.ask["en"] = "Is it so?";
    made.not_sure_opens = chance(0.3);
    for (const std::string& need : common.needs)
      if (chance(0.4)) made.opens.push_back(need);
    return made;
  }

  Condition condition(const Common& common, int depth) {
    Condition made;
    switch (below(depth > 0 ? 6 : 4)) {
      case 0:
        made.kind = chance(0.2) ? Condition::Kind::always : Condition::Kind::grounds;
        break;
      case 1:
        made.kind = Condition::Kind::grounds;
        break;
      case 2:
        made.kind = Condition::Kind::place;
        break;
      case 3:
        made.kind = Condition::Kind::need;
        made.need = common.needs[below(common.needs.size())];
        break;
      default:
        made.kind = chance(0.6) ? Condition::Kind::all : Condition::Kind::any;
        for (std::size_t i = 0; i < 2 + below(2); ++i) made.parts.push_back(condition(common, depth - 1));
    }
    return made;
  }

  std::mt19937_64 random_;
};

}  // namespace palermo::screen::testing
