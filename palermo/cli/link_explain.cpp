// SPDX-License-Identifier: Apache-2.0
// palermo link explain A B FILE.csv...: why two records are, or are not, taken for one person, bit by bit.
//
// Levels are shown, not values: what the records say comes out only with --values, which is for whoever is in control of both lists. No
// id is repeated. A record that is never linked (no consent, or both on one list without duplicates) is not compared here either.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>

#include "palermo/chart/waterfall.hpp"
#include "palermo/cli/link_files.hpp"
#include "palermo/cli/link_page.hpp"
#include "palermo/cli/link_tables.hpp"
#include "palermo/cli/link_values.hpp"
#include "palermo/cli/link_verbs.hpp"
#include "palermo/cli/page_file.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/link/candidates.hpp"
#include "palermo/link/pair_groups.hpp"
#include "palermo/link/run.hpp"
#include "palermo/publish/html.hpp"

namespace palermo::cli {
namespace {

using core::Done;
using core::Result;
using core::Table;
using core::Value;
using link::RecordIndex;

constexpr core::ErrorKind kUnknownRecord{"link.unknown_record", core::Exit::usage};
constexpr core::ErrorKind kOneRecord{"link.one_record", core::Exit::usage};
constexpr core::ErrorKind kNeverLinked{"link.never_linked", core::Exit::usage};

struct ExplainCall {
  LinkCall lists;
  std::string first, second, model, html;
  bool values = false, replace = false;
};

// What one field of the two records says; only for --values.
struct Cells {
  std::string field;  // word
  std::array<std::string, 2> said;
};

struct Explained {
  std::array<std::string, 2> list;
  std::array<std::int64_t, 2> row{};  // in its list, from 1
  link::Explanation why;
  bool from_model = false;
  std::vector<Cells> cells;
};

// One step of the way from the prior to the result.
struct Part {
  std::string what, level;
  double bits = 0;
};

Result<RecordIndex> record_of(const LinkLists& lists, const std::string& id, std::string_view which) {
  for (RecordIndex i = 0; i < lists.size(); ++i)
    if (lists.id(i) == id) return i;
  return core::fail(kUnknownRecord, {}, {{"which", std::string(which)}});
}

Done may_meet(const LinkLists& lists, RecordIndex a, RecordIndex b) {
  if (a == b) return core::fail(kOneRecord);
  if (!lists.agreed(a) || !lists.agreed(b)) return core::fail(kNeverLinked, {}, {{"why", "consent"}});
  if (!lists.records.may_pair(a, b)) return core::fail(kNeverLinked, {}, {{"why", "duplicate_free"}});
  return {};
}

// The model's groups in the order of these lists.
Result<link::Model> saved_model(const std::string& path, const link::Records& records) {
  PALERMO_TRY(const std::string text, core::read_file(path));
  PALERMO_TRY(const Value document, core::parse_json(text, std::filesystem::path(path).filename().string()));
  PALERMO_TRY(link::Model model, link::parse_model(document));
  std::vector<link::GroupModel> mine;
  const link::PairGroups groups(records);
  for (const link::GroupPairs& group : groups.groups()) {
    const auto found = std::ranges::find_if(model.groups, [&](const link::GroupModel& one) {
      return (one.first == group.first && one.second == group.second) || (one.first == group.second && one.second == group.first);
    });
    if (found == model.groups.end()) return core::fail(link::kModelLists, {}, {{"first", group.first}, {"second", group.second}});
    mine.push_back(*found);
  }
  model.groups = std::move(mine);
  return model;
}

// A row a field that either record speaks to.
std::vector<Cells> side_by_side(const SaidCells& said, RecordIndex a, RecordIndex b) {
  std::vector<Cells> out;
  for (const RecordIndex record : {a, b}) {
    const auto found = said.find(record);
    if (found == said.end()) continue;
    for (const SaidCell& cell : found->second) {
      auto row = std::ranges::find(out, cell.field, &Cells::field);
      if (row == out.end()) row = out.insert(out.end(), Cells{cell.field, {}});
      row->said[record == a ? 0 : 1] = cell.text;
    }
  }
  return out;
}

Result<Explained> explained(Context& context, const ExplainCall& call) {
  PALERMO_TRY(const LinkLists lists, read_lists(context, call.lists));  // refuses first what may not meet (D20, D23)
  PALERMO_TRY(const RecordIndex a, record_of(lists, call.first, "first"));
  PALERMO_TRY(const RecordIndex b, record_of(lists, call.second, "second"));
  PALERMO_CHECK_DONE(may_meet(lists, a, b));
  Explained out;
  out.from_model = !call.model.empty();
  if (out.from_model) {
    PALERMO_TRY(const link::Model model, saved_model(call.model, lists.records));
    PALERMO_TRY(out.why, link::explain_pair(lists.admitted, lists.records, model, a, b));
  } else {
    link::LinkOptions options;
    options.threads = options.candidates.threads = call.lists.threads;
    PALERMO_TRY(const link::Candidates candidates, link::Candidates::find(lists.records, options.candidates, context.progress()));
    PALERMO_TRY(const link::LinkResult result, link::link_records(lists.admitted, lists.records, candidates, options, context.progress()));
    PALERMO_TRY(out.why, link::explain_pair(lists.admitted, lists.records, result.model, a, b, &result.variants));
  }
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const link::Record& record = lists.records.records[side == 0 ? a : b];
    out.list[side] = lists.records.lists[record.list].name;
    out.row[side] = record.row;
  }
  if (call.values) {
    PALERMO_TRY(const SaidCells said, read_values(context, call.lists, lists, {a, b}));
    out.cells = side_by_side(said, a, b);
  }
  return out;
}

std::vector<Part> parts_of(const Explained& explained, const core::Catalogue& catalogue) {
  std::vector<Part> parts;
  for (const link::Explanation::Part& part : explained.why.parts) {
    const auto comparison = static_cast<std::size_t>(part.comparison);
    parts.push_back({comparison_name(comparison, catalogue), level_name(comparison, part.level, catalogue), part.bits});
    if (part.frequency_bits != 0) parts.push_back({catalogue.text("link.explain.frequency"), catalogue.text(part.frequency_bits > 0 ? "link.explain.rare" : "link.explain.usual"), part.frequency_bits});
  }
  if (explained.why.together_bits != 0) parts.push_back({catalogue.text("link.explain.together"), "", explained.why.together_bits});
  if (explained.why.other_bits != 0) parts.push_back({catalogue.text("link.explain.other"), catalogue.text(explained.why.other_bits > 0 ? "link.explain.rare" : "link.explain.usual"), explained.why.other_bits});
  return parts;
}

std::string bits(double value) { return fmt::format("{:+.2f}", value); }

Table bits_table(const Explained& explained, const core::Catalogue& catalogue) {
  Table table{catalogue.text("link.explain.table"),
              {{catalogue.text("link.run.comparison")}, {catalogue.text("link.run.level")}, {catalogue.text("link.run.bits"), true}, {catalogue.text("link.explain.so_far"), true}},
              {}};
  double sum = explained.why.prior_bits;
  table.rows.push_back({catalogue.text("link.explain.prior"), "", bits(sum), bits(sum)});
  for (const Part& part : parts_of(explained, catalogue)) {
    sum += part.bits;
    table.rows.push_back({part.what, part.level, bits(part.bits), bits(sum)});
  }
  table.rows.push_back({catalogue.text("link.explain.weight"), "", "", bits(explained.why.weight)});
  table.rows.push_back({catalogue.text("link.explain.calibrated"), "", "", bits(explained.why.calibrated)});
  return table;
}

Table cells_table(const Explained& explained, const core::Catalogue& catalogue) {
  Table table{catalogue.text("link.explain.values"),
              {{catalogue.text("link.explain.field")}, {catalogue.text("link.explain.first")}, {catalogue.text("link.explain.second")}},
              {}};
  for (const Cells& cells : explained.cells) table.rows.push_back({catalogue.text("link.field." + cells.field), cells.said[0], cells.said[1]});
  return table;
}

chart::Figure waterfall(const Explained& explained, const core::Catalogue& catalogue) {
  chart::Waterfall chart{.frame = {"waterfall", catalogue.text("link.explain.table"), catalogue.text("link.explain.description")},
                         .groups = {{{""}, {}}},
                         .up = catalogue.text("link.report.up"), .down = catalogue.text("link.report.down"), .total = catalogue.text("link.explain.sum"),
                         .group_name = "", .step_name = catalogue.text("link.run.comparison"), .value_name = catalogue.text("link.run.bits"),
                         .number = [](double value) { return fmt::format("{:g}", value); }};
  std::vector<chart::Step>& steps = chart.groups[0].steps;
  double at = explained.why.prior_bits;
  steps.push_back({.label = {catalogue.text("link.explain.prior")}, .from = 0, .to = at, .shown = bits(at), .sum = false});
  for (const Part& part : parts_of(explained, catalogue)) {
    const std::string label = part.level.empty() ? part.what : part.what + ": " + part.level;
    steps.push_back({.label = {label}, .from = at, .to = at + part.bits, .shown = bits(part.bits), .sum = false});
    at += part.bits;
  }
  steps.push_back({.label = {catalogue.text("link.explain.weight")}, .from = 0, .to = explained.why.weight, .shown = bits(explained.why.weight), .sum = true});
  steps.push_back({.label = {catalogue.text("link.explain.calibrated")}, .from = 0, .to = explained.why.calibrated, .shown = bits(explained.why.calibrated), .sum = true});
  return draw(chart);
}

std::vector<std::string> sentences(const Explained& explained, const core::Catalogue& catalogue) {
  std::vector<std::string> out{catalogue.text("link.explain.which", {{"first", explained.list[0]}, {"first_row", explained.row[0]},
                                                                     {"second", explained.list[1]}, {"second_row", explained.row[1]}}),
                               catalogue.text("link.explain.probability", {{"probability", explained.why.probability > 0.9999 ? std::string("> 0.9999") : fmt::format("{:.4g}", explained.why.probability)}})};
  if (explained.from_model) out.push_back(catalogue.text("link.explain.from_model"));
  return out;
}

std::string text_of(const Explained& explained, const core::Catalogue& catalogue) {
  std::string text = catalogue.text("link.explain.notice") + "\n\n";
  for (const std::string& sentence : sentences(explained, catalogue)) text += sentence + "\n";
  text += "\n" + core::to_plain_text(bits_table(explained, catalogue));
  if (!explained.cells.empty()) text += "\n\n" + core::to_plain_text(cells_table(explained, catalogue));
  return text;
}

std::string html_of(const Explained& explained, const core::Catalogue& catalogue) {
  std::string body;
  for (const std::string& sentence : sentences(explained, catalogue)) body += publish::element("p", publish::escape_html(sentence)) + "\n";
  body += publish::picture_html(waterfall(explained, catalogue)) + publish::table_html(bits_table(explained, catalogue), {}, 2);
  if (!explained.cells.empty()) body += publish::table_html(cells_table(explained, catalogue), {});
  return link_page(catalogue.text("link.explain.title"), catalogue.text("link.explain.notice"), body, catalogue);
}

Value value_of(const Explained& explained) {
  const auto rounded = [](double bit) { return std::round(bit * 1e4) / 1e4; };
  Value value, records(Value::Array{}), parts(Value::Array{});
  value.set("not for release", true);
  value.set("format", "palermo-link-explain/1");
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    Value one;
    one.set("list", explained.list[side]);
    one.set("row", explained.row[side]);
    records.push(std::move(one));
  }
  value.set("records", std::move(records));
  value.set("model", explained.from_model ? "saved" : "trained");
  value.set("prior_bits", rounded(explained.why.prior_bits));
  for (const link::Explanation::Part& part : explained.why.parts) {
    const link::ComparisonKind& kind = link::kind_of(static_cast<std::size_t>(part.comparison));
    Value one;
    one.set("comparison", kind.name);
    one.set("level", kind.levels[part.level]);
    one.set("bits", rounded(part.bits));
    one.set("frequency_bits", rounded(part.frequency_bits));
    parts.push(std::move(one));
  }
  value.set("parts", std::move(parts));
  value.set("name_and_birth_bits", rounded(explained.why.together_bits));
  value.set("other_frequency_bits", rounded(explained.why.other_bits));
  value.set("weight", rounded(explained.why.weight));
  value.set("calibrated", rounded(explained.why.calibrated));
  value.set("probability", explained.why.probability);
  if (explained.cells.empty()) return value;
  Value cells(Value::Array{});
  for (const Cells& row : explained.cells) {
    Value one;
    one.set("field", row.field);
    one.set("first", row.said[0]);
    one.set("second", row.said[1]);
    cells.push(std::move(one));
  }
  value.set("values", std::move(cells));
  return value;
}

int run_explain(Context& context, const ExplainCall& call) {
  if (!call.html.empty() && !call.replace && std::filesystem::exists(call.html)) {
    const auto there = core::fail(kPageExists, {.file = call.html}, {{"file", call.html}});
    return context.fail(there.value());
  }
  const auto answer = explained(context, call);
  if (!answer) return context.fail(answer.error());
  if (!call.html.empty())
    if (const auto written = core::write_file(call.html, html_of(*answer, context.catalogue()), 0600); !written) return context.fail(written.error());
  if (context.json()) return context.print_json(value_of(*answer));
  return context.print(text_of(*answer, context.catalogue()));
}

}  // namespace

void add_link_explain(CLI::App& family, Context& context) {
  auto call = std::make_shared<ExplainCall>();
  CLI::App& verb = add_verb(family, context, "link.explain",
                            "palermo link explain sim-1c0a9f9446d699dd sim-3225bd3a04c387ef data/demo/lists/shelter.csv data/demo/lists/hotline.csv",
                            [&context, call] { return run_explain(context, *call); });
  verb.add_option("A", call->first, context.text("verb.link.explain.record"))->required();
  verb.add_option("B", call->second, context.text("verb.link.explain.record"))->required();
  add_list_options(verb, context, call->lists);
  verb.add_option("--model", call->model, context.text("verb.link.run.model"))->type_name("FILE");
  verb.add_flag("--values", call->values, context.text("verb.link.explain.values"));
  verb.add_option("--html", call->html, context.text("verb.link.explain.html"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.link.explain.replace"));
}

}  // namespace palermo::cli
