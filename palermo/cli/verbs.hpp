// SPDX-License-Identifier: Apache-2.0
// The verbs of the program, one family a function, one verb a file (law_assess.cpp, simulate_world.cpp, ...).
//
//   auto options = std::make_shared<AssessOptions>();
//   CLI::App& verb = add_verb(family, context, "law.assess", "palermo law assess cases.yaml",
//                             [&context, options] { return assess(context, *options); });
//   verb.add_option("FILE", options->file, context.text("verb.law.assess.file"))->required();
//
// Texts: "verb.NAME" is what the verb does; the author of the verb writes "verb.NAME.option" for its options.
// A verb runs after the whole command line has been understood.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace palermo::cli {

class Context;

// A group of verbs ("law", or "link.private" within another); without one of its verbs it explains itself.
CLI::App& add_family(CLI::App& app, Context& context, const std::string& name);
// A verb. `name` is dotted ("law.assess"): its last part is what one types, "verb.NAME" its description.
// `example` is a line that works as it stands.
CLI::App& add_verb(CLI::App& parent, Context& context, std::string_view name, std::string_view example,
                   std::function<int()> action);

void add_law_verbs(CLI::App& app, Context& context);
void add_intake_verbs(CLI::App& app, Context& context);
void add_link_verbs(CLI::App& app, Context& context);
void add_estimate_verbs(CLI::App& app, Context& context);
void add_figures_verbs(CLI::App& app, Context& context);
void add_flows_verbs(CLI::App& app, Context& context);
void add_release_verbs(CLI::App& app, Context& context);
void add_study_verbs(CLI::App& app, Context& context);
void add_screen_verbs(CLI::App& app, Context& context);
void add_rights_verbs(CLI::App& app, Context& context);
void add_recruit_verbs(CLI::App& app, Context& context);
void add_simulate_verbs(CLI::App& app, Context& context);
void add_version_verb(CLI::App& app, Context& context);

}  // namespace palermo::cli
