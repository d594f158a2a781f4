// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_earlier.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/link/people_files.hpp"

namespace palermo::cli {
namespace {

using core::Done;
using core::Result;
using link::IdEvent;

constexpr std::int64_t kLargestFile = std::int64_t{4} << 30;
constexpr std::array<std::string_view, 5> kColumns{"run", "event", "from", "to", "records"};
constexpr std::array kEvents{IdEvent::fresh, IdEvent::kept, IdEvent::merged, IdEvent::split, IdEvent::gone};

// What a record is known by over runs: its list and its id there. Where one list repeats an id, the id with its row.
std::string key_of(const LinkLists& lists, link::RecordIndex record) {
  if (lists.id_parts > 2) return lists.id(record);
  return lists.records.lists[lists.list(record)].name + "/" + std::string(lists.own_id(record));
}

std::string key_of(const link::ClusterRow& row) {
  const std::string& list = row.group;
  if (list.empty() || row.record.starts_with(list + "/")) return row.record;
  return list + "/" + row.record;
}

Result<std::vector<link::ClusterRow>> earlier_rows(Context& context, const std::string& path) {
  PALERMO_TRY(const std::string text, core::read_file(path, kLargestFile));
  const std::string file = std::filesystem::path(path).filename().string();
  auto rows = link::read_clusters(text, file, "list", context.progress());
  if (!rows && rows.error().kind.code == link::kNoColumn.code) return link::read_clusters(text, file, "", context.progress());
  return rows;
}

Result<std::vector<HistoryLine>> earlier_history(Context& context, const std::string& clusters) {
  const std::string path = (std::filesystem::path(clusters).parent_path() / "id_history.csv").string();
  std::vector<HistoryLine> lines;
  if (!std::filesystem::exists(path)) return lines;
  PALERMO_TRY(const std::string text, core::read_file(path, kLargestFile));
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> Done {
    if (!std::ranges::equal(header, kColumns)) return core::fail(kBadHistory, {.file = "id_history.csv", .row = 1});
    return {};
  };
  sink.row = [&](std::int64_t row, std::span<const std::string_view> cells) -> Done {
    HistoryLine line;
    const auto event = std::ranges::find(kEvents, cells[1], [](IdEvent one) { return link::to_word(one); });
    const auto run = std::from_chars(cells[0].data(), cells[0].data() + cells[0].size(), line.run);
    const auto records = std::from_chars(cells[4].data(), cells[4].data() + cells[4].size(), line.change.records);
    if (event == kEvents.end() || run.ec != std::errc() || records.ec != std::errc() || line.run < 1) return core::fail(kBadHistory, {.file = "id_history.csv", .row = row});
    line.change.event = *event;
    line.change.from = cells[2];
    line.change.to = cells[3];
    lines.push_back(std::move(line));
    return {};
  };
  PALERMO_CHECK_DONE(link::read_inside_csv(text, "id_history.csv", sink, context.progress()));
  return lines;
}

// Ids that ended in earlier runs.
std::vector<std::string> retired_ids(const std::vector<HistoryLine>& history) {
  std::set<std::string> ended;
  for (const HistoryLine& line : history)
    if (line.change.event == IdEvent::merged || line.change.event == IdEvent::gone) ended.insert(line.change.from);
  return {ended.begin(), ended.end()};
}

void count_ids(KeptIds& ids, const std::vector<link::IdChange>& changes, const std::unordered_set<std::string>& before) {
  std::set<std::string_view> merged, gone, split;
  for (const link::IdChange& change : changes) {
    if (change.event == IdEvent::merged) merged.insert(change.from);
    if (change.event == IdEvent::gone) gone.insert(change.from);
    if (change.event == IdEvent::split) split.insert(change.from);
  }
  ids.merged = static_cast<std::int64_t>(merged.size());
  ids.gone = static_cast<std::int64_t>(gone.size());
  ids.split = static_cast<std::int64_t>(split.size());
  ids.kept = std::ranges::count_if(ids.id_of, [&](const std::string& id) { return before.contains(id); });
  ids.fresh = static_cast<std::int64_t>(ids.id_of.size()) - ids.kept;
}

}  // namespace

KeptIds first_ids(const link::People& people) {
  KeptIds ids;
  for (link::PersonIndex person = 0; person < people.count; ++person) ids.id_of.push_back("p" + std::to_string(person + 1));
  ids.fresh = people.count;
  return ids;
}

Result<KeptIds> keep_ids(Context& context, const std::string& earlier, const LinkLists& lists, const link::People& people,
                         const std::vector<link::RecordIndex>& rank, std::uint64_t seed) {
  PALERMO_TRY(const std::vector<link::ClusterRow> rows, earlier_rows(context, earlier));
  KeptIds ids;
  PALERMO_TRY(ids.history, earlier_history(context, earlier));
  std::unordered_map<std::string, const link::ClusterRow*> by_key;
  std::unordered_set<std::string> before;
  const bool named = std::ranges::any_of(rows, [](const link::ClusterRow& row) { return !row.group.empty(); });
  for (const link::ClusterRow& row : rows) {
    by_key.emplace(named && lists.id_parts < 3 ? key_of(row) : row.record, &row);
    before.insert(row.person);
  }
  std::vector<std::string> id_before(people.person_of.size()), vanished;
  for (link::RecordIndex record = 0; record < lists.size(); ++record) {
    auto found = by_key.find(named ? key_of(lists, record) : lists.id(record));
    if (found == by_key.end() || found->second == nullptr) continue;
    id_before[record] = found->second->person;
    found->second = nullptr;
    ++ids.records_found;
  }
  if (ids.records_found == 0 && !rows.empty()) return core::fail(kOtherEarlier, {.file = std::filesystem::path(earlier).filename().string()});
  for (const link::ClusterRow& row : rows)
    if (const auto at = by_key.find(named && lists.id_parts < 3 ? key_of(row) : row.record); at != by_key.end() && at->second == &row) vanished.push_back(row.person);
  ids.earlier = true;
  ids.records_new = static_cast<std::int64_t>(lists.size()) - ids.records_found;
  ids.records_left = static_cast<std::int64_t>(vanished.size());
  ids.run = 2;
  for (const HistoryLine& line : ids.history) ids.run = std::max(ids.run, line.run + 1);
  const std::vector<std::string> retired = retired_ids(ids.history);
  link::PersonIds kept = link::keep_person_ids(people, id_before, rank, {.seed = seed, .run = ids.run, .retired = retired, .vanished = vanished});
  ids.id_of = std::move(kept.id_of);
  count_ids(ids, kept.history, before);
  for (link::IdChange& change : kept.history) ids.history.push_back({ids.run, std::move(change)});
  // A run in which nothing changed is a run all the same: its number shows in the history.
  if (kept.history.empty()) ids.history.push_back({ids.run, {IdEvent::kept, "", "", 0}});
  return ids;
}

std::string history_csv(const KeptIds& ids) {
  std::string text("not for release\n");
  core::append_csv_row(text, kColumns);
  for (const HistoryLine& line : ids.history) {
    const std::string run = std::to_string(line.run), records = std::to_string(line.change.records);
    core::append_csv_row(text, std::array<std::string_view, kColumns.size()>{run, link::to_word(line.change.event), line.change.from, line.change.to, records});
  }
  return text;
}

core::Value to_value(const KeptIds& ids) {
  core::Value value;
  value.set("run", static_cast<std::int64_t>(ids.run));
  value.set("kept", ids.kept);
  value.set("merged", ids.merged);
  value.set("split", ids.split);
  value.set("gone", ids.gone);
  value.set("new", ids.fresh);
  value.set("records_found_again", ids.records_found);
  value.set("records_new", ids.records_new);
  value.set("records_gone", ids.records_left);
  return value;
}

std::string ids_text(const KeptIds& ids, const core::Catalogue& catalogue) {
  if (!ids.earlier) return {};
  return catalogue.text("link.earlier.ids", {{"kept", ids.kept}, {"new", ids.fresh}, {"merged", ids.merged}, {"split", ids.split}, {"gone", ids.gone}}) + "\n" +
         catalogue.text("link.earlier.records", {{"found", ids.records_found}, {"new", ids.records_new}, {"gone", ids.records_left}}) + "\n";
}

}  // namespace palermo::cli
