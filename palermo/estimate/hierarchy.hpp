// SPDX-License-Identifier: Apache-2.0
// Hierarchy: a hierarchical log-linear model, as the set of its terms.
//
// A term is a set of lists (a History); the model has a parameter alpha_s for each term s, and
//   log mu_w = sum of alpha_s over terms s contained in w.
// Hierarchical: with a term stand all terms contained in it. The empty term (the intercept: log of the number never
// seen) and all main effects always stand. The term of all lists together is never identified and never stands
// (facts: "no highest-order interaction"). Text: the generators, that is the greatest terms, in brackets:
//   "[AB][ACD][E]", and with longer names "[LA*NG][GO]".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/estimate/history_set.hpp"

namespace palermo::estimate {

inline constexpr core::ErrorKind kBadModel{"estimate.bad_model", core::Exit::usage};            // args: text
inline constexpr core::ErrorKind kTooManyModels{"estimate.too_many_models", core::Exit::usage}; // args: lists, order
inline constexpr core::ErrorKind kWrongNumberOfLists{"estimate.wrong_number_of_lists", core::Exit::refused, "D30"};

class Hierarchy {
 public:
  // The main effects alone: the lists are independent. lists: 2 to kMostLogLinearLists.
  explicit Hierarchy(int lists);
  // The smallest model that has these terms. A term of all lists is left out (three lists or more) for its parts.
  Hierarchy(int lists, std::span<const History> terms);
  // All terms of at most `order` lists; order < lists.
  [[nodiscard]] static Hierarchy all_up_to(int lists, int order);
  // What text() writes; generators in any order, main effects need not be written. Errors: kBadModel.
  [[nodiscard]] static core::Result<Hierarchy> parse(std::string_view text, std::span<const std::string> names);

  [[nodiscard]] int lists() const { return lists_; }
  [[nodiscard]] const HistorySet& terms() const { return terms_; }
  [[nodiscard]] std::size_t parameters() const { return static_cast<std::size_t>(terms_.size()); }
  [[nodiscard]] bool contains(History term) const { return terms_.contains(term); }
  [[nodiscard]] int order() const;                            // lists in the greatest term
  [[nodiscard]] std::vector<History> generators() const;      // ascending by (number of lists, mask)
  [[nodiscard]] std::vector<History> terms_by_size() const;   // all terms, ascending by (number of lists, mask)
  // Terms that may be added, or taken away, such that the model stays hierarchical; ascending by (size, mask).
  [[nodiscard]] std::vector<History> addable(int order) const;
  [[nodiscard]] std::vector<History> removable() const;       // generators of two lists or more
  [[nodiscard]] Hierarchy with(History term) const;           // and all terms in it
  [[nodiscard]] Hierarchy without(History generator) const;   // generator: one of removable()
  [[nodiscard]] std::string text(std::span<const std::string> names) const;

  auto operator<=>(const Hierarchy&) const = default;

 private:
  int lists_;
  HistorySet terms_;
};

// "AB" or "LA*NG": the lists of a term. "" for the empty term.
[[nodiscard]] std::string term_text(History term, std::span<const std::string> names);

// How many there are: 8, 64, 1,024, 32,768 up to pairs for 3 to 6 lists; 8, 113, 6,893 of all orders for 3 to 5.
// Those of three lists and more of six lists and up are not listed one by one: kTooManyModels beyond this many.
inline constexpr std::size_t kMostModels = 40'000;

// All hierarchical models with terms of at most `order` lists (order >= lists means lists - 1), ascending by number of
// parameters, then by terms. Errors: kTooManyModels, kWrongNumberOfLists (fewer than three lists, or more than eight).
[[nodiscard]] core::Result<std::vector<Hierarchy>> all_hierarchies(int lists, int order);

}  // namespace palermo::estimate
