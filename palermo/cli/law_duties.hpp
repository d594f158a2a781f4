// SPDX-License-Identifier: Apache-2.0
// palermo law compare A B --duties: what A asks more, less or otherwise than B, clause by clause, with reasons and no
// total.
#pragma once

#include <string>

namespace palermo::cli {

class Context;

// Prints the answer; returns the exit code.
int run_duties(Context& context, const std::string& a, const std::string& b);

}  // namespace palermo::cli
