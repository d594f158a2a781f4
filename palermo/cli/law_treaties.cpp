// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/law_treaties.hpp"

#include <algorithm>

#include "palermo/cli/context.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/study/corpus_files.hpp"
#include "palermo/treaty/answer.hpp"

namespace palermo::cli {
namespace {

// The list of those whom an instrument binds, or is open to.
std::string circle_text(const Context& context, const treaty::Table& table, const treaty::Circle& circle) {
  return context.text("observatory.compile.circle",
                      {{"says", circle.says},
                       {"mark", context.text("treaty.mark." + std::string(word(circle.mark)))},
                       {"source", table.sources().at(circle.source).name}});
}

std::string source_text(const Context& context, const treaty::Table& table, const treaty::Instrument& instrument,
                        const treaty::Standing& standing) {
  if (instrument.binds) return circle_text(context, table, *instrument.binds);
  if (standing.not_open()) return circle_text(context, table, *instrument.open_to);
  if (!standing.row) return "";
  const auto source = table.sources().find(standing.row->source);
  return context.text("observatory.compile.row",
                      {{"kind", context.text("treaty.kind." + std::string(word(standing.row->kind)))},
                       {"deposit", standing.deposit.text()},
                       {"bound_from", standing.bound_from.known() ? standing.bound_from.text() : "?"},
                       {"mark", context.text("treaty.mark." + std::string(word(standing.row->mark)))},
                       {"source", source == table.sources().end() ? standing.row->source : source->second.name}});
}

// The last day of which the table knows anything of this State and instrument: it may have left since.
core::Day known_until(const treaty::Table& table, const treaty::Instrument& instrument, const treaty::Standing& standing) {
  core::Day last = table.complete_for(instrument, standing.state).value_or(0);
  if (!standing.row) return last;
  last = std::max(last, standing.row->date.days.max.value_or(0));
  const auto source = table.sources().find(standing.row->source);
  return source == table.sources().end() ? last : std::max(last, source->second.as_of.value_or(0));
}

}  // namespace

core::Day last_day(const treaty::Table& table) {
  core::Day last = 0;
  for (const auto& source : table.sources()) last = std::max(last, source.second.as_of.value_or(0));
  for (const treaty::Instrument& instrument : table.instruments()) {
    last = std::max(last, instrument.complete_until().value_or(0));
    for (const treaty::Row& row : instrument.rows) last = std::max(last, row.date.days.max.value_or(0));
  }
  return last;
}

core::Result<treaty::Table> load_treaty_table(const Context& context) {
  for (const char* file : {"treaties/instruments.yaml", "treaties/status.csv"})
    PALERMO_CHECK_DONE(study::check_data_folder(context.data_folder(), file));
  const std::string folder = context.data_folder() + "/treaties/";
  PALERMO_TRY(const std::string instruments, core::read_file(folder + "instruments.yaml", core::kHandWritten));
  PALERMO_TRY(const std::string status, core::read_file(folder + "status.csv", core::kHandWritten));
  return treaty::Table::parse(instruments, status);
}

std::string participant_code(const core::Countries& countries, const std::string& state) {
  const core::Country* country = countries.find(state);
  return country ? country->alpha3 : state;
}

observatory::Standing standing_in(const Context& context, const treaty::Table& table, const std::string& participant,
                                  const std::string& instrument, core::Day day) {
  const auto found_instrument = table.find(instrument);
  if (!found_instrument) return {};
  const auto standing = treaty::standing(table, **found_instrument, participant, day);
  if (!standing) return {};
  const std::string source = source_text(context, table, **found_instrument, *standing);
  const std::string only_for = standing->row ? standing->row->only_for : "";
  using observatory::Bound;
  const Bound bound = standing->not_open()                     ? Bound::not_open
                      : day > last_day(table)                  ? Bound::unknown
                      : standing->bound == treaty::Answer::yes ? Bound::yes
                      : standing->bound == treaty::Answer::no  ? Bound::no
                                                               : Bound::unknown;
  observatory::Standing found{bound, source, standing->why, only_for};
  const core::Day known = known_until(table, **found_instrument, *standing);
  const bool told = standing->bound == treaty::Answer::yes || standing->bound == treaty::Answer::no;
  if (told && bound != Bound::not_open && !(*found_instrument)->binds && known > 0 && day > known) {
    found.known_until = treaty::day_text(known);
    found.last_known = standing->bound == treaty::Answer::yes ? Bound::yes : Bound::no;
  }
  return found;
}

}  // namespace palermo::cli
