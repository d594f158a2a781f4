// SPDX-License-Identifier: Apache-2.0
// The verbs of `palermo release`, one file a verb (release_make.cpp, ...), and what they share.
#pragma once

#include <string>
#include <vector>

#include "palermo/core/partial_date.hpp"
#include "palermo/core/result.hpp"
#include "palermo/publish/ledger.hpp"

namespace CLI {
class App;
}

namespace palermo::cli {

class Context;

void add_release_key(CLI::App& family, Context& context);
void add_release_ledger(CLI::App& family, Context& context);
void add_release_plan(CLI::App& family, Context& context);
void add_release_make(CLI::App& family, Context& context);
void add_release_check(CLI::App& family, Context& context);
void add_release_utility(CLI::App& family, Context& context);
void add_release_attack(CLI::App& family, Context& context);
void add_release_risk(CLI::App& family, Context& context);

// The clock, asked in one place: "2026-11-22T13:05:00Z", and its day.
[[nodiscard]] std::string utc_now();
[[nodiscard]] core::Day utc_today();

// The ledger as a terminal shows it: what is spent and left, release by release.
[[nodiscard]] std::string ledger_text(const Context& context, const publish::Ledger& ledger);

}  // namespace palermo::cli
