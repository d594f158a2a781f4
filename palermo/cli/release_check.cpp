// SPDX-License-Identifier: Apache-2.0
// palermo release check FOLDER: whether a release is what its manifest and the ledger say.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/release_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/publish/ledger_file.hpp"
#include "palermo/publish/release_check.hpp"

namespace palermo::cli {
namespace {

using core::Result;

// Something in the folder is not as it has to be. args: problems
inline constexpr core::ErrorKind kCheckFailed{"release.check_failed", core::Exit::refused, "D29"};

struct CheckCall {
  std::string folder, ledger;
};

Result<publish::ReleaseChecked> checked(Context& context, const CheckCall& call) {
  std::optional<publish::Ledger> ledger;
  if (!call.ledger.empty()) {
    PALERMO_TRY(ledger, publish::read_ledger(call.ledger));
  }
  return publish::check_release(call.folder, ledger ? &*ledger : nullptr, context.progress());
}

std::string to_text(const Context& context, const publish::ReleaseChecked& checked, bool asked_ledger) {
  std::string out = context.text("release.checked", {{"title", checked.title}, {"rows", checked.rows}, {"counts", checked.counts}, {"files", checked.files}});
  if (!asked_ledger) out += "\n" + context.text("release.checked_without_ledger");
  for (const publish::CheckProblem& problem : checked.problems)
    out += "\n" + problem.rule + "  " + problem.file + ": " + context.text("release.check." + problem.key, {{"what", problem.what}});
  if (checked.problems.empty()) out += "\n" + context.text("release.check_fine");
  return out;
}

int run_check(Context& context, const CheckCall& call) {
  const auto result = checked(context, call);
  if (!result) return context.fail(result.error());
  const int printed = context.json() ? context.print_json(publish::to_value(*result)) : context.print(to_text(context, *result, !call.ledger.empty()));
  if (result->problems.empty()) return printed;
  const core::Error error{kCheckFailed, {.file = call.folder}, {{"problems", std::to_string(result->problems.size())}}};
  return context.json() ? exit_code(error) : context.fail(error);
}

}  // namespace

void add_release_check(CLI::App& family, Context& context) {
  auto call = std::make_shared<CheckCall>();
  CLI::App& verb = add_verb(family, context, "release.check", "palermo release check release/ --ledger register.ledger", [&context, call] { return run_check(context, *call); });
  verb.add_option("FOLDER", call->folder, context.text("verb.release.check.folder"))->required();
  verb.add_option("--ledger", call->ledger, context.text("verb.release.check.ledger"))->option_text("FILE");
}

}  // namespace palermo::cli
