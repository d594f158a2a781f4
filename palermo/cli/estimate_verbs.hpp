// SPDX-License-Identifier: Apache-2.0
// The verbs of `palermo estimate`, one file a verb (estimate_mse.cpp, ...).
#pragma once

namespace CLI {
class App;
}

namespace palermo::cli {

class Context;

void add_estimate_change(CLI::App& family, Context& context);
void add_estimate_covariates(CLI::App& family, Context& context);
void add_estimate_models(CLI::App& family, Context& context);
void add_estimate_mse(CLI::App& family, Context& context);
void add_estimate_rds(CLI::App& family, Context& context);
void add_estimate_scaleup(CLI::App& family, Context& context);

}  // namespace palermo::cli
