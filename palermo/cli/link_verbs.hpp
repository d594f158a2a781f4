// SPDX-License-Identifier: Apache-2.0
// The verbs of `palermo link`, one file a verb (link_evaluate.cpp, ...).
#pragma once

namespace CLI {
class App;
}

namespace palermo::cli {

class Context;

void add_link_attack(CLI::App& family, Context& context);
void add_link_evaluate(CLI::App& family, Context& context);
void add_link_explain(CLI::App& family, Context& context);
void add_link_review(CLI::App& family, Context& context);  // a family of its own
void add_link_run(CLI::App& family, Context& context);
void add_link_private(CLI::App& family, Context& context);  // a family of its own
void add_link_private_bias(CLI::App& family, Context& context);
void add_link_private_demo(CLI::App& family, Context& context);
void add_link_private_filters(CLI::App& family, Context& context);  // a family of its own

}  // namespace palermo::cli
