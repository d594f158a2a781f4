// SPDX-License-Identifier: Apache-2.0
// Token match: how well two names agree, as unordered sets of tokens.
//
// token_level compares two tokens; match_names finds the best assignment between the tokens of two names (exact, by
// dynamic programming over sets of at most 8 x 8 tokens), where two or three neighbours of one side may stand for one
// token of the other (Abdul Rahman = Abdulrahman, Srey Mom = Sreymom). Pure functions, no allocation, symmetric:
// match_names(b, a) is match_names(a, b) with sides exchanged. Tokens beyond the first 8 of a side are not looked at.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "palermo/link/name.hpp"

namespace palermo::link {

// What is compared of a token; views into a NameToken or into interned text.
struct TokenView {
  std::string_view roman;
  std::string_view key;
  std::string_view skeleton;
  NamePart part = NamePart::unknown;
  bool low_information = false;
  bool vowels_known = true;
  bool initial = false;
};

[[nodiscard]] TokenView view_of(const NameToken& token);

// Ordered: a higher level is closer.
enum class TokenLevel : std::uint8_t {
  different,
  initial,   // one is a letter with which the other begins
  similar,   // Jaro-Winkler of roman or key >= 0.88, both of 4 letters or more
  skeleton,  // same consonants; also a name whose vowels were not written
  near,      // within allowed_edits of each other
  key,       // same matching key
  exact,     // same romanisation
};

[[nodiscard]] TokenLevel token_level(const TokenView& a, const TokenView& b);

// Two or three neighbours of one name against one token of another (Abdul Rahman, Abdulrahman): skeleton or nearer, else different.
[[nodiscard]] TokenLevel joined_level(std::span<const TokenView> parts, const TokenView& whole);

// [0, 1], rising with the level; what the assignment maximises: different 0, initial .4, similar .6, skeleton .7,
// near .85, key .95, exact 1.
[[nodiscard]] double level_score(TokenLevel level);

inline constexpr std::size_t kMatchTokens = 8;

// Tokens [a, a + a_count) of one name stand for tokens [b, b + b_count) of the other; one of the counts is 1.
struct TokenPair {
  std::uint8_t a = 0, a_count = 1;
  std::uint8_t b = 0, b_count = 1;
  TokenLevel level = TokenLevel::different;
};

// The best assignment. Informative tokens are those without low_information; a low-information token may be assigned,
// but leaving it over costs nothing.
struct NameMatch {
  std::array<TokenPair, kMatchTokens> pairs{};  // ordered by a; level above different
  std::uint8_t pair_count = 0;
  std::uint8_t informative_a = 0, informative_b = 0;  // informative tokens of each name
  std::uint8_t matched_a = 0, matched_b = 0;          // informative tokens that the pairs cover
  TokenLevel weakest = TokenLevel::exact;             // of the pairs with an informative token; exact if none
  bool same_order = true;                             // pairs rise on both sides
  bool beginning = true;                              // paired informative tokens stand before all that are left over
  bool parts_agree = true;                            // no pair joins a given name with a family name
  double score = 0;  // sum of level scores over informative tokens, as Dice: 2 * sum / (informative_a + informative_b)

  [[nodiscard]] std::span<const TokenPair> assigned() const { return {pairs.data(), pair_count}; }
};

[[nodiscard]] NameMatch match_names(std::span<const TokenView> a, std::span<const TokenView> b);

// Ordered levels of a whole name, best last; missing when a side has no informative token.
enum class NameLevel : std::uint8_t {
  missing,
  different,    // nothing agrees
  one_similar,  // one token agrees weakly (similar, initial), the others do not
  one_token,    // some token agrees (near or better), some informative token of both sides does not
  loose,        // all tokens of the shorter agree, some only by initial, similar or skeleton
  subset,       // one token, or the shorter is a part of the longer without being its beginning; by key or nearer
  patronymic,   // two or more tokens, beginning of the longer name: by key or nearer ("Ahmed Ali", "Ahmed Ali Hassan")
  near,         // all tokens of both, weakest near
  key,          // all tokens of both, weakest key
  exact_set,    // all tokens exact, in another order or with other joins
  exact,        // all tokens exact, same order
};

[[nodiscard]] NameLevel name_level(const NameMatch& match);

}  // namespace palermo::link
