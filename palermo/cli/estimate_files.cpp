// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/estimate_files.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/estimate/reshape.hpp"
#include "palermo/link/capture.hpp"

namespace palermo::cli {
namespace {

using core::Result;
using estimate::HistoryCounts;

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

bool is_json_lines(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

std::size_t strata_of(const core::CaptureTable& table) {
  std::set<std::pair<std::string, int>> strata;
  for (const core::CaptureCell& cell : table.cells()) strata.emplace(cell.stratum, cell.year);
  return strata.size();
}

HistoryCounts counts_of(const core::CaptureTable& table) { return estimate::in_order_of_names(HistoryCounts(table)); }

// The table with its lists in the order of their names.
Result<core::CaptureTable> in_order(const core::CaptureTable& table) {
  std::vector<std::size_t> order(table.lists().size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t list) -> const std::string& { return table.lists()[list]; });
  std::vector<std::string> names;
  for (const std::size_t list : order) names.push_back(table.lists()[list]);
  std::vector<core::CaptureCell> cells = table.cells();
  for (core::CaptureCell& cell : cells) {
    std::uint32_t moved = 0;
    for (std::size_t i = 0; i < order.size(); ++i)
      if ((cell.history >> order[i] & 1U) != 0) moved |= std::uint32_t{1} << i;
    cell.history = moved;
  }
  return core::CaptureTable::make(std::move(names), std::move(cells));
}

Result<EstimateTable> from_draws(std::string_view text, const std::string& file, core::InputFile input) {
  PALERMO_TRY(const link::CaptureDraws draws, link::parse_capture_draws(text, file));
  std::vector<HistoryCounts> drawn;
  for (const core::CaptureTable& table : draws.draws) drawn.push_back(counts_of(table));
  if (draws.point) return EstimateTable{counts_of(*draws.point), std::move(drawn), strata_of(*draws.point), {}, std::move(input)};
  if (drawn.empty()) return core::fail(link::kBadCaptureFile, {.file = file}, {{"reason", "cut_short"}});
  std::vector<std::size_t> order(drawn.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return drawn[i].observed(); });
  const std::size_t middle = order[order.size() / 2];
  return EstimateTable{drawn[middle], drawn, strata_of(draws.draws[middle]), {}, std::move(input)};
}

}  // namespace

core::Error refusal_of(const estimate::Verdict& verdict) {
  std::string rules;
  for (const estimate::Fired& fired : verdict.fired)
    if (fired.rule.effect == estimate::Effect::refuse) rules += (rules.empty() ? "" : ", ") + fired.rule.id;
  return {kNoNumber, {}, {{"rules", rules}}};
}

Result<EstimateTable> read_estimate_table(const std::string& path) {
  PALERMO_TRY(const std::string text, core::read_file(path));
  const std::string file = name_of(path);
  core::InputFile input{file, core::sha256_hex(text), static_cast<std::int64_t>(text.size())};
  if (is_json_lines(text)) return from_draws(text, file, std::move(input));
  PALERMO_TRY(const core::CaptureTable table, core::CaptureTable::parse_csv(text, file));
  EstimateTable read{counts_of(table), {}, strata_of(table), {}, std::move(input)};
  if (read.strata > 1) {
    PALERMO_TRY(read.stratified, in_order(table));
  }
  return read;
}

Result<std::vector<estimate::Referral>> read_referrals(const std::string& path, const HistoryCounts& table) {
  if (path.empty()) return std::vector<estimate::Referral>{};
  PALERMO_TRY(const std::string text, core::read_file(path, core::kHandWritten));
  return estimate::parse_referrals(text, name_of(path), table);
}

Result<estimate::ListStatements> read_statements(const std::string& path, const HistoryCounts& table) {
  core::Value document;
  if (!path.empty()) {
    PALERMO_TRY(const std::string text, core::read_file(path, core::kHandWritten));
    PALERMO_TRY(document, core::parse_yaml(text, name_of(path)));
  }
  return estimate::parse_statements(document, table.names());
}

Result<std::vector<estimate::Rule>> read_verdict_rules(const std::string& data_folder) {
  PALERMO_TRY(const std::string text, core::read_file(data_folder + "/estimate/verdict.yaml", core::kHandWritten));
  PALERMO_TRY(const core::Value document, core::parse_yaml(text, "verdict.yaml"));
  return estimate::parse_rules(document);
}

}  // namespace palermo::cli
