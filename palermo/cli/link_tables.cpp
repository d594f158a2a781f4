// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_tables.hpp"

#include "palermo/link/comparisons.hpp"

namespace palermo::cli {

using core::Catalogue;
using core::Table;

core::Table columns_table(const LinkLists& lists, const Catalogue& catalogue) {
  Table table{catalogue.text("link.run.columns"), {{catalogue.text("link.run.file")}, {catalogue.text("link.run.column")}, {catalogue.text("link.run.meaning")}}, {}};
  for (const ReadList& read : lists.read)
    for (const link::Column& column : read.columns)
      table.rows.push_back({read.file, column.header, catalogue.text("link.field." + std::string(link::word(column.field)))});
  return table;
}

core::Table plan_table(const link::CandidatePlan& plan, const Catalogue& catalogue) {
  Table table{catalogue.text("link.run.plan"),
              {{catalogue.text("link.run.rule")}, {catalogue.text("link.run.pairs"), true}, {catalogue.text("link.run.adds"), true},
               {catalogue.text("link.run.largest_block"), true}, {catalogue.text("link.run.left_out"), true}},
              {}};
  const auto number = [&](std::uint64_t n) { return catalogue.text("link.number", {{"n", static_cast<std::int64_t>(n)}}); };
  for (const link::RuleCount& rule : plan.rules)
    table.rows.push_back({catalogue.text("link.rule." + std::string(rule.rule)), number(rule.pairs), number(rule.adds), number(rule.largest_block), number(rule.left_out_blocks)});
  return table;
}

core::Table capture_counts(const core::CaptureTable& counts, const Catalogue& catalogue) {
  Table table{catalogue.text("link.run.capture"), {}, {}};
  for (const std::string& name : counts.lists()) table.columns.push_back({name});
  table.columns.push_back({catalogue.text("link.run.people"), true});
  for (const core::CaptureCell& cell : counts.cells()) {
    std::vector<std::string> row;
    for (std::size_t i = 0; i < counts.lists().size(); ++i) row.push_back((cell.history >> i & 1U) != 0 ? "1" : "0");
    row.push_back(std::to_string(cell.count));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string comparison_name(std::size_t comparison, const Catalogue& catalogue) {
  return catalogue.text("link.comparison." + std::string(link::kind_of(comparison).name));
}

std::string level_name(std::size_t comparison, std::size_t level, const Catalogue& catalogue) {
  const link::ComparisonKind& kind = link::kind_of(comparison);
  return catalogue.text("link.level." + std::string(kind.name) + "." + std::string(kind.levels[level]));
}

}  // namespace palermo::cli
