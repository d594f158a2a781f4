// SPDX-License-Identifier: Apache-2.0
// The verbs of `palermo flows`, one file a verb (flows_table.cpp, flows_selection.cpp).
#pragma once

namespace CLI {
class App;
}

namespace palermo::cli {

class Context;

void add_flows_table(CLI::App& family, Context& context);
void add_flows_selection(CLI::App& family, Context& context);

}  // namespace palermo::cli
