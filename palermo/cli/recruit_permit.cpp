// SPDX-License-Identifier: Apache-2.0
// palermo recruit permit FILE: what the conditions of a work permit make a worker depend on.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/checklist_files.hpp"
#include "palermo/cli/context.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/rights/recruit_permit.hpp"

namespace palermo::cli {
namespace {

int run_permit(Context& context, const std::string& file) {
  const auto corpus = study::load_corpus(context.data_folder() + "/law");
  if (!corpus) return context.fail(corpus.error());
  const auto conditions_document = read_document(context.data_folder() + "/recruit/permit-conditions.yaml");
  if (!conditions_document) return context.fail(conditions_document.error());
  const auto conditions = rights::parse_permit_conditions(*conditions_document, *corpus);
  if (!conditions) return context.fail(conditions.error());
  const auto document = read_document(file);
  if (!document) return context.fail(document.error());
  const auto permit = rights::parse_permit(*document, *conditions);
  if (!permit) return context.fail(permit.error());
  const auto findings = rights::permit_findings(*permit, *conditions);
  if (context.json()) return context.print_json(rights::to_value(*permit, findings));
  return context.print(rights::permit_text(*permit, findings, context.catalogue()));
}

}  // namespace

void add_recruit_permit(CLI::App& family, Context& context) {
  auto file = std::make_shared<std::string>();
  CLI::App& verb = add_verb(family, context, "recruit.permit", "palermo recruit permit data/demo/permit.yaml",
                            [&context, file] { return run_permit(context, *file); });
  verb.add_option("FILE", *file, context.text("verb.recruit.permit.file"))->required();
}

}  // namespace palermo::cli
