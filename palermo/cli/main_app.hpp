// SPDX-License-Identifier: Apache-2.0
// The program as a function: understands the command line, runs one verb, returns the exit code.
//
// Tests call it with their own streams. No exception leaves it except the unexpected (our fault), which main() stops.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace palermo::cli {

struct Streams {
  std::ostream& out;
  std::ostream& err;
  bool bar = false;  // err is a terminal
};

// `arguments` without the program's name.
[[nodiscard]] int run(std::span<const std::string> arguments, Streams streams);

// What to tell when an exception reached main: never its text, which may hold a record's content; only its type.
[[nodiscard]] int our_fault(std::span<const std::string> arguments, const char* type_name, Streams streams);

}  // namespace palermo::cli
