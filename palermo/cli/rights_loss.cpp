// SPDX-License-Identifier: Apache-2.0
// palermo rights loss FILE: what was worked and paid, taken and spent, with the arithmetic of each line.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/checklist_files.hpp"
#include "palermo/cli/context.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/rights/loss.hpp"

namespace palermo::cli {
namespace {

int run_loss(Context& context, const std::string& file) {
  const auto document = read_document(file);
  if (!document) return context.fail(document.error());
  const auto sheet = rights::parse_loss(*document);
  if (!sheet) return context.fail(sheet.error());
  const auto answer = rights::answer(*sheet);
  if (!answer) return context.fail(answer.error());
  if (context.json()) return context.print_json(rights::to_value(*sheet, *answer));
  return context.print(rights::loss_text(*sheet, *answer, context.catalogue()));
}

}  // namespace

void add_rights_loss(CLI::App& family, Context& context) {
  auto file = std::make_shared<std::string>();
  CLI::App& verb = add_verb(family, context, "rights.loss", "palermo rights loss data/demo/loss.yaml", [&context, file] { return run_loss(context, *file); });
  verb.add_option("FILE", *file, context.text("verb.rights.loss.file"))->required();
}

}  // namespace palermo::cli
