// SPDX-License-Identifier: Apache-2.0
// palermo rights checklist [NAME] [--answers FILE]: the checklists; one of them; one of them as a file has filled it.
#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

#include "palermo/cli/checklist_files.hpp"
#include "palermo/cli/context.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"

namespace palermo::cli {
namespace {

struct ChecklistCall {
  std::string name, answers;
};

struct Filled {
  rights::Checklist list;
  std::optional<rights::ChecklistForm> form;
};

core::Result<Filled> fill(const std::vector<rights::Checklist>& lists, const ChecklistCall& call) {
  Filled filled;
  if (call.answers.empty()) {
    PALERMO_TRY(filled.list, find_checklist(lists, call.name));
    return filled;
  }
  PALERMO_TRY(const core::Value document, read_document(call.answers));
  PALERMO_TRY(const std::string named, rights::list_of_answers(document));
  PALERMO_TRY(filled.list, find_checklist(lists, call.name.empty() ? named : call.name));
  PALERMO_TRY(filled.form, rights::parse_checklist_answers(document, filled.list));
  return filled;
}

int run_checklist(Context& context, const ChecklistCall& call) {
  const auto lists = load_checklists(context.data_folder());
  if (!lists) return context.fail(lists.error());
  if (call.name.empty() && call.answers.empty())
    return context.json() ? context.print_json(rights::to_value(*lists))
                          : context.print(rights::checklist_text(*lists, context.catalogue()));
  const auto filled = fill(*lists, call);
  if (!filled) return context.fail(filled.error());
  const rights::ChecklistForm* form = filled->form ? &*filled->form : nullptr;
  if (context.json()) return context.print_json(rights::to_value(filled->list, form));
  return context.print(rights::checklist_text(filled->list, form, context.catalogue()));
}

}  // namespace

void add_rights_checklist(CLI::App& family, Context& context) {
  auto call = std::make_shared<ChecklistCall>();
  CLI::App& verb = add_verb(family, context, "rights.checklist", "palermo rights checklist ilo-bla-24",
                            [&context, call] { return run_checklist(context, *call); });
  verb.add_option("NAME", call->name, context.text("verb.rights.checklist.name"));
  verb.add_option("--answers", call->answers, context.text("verb.rights.checklist.answers"))->type_name("FILE");
}

}  // namespace palermo::cli
