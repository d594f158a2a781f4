// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/estimate_verbs.hpp"

#include "palermo/cli/verbs.hpp"

namespace palermo::cli {

void add_estimate_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "estimate");
  add_estimate_mse(family, context);
  add_estimate_models(family, context);
  add_estimate_covariates(family, context);
  add_estimate_change(family, context);
  add_estimate_rds(family, context);
  add_estimate_scaleup(family, context);
}

}  // namespace palermo::cli
