// SPDX-License-Identifier: Apache-2.0
// Comparisons: what two records are compared by, each with its ordered levels; and the pattern of two records.
//
// Fields that depend on one another stand in one comparison: all name parts, birth with age, postcode with town, street
// with number (facts, section 1.1). Level 0 of each is "missing": a side says nothing, and it is worth 0 bits. Level 1 is
// "different"; a level with a higher number is closer along the chains that `chains_of` names, which the training keeps
// monotone. A pattern packs the levels of one pair, five bits each, comparison c at bit 5c.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace palermo::link {

enum class Comparison : std::uint8_t {
  name,
  birth,
  sex,
  nationality,
  place,
  document,
  phone,
  email,
  town,    // postcode, town and state
  street,  // number, street and the rest of an address
  occupation,
};

inline constexpr std::size_t kComparisons = 11;
inline constexpr std::size_t kMostLevels = 24;

using Pattern = std::uint64_t;
using Level = std::uint8_t;

[[nodiscard]] constexpr Level level_of(Pattern pattern, std::size_t comparison) {
  return static_cast<Level>((pattern >> (5 * comparison)) & 31U);
}
[[nodiscard]] constexpr Pattern with_level(Pattern pattern, std::size_t comparison, Level level) {
  return (pattern & ~(Pattern{31} << (5 * comparison))) | (Pattern{level} << (5 * comparison));
}

// Levels of a name, compared as sets of words. "exact" is the same romanisation; "near" the same matching key or an edit
// or two apart; "weak" alike in sound, consonants or first letter only. Low-information words are left out.
enum class NameAgreement : Level {
  missing,
  different,
  weak_conflict,        // a weak word, the others disagree
  near_conflict,        // a near word, the others disagree
  alias,                // disagrees, but for an alias
  given_conflict,       // one given name exact, the others disagree
  family_conflict,      // one family name or word of unknown part exact, the others disagree
  several_conflict,     // two or more words agree, others disagree
  one_weak_rest,        // the shorter is one word: weak
  one_near_rest,        // the shorter is one word: near
  one_exact_rest,       // the shorter is one word: exact, the longer has more
  one_exact,            // one word each: exact
  all_weak,             // every word finds one, none exact
  rest_weak,            // some agree, the others are weak
  rest_weak_rare,       // the same, and one of the weak spellings is hardly ever used: a slip
  part_near,            // the shorter, of two or more words, lies in the longer, not all exact
  near_known,           // every word finds one, not all exact; both spellings are usual
  near_rare,            // the same, and one of the spellings is hardly ever used: a slip
  part_exact,           // the shorter, of two or more words, lies in the longer, exact
  other_order,          // all exact, in another order or from another part
  exact,
};
inline constexpr std::size_t kNameLevels = 21;

// Levels of a birth: those of birth.hpp, and four that tell apart what they join.
enum class BirthAgreement : Level {
  missing,
  different,
  within_10_years,
  age_within_3,
  age_within_1,
  age_meets,               // an age on one side, and the years of birth may be the same
  within_1_year,
  same_day_month,
  same_year,
  same_year_default,       // same year; one side knows no more, or its day is a placeholder
  same_default,            // the same placeholder of the same year on both sides
  calendar_shift,
  same_year_month_no_day,  // a side has no day
  same_year_day,           // the months differ
  same_year_month,         // the days differ
  one_digit,
  day_month_swapped,
  exact,
};
inline constexpr std::size_t kBirthAgreements = 18;

// People of one nationality share names and places, so that agreements of two people are not independent: u is learned
// apart for pairs whose nationality is not known on both sides (0), differs (1) or agrees (2).
inline constexpr std::size_t kStrata = 3;
[[nodiscard]] constexpr std::size_t stratum_of(Pattern pattern) {
  return level_of(pattern, static_cast<std::size_t>(Comparison::nationality));
}

// What both records speak to, and whether their nationality agrees: pairs of two people are like one another within such a
// cell. Lists differ in what they know.
inline constexpr std::size_t kKnown = std::size_t{1} << (kComparisons + 1);
[[nodiscard]] constexpr std::size_t known_of(Pattern pattern) {
  std::size_t known = stratum_of(pattern) == 2 ? std::size_t{1} << kComparisons : 0;
  for (std::size_t c = 0; c < kComparisons; ++c) known |= level_of(pattern, c) != 0 ? std::size_t{1} << c : 0;
  return known;
}

// Errors in a name and in a birth do not come independently: some lists have one slip a record at most, some have bad
// records. The training learns how often they meet (model.hpp). 1 where all that is known agrees exactly, else 0.
[[nodiscard]] constexpr std::size_t name_class(Level level) {
  const auto n = static_cast<NameAgreement>(level);
  return n >= NameAgreement::part_exact || n == NameAgreement::one_exact || n == NameAgreement::one_exact_rest ? 1 : 0;
}
[[nodiscard]] constexpr std::size_t birth_class(Level level) {
  const auto b = static_cast<BirthAgreement>(level);
  return b == BirthAgreement::exact || b == BirthAgreement::same_default ? 1 : 0;
}

// What a comparison is, for training, printing and the model file. All spans are of static data.
struct ComparisonKind {
  Comparison comparison;
  std::string_view name;                       // "birth"
  std::span<const std::string_view> levels;    // names; [0] is "missing"
  std::span<const double> usual_m;             // P(level | one person), the prior of training; [0] unused
  std::span<const double> usual_u;             // P(level | two people)
  std::span<const std::span<const Level>> chains;  // each from the farthest to the closest; weights rise along it
};

[[nodiscard]] const ComparisonKind& kind_of(std::size_t comparison);

}  // namespace palermo::link
