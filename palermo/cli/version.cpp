// SPDX-License-Identifier: Apache-2.0
// palermo version: which program this is, and where it looks for law, mappings and codes.
#include <CLI/CLI.hpp>

#include "palermo/cli/context.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/provenance.hpp"

namespace palermo::cli {
namespace {

int show_version(const Context& context) {
  const std::string version(core::version());
  if (!context.json())
    return context.print(context.text("cli.version", {{"version", version}, {"data", context.data_folder()}}));
  core::Value answer;
  answer.set("format", "palermo-version/1");
  answer.set("version", version);
  answer.set("licence", "Apache-2.0");
  answer.set("data", context.data_folder());
  core::Value::Array languages;
  for (const auto& language : core::Catalogue::languages()) languages.emplace_back(language);
  answer.set("languages", std::move(languages));
  return context.print_json(answer);
}

}  // namespace

void add_version_verb(CLI::App& app, Context& context) {
  add_verb(app, context, "version", "palermo version --json", [&context] { return show_version(context); });
}

}  // namespace palermo::cli
