// SPDX-License-Identifier: Apache-2.0
// Reads instruments.yaml and status.csv (docs/formats/treaties.md).
#include <algorithm>
#include <memory>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/treaty/reading.hpp"
#include "palermo/treaty/table.hpp"

namespace palermo::treaty {

using core::Reader;
using core::Result;
using core::Value;

constexpr std::string_view kFormat = "palermo-treaties/1";
constexpr const char* kInstrumentsFile = "instruments.yaml";
constexpr const char* kStatusFile = "status.csv";

class TableReader {
 public:
  Result<Table> read(std::string_view instruments, std::string_view status);

 private:
  core::Done read_head(Reader& head);
  core::Done read_sources(const Value& sources);
  Result<Instrument> read_instrument(const Value& value);
  core::Done read_reach(Reader& reader, Instrument& instrument);
  core::Done read_territories(const Value& list, const Instrument& instrument);
  core::Done read_rows(std::string_view status);
  core::Done read_row(std::int64_t number, std::span<const std::string_view> fields);
  core::Done place_undated(const Instrument& instrument, Row& row, std::int64_t number);

  core::Done place_territories();

  Table table_;
  struct Territory {
    std::string instrument, state, only_for;
    core::Place place;
  };
  std::vector<Territory> territories_;
};

namespace {

// `row` as the reader of CSV counts; where it stands in the file is found at the end (at_its_line).
tl::unexpected<core::Error> bad_row(std::int64_t row, const char* reason) {
  return core::fail(kBadTable, {.file = kStatusFile, .row = row}, {{"reason", reason}});
}

core::Error at_its_line(core::Error error, std::string_view status) {
  if (error.place.row == 0) return error;
  error.place.file = kStatusFile;
  error.place.line = line_of_row(status, error.place.row);
  error.place.row = 0;
  return error;
}

// The last day that a date can name.
core::Day last_day() { return *core::day_of(9999, 12, 31); }

Result<Rule> read_rule(const Value& value) {
  Reader reader(value, "rule");
  Rule rule;
  int waits = 0;
  for (const Rule::Wait wait : {Rule::Wait::days, Rule::Wait::months, Rule::Wait::first_of_month_after_months})
    if (const auto count = reader.optional_integer(word(wait))) {
      if (*count < 0 || *count > 1000) return bad_node(value, "rule");
      rule.wait = wait;
      rule.count = static_cast<int>(*count);
      ++waits;
    }
  rule.cite = reader.text("cite");
  rule.mark = read_mark(reader);
  rule.read = reader.optional_text("read").value_or("");
  PALERMO_CHECK_DONE(reader.finish());
  if (waits != 1) return bad_node(value, "rule");
  return rule;
}

Result<Complete> read_complete(const Value& value) {
  Reader reader(value, "complete");
  Complete complete;
  const std::string until = reader.text("until");
  complete.un_members_only = reader.choice("of", {"everybody", "un_members"}, "") == "un_members";
  complete.mark = read_mark(reader);
  complete.source = reader.text("source");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(complete.until, read_day(value, until));
  return complete;
}

bool is_code(std::string_view code) {
  return code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return 'A' <= c && c <= 'Z'; });
}

std::string_view without_comments(std::string_view text) {
  while (text.starts_with('#')) {
    const std::size_t end = text.find('\n');
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return text;
}

}  // namespace

core::Done TableReader::read_sources(const Value& sources) {
  for (const auto& [key, value] : sources.members()) {
    Reader reader(value, "source");
    Source source{.name = reader.text("name"), .as_of = {}, .as_of_mark = Mark::unverified};
    if (const Value* as_of = reader.object("as_of")) {
      Reader day(*as_of, "as_of");
      const std::string text = day.text("date");
      source.as_of_mark = read_mark(day);
      PALERMO_CHECK_DONE(day.finish());
      PALERMO_TRY(source.as_of, read_day(*as_of, text));
    }
    PALERMO_CHECK_DONE(reader.finish());
    table_.sources_.emplace(key, std::move(source));
  }
  return {};
}

core::Done TableReader::read_head(Reader& head) {
  if (const std::string format = head.text("format"); !head.failed() && format != kFormat)
    head.fail_at(head.value()["format"], core::kWrongValue, {{"key", "format"}, {"allowed", std::string(kFormat)}});
  table_.denunciations_ = head.text("denunciations");
  table_.un_members_ = head.texts("un_members");
  table_.states_ = head.texts("other_states");
  if (const Value* organisations = head.object("organisations"))
    for (const auto& [code, name] : organisations->members())
      if (name.is_text()) table_.organisations_.emplace(code, name.as_text());
  table_.states_.insert(table_.states_.end(), table_.un_members_.begin(), table_.un_members_.end());
  std::sort(table_.states_.begin(), table_.states_.end());
  std::sort(table_.un_members_.begin(), table_.un_members_.end());
  const auto& states = table_.states_;
  if (!std::all_of(states.begin(), states.end(), is_code) ||
      std::adjacent_find(states.begin(), states.end()) != states.end())
    return bad_node(head.value()["un_members"], "state");
  if (const Value* sources = head.object("sources")) return read_sources(*sources);
  return {};
}

core::Done TableReader::read_territories(const Value& list, const Instrument& instrument) {
  for (const Value& item : list.items()) {
    Reader reader(item, "territory");
    Territory territory{.instrument = instrument.id,
                        .state = reader.text("state"),
                        .only_for = reader.text("only_for"),
                        .place = item.place()};
    PALERMO_CHECK_DONE(reader.finish());
    territories_.push_back(std::move(territory));
  }
  return {};
}

// Whom the instrument is for, and to which part of a State a deposit extends.
core::Done TableReader::read_reach(Reader& reader, Instrument& instrument) {
  instrument.open_to_organisations = reader.flag("open_to_organisations", false);
  if (const Value* circle = reader.object("open_to")) {
    PALERMO_TRY(instrument.open_to, parse_circle(*circle, table_));
  }
  if (const Value* circle = reader.object("binds")) {
    PALERMO_TRY(instrument.binds, parse_circle(*circle, table_));
  }
  if (const Value* list = reader.array("territories")) PALERMO_CHECK_DONE(read_territories(*list, instrument));
  return {};
}

// Each stands with the deposit of its State.
core::Done TableReader::place_territories() {
  for (const Territory& one : territories_) {
    bool found = false;
    for (Instrument& instrument : table_.instruments_)
      for (Row& row : instrument.rows)
        if (instrument.id == one.instrument && row.state == one.state && row.kind != Kind::signature) {
          row.only_for = one.only_for;
          found = true;
        }
    if (!found) return core::fail(kBadTable, one.place, {{"reason", "territory"}});
  }
  return {};
}

Result<Instrument> TableReader::read_instrument(const Value& value) {
  Reader reader(value, "instrument");
  Instrument instrument;
  instrument.id = reader.text("id");
  instrument.title = reader.text("title");
  instrument.depositary = reader.optional_text("depositary").value_or("");
  const std::string adopted = reader.text("adopted");
  const Value* in_force = reader.object("in_force");
  const Value* rule = reader.object("rule");
  PALERMO_CHECK_DONE(read_reach(reader, instrument));
  const Value* complete = reader.array("complete");
  instrument.complete_for = reader.optional_text("complete_for").value_or("");
  instrument.parties_known = reader.optional_text("parties_known").value_or("");
  PALERMO_CHECK_DONE(reader.finish());
  const bool act = instrument.binds.has_value();
  if (!in_force || (act && (rule || complete || !instrument.depositary.empty())))
    return bad_node(value, act ? "act" : "rule");
  if (!act && instrument.depositary.empty())
    return core::fail(core::kMissingKey, value.place(), {{"key", "depositary"}, {"what", "instrument"}});
  Reader force(*in_force, "in_force");
  const std::string since = force.text("date");
  instrument.in_force_mark = read_mark(force);
  PALERMO_CHECK_DONE(force.finish());
  PALERMO_TRY(instrument.adopted, read_days(value, adopted));
  PALERMO_TRY(instrument.in_force, read_days(*in_force, since));
  if (rule) {
    PALERMO_TRY(instrument.rule, read_rule(*rule));
  }
  if (complete)
    for (const Value& one : complete->items()) {
      PALERMO_TRY(Complete entry, read_complete(one));
      if (!table_.sources_.contains(entry.source)) return bad_node(one, "source");
      instrument.complete.push_back(std::move(entry));
    }
  return instrument;
}

// The source prints no date: the deposit lies after the day until which a table without the State is complete, and not
// after the day on which the source has the State.
core::Done TableReader::place_undated(const Instrument& instrument, Row& row, std::int64_t number) {
  const Source& source = table_.sources_.at(row.source);
  if (!source.as_of) return bad_row(number, "no_date");
  core::Day first = *instrument.adopted.days.min;
  for (const Complete& complete : instrument.complete)
    if (complete.source != row.source && complete.until < *source.as_of &&
        (!complete.un_members_only || table_.is_un_member(row.state)))
      first = std::max(first, complete.until + 1);
  if (first > *source.as_of) return bad_row(number, "no_date");
  row.dated = false;
  row.date.days = {first, *source.as_of};
  row.mark = weaker(row.mark, source.as_of_mark);
  return {};
}

core::Done TableReader::read_row(std::int64_t number, std::span<const std::string_view> fields) {
  const auto instrument = std::find_if(table_.instruments_.begin(), table_.instruments_.end(),
                                       [&](const Instrument& i) { return i.id == fields[0]; });
  if (instrument == table_.instruments_.end() || instrument->binds) return bad_row(number, "instrument");
  Row row{.state = std::string(fields[1]), .kind = Kind::deposit, .date = {}, .source = std::string(fields[5])};
  const bool organisation = table_.is_organisation(row.state);
  if (!table_.is_state(row.state) && !(organisation && instrument->open_to_organisations))
    return bad_row(number, "state");
  const auto kind = kind_of(fields[2]);
  const auto mark = mark_of(fields[4]);
  const auto date = core::parse_date(fields[3]);
  if (!kind) return bad_row(number, "kind");
  if (!mark) return bad_row(number, "mark");
  if (!date || (date->known() && (!date->days.min || !date->days.max))) return bad_row(number, "date");
  if (!table_.sources_.contains(row.source)) return bad_row(number, "source");
  row.kind = *kind;
  row.mark = *mark;
  row.date = *date;
  if (row.kind != Kind::signature && instrument->rule.cite.empty()) return bad_row(number, "no_rule");
  if (!row.date.known()) PALERMO_CHECK_DONE(place_undated(*instrument, row, number));
  if (takes_effect(instrument->rule, *row.date.days.max) > last_day()) return bad_row(number, "date");
  const auto other = [&](const Row& r) { return r.state == row.state && r.decides(); };
  if (row.decides() && std::any_of(instrument->rows.begin(), instrument->rows.end(), other))
    return core::fail(kTwoDeposits, {.file = kStatusFile, .row = number},
                      {{"instrument", instrument->id}, {"state", row.state}});
  instrument->rows.push_back(std::move(row));
  return {};
}

core::Done TableReader::read_rows(std::string_view status) {
  const auto header = [](const std::vector<std::string>& found) -> core::Done {
    if (found != std::vector<std::string>{"instrument", "state", "kind", "date", "mark", "source"})
      return bad_row(1, "columns");
    return {};
  };
  const auto row = [this](std::int64_t number, std::span<const std::string_view> fields) {
    return read_row(number, fields);
  };
  core::Silence silence;
  const auto source = core::from_memory(without_comments(status), kStatusFile);
  const auto read = core::read_csv(*source, {}, {header, row}, silence);
  if (!read) return tl::unexpected(read.error());
  const core::CsvSummary& summary = *read;
  if (!summary.set_aside.empty()) return bad_row(summary.set_aside.front().row, "columns");
  for (Instrument& instrument : table_.instruments_)
    std::stable_sort(instrument.rows.begin(), instrument.rows.end(),
                     [](const Row& a, const Row& b) { return a.state < b.state; });
  return {};
}

Result<Table> TableReader::read(std::string_view instruments, std::string_view status) {
  PALERMO_TRY(const Value document, core::parse_yaml(instruments, kInstrumentsFile));
  PALERMO_CHECK_DONE(core::require_one_line(document));
  Reader head(document, "treaties");
  PALERMO_CHECK_DONE(read_head(head));
  const Value* list = head.array("instruments");
  PALERMO_CHECK_DONE(head.finish());
  if (!list) return bad_node(document, "instrument");
  for (const Value& value : list->items()) {
    PALERMO_TRY(Instrument instrument, read_instrument(value));
    table_.instruments_.push_back(std::move(instrument));
  }
  auto& all = table_.instruments_;
  std::sort(all.begin(), all.end(), [](const Instrument& a, const Instrument& b) { return a.id < b.id; });
  const auto same = [](const Instrument& a, const Instrument& b) { return a.id == b.id; };
  if (std::adjacent_find(all.begin(), all.end(), same) != all.end()) return bad_node(*list, "instrument");
  if (const core::Done rows = read_rows(status); !rows) return tl::unexpected(at_its_line(rows.error(), status));
  PALERMO_CHECK_DONE(place_territories());
  return std::move(table_);
}

Result<Table> Table::parse(std::string_view instruments, std::string_view status) {
  return TableReader().read(instruments, status);
}

}  // namespace palermo::treaty
