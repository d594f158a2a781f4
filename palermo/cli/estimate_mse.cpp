// SPDX-License-Identifier: Apache-2.0
// palermo estimate mse TABLE: how many were never seen, by every method at once; and whether the table can say.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/estimate_report.hpp"
#include "palermo/cli/estimate_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/output.hpp"

namespace palermo::cli {
namespace {

using core::Done;
using core::Result;

struct MseCall {
  std::string file, report, referrals, lists;
  std::uint64_t seed = 1;
  int threads = 0;
  int replicates = 1000;
};

Result<EstimateOutcome> estimated(Context& context, const MseCall& call) {
  PALERMO_TRY(EstimateTable table, read_estimate_table(call.file));
  PALERMO_TRY(const std::vector<estimate::Rule> rules, read_verdict_rules(context.data_folder()));
  PALERMO_TRY(estimate::ListStatements statements, read_statements(call.lists, table.counts));
  PALERMO_TRY(std::vector<estimate::Referral> referrals, read_referrals(call.referrals, table.counts));
  estimate::FirstLook first = look(table.counts, rules);
  EstimateOutcome outcome{.table = std::move(table), .statements = std::move(statements), .first = std::move(first), .all = {}, .seed = call.seed};
  if (outcome.first.verdict.refused) return outcome;
  estimate::AllOptions options;
  options.seed = call.seed;
  options.threads = call.threads;
  options.replicates = call.replicates;
  const estimate::Beside beside{.referrals = std::move(referrals), .drawn = outcome.table.drawn, .stratified = outcome.table.stratified};
  PALERMO_TRY(outcome.all, run_all_methods(outcome.table.counts, beside, rules, options, context.progress()));
  return outcome;
}

// The report is for inside: exact counts of people stand in it.
Done write_report(const EstimateOutcome& outcome, const std::string& path, const core::Catalogue& catalogue) {
  if (path.empty()) return {};
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(path, "estimate"));
  PALERMO_CHECK_DONE(folder.write("index.html", estimate_page(outcome, catalogue), 0600));
  PALERMO_CHECK_DONE(folder.write("estimate.json", core::to_json(estimate_answer(outcome)) + "\n", 0600));
  return folder.commit();
}

int run_mse(Context& context, const MseCall& call) {
  const auto outcome = estimated(context, call);
  if (!outcome) return context.fail(outcome.error());
  if (const auto written = write_report(*outcome, call.report, context.catalogue()); !written) return context.fail(written.error());
  const int printed = context.json() ? context.print_json(estimate_answer(*outcome)) : context.print(estimate_text(*outcome, context.catalogue()));
  if (!outcome->verdict().refused) return printed;
  const core::Error error = refusal_of(outcome->verdict());
  return context.json() ? exit_code(error) : context.fail(error);
}

}  // namespace

void add_estimate_mse(CLI::App& family, Context& context) {
  auto call = std::make_shared<MseCall>();
  CLI::App& verb = add_verb(family, context, "estimate.mse", "palermo estimate mse data/reference/uk5/table.csv",
                            [&context, call] { return run_mse(context, *call); });
  verb.add_option("TABLE", call->file, context.text("verb.estimate.table"))->required();
  verb.add_option("--seed", call->seed, context.text("verb.estimate.seed"))->capture_default_str();
  verb.add_option("--report", call->report, context.text("verb.estimate.mse.report"))->type_name("DIR");
  verb.add_option("--referrals", call->referrals, context.text("verb.estimate.mse.referrals"))->type_name("FILE");
  verb.add_option("--lists", call->lists, context.text("verb.estimate.mse.lists"))->type_name("FILE");
  verb.add_option("--replicates", call->replicates, context.text("verb.estimate.mse.replicates"))->option_text("N")->check(CLI::Range(20, 100000))->capture_default_str();
  verb.add_option("--threads", call->threads, context.text("verb.estimate.threads"))->option_text("N")->check(CLI::Range(0, 1024))->capture_default_str();
}

}  // namespace palermo::cli
