// SPDX-License-Identifier: Apache-2.0
// The verbs of the study and intake families, one a file.
#pragma once

#include "palermo/cli/verbs.hpp"

namespace palermo::cli {

void add_study_run(CLI::App& family, Context& context);
void add_study_check(CLI::App& family, Context& context);
void add_study_lint(CLI::App& family, Context& context);
void add_intake_report(CLI::App& family, Context& context);
void add_intake_explain(CLI::App& family, Context& context);

}  // namespace palermo::cli
