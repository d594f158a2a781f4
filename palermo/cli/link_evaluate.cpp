// SPDX-License-Identifier: Apache-2.0
// palermo link evaluate --clusters F --truth F [--pairs F] [--group COLUMN]... [--html F]: a linkage held against a known truth.
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/link_evaluate_page.hpp"
#include "palermo/cli/link_verbs.hpp"
#include "palermo/cli/page_file.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/link/evaluation.hpp"

namespace palermo::cli {
namespace {

constexpr std::int64_t kLargestFile = std::int64_t{4} << 30;

struct EvaluateCall {
  std::string clusters, truth, pairs, html;
  std::vector<std::string> groups;
  bool replace = false;
};

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

core::Result<std::vector<link::ClusterRow>> clusters_in(Context& context, const std::string& path, const std::string& group) {
  PALERMO_TRY(const std::string text, core::read_file(path, kLargestFile));
  return link::read_clusters(text, name_of(path), group, context.progress());
}

core::Result<link::Evaluation> answer(Context& context, const EvaluateCall& call) {
  PALERMO_TRY(const std::vector<link::ClusterRow> clusters, clusters_in(context, call.clusters, ""));
  PALERMO_TRY(const std::vector<link::ClusterRow> truth, clusters_in(context, call.truth, ""));
  std::vector<link::PairRow> pairs;
  if (!call.pairs.empty()) {
    PALERMO_TRY(const std::string text, core::read_file(call.pairs, kLargestFile));
    PALERMO_TRY(pairs, link::read_pairs(text, name_of(call.pairs), context.progress()));
  }
  link::Evaluation evaluation = link::evaluate(clusters, truth, call.pairs.empty() ? nullptr : &pairs);
  for (const std::string& group : call.groups) {
    PALERMO_TRY(const std::vector<link::ClusterRow> grouped, clusters_in(context, call.truth, group));
    link::judge_groups(evaluation, clusters, grouped, group);
  }
  return evaluation;
}

int run_evaluate(Context& context, const EvaluateCall& call) {
  if (!call.html.empty() && !call.replace && std::filesystem::exists(call.html)) {
    const auto there = core::fail(kPageExists, {.file = call.html}, {{"file", call.html}});
    return context.fail(there.value());
  }
  if (const auto fine = not_an_input(call.html, {call.clusters, call.truth, call.pairs}); !fine) return context.fail(fine.error());
  const auto evaluation = answer(context, call);
  if (!evaluation) return context.fail(evaluation.error());
  if (!call.html.empty())
    if (const auto written = core::write_file(call.html, evaluation_page(*evaluation, context.catalogue()), 0600); !written) return context.fail(written.error());
  if (!context.json()) return context.print(link::evaluation_text(*evaluation, context.catalogue()));
  core::Value document;
  document.set("not for release", true);
  document.set("format", "palermo-link-evaluate/1");
  document.set("clusters", name_of(call.clusters));
  document.set("truth", name_of(call.truth));
  link::add_to(document, *evaluation);
  return context.print_json(document);
}

}  // namespace

void add_link_evaluate(CLI::App& family, Context& context) {
  auto call = std::make_shared<EvaluateCall>();
  CLI::App& verb = add_verb(family, context, "link.evaluate",
                            "palermo link evaluate --clusters data/demo/link/clusters.csv --truth data/demo/link/truth.csv --pairs data/demo/link/pairs.csv",
                            [&context, call] { return run_evaluate(context, *call); });
  verb.add_option("--clusters", call->clusters, context.text("verb.link.evaluate.clusters"))->type_name("FILE")->required();
  verb.add_option("--truth", call->truth, context.text("verb.link.evaluate.truth"))->type_name("FILE")->required();
  verb.add_option("--pairs", call->pairs, context.text("verb.link.evaluate.pairs"))->type_name("FILE");
  verb.add_option("--group", call->groups, context.text("verb.link.evaluate.group"))->type_name("COLUMN")->take_all()->expected(1);
  verb.add_option("--html", call->html, context.text("verb.link.evaluate.html"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.link.explain.replace"));
}

}  // namespace palermo::cli
