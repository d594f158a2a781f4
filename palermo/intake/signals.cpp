// SPDX-License-Identifier: Apache-2.0
#include "palermo/intake/signals.hpp"

namespace palermo::intake {
namespace {

law::CodeTable table_of(const Signal& signal, const Columns& columns, std::size_t slot) {
  law::CodeTable table;
  if (!signal.token.empty()) {
    table.set(kPresent, law::Truth::yes);
    if (signal.absent_means_no) table.set(kAbsent, law::Truth::no);
    return table;
  }
  for (const std::string& value : signal.no) table.set(columns.code_of(slot, value), law::Truth::no);
  for (const std::string& value : signal.yes) table.set(columns.code_of(slot, value), law::Truth::yes);
  return table;
}

}  // namespace

bool can_say_no(const Signal& signal, bool empty_means_no) {
  if (!signal.token.empty()) return signal.absent_means_no;
  return !signal.no.empty() || (signal.flag && empty_means_no);
}

SignalPlanes::SignalPlanes(const Mapping& mapping, const Columns& columns) {
  for (const Signal& signal : mapping.signals) {
    slots_.push_back(columns.slot(signal.column, signal.token));
    tables_.push_back(table_of(signal, columns, slots_.back()));
    law::CodeTable absence;
    if (signal.flag) absence.set(kMissing, law::Truth::yes);
    absences_.push_back(absence);
  }
  said_.assign(slots_.size(), law::Planes(law::kBlockRecords));
  missing_.assign(slots_.size(), law::Planes(law::kBlockRecords));
}

void SignalPlanes::decode(const Columns& columns) {
  for (std::size_t s = 0; s < slots_.size(); ++s) {
    const auto codes = columns.bytes(slots_[s]);
    law::decode(codes, tables_[s], said_[s].yes.data(), said_[s].no.data());
    law::decode(codes, absences_[s], missing_[s].yes.data(), missing_[s].no.data());
  }
}

}  // namespace palermo::intake
