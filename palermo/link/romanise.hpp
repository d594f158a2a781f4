// SPDX-License-Identifier: Apache-2.0
// Romaniser: words of any script as a-z, by the tables of data/names and by ICU where it serves.
//
// A word is looked up among the usual spellings of its script first, whole, behind a leading part (Abdul-, Srey-) and
// behind a glued honorific; then it goes through the script's own transform rules ([uts35] syntax, run by ICU), else
// through ICU's Any-Latin (Han: Mandarin reading only). The answer is a-z and blanks; a blank parts tokens that the
// script wrote as one word (Burmese). Not thread-safe: one a thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "palermo/link/name_tables.hpp"
#include "palermo/link/script.hpp"

namespace palermo::link {

struct Romanised {
  std::string text;  // a-z and single blanks; empty when nothing could be read
  bool vowels_known = true;
};

class Romaniser {
 public:
  explicit Romaniser(NameTables tables);
  ~Romaniser();

  // `folded`: one word as fold() leaves it.
  [[nodiscard]] Romanised word(Script script, std::string_view folded);

 private:
  struct Machine;
  Machine& machine(Script script);

  NameTables tables_;
  std::map<Script, std::unique_ptr<Machine>> machines_;
};

// Whether ICU can compile the rules of a script table; asked once, when tables are read.
[[nodiscard]] bool transform_compiles(std::string_view rules);

}  // namespace palermo::link
