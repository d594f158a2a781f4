// SPDX-License-Identifier: Apache-2.0
// palermo estimate models TABLE.csv --order K: all hierarchical models, whether each has an estimate, and by how much one is likelier.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/estimate_files.hpp"
#include "palermo/cli/estimate_verbs.hpp"
#include "palermo/cli/estimate_words.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/table.hpp"
#include "palermo/estimate/selection.hpp"

namespace palermo::cli {
namespace {

using core::Value;

constexpr std::size_t kShownModels = 30;

struct ModelsCall {
  std::string file;
  int order = 2;
  int threads = 0;
};

struct ModelsAnswer {
  EstimateTable table;
  estimate::ModelRanking ranking;
};

core::Result<ModelsAnswer> ranked(Context& context, const ModelsCall& call) {
  PALERMO_TRY(EstimateTable table, read_estimate_table(call.file));
  PALERMO_TRY(estimate::ModelRanking ranking, estimate::list_models(table.counts, {.order = call.order, .threads = call.threads}, context.progress()));
  return ModelsAnswer{std::move(table), std::move(ranking)};
}

Value document_of(const ModelsAnswer& answer) {
  Value document;
  document.set("not for release", true);
  document.set("format", "palermo-estimate-models/1");
  document.set("n", answer.ranking.observed);
  document.set("order", answer.ranking.order);
  document.set("level", estimate::kUsualLevel);
  document.set("with_estimate", static_cast<std::int64_t>(answer.ranking.estimable));
  document.set("models", model_values(answer.ranking, answer.table.counts.names(), answer.ranking.models.size()));
  return document;
}

std::string text_of(const ModelsAnswer& answer, const core::Catalogue& catalogue) {
  const estimate::ModelRanking& ranking = answer.ranking;
  const auto number = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  std::string text = catalogue.text("estimate.models.count", {{"models", number(ranking.models.size())}, {"estimable", number(ranking.estimable)}}) + "\n\n";
  if (ranking.estimable == 0) text += catalogue.text("estimate.models.none") + "\n\n";
  return text + core::to_plain_text(models_table(ranking, answer.table.counts.names(), kShownModels, catalogue)) + "\n" +
         catalogue.text("estimate.models.note");
}

int run_models(Context& context, const ModelsCall& call) {
  const auto answer = ranked(context, call);
  if (!answer) return context.fail(answer.error());
  if (context.json()) return context.print_json(document_of(*answer));
  return context.print(text_of(*answer, context.catalogue()));
}

}  // namespace

void add_estimate_models(CLI::App& family, Context& context) {
  auto call = std::make_shared<ModelsCall>();
  CLI::App& verb = add_verb(family, context, "estimate.models", "palermo estimate models data/reference/kosovo4/table.csv --order 3",
                            [&context, call] { return run_models(context, *call); });
  verb.add_option("TABLE", call->file, context.text("verb.estimate.table"))->required();
  verb.add_option("--order", call->order, context.text("verb.estimate.models.order"))->option_text("N")->check(CLI::Range(1, 8))->capture_default_str();
  verb.add_option("--threads", call->threads, context.text("verb.estimate.threads"))->option_text("N")->check(CLI::Range(0, 1024))->capture_default_str();
}

}  // namespace palermo::cli
