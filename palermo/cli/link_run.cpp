// SPDX-License-Identifier: Apache-2.0
// palermo link run FILE.csv... --out DIR: from several lists to people, to pairs with their probabilities, and to capture tables.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "palermo/cli/link_files.hpp"
#include "palermo/cli/link_report.hpp"
#include "palermo/cli/link_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/output.hpp"
#include "palermo/link/balance.hpp"
#include "palermo/link/capture.hpp"
#include "palermo/link/run.hpp"

namespace palermo::cli {
namespace {

using core::Done;
using core::Result;
using core::Value;

constexpr std::string_view kNotForRelease = "not for release\n";

struct RunCall {
  LinkCall lists;
  std::string out, model, labels, earlier, method = "correlation";
  std::uint64_t seed = 1;
  std::uint32_t draws = 200;
};

std::string pairs_csv(const LinkLists& lists, const std::vector<link::ScoredPair>& pairs) {
  std::string text(kNotForRelease);
  text += "record_a,record_b,weight,probability\n";
  for (const link::ScoredPair& pair : pairs) {
    const std::string a = lists.id(pair.a), b = lists.id(pair.b), weight = fmt::format("{:.3f}", pair.weight),
                      probability = fmt::format("{:.6g}", pair.probability);
    core::append_csv_row(text, std::array<std::string_view, 4>{a, b, weight, probability});
  }
  return text;
}

std::string clusters_csv(const LinkLists& lists, const link::People& people, const KeptIds& ids) {
  std::string text(kNotForRelease);
  text += "record_id,person_id,list\n";
  for (link::RecordIndex i = 0; i < lists.size(); ++i) {
    const std::string id = lists.id(i);
    core::append_csv_row(text, std::array<std::string_view, 3>{id, ids.id_of[people.person_of[i]], lists.records.lists[lists.list(i)].name});
  }
  return text;
}

// What clustering asks of each record. Those of people who did not agree to be linked stand last and meet nobody.
struct RecordTraits {
  std::vector<link::ListIndex> list_of;
  std::vector<link::RecordIndex> rank;
  std::vector<std::uint8_t> consent;  // empty: nobody was set aside
};

RecordTraits traits_of(const LinkLists& lists) {
  RecordTraits traits{link::list_of(lists.records), link::content_rank(lists.records), {}};
  if (lists.records.aside.empty()) return traits;
  for (link::RecordIndex i = 0; i < lists.size(); ++i) {
    traits.consent.push_back(lists.agreed(i) ? 1 : 0);
    if (lists.agreed(i)) continue;
    traits.list_of.push_back(lists.list(i));
    traits.rank.push_back(i);
  }
  return traits;
}

// Everything a run gives, as the answer, the receipt and the report show it.
Result<LinkOutcome> linked(Context& context, const RunCall& call) {
  PALERMO_TRY(LinkLists lists, read_lists(context, call.lists));
  link::LinkOptions options;
  options.seed = call.seed;
  options.threads = options.candidates.threads = call.lists.threads;
  if (call.draws == 0) options.model_draws = 0;
  if (!call.model.empty()) {
    PALERMO_TRY(const std::string text, core::read_file(call.model));
    PALERMO_TRY(const Value document, core::parse_json(text, call.model));
    PALERMO_TRY(options.model, link::parse_model(document));
  }
  context.note(recognised_text(lists, context.catalogue()));
  PALERMO_TRY(const link::Candidates candidates, link::Candidates::find(lists.records, options.candidates, context.progress()));
  context.note(plan_text(candidates.plan(), context.catalogue()));
  PALERMO_TRY(link::LinkResult result, link::link_records(lists.admitted, lists.records, candidates, options, context.progress()));
  std::optional<LabelsUsed> labels;
  if (!call.labels.empty()) {
    PALERMO_TRY(labels, use_labels(context, call.labels, lists, result));
  }
  const RecordTraits traits = traits_of(lists);
  const link::Evidence evidence{.lists = lists.admitted, .list_of = traits.list_of, .pairs = result.pairs, .consent = traits.consent, .rank = traits.rank, .other_bits = result.other_bits};
  const link::Method method = call.method == "components" ? link::Method::components : call.method == "best_links" ? link::Method::best_links : link::Method::correlation;
  link::PeopleOptions how{.method = method, .threads = call.lists.threads};
  PALERMO_TRY(how.threshold_bits, link::balanced_threshold(evidence, result.diagnostics.expected_matches, how, context.progress()));
  PALERMO_TRY(link::People people, link::find_people(evidence, how, context.progress()));
  KeptIds ids = first_ids(people);
  if (!call.earlier.empty()) {
    PALERMO_TRY(ids, keep_ids(context, call.earlier, lists, people, traits.rank, call.seed));
  }
  link::CaptureDraws draws;
  for (const link::ListInfo& info : lists.admitted.lists()) draws.lists.push_back(info.name);
  draws.seed = call.seed;
  link::PartitionDiagnosis diagnosis;
  // A table needs two lists and somebody on each; a single list is freed of its duplicates and has none.
  const bool table = lists.admitted.size() >= 2 && lists.admitted.size() <= core::CaptureTable::kMostLists;
  if (table) {
    PALERMO_TRY(draws.point, link::capture_table(people, traits.list_of, lists.admitted));
    if (call.draws > 0) {
      PALERMO_TRY(const link::PartitionSample sample,
                  link::sample_partitions(evidence, people, {.seed = call.seed, .draws = call.draws, .expected_links = result.other_matches, .threads = call.lists.threads},
                                          context.progress()));
      PALERMO_TRY(draws.draws, link::capture_tables(sample, evidence, context.progress()));
      diagnosis = sample.diagnosis();
    }
  }
  return LinkOutcome{std::move(lists), candidates.plan(), std::move(result), std::move(people), std::move(draws), diagnosis, table, call.seed, call.method, std::move(labels), std::move(ids)};
}

Done write(const LinkOutcome& outcome, const std::string& path, const core::Catalogue& catalogue) {
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(path, "link"));
  PALERMO_CHECK_DONE(folder.make_folder("inside", 0700));
  PALERMO_CHECK_DONE(folder.write("inside/pairs.csv", pairs_csv(outcome.lists, outcome.result.pairs), 0600));
  PALERMO_CHECK_DONE(folder.write("inside/clusters.csv", clusters_csv(outcome.lists, outcome.people, outcome.ids), 0600));
  if (outcome.ids.earlier) PALERMO_CHECK_DONE(folder.write("inside/id_history.csv", history_csv(outcome.ids), 0600));
  if (outcome.table) PALERMO_CHECK_DONE(folder.write("inside/capture_tables.jsonl", link::to_json_lines(outcome.draws), 0600));
  PALERMO_CHECK_DONE(folder.write("inside/.gitignore", "# not for release: nothing of this folder belongs into a repository\n*\n", 0600));
  PALERMO_CHECK_DONE(folder.write("model.json", core::to_json(model_of(outcome)) + "\n"));
  PALERMO_CHECK_DONE(folder.write("receipt.json", core::to_json(receipt_of(outcome)) + "\n", 0600));
  PALERMO_CHECK_DONE(folder.make_folder("report", 0700));
  PALERMO_CHECK_DONE(folder.write("report/index.html", report_of(outcome, catalogue), 0600));
  return folder.commit();
}

int run_link(Context& context, const RunCall& call) {
  const auto outcome = linked(context, call);
  if (!outcome) return context.fail(outcome.error());
  if (const auto written = write(*outcome, call.out, context.catalogue()); !written) return context.fail(written.error());
  if (context.json()) return context.print_json(answer_of(*outcome));
  return context.print(answer_text(*outcome, call.out, context.catalogue()));
}

}  // namespace

void add_link_run(CLI::App& family, Context& context) {
  auto call = std::make_shared<RunCall>();
  CLI::App& verb = add_verb(family, context, "link.run", "palermo link run data/demo/lists/shelter.csv data/demo/lists/hotline.csv --out linked",
                            [&context, call] { return run_link(context, *call); });
  add_list_options(verb, context, call->lists);
  verb.add_option("--out", call->out, context.text("verb.link.run.out"))->type_name("DIR")->required();
  verb.add_option("--model", call->model, context.text("verb.link.run.model"))->type_name("FILE");
  verb.add_option("--labels", call->labels, context.text("verb.link.run.labels"))->type_name("FILE");
  verb.add_option("--earlier", call->earlier, context.text("verb.link.run.earlier"))->type_name("FILE");
  verb.add_option("--method", call->method, context.text("verb.link.run.method"))->check(CLI::IsMember({"correlation", "best_links", "components"}))->capture_default_str();
  verb.add_option("--draws", call->draws, context.text("verb.link.run.draws"))->option_text("N")->check(CLI::Range(0, 10000))->capture_default_str();
  verb.add_option("--seed", call->seed, context.text("verb.link.run.seed"))->capture_default_str();
}

}  // namespace palermo::cli
