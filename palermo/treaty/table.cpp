// SPDX-License-Identifier: Apache-2.0
#include "palermo/treaty/table.hpp"

#include <algorithm>

namespace palermo::treaty {

std::optional<core::Day> Instrument::complete_until() const {
  std::optional<core::Day> last;
  for (const Complete& one : complete) last = last ? std::max(*last, one.until) : one.until;
  return last;
}

core::Result<const Instrument*> Table::find(std::string_view id) const {
  const auto found =
      std::find_if(instruments_.begin(), instruments_.end(), [&](const Instrument& i) { return i.id == id; });
  if (found != instruments_.end()) return &*found;
  std::string known;
  for (const Instrument& instrument : instruments_) known += (known.empty() ? "" : ", ") + instrument.id;
  return core::fail(kUnknownInstrument, {}, {{"id", std::string(id)}, {"known", known}});
}

bool Table::is_state(std::string_view code) const { return std::binary_search(states_.begin(), states_.end(), code); }

bool Table::is_un_member(std::string_view code) const {
  return std::binary_search(un_members_.begin(), un_members_.end(), code);
}

bool Table::is_organisation(std::string_view code) const { return organisations_.contains(std::string(code)); }

std::optional<core::Day> Table::complete_for(const Instrument& instrument, std::string_view participant) const {
  std::optional<core::Day> last;
  for (const Complete& one : instrument.complete)
    if (!one.un_members_only || is_un_member(participant)) last = last ? std::max(*last, one.until) : one.until;
  return last;
}

}  // namespace palermo::treaty
