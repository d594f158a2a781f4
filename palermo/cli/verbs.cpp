// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/verbs.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

#include "palermo/cli/context.hpp"

namespace palermo::cli {

CLI::App& add_family(CLI::App& app, Context& context, const std::string& name) {
  CLI::App& family = *app.add_subcommand(name.substr(name.rfind('.') + 1), context.text("verb." + name));
  family.require_subcommand(1);
  family.fallthrough();
  std::string words = name;
  std::ranges::replace(words, '.', ' ');
  family.footer(context.text("cli.help.family_footer", {{"family", words}}));
  return family;
}

CLI::App& add_verb(CLI::App& parent, Context& context, std::string_view name, std::string_view example,
                   std::function<int()> action) {
  const std::string typed(name.substr(name.rfind('.') + 1));
  CLI::App& verb = *parent.add_subcommand(typed, context.text("verb." + std::string(name)));
  verb.fallthrough();
  verb.footer(context.text("cli.help.example") + ":\n  " + std::string(example));
  verb.callback([&context, action = std::move(action)] { context.action = action; });
  return verb;
}

}  // namespace palermo::cli
