// SPDX-License-Identifier: Apache-2.0
// The verbs of "palermo simulate" that stand in files of their own.
#pragma once

namespace CLI {
class App;
}

namespace palermo::cli {

class Context;

void add_simulate_samples(CLI::App& family, Context& context);
void add_simulate_tables(CLI::App& family, Context& context);
void add_simulate_case_table(CLI::App& family, Context& context);
void add_simulate_study(CLI::App& family, Context& context);

}  // namespace palermo::cli
