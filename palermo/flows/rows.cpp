// SPDX-License-Identifier: Apache-2.0
#include "palermo/flows/rows.hpp"

#include <charconv>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/progress.hpp"

namespace palermo::flows {
namespace {

constexpr std::string_view kSimulated = "# simulated";
constexpr std::int64_t kMostPeople = 1'000'000'000;

struct Head {
  std::int64_t lines = 0;
  bool simulated = false;
};

Head take_comments(std::string_view& text) {
  Head head;
  while (text.starts_with('#')) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    head.simulated = head.simulated || line == kSimulated;
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    ++head.lines;
  }
  return head;
}

}  // namespace

core::Result<bool> read_rows(std::string_view text, const std::string& file, const std::vector<std::string>& columns,
                             const std::function<core::Done(std::int64_t, Fields)>& row) {
  const auto misfit = [&](std::int64_t at) { return core::fail(kBadFlows, {.file = file, .row = at}, {{"reason", "columns"}}); };
  const Head head = take_comments(text);
  core::Silence silence;
  const auto source = core::from_memory(text, file);
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& found) -> core::Done {
    if (found != columns) return misfit(head.lines + 1);
    return {};
  };
  sink.row = [&](std::int64_t at, Fields fields) { return row(at + head.lines, fields); };
  PALERMO_TRY(const core::CsvSummary summary, core::read_csv(*source, {}, sink, silence));
  if (!summary.set_aside.empty()) return misfit(summary.set_aside.front().row + head.lines);
  return head.simulated;
}

core::Result<std::int64_t> read_count(std::string_view text, const core::Place& place) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count < 0 || count > kMostPeople) return core::fail(kBadFlows, place, {{"reason", "number"}});
  return count;
}

}  // namespace palermo::flows
