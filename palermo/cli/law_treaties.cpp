// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/law_treaties.hpp"

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

}  // namespace

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
  const auto found = table.find(instrument);
  if (!found) return {};
  const auto standing = treaty::standing(table, **found, participant, day);
  if (!standing) return {};
  const std::string source = source_text(context, table, **found, *standing);
  const std::string only_for = standing->row ? standing->row->only_for : "";
  using observatory::Bound;
  const Bound bound = standing->not_open()                     ? Bound::not_open
                      : standing->bound == treaty::Answer::yes ? Bound::yes
                      : standing->bound == treaty::Answer::no  ? Bound::no
                                                               : Bound::unknown;
  return {bound, source, standing->why, only_for};
}

}  // namespace palermo::cli
