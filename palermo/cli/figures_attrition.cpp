// SPDX-License-Identifier: Apache-2.0
// palermo figures attrition FILE: counts by stage; shares with intervals where the same cases were followed.
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

#include "palermo/chart/bars.hpp"
#include "palermo/chart/ranges.hpp"
#include "palermo/cli/context.hpp"
#include "palermo/cli/figures_verbs.hpp"
#include "palermo/cli/page_file.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/figures/attrition.hpp"
#include "palermo/figures/rivals.hpp"
#include "palermo/publish/html.hpp"
#include "palermo/publish/plain_page.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using figures::Attrition;
using figures::Follows;
using figures::Funnel;
using figures::Passage;
using publish::element;
using publish::escape_html;

struct AttritionCall {
  std::string file, html, interval = "wilson";
  bool replace = false;
};

struct AttritionAnswer {
  Attrition file;
  Funnel funnel;
  std::string interval;
};

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

core::Result<AttritionAnswer> read(const AttritionCall& call) {
  PALERMO_TRY(const std::string text, core::read_file(call.file, core::kHandWritten));
  PALERMO_TRY(const core::Value document, core::parse_yaml(text, name_of(call.file)));
  PALERMO_CHECK_DONE(core::require_one_line(document));
  PALERMO_TRY(Attrition file, figures::parse_attrition(document));
  PALERMO_TRY(Funnel funnel, figures::funnel(file, call.interval == "exact" ? figures::IntervalBy::exact : figures::IntervalBy::wilson));
  return AttritionAnswer{std::move(file), std::move(funnel), call.interval};
}

struct Words {
  const AttritionAnswer& answer;
  const Catalogue& catalogue;

  [[nodiscard]] std::string text(std::string_view key, const std::vector<core::Arg>& args = {}) const { return catalogue.text(key, args); }
  [[nodiscard]] std::string stage(figures::StageName name) const { return text(std::string("attrition.stage.") + figures::word(name)); }
  [[nodiscard]] bool cohort() const { return answer.file.follows == Follows::cohort; }

  [[nodiscard]] std::string count(std::size_t i) const {
    if (const auto& known = answer.file.stages[i].count) return catalogue.number(*known);
    const core::Interval<std::int64_t>& between = answer.funnel.counts[i];
    if (between.min && between.max) return text("attrition.between", {{"lo", *between.min}, {"hi", *between.max}});
    if (between.min) return text("attrition.at_least", {{"lo", *between.min}});
    return text("attrition.unknown.unsaid");
  }
  [[nodiscard]] std::string source(std::size_t i) const {
    const figures::Stage& one = answer.file.stages[i];
    if (one.count) return one.source;
    return one.unknown.empty() ? text("attrition.unknown.unsaid") : text("attrition.unknown", {{"why", one.unknown}});
  }
  [[nodiscard]] std::string from_to(const Passage& passage) const {
    return text(passage.over_unknown ? "attrition.from_to.over" : "attrition.from_to", {{"from", stage(passage.from)}, {"to", stage(passage.to)}});
  }
  [[nodiscard]] std::string share(const Passage& passage) const {
    return text("attrition.share", {{"share", catalogue.percent(passage.share.share)}, {"lo", catalogue.percent(passage.share.lo)}, {"hi", catalogue.percent(passage.share.hi)}});
  }
  [[nodiscard]] std::string part_of(const Passage& passage) const { return text("attrition.part_of", {{"part", passage.part}, {"whole", passage.whole}}); }
  [[nodiscard]] std::string concept_sentence() const {
    const core::Concept& of = answer.file.concept_of;
    return text("attrition.concept", {{"definition", of.definition}, {"unit", of.unit}, {"population", of.population}, {"place", of.place}, {"period", of.period}, {"method", of.method}});
  }
  [[nodiscard]] std::string notice() const { return text(cohort() ? "attrition.notice.cohort" : "attrition.notice.yearly"); }

  [[nodiscard]] core::Table counts_table() const {
    core::Table table{text("attrition.counts"), {{text("attrition.column.stage")}, {text("attrition.column.count"), true}, {text("attrition.column.source")}}, {}};
    for (std::size_t i = 0; i < answer.file.stages.size(); ++i) table.rows.push_back({stage(answer.file.stages[i].name), count(i), source(i)});
    return table;
  }
  [[nodiscard]] core::Table shares_table(const std::vector<Passage>& passages, std::string_view caption) const {
    core::Table table{text(caption), {{text("attrition.column.from_to")}, {text("attrition.column.counts"), true}, {text("attrition.column.share"), true}}, {}};
    for (const Passage& passage : passages) table.rows.push_back({from_to(passage), part_of(passage), share(passage)});
    return table;
  }

  // A known count is solid; what a cohort leaves possible for a stage that is not known is hatched.
  [[nodiscard]] chart::Figure counts_chart() const {
    chart::BarChart chart{.frame = {"counts", text("attrition.counts"), text("attrition.counts.description")}, .groups = {},
                          .words = {text("attrition.known"), text("attrition.possible")}, .group_name = text("attrition.column.stage"), .bar_name = text("attrition.column.unit"),
                          .value_name = text("attrition.column.count"), .number = [this](double value) { return figures::axis_text(value, catalogue); }};
    for (std::size_t i = 0; i < answer.file.stages.size(); ++i) {
      const auto& between = answer.funnel.counts[i];
      const double lo = static_cast<double>(between.min.value_or(0)), hi = static_cast<double>(between.max.value_or(between.min.value_or(0)));
      chart.groups.push_back({{stage(answer.file.stages[i].name)}, {{{answer.file.concept_of.unit, true}, lo, hi, count(i)}}});
    }
    return draw(chart);
  }
  [[nodiscard]] chart::Figure shares_chart(const std::vector<Passage>& passages, const char* id, std::string_view caption) const {
    chart::RangeChart chart{.frame = {id, text(caption), text("attrition.steps.description")}, .panels = {{.label = {""}, .rows = {}, .top = 1}}, .words = {}, .panel_name = "",
                            .row_name = text("attrition.column.from_to"), .note_name = text("attrition.column.counts"), .value_name = text("attrition.column.share"),
                            .number = [this](double value) { return catalogue.percent(value); }};
    for (const Passage& passage : passages)
      chart.panels[0].rows.push_back({.label = {from_to(passage)}, .note = {part_of(passage)}, .known = chart::Range{passage.share.lo, passage.share.hi}, .shown = share(passage)});
    return draw(chart);
  }
  [[nodiscard]] std::string interval() const { return text("attrition.interval." + answer.interval); }
};

std::string text_of(const Words& words) {
  std::string text = core::one_line(words.answer.file.title) + "\n" + (words.answer.file.simulated ? words.text("attrition.simulated") + "\n" : "") + words.notice() + "\n" +
                     words.concept_sentence() + "\n\n" + core::to_plain_text(words.counts_table());
  if (!words.cohort()) return text;
  return text + "\n" + core::to_plain_text(words.shares_table(words.answer.funnel.steps, "attrition.steps")) + "\n" +
         core::to_plain_text(words.shares_table(words.answer.funnel.of_first, "attrition.of_first")) + "\n" + words.interval();
}

std::string page_of(const Words& words) {
  const auto heading = [&](std::string_view key) { return element("h2", escape_html(words.text(key))) + "\n"; };
  const auto paragraph = [](const std::string& text) { return element("p", escape_html(text)) + "\n"; };
  std::set<std::string> data;
  for (const figures::Stage& stage : words.answer.file.stages) data.insert(stage.source);
  std::string body = paragraph(words.concept_sentence()) + heading("attrition.counts") + publish::picture_html(words.counts_chart()) + publish::table_html(words.counts_table(), data);
  if (words.cohort()) {
    body += heading("attrition.steps") + paragraph(words.interval());
    for (const auto& [passages, id, caption] : {std::tuple(&words.answer.funnel.steps, "steps", "attrition.steps"), std::tuple(&words.answer.funnel.of_first, "of-first", "attrition.of_first")})
      body += publish::picture_html(words.shares_chart(*passages, id, caption)) + publish::table_html(words.shares_table(*passages, caption), {});
  }
  return publish::plain_page(words.answer.file.title, words.notice(), body, words.answer.file.simulated, words.catalogue);
}

core::Value passages_value(const std::vector<Passage>& passages) {
  core::Value list{core::Value::Array{}};
  for (const Passage& passage : passages) {
    core::Value one;
    one.set("from", figures::word(passage.from));
    one.set("to", figures::word(passage.to));
    one.set("part", passage.part);
    one.set("whole", passage.whole);
    one.set("share", passage.share.share);
    one.set("low", passage.share.lo);
    one.set("high", passage.share.hi);
    one.set("over_unknown", passage.over_unknown);
    list.push(std::move(one));
  }
  return list;
}

core::Value document_of(const AttritionAnswer& answer) {
  const auto end = [](const std::optional<std::int64_t>& n) { return n ? core::Value(*n) : core::Value(); };
  core::Value document, stages{core::Value::Array{}};
  document.set("format", "palermo-figures-attrition/1");
  document.set("title", answer.file.title);
  document.set("simulated", answer.file.simulated);
  document.set("follows", answer.file.follows == Follows::cohort ? "cohort" : "yearly");
  document.set("concept", core::to_value(answer.file.concept_of));
  for (std::size_t i = 0; i < answer.file.stages.size(); ++i) {
    const figures::Stage& stage = answer.file.stages[i];
    core::Value one;
    one.set("stage", figures::word(stage.name));
    one.set("count", end(stage.count));
    one.set("low", end(answer.funnel.counts[i].min));
    one.set("high", end(answer.funnel.counts[i].max));
    one.set("source", stage.source.empty() ? core::Value() : core::Value(stage.source));
    one.set("unknown", stage.unknown.empty() ? core::Value() : core::Value(stage.unknown));
    stages.push(std::move(one));
  }
  document.set("stages", std::move(stages));
  const bool cohort = answer.file.follows == Follows::cohort;
  document.set("interval", cohort ? core::Value(answer.interval) : core::Value());
  document.set("level", cohort ? core::Value(0.95) : core::Value());
  document.set("steps", passages_value(answer.funnel.steps));
  document.set("of_first", passages_value(answer.funnel.of_first));
  return document;
}

int run_attrition(Context& context, const AttritionCall& call) {
  const auto answer = read(call);
  if (!answer) return context.fail(answer.error());
  const Words words{*answer, context.catalogue()};
  if (!call.html.empty()) {
    if (const auto fine = not_an_input(call.html, {call.file}); !fine) return context.fail(fine.error());
    if (!call.replace && std::filesystem::exists(call.html)) return context.fail({kPageExists, {.file = call.html}, {{"file", call.html}}});
    if (const auto written = core::write_files({{call.html, page_of(words)}}, {.mode = 0644, .replace = call.replace}); !written) return context.fail(written.error());
  }
  return context.json() ? context.print_json(document_of(*answer)) : context.print(text_of(words));
}

}  // namespace

void add_figures_attrition(CLI::App& family, Context& context) {
  auto call = std::make_shared<AttritionCall>();
  CLI::App& verb = add_verb(family, context, "figures.attrition", "palermo figures attrition data/demo/flows/attrition.yaml",
                            [&context, call] { return run_attrition(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.figures.attrition.file"))->required();
  verb.add_option("--interval", call->interval, context.text("verb.figures.attrition.interval"))->option_text("NAME")->check(CLI::IsMember({"wilson", "exact"}))->capture_default_str();
  verb.add_option("--html", call->html, context.text("verb.figures.out"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.figures.replace"));
}

}  // namespace palermo::cli
