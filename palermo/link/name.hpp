// SPDX-License-Identifier: Apache-2.0
// Name: a person's name as an unordered set of tokens that can be compared across spellings, orders and scripts.
//
//   NameReader reader(tables);                                   // one a thread
//   Name name = reader.read({.given = "Sokha", .family = "ចាន់"});  // tokens: sokha (given), chan (family)
//
// Never treats a missing family name as disagreement: Burmese, many Indonesian and Afghan names have none, and forms
// force a split. Honorifics and middle words are kept and marked (low_information), so that they neither help nor
// harm. A cell that says "unknown", "n/a" or "-" gives no token (placeholder is set). Aliases are sets of their own.
// Limits: 12 tokens a name, 8 aliases; what is beyond is left out. Invalid UTF-8 is skipped, never an error.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/link/name_tables.hpp"
#include "palermo/link/script.hpp"

namespace palermo::link {

enum class NamePart : std::uint8_t { unknown, given, family };

struct NameToken {
  std::string folded;    // NFKC, case folded, original script
  std::string roman;     // a-z; usual Latin spelling as far as the script tells; empty never
  std::string key;       // matching_key(roman)
  std::string skeleton;  // skeleton(key)
  Script script = Script::none;
  NamePart part = NamePart::unknown;
  bool low_information = false;  // honorific, title, particle or middle word: "Daw", "binti", "Thi"
  bool vowels_known = true;      // false where the script did not write them (Arabic): compare skeletons only
  bool initial = false;          // one letter: "M."

  bool operator==(const NameToken&) const = default;
};

struct Name {
  std::vector<NameToken> tokens;                // in the order written: given field, family field, full name
  std::vector<std::vector<NameToken>> aliases;  // each a set of its own, in the order written
  Script script = Script::none;                 // of the first token; none when there is no token
  bool placeholder = false;                     // some field said that the name is not known

  [[nodiscard]] bool empty() const { return tokens.empty(); }
  bool operator==(const Name&) const = default;
};

// UTF-8 cells as they stand in the list; empty where the list has no such column. `full` is read when given and
// family are both empty, else it is ignored. Aliases: several in one cell are parted by ; / | or " alias " and the
// like.
struct NameParts {
  std::string_view given = {};
  std::string_view family = {};
  std::string_view full = {};
  std::string_view aliases = {};
};

// Reads names; keeps ICU's converters and scratch memory. Not thread-safe: one a thread. Cost: under 3 microseconds for
// an ASCII name of two tokens, some 10 for the scripts with own tables, more where ICU romanises (Han, Greek, ...).
class NameReader {
 public:
  explicit NameReader(NameTables tables);
  ~NameReader();
  NameReader(NameReader&&) noexcept;
  NameReader& operator=(NameReader&&) noexcept;

  [[nodiscard]] Name read(const NameParts& parts);

  // The tokens of one text, all with part unknown.
  [[nodiscard]] std::vector<NameToken> tokens(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// One name, for tests and single lookups: makes a NameReader each time.
[[nodiscard]] Name read_name(const NameTables& tables, const NameParts& parts);

}  // namespace palermo::link
