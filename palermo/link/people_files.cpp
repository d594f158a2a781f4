// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/people_files.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>

namespace palermo::link {
namespace {

using Fields = std::span<const std::string_view>;

std::string_view without_notice(std::string_view text) {
  constexpr std::string_view notice = "not for release";
  if (!text.starts_with(notice)) return text;
  const std::size_t end = text.find('\n');
  const std::string_view rest = text.substr(notice.size(), end == std::string_view::npos ? end : end - notice.size());
  return rest.empty() || rest == "\r" ? text.substr(std::min(end, text.size() - 1) + 1) : text;
}

std::optional<std::size_t> column(const std::vector<std::string>& header, std::string_view name) {
  const auto found = std::ranges::find(header, name);
  return found == header.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - header.begin()));
}

}  // namespace

core::Done read_inside_csv(std::string_view text, std::string_view file, const core::CsvSink& sink, core::Progress& progress) {
  const auto source = core::from_memory(without_notice(text), std::string(file));
  PALERMO_TRY(const core::CsvSummary summary, core::read_csv(*source, {}, sink, progress));
  if (summary.rows_set_aside > 0)  // to leave rows out would change what is measured
    return core::fail(kDamagedRows, core::Place{.file = std::string(file), .row = summary.set_aside.front().row},
                      {{"rows", std::to_string(summary.rows_set_aside)}});
  return {};
}

core::Result<std::vector<ClusterRow>> read_clusters(std::string_view text, std::string_view file, std::string_view group_column,
                                                    core::Progress& progress) {
  const std::string name(file);
  std::vector<ClusterRow> rows;
  std::unordered_map<std::string, std::int64_t> row_of;
  std::size_t record = 0, person = 1;
  std::optional<std::size_t> group;
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> core::Done {
    const auto of_record = column(header, "record_id"), of_person = column(header, "person_id");
    const bool named = of_record && of_person;
    if (!named && header.size() != 2)
      return core::fail(kClusterColumns, core::Place{.file = name, .row = 1}, {{"found", std::to_string(header.size())}});
    record = named ? *of_record : 0;
    person = named ? *of_person : 1;
    if (group_column.empty()) return {};
    group = column(header, group_column);
    if (!group) return core::fail(kNoColumn, core::Place{.file = name, .row = 1}, {{"column", std::string(group_column)}});
    return {};
  };
  sink.row = [&](std::int64_t row, Fields fields) -> core::Done {
    if (fields[record].empty() || fields[person].empty()) return core::fail(kEmptyId, core::Place{.file = name, .row = row});
    rows.push_back({std::string(fields[record]), std::string(fields[person]), group ? std::string(fields[*group]) : std::string()});
    const auto [earlier, is_new] = row_of.try_emplace(rows.back().record, row);
    if (!is_new) return core::fail(kRecordTwice, core::Place{.file = name, .row = row}, {{"earlier", std::to_string(earlier->second)}});
    return {};
  };
  PALERMO_CHECK_DONE(read_inside_csv(text, file, sink, progress));
  return rows;
}

core::Result<std::vector<PairRow>> read_pairs(std::string_view text, std::string_view file, core::Progress& progress) {
  const std::string name(file);
  std::vector<PairRow> rows;
  std::size_t a = 0, b = 0, probability = 0;
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> core::Done {
    const auto of_a = column(header, "record_a"), of_b = column(header, "record_b"), of_p = column(header, "probability");
    if (!of_a || !of_b || !of_p) return core::fail(kPairColumns, core::Place{.file = name, .row = 1});
    a = *of_a;
    b = *of_b;
    probability = *of_p;
    return {};
  };
  sink.row = [&](std::int64_t row, Fields fields) -> core::Done {
    const core::Place place{.file = name, .row = row};
    if (fields[a].empty() || fields[b].empty()) return core::fail(kEmptyId, place);
    PairRow pair{std::string(fields[a]), std::string(fields[b]), 0};
    const std::string_view word = fields[probability];
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), pair.probability);
    const bool read_whole = error == std::errc() && end == word.data() + word.size();
    if (!read_whole || !(pair.probability >= 0 && pair.probability <= 1)) return core::fail(kBadProbability, place);
    rows.push_back(std::move(pair));
    return {};
  };
  PALERMO_CHECK_DONE(read_inside_csv(text, file, sink, progress));
  return rows;
}

}  // namespace palermo::link
