// SPDX-License-Identifier: Apache-2.0
// NameBook: common names of several nationalities, by which people are invented (data/simulate/names/*.yaml).
//
// A name has one form in its own script and one or more Latin spellings, the most usual first. Names are drawn by rank:
// weight 1 / rank^zipf. No name holds a comma, a quotation mark or a line end, so that rows need no quoting.
// Invariant: immutable after read(); people point into the book, which must outlive them. Safe to share between threads.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/core/result.hpp"

namespace palermo::simulate {

inline constexpr core::ErrorKind kBadNames{"simulate.bad_names", core::Exit::unreadable};

struct KnownName {
  std::string native;
  std::vector<std::string> latin;  // at least one, all different; of a Latin script the first is `native`
};

class NameGroup {
 public:
  void add(KnownName name, double weight);
  [[nodiscard]] bool empty() const { return names_.empty(); }
  [[nodiscard]] std::span<const KnownName> names() const { return names_; }
  [[nodiscard]] const KnownName& draw(core::Stream& stream) const;  // not when empty

 private:
  std::vector<KnownName> names_;
  std::vector<double> up_to_;  // sum of weights up to and with each name
};

// How people of one nationality are called. Index 0 of a pair: women; 1: men.
struct Naming {
  std::string nationality;  // ISO 3166-1 alpha-2
  std::string script;       // "Khmer", "Lao", ..., "Vietnamese" (Latin with its marks), "Latin"
  bool family_first = false;
  bool middle_first = false;  // the middle word stands before the given name
  std::array<NameGroup, 2> given, family, middle;
  NameGroup family_first_half, family_last_half;  // of family names that are put together
  NameGroup places;                               // provinces
  std::array<double, 4> words{};                  // weights of 1..4 words, for people without a family name
  double second_given = 0;    // chance of a second given name
  double middle_share = 0;    // chance that a person has a middle word
  double middle_written = 0;  // chance that a record has it
  std::array<std::vector<std::string>, 2> honorifics;
  std::vector<std::string> nicknames;
  std::vector<std::pair<std::string, std::string>> respell;  // letters that clerks write for each other

  [[nodiscard]] bool has_family() const { return !family[0].empty() || !family_first_half.empty(); }
  [[nodiscard]] bool has_own_script() const { return script != "Latin"; }
};

class NameBook {
 public:
  // Reads every .yaml of `folder`. Errors: file.*, document.*, schema.*, simulate.bad_names.
  [[nodiscard]] static core::Result<NameBook> read(const std::string& folder);
  [[nodiscard]] static core::Result<Naming> parse(std::string_view text, std::string_view file);

  [[nodiscard]] std::span<const Naming> all() const { return all_; }  // sorted by nationality
  [[nodiscard]] const Naming* find(std::string_view nationality) const;

 private:
  std::vector<Naming> all_;
};

}  // namespace palermo::simulate
