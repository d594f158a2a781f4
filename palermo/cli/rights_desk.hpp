// SPDX-License-Identifier: Apache-2.0
// What the verbs of `palermo rights` about one case share: the catalogue over the laws, the case, and what binds the State on the day.
#pragma once

#include "palermo/cli/law_verbs.hpp"
#include "palermo/core/country.hpp"
#include "palermo/rights/conflicts.hpp"
#include "palermo/rights/remedies.hpp"
#include "palermo/treaty/table.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kBadClock{"rights.bad_clock", core::Exit::usage};
inline constexpr core::ErrorKind kClockAhead{"rights.clock_ahead", core::Exit::usage};

struct RightsCall {
  std::string file, case_id, state, origin, date;
  std::vector<std::string> clocks;
};

struct RightsDesk {
  law::Corpus corpus;
  law::Case stated;
  rights::Catalogue catalogue;
  std::vector<rights::Practice> practices;
  treaty::Table treaties;
  std::string state, state_name, participant;  // alpha-2, English name, code of the treaty table
  std::string origin, origin_participant;      // the State of origin; empty: not named
  core::Day day = 0;
  std::map<std::string, core::PartialDate> clocks;

  // Lives as long as the desk.
  [[nodiscard]] rights::Question question(rights::Assume assume) const;
  // Of a State by its alpha-2 code and its code of the treaty table.
  [[nodiscard]] rights::InForce force(const law::Law& law, const std::string& of, const std::string& as_participant) const;
};

// On stderr, when the day lies after the last of which the treaty table knows anything: until when it is known who is bound.
void tell_beyond_table(const Context& context, const RightsDesk& desk);

void add_rights_options(CLI::App& verb, const Context& context, RightsCall& call);

// Without a file there is no case: what holds for everybody in that State.
// Facts that contradict each other are taken as not known, and named on standard error.
// Errors: those of the files; law.unknown_case, observatory.not_a_state, observatory.bad_day, rights.bad_clock, rights.clock_ahead.
[[nodiscard]] core::Result<RightsDesk> open_rights(const Context& context, const RightsCall& call);

// DATA/FILE, such as "rights/remedies.yaml". Errors: study.no_data, those of reading.
[[nodiscard]] core::Result<core::Value> read_data(const Context& context, const std::string& file);

// Conflicts as text, one under the other, and each as a value (rights_conflicts.cpp).
[[nodiscard]] std::string conflicts_text(const Context& context, const RightsDesk& desk, const std::vector<rights::Conflict>& found);
[[nodiscard]] core::Value to_value(const RightsDesk& desk, const rights::Conflict& one);

// data/rights/entitlements.yaml and practices.yaml over these laws.
[[nodiscard]] core::Result<rights::Catalogue> load_rights(const Context& context, const law::Corpus& corpus);
[[nodiscard]] core::Result<std::vector<rights::Practice>> load_practices(const Context& context, const rights::Catalogue& catalogue,
                                                                         const law::Corpus& corpus);
// data/rights/remedies.yaml, with the names and conditions of entitlements.yaml.
[[nodiscard]] core::Result<rights::Remedies> load_remedies(const Context& context, const law::Corpus& corpus);

}  // namespace palermo::cli
