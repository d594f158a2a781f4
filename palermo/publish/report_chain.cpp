// SPDX-License-Identifier: Apache-2.0
// The section of the report about people whose records were joined: how many meet each definition, and why the interval is so wide.
#include <algorithm>

#include "palermo/chart/waterfall.hpp"
#include "palermo/publish/chain_sentence.hpp"
#include "palermo/publish/report_parts.hpp"

namespace palermo::publish {
namespace {

// In the order in which a bar is put together, from the lower end up.
constexpr const char* kParts[] = {"chance", "model", "linkage", "definition"};

std::string people(const Report& report, std::int64_t count) { return report.axis_number()(static_cast<double>(count)); }

// The reasons, each once, in the order of the rules; English as in the file of rules.
std::string reasons(const Report& report, const ProtectedChainEstimate& estimate) {
  std::vector<std::string> said;
  std::string items;
  for (const ChainRule& rule : estimate.rules) {
    if (std::find(said.begin(), said.end(), rule.id) != said.end()) continue;
    said.push_back(rule.id);
    items += element("li", data_html(rule.id + ": " + rule.reason));
  }
  return items.empty() ? "" : report.paragraph("chain.because") + element("ul", items) + '\n';
}

std::string figure(const Report& report, const ProtectedChain& chain) {
  chart::Waterfall chart{.frame = {"chain-width", report.text("chain.chart"), report.text("chain.describe")},
                         .groups = {},
                         .up = report.text("chain.adds"),
                         .down = "",
                         .total = "",
                         .group_name = report.text("column.definition"),
                         .step_name = report.text("chain.part"),
                         .value_name = report.text("chain.people"),
                         .number = report.axis_number()};
  for (const ProtectedChainEstimate& estimate : chain.estimates) {
    if (!estimate.lo || !estimate.hi || estimate.percents.empty()) continue;
    chart::StepGroup group{report.definition_title(estimate.definition), {}};
    const auto lo = static_cast<double>(*estimate.lo), width = static_cast<double>(*estimate.hi - *estimate.lo);
    double from = lo;
    for (const char* part : kParts) {
      const std::int64_t percent = estimate.percents.at(part);
      const double to = from + width * static_cast<double>(percent) / 100;
      group.steps.push_back({.label = {report.text(std::string("chain.part.") + part)}, .from = from, .to = to, .shown = report.percent(percent)});
      from = to;
    }
    chart.groups.push_back(std::move(group));
  }
  return chart.groups.empty() ? "" : figure_with_folded_table(chart::draw(chart), report.html("same_values"), 2);
}

std::string table(const Report& report, const ProtectedChain& chain) {
  LabelTable out;
  out.table.caption = report.text("chain.table");
  out.column({report.text("column.definition")});
  for (const char* key : {"chain.from", "chain.to", "chain.part.definition", "chain.part.linkage", "chain.part.model", "chain.part.chance"})
    out.column({report.text(key)}, true);
  out.column({report.text("chain.verdict")});
  const auto end = [&](const std::optional<std::int64_t>& value) { return value ? people(report, *value) : report.text("count.none"); };
  for (const ProtectedChainEstimate& estimate : chain.estimates) {
    std::vector<chart::Label> cells = {report.definition_title(estimate.definition), {end(estimate.lo)}, {end(estimate.hi)}};
    for (const char* part : {"definition", "linkage", "model", "chance"}) {
      const auto at = estimate.percents.find(part);
      cells.push_back({at == estimate.percents.end() ? report.text("count.none") : report.percent(at->second)});
    }
    const char* verdict = estimate.verdict == ChainVerdict::usable ? "chain.usable" : estimate.verdict == ChainVerdict::lower_bound ? "chain.lower_bound" : "chain.not_usable";
    cells.push_back({report.text(verdict)});
    out.row(cells);
  }
  return out.html(1);
}

std::string contradictions(const Report& report, const ProtectedChain& chain) {
  LabelTable out;
  out.table.caption = report.text("chain.contradictions");
  out.column({report.text("column.reading")});
  out.column({report.text("chain.fact")});
  out.column({report.text("chain.people")}, true);
  for (std::size_t r = 0; r < chain.contradicted_people.size(); ++r) {
    out.row({report.reading_id(r), {report.text("chain.any_fact")}, {report.count(chain.contradicted_people[r])}});
    for (const auto& [fact, count] : chain.contradictions[r]) out.row({report.reading_id(r), {fact, true}, {report.count(count)}});
  }
  return out.html(2) + report.paragraph("chain.contradictions_mean");
}

}  // namespace

std::string chain_section(const Report& report) {
  if (!report.results().chain) return {};
  const ProtectedChain& chain = *report.results().chain;
  std::string out = report.heading(2, "chain.title");
  out += element("p", report.html("chain.intro", {{"lists", static_cast<std::int64_t>(chain.lists.size())}, {"records", report.count(chain.records)},
                                                  {"people", report.count(chain.people)}, {"draws", chain.draws}})) + '\n';
  for (const ProtectedChainEstimate& estimate : chain.estimates)
    out += element("p", escape_html(chain_sentence(report.results(), estimate, report.words())), R"(class="lead")") + reasons(report, estimate);
  if (!chain.estimates.empty()) out += figure(report, chain) + table(report, chain) + report.paragraph("chain.parts_mean");
  out += contradictions(report, chain);
  if (chain.release) {
    out += report.paragraph(chain.release->test ? "chain.release_test" : "chain.release");
    out += element("p", element("a", report.html("chain.release_lies"), R"(href="../release/report.html")")) + '\n';
  }
  return element("section", out, R"(id="chain")") + '\n';
}

}  // namespace palermo::publish
