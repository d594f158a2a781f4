// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/flows_verbs.hpp"

#include "palermo/cli/verbs.hpp"

namespace palermo::cli {

void add_flows_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "flows");
  add_flows_table(family, context);
  add_flows_selection(family, context);
}

}  // namespace palermo::cli
