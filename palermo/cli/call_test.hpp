// SPDX-License-Identifier: Apache-2.0
// A call of the program as a test makes it: the words in; the exit code and what was said out.
#pragma once

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "palermo/cli/main_app.hpp"

namespace palermo::cli {

struct Said {
  int exit;
  std::string out, err;
};

inline Said call(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int exit = run(arguments, {out, err});
  return {exit, out.str(), err.str()};
}

// The same, asked once: for calls that write nothing, whose answer several tests read.
inline const Said& said_by(const std::vector<std::string>& arguments) {
  static std::map<std::vector<std::string>, Said> answers;
  const auto known = answers.find(arguments);
  return known != answers.end() ? known->second : answers.emplace(arguments, call(arguments)).first->second;
}

}  // namespace palermo::cli
