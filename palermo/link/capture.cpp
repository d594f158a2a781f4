// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/capture.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "palermo/core/json_lines.hpp"

namespace palermo::link {
namespace {

constexpr std::string_view kFormat = "palermo-link-capture/1";
constexpr std::array<std::string_view, 2> kFrom{"partitions", "noisy_table"};

std::vector<std::string> names_of(const AdmittedLists& lists) {
  std::vector<std::string> names;
  for (const ListInfo& list : lists.lists()) names.push_back(list.name);
  return names;
}

std::string history_word(std::uint32_t history, std::size_t lists) {
  std::string word(lists, '0');
  for (std::size_t i = 0; i < lists; ++i)
    if ((history >> i & 1U) != 0) word[i] = '1';
  return word;
}

core::Value line_of(std::int64_t draw, const core::CaptureTable& table) {
  core::Value::Array cells;
  for (const core::CaptureCell& cell : table.cells()) {
    core::Value one;
    one.set("history", history_word(cell.history, table.lists().size()));
    one.set("count", cell.count);
    if (!cell.stratum.empty()) one.set("stratum", cell.stratum);
    if (cell.year != 0) one.set("year", cell.year);
    cells.push_back(std::move(one));
  }
  core::Value line;
  line.set("draw", draw);
  line.set("people", table.observed());
  line.set("cells", std::move(cells));
  return line;
}

// Reads the lines one after the other; remembers what the head promised.
class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {}

  core::Done take(std::int64_t line, const core::Value& value) {
    line_ = line;
    if (!has_head_) return take_head(value);
    const core::Value* draw = value.find("draw");
    if (draw == nullptr || !draw->is_int()) return bad("draw");
    if (draw->as_int() == 0 && (draws_.point || !draws_.draws.empty())) return bad("order");
    if (draw->as_int() != 0 && draw->as_int() != static_cast<std::int64_t>(draws_.draws.size()) + 1) return bad("order");
    PALERMO_TRY(core::CaptureTable table, table_of(value));
    const core::Value* people = value.find("people");
    if (people == nullptr || !people->is_int() || people->as_int() != table.observed()) return bad("people");
    if (draw->as_int() == 0)
      draws_.point = std::move(table);
    else
      draws_.draws.push_back(std::move(table));
    return {};
  }

  core::Result<CaptureDraws> finish() {
    line_ = 0;
    if (!has_head_) return bad("head");
    if (static_cast<std::int64_t>(draws_.draws.size()) != promised_) return bad("cut_short");
    return std::move(draws_);
  }

  [[nodiscard]] tl::unexpected<core::Error> bad_line(std::int64_t line) {
    line_ = line;
    return bad("line");
  }

 private:
  [[nodiscard]] tl::unexpected<core::Error> bad(const char* reason) const {
    return core::fail(kBadCaptureFile, core::Place{.file = file_, .line = line_}, {{"reason", reason}});
  }

  core::Done take_head(const core::Value& value) {
    if (value["format"] != core::Value(kFormat)) return bad("format");
    const auto from = value["from"].is_text() ? std::ranges::find(kFrom, value["from"].as_text()) : kFrom.end();
    if (from == kFrom.end()) return bad("head");
    if (!value["seed"].is_text() || !value["draws"].is_int() || !value["lists"].is_array()) return bad("head");
    draws_.from = static_cast<DrawnFrom>(from - kFrom.begin());
    promised_ = value["draws"].as_int();
    for (const char digit : value["seed"].as_text()) {
      if (digit < '0' || digit > '9') return bad("head");
      draws_.seed = draws_.seed * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    for (const core::Value& list : value["lists"].items()) {
      if (!list.is_text()) return bad("head");
      draws_.lists.push_back(list.as_text());
    }
    has_head_ = true;
    return {};
  }

  core::Result<core::CaptureTable> table_of(const core::Value& value) const {
    std::vector<core::CaptureCell> cells;
    if (!value["cells"].is_array()) return bad("cells");
    for (const core::Value& one : value["cells"].items()) {
      if (!one["history"].is_text() || !one["count"].is_int()) return bad("cells");
      const std::string& word = one["history"].as_text();
      if (word.size() != draws_.lists.size()) return bad("cells");
      core::CaptureCell cell;
      cell.count = one["count"].as_int();
      for (std::size_t i = 0; i < word.size() && i < 32; ++i) {
        if (word[i] != '0' && word[i] != '1') return bad("cells");
        if (word[i] == '1') cell.history |= std::uint32_t{1} << i;
      }
      if (one["stratum"].is_text()) cell.stratum = one["stratum"].as_text();
      if (one["year"].is_int()) cell.year = static_cast<int>(one["year"].as_int());
      cells.push_back(std::move(cell));
    }
    auto table = core::CaptureTable::make(draws_.lists, std::move(cells));
    if (!table) table.error().place = core::Place{.file = file_, .line = line_};
    return table;
  }

  std::string file_;
  std::int64_t line_ = 0, promised_ = 0;
  bool has_head_ = false;
  CaptureDraws draws_;
};

}  // namespace

core::Result<core::CaptureTable> capture_table(const People& people, std::span<const ListIndex> list_of, const AdmittedLists& lists) {
  assert(people.person_of.size() == list_of.size());
  if (lists.size() > core::CaptureTable::kMostLists) return core::CaptureTable::make(names_of(lists), {});
  std::vector<std::uint32_t> history(people.count);
  for (std::size_t record = 0; record < list_of.size(); ++record)
    history[people.person_of[record]] |= std::uint32_t{1} << list_of[record];
  std::vector<std::int64_t> count(std::size_t{1} << lists.size());
  for (const std::uint32_t of : history) ++count[of];
  std::vector<core::CaptureCell> cells;
  for (std::uint32_t of = 1; of < count.size(); ++of)
    if (count[of] > 0) cells.push_back({of, count[of], "", 0});
  return core::CaptureTable::make(names_of(lists), std::move(cells));
}

core::Result<std::vector<core::CaptureTable>> capture_tables(const PartitionSample& sample, const Evidence& evidence, core::Progress& progress) {
  std::vector<core::CaptureTable> tables;
  for (std::size_t draw = 0; draw < sample.draws(); ++draw) {
    if (progress.cancelled()) return core::fail(core::kCancelled);
    PALERMO_TRY(core::CaptureTable table, capture_table(sample.people(draw), evidence.list_of, evidence.lists));
    tables.push_back(std::move(table));
  }
  return tables;
}

std::string to_json_lines(const CaptureDraws& draws) {
  core::Value::Array lists;
  for (const std::string& list : draws.lists) lists.emplace_back(list);
  core::Value head;
  head.set("not for release", true);
  head.set("format", kFormat);
  head.set("from", kFrom[static_cast<std::size_t>(draws.from)]);
  head.set("seed", std::to_string(draws.seed));  // as text: 64 bits do not fit every reader's numbers
  head.set("draws", static_cast<std::int64_t>(draws.draws.size()));
  head.set("lists", std::move(lists));
  std::string text = core::to_json(head, -1) + "\n";
  if (draws.point) text += core::to_json(line_of(0, *draws.point), -1) + "\n";
  for (std::size_t i = 0; i < draws.draws.size(); ++i)
    text += core::to_json(line_of(static_cast<std::int64_t>(i) + 1, draws.draws[i]), -1) + "\n";
  return text;
}

core::Result<CaptureDraws> parse_capture_draws(std::string_view text, std::string_view file) {
  Reader reader(file);
  core::Silence silence;
  const auto source = core::from_memory(text, std::string(file));
  PALERMO_TRY(const core::JsonLinesSummary summary,
              core::read_json_lines(*source, [&](std::int64_t line, const core::Value& value) { return reader.take(line, value); }, silence));
  if (!summary.set_aside.empty()) return reader.bad_line(summary.set_aside.front().row);
  return reader.finish();
}

}  // namespace palermo::link
