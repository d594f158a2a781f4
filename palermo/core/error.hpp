// SPDX-License-Identifier: Apache-2.0
// What went wrong, in a form that can be looked up, translated and pointed at.
//
// An Error carries a kind (a stable code such as "csv.wrong_header", and the exit code it leads to), a place
// (file, row, column, cite key) and named arguments. It carries no sentence: the sentence and the hint are the
// catalogue's "error.CODE" and "error.CODE.hint", in the reader's language.
//
// Invariant: no argument ever holds a cell's content, a name or any free text from a case (SAFEGUARDS.md,
// invariant 6); arguments are numbers, column names, codes, file names and words of our own vocabulary.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace palermo::core {

// How a program ends. The numbers are promised in docs/formats/exit-codes.md.
enum class Exit : int {
  done = 0,
  usage = 2,       // the call was wrong
  refused = 3,     // refused for a protection or evidence reason, which has a number
  unreadable = 4,  // the input cannot be read
  ours = 5,        // our fault
};

// One kind of failure. Kinds are constants beside the code that raises them:
//   inline constexpr ErrorKind kWrongHeader{"csv.wrong_header", Exit::unreadable};
struct ErrorKind {
  std::string_view code;
  Exit exit;
  std::string_view rule = {};  // number of the safeguard or article that refuses, e.g. "D30"; empty unless refused
};

// Where it went wrong. Rows, lines and columns count from 1; 0 means "not known".
struct Place {
  std::string file{};      // file name as the user wrote it, or the id of a source
  std::int64_t row = 0;    // record of a table; the header is row 1
  std::int64_t line = 0;   // line of a text file
  std::int64_t column = 0; // character position in the line
  std::string field{};     // column name, key path ("laws[2].versions") or cite key ("un.tip-protocol:3(c)")

  bool operator==(const Place&) const = default;
};

using Args = std::map<std::string, std::string, std::less<>>;

struct Error {
  ErrorKind kind;
  Place place;
  Args args;
};

// Failures that belong to no room.
inline constexpr ErrorKind kCancelled{"core.cancelled", Exit::done};
inline constexpr ErrorKind kInternal{"core.internal", Exit::ours};

}  // namespace palermo::core
