// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_verbs.hpp"

#include "palermo/cli/verbs.hpp"

namespace palermo::cli {

void add_link_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "link");
  add_link_run(family, context);
  add_link_explain(family, context);
  add_link_evaluate(family, context);
  add_link_review(family, context);
  add_link_attack(family, context);
  add_link_private(family, context);
}

}  // namespace palermo::cli
