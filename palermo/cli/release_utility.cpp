// SPDX-License-Identifier: Apache-2.0
// palermo release utility --real F --synthetic F: what a synthetic table is good for, beside what chance and no association would give.
//
// The figures are computed on real rows without noise: the answer says that it is not for release (SAFEGUARDS D29), and a file of it is
// for its owner's eyes (mode 0600).
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

#include "palermo/cli/release_case_tables.hpp"
#include "palermo/cli/release_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/table.hpp"
#include "palermo/privacy/utility.hpp"

namespace palermo::cli {
namespace {

using core::Result;
using core::Value;
using privacy::Utility;
using privacy::UtilityReport;

struct UtilityCall {
  std::string real, synthetic, codebook, out;
  privacy::UtilityOptions options;
};

struct UtilityAnswer {
  CaseTables tables;
  UtilityReport report;
};

Result<UtilityAnswer> answered(Context& context, const UtilityCall& call) {
  UtilityAnswer answer;
  PALERMO_TRY(answer.tables, read_case_tables(context, call.codebook, {{.path = call.real}, {.path = call.synthetic, .synthetic = true}}));
  PALERMO_TRY(answer.report, privacy::compare_with_anchors(answer.tables.view(0), answer.tables.view(1), call.options, context.progress()));
  return answer;
}

// ---- the answer as JSON ----

Value names_of(const privacy::Codebook& codebook, const std::vector<std::size_t>& columns) {
  Value names(Value::Array{});
  for (const std::size_t column : columns) names.push(codebook.columns[column].name);
  return names;
}

Value value_of(const privacy::WayDistance& way, const privacy::Codebook& codebook) {
  Value value;
  value.set("columns", way.way);
  value.set("sets", way.sets);
  value.set("mean", way.mean);
  value.set("worst", way.worst);
  value.set("worst_set", names_of(codebook, way.worst_set));
  return value;
}

Value value_of(const privacy::CombinationLoss& loss) {
  Value value;
  value.set("length", loss.length);
  value.set("real", loss.real);
  value.set("found", loss.other);
  value.set("suppressed", loss.suppressed);
  value.set("suppressed_weighted", loss.suppressed_weighted);
  value.set("fabricated", loss.fabricated);
  value.set("fabricated_weighted", loss.fabricated_weighted);
  return value;
}

Value value_of(const privacy::CountError& error) {
  Value value;
  value.set("length", error.length);
  value.set("from", error.from);
  value.set("to", error.to > 0 ? Value(error.to) : Value());
  value.set("combinations", error.combinations);
  value.set("mean", error.mean);
  value.set("median", error.median);
  value.set("p95", error.p95);
  value.set("within_tenth", error.within_tenth);
  return value;
}

Value value_of(const privacy::GroupDistance& group, const privacy::Codebook& codebook) {
  Value value;
  value.set("column", codebook.columns[group.column].name);
  value.set("value", codebook.columns[group.column].levels[group.level]);
  value.set("people", group.people);
  value.set("distance", group.distance);
  return value;
}

template <class Items, class... More>
Value list_of(const Items& items, const More&... more) {
  Value list(Value::Array{});
  for (const auto& item : items) list.push(value_of(item, more...));
  return list;
}

Value value_of(const Utility& utility, const privacy::Codebook& codebook) {
  Value value;
  value.set("rows", utility.rows);
  value.set("distances", list_of(utility.ways, codebook));
  value.set("combinations", list_of(utility.combinations));
  value.set("counts", list_of(utility.counts));
  Value association;
  association.set("mean", utility.association_mean);
  association.set("worst", utility.association_worst);
  association.set("worst_pair", names_of(codebook, utility.association_worst_pair));
  value.set("association", std::move(association));
  value.set("worst_group", utility.groups.empty() ? Value() : value_of(utility.groups.front(), codebook));
  value.set("k_marginal_score", utility.k_marginal_score);
  return value;
}

Value document_of(const UtilityAnswer& answer) {
  Value document;
  document.set("not for release", true);
  document.set("format", "palermo-release-utility/1");
  document.set("standing", "internal");
  document.set("real_rows", answer.report.real_rows);
  document.set("synthetic", value_of(answer.report.synthetic, *answer.tables.codebook));
  document.set("bootstrap", value_of(answer.report.bootstrap, *answer.tables.codebook));
  document.set("independent", value_of(answer.report.independent, *answer.tables.codebook));
  return document;
}

// ---- the answer as text ----

class UtilityText {
 public:
  UtilityText(const UtilityAnswer& answer, const Context& context) : answer_(answer), context_(context) {}

  [[nodiscard]] std::string text() {
    const UtilityReport& report = answer_.report;
    table_.caption = context_.text("release.utility.caption");
    for (const char* column : {"figure", "synthetic", "bootstrap", "independent"}) table_.columns.push_back({said(std::string("column.") + column), table_.columns.size() > 0});
    for (std::size_t i = 0; i < report.synthetic.ways.size(); ++i) {
      const core::Arg way{"columns", report.synthetic.ways[i].way};
      row("distance_mean", {way}, [i](const Utility& u) { return fmt::format("{:.4f}", u.ways[i].mean); });
      row("distance_worst", {way}, [i](const Utility& u) { return fmt::format("{:.3f}", u.ways[i].worst); });
      row("suppressed", {way}, [i](const Utility& u) { return percents(u.combinations[i].suppressed, u.combinations[i].suppressed_weighted); });
      row("fabricated", {way}, [i](const Utility& u) { return percents(u.combinations[i].fabricated, u.combinations[i].fabricated_weighted); });
    }
    for (std::size_t i = 0; i < report.synthetic.counts.size(); ++i) {
      const privacy::CountError& error = report.synthetic.counts[i];
      if (error.combinations > 0)
        row(error.to > 0 ? "counts" : "counts_open", {{"columns", error.length}, {"from", error.from}, {"to", error.to}},
            [i](const Utility& u) { return fmt::format("{:.3f} ({:.3f})", u.counts[i].median, u.counts[i].p95); });
    }
    row("association_mean", {}, [](const Utility& u) { return fmt::format("{:.4f}", u.association_mean); });
    row("association_worst", {}, [](const Utility& u) { return fmt::format("{:.3f}", u.association_worst); });
    row("score", {}, [](const Utility& u) { return fmt::format("{:.0f}", u.k_marginal_score); });
    return head() + "\n\n" + core::to_plain_text(table_) + "\n" + worst_group() + context_.text("release.utility.meaning") + "\n" + context_.text("release.internal") + "\n";
  }

 private:
  [[nodiscard]] std::string said(const std::string& key, const std::vector<core::Arg>& args = {}) const { return context_.text("release.utility." + key, args); }
  [[nodiscard]] std::string head() const {
    return said("head", {{"real", answer_.report.real_rows}, {"synthetic", answer_.report.synthetic.rows}});
  }
  static std::string percents(double share, double weighted) { return fmt::format("{:.1f} % ({:.1f} %)", 100 * share, 100 * weighted); }

  template <class Figure>
  void row(const std::string& key, const std::vector<core::Arg>& args, Figure figure) {
    const UtilityReport& report = answer_.report;
    table_.rows.push_back({said("row." + key, args), figure(report.synthetic), figure(report.bootstrap), figure(report.independent)});
  }

  [[nodiscard]] std::string worst_group() const {
    if (answer_.report.synthetic.groups.empty()) return "";
    const privacy::GroupDistance& worst = answer_.report.synthetic.groups.front();
    double by_chance = 0;
    for (const privacy::GroupDistance& group : answer_.report.bootstrap.groups)
      if (group.column == worst.column && group.level == worst.level) by_chance = group.distance;
    const privacy::CodebookColumn& column = answer_.tables.codebook->columns[worst.column];
    return said("worst_group", {{"column", column.name}, {"value", column.levels[worst.level]}, {"people", worst.people}, {"distance", fmt::format("{:.3f}", worst.distance)},
                                {"chance", fmt::format("{:.3f}", by_chance)}}) + "\n";
  }

  const UtilityAnswer& answer_;
  const Context& context_;
  core::Table table_;
};

int run_utility(Context& context, const UtilityCall& call) {
  const auto answer = answered(context, call);
  if (!answer) return context.fail(answer.error());
  const Value document = document_of(*answer);
  if (!call.out.empty())
    if (const auto written = core::write_files({{call.out, core::to_json(document, -1) + "\n"}}, {.mode = 0600}); !written) return context.fail(written.error());
  return context.json() ? context.print_json(document) : context.print(UtilityText(*answer, context).text());
}

}  // namespace

void add_release_utility(CLI::App& family, Context& context) {
  auto call = std::make_shared<UtilityCall>();
  CLI::App& verb = add_verb(family, context, "release.utility",
                            "palermo release utility --real data/demo/release/cases.csv.gz --synthetic data/demo/attack/synthetic.csv.gz --codebook data/demo/attack/codebook.yaml",
                            [&context, call] { return run_utility(context, *call); });
  verb.add_option("--real", call->real, context.text("verb.release.real"))->type_name("FILE")->required();
  verb.add_option("--synthetic", call->synthetic, context.text("verb.release.synthetic"))->type_name("FILE")->required();
  verb.add_option("--codebook", call->codebook, context.text("verb.release.codebook"))->type_name("FILE");
  verb.add_option("--out", call->out, context.text("verb.release.inside_out"))->type_name("FILE");
  verb.add_option("--ways", call->options.ways, context.text("verb.release.utility.ways"))->option_text("N")->check(CLI::Range(1, 3))->capture_default_str();
  verb.add_option("--least-group", call->options.least_group, context.text("verb.release.utility.least_group"))->option_text("N")->check(CLI::Range(10, 1000000))->capture_default_str();
  verb.add_option("--seed", call->options.seed, context.text("verb.release.utility.seed"))->option_text("N")->capture_default_str();
  verb.add_option("--threads", call->options.threads, context.text("verb.release.threads"))->option_text("N")->check(CLI::Range(0, 1024))->capture_default_str();
}

}  // namespace palermo::cli
