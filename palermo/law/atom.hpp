// SPDX-License-Identifier: Apache-2.0
// Atom: one thing that is not known and on which an unknown finding rests: a fact, a bound of a number, or a term that a law leaves
// open. A Setting is an atom with a supposed answer; suppose() puts it into a case as if it had been said.
//
// Which atoms a finding rests on is read off its derivation: below a node that is unknown, the parts that are unknown; and where the
// text as encoded gives false on parts that nobody read, the parts that were read and might give false too. Exceptions that the user
// takes as not raised are not among them. Settling an atom never adds another (reasoning_property_test.cpp).
#pragma once

#include <compare>
#include <map>

#include "palermo/law/finding.hpp"

namespace palermo::law {

struct Atom {
  enum class Kind : std::uint8_t { fact, below, answer };

  Kind kind = Kind::fact;
  FactId fact = 0;         // fact, below
  std::int64_t bound = 0;  // below: the number is less than this
  std::string law, term;   // answer

  bool operator==(const Atom&) const = default;
  // Vocabulary order, bounds of one number from low to high, open terms last.
  [[nodiscard]] std::strong_ordering operator<=>(const Atom& other) const;
};

struct Setting {
  Atom atom;
  bool value = false;
  bool operator==(const Setting&) const = default;
};

// Who says so in a case that supposes something.
inline constexpr std::string_view kCaseSplit = "case split";

// The atom of a leaf of a derivation: a fact, a comparison or an open term.
[[nodiscard]] Atom atom_of(const Node& leaf, const Vocabulary& vocabulary);

// The case without its declared readings, changes and expectations: all that an assessment reads, and little to copy.
[[nodiscard]] Case recorded_first(const Case& stated);

void suppose(Case& stated, const Setting& setting, std::string_view source = kCaseSplit);

// The case in which every fact that the derivation asks for and does not know counts as asked and not known. Without it, supposing one
// fact of a closed group would make another false that the file leaves open. As recorded_first().
[[nodiscard]] Case with_open_facts(const Case& stated, const Finding& finding, const Vocabulary& vocabulary);

// The atoms that an unknown finding rests on, with the number of places in the text where each is met.
[[nodiscard]] std::map<Atom, std::size_t> unknown_atoms(const Corpus& corpus, const Case& stated, const Finding& finding);

[[nodiscard]] core::Value to_value(const Atom& atom, const Vocabulary& vocabulary);
[[nodiscard]] core::Value to_value(const Setting& setting, const Vocabulary& vocabulary);

}  // namespace palermo::law
