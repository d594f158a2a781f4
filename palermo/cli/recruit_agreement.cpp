// SPDX-License-Identifier: Apache-2.0
// palermo recruit agreement FILE: a labour agreement between two States against the 24 elements that the ILO names.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/checklist_files.hpp"
#include "palermo/cli/context.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/rights/recruit_agreement.hpp"

namespace palermo::cli {
namespace {

int run_agreement(Context& context, const std::string& file) {
  const auto lists = load_checklists(context.data_folder());
  if (!lists) return context.fail(lists.error());
  const auto elements = find_checklist(*lists, std::string(rights::kAgreementChecklist));
  if (!elements) return context.fail(elements.error());
  const auto document = read_document(file);
  if (!document) return context.fail(document.error());
  const auto agreement = rights::parse_agreement(*document, *elements);
  if (!agreement) return context.fail(agreement.error());
  if (context.json()) return context.print_json(rights::to_value(*agreement, *elements));
  return context.print(rights::agreement_text(*agreement, *elements, context.catalogue()));
}

}  // namespace

void add_recruit_agreement(CLI::App& family, Context& context) {
  auto file = std::make_shared<std::string>();
  CLI::App& verb = add_verb(family, context, "recruit.agreement", "palermo recruit agreement data/demo/agreement.yaml",
                            [&context, file] { return run_agreement(context, *file); });
  verb.add_option("FILE", *file, context.text("verb.recruit.agreement.file"))->required();
}

}  // namespace palermo::cli
