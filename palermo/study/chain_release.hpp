// SPDX-License-Identifier: Apache-2.0
// release_people(): the linked people through the one door to the outside (publish/release_make.hpp, D29).
//
// The plan's columns are the study's (release_rows.hpp). What is published stands whole in outside/release; the ledger has been written
// before any noise was drawn, also when the run ends in between. A stage that is skipped spends nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/value.hpp"
#include "palermo/publish/chain_results.hpp"
#include "palermo/publish/release_make.hpp"
#include "palermo/study/study_file.hpp"

namespace palermo::study {

struct ReleaseCall {
  const StudyFile& study;
  const publish::ReleasePlan& plan;
  std::string now;
  core::Day today = 0;
  std::string out;  // folder of the release
};

// rows: text of inside/link/release_rows.csv. Errors: those of make_release; csv.*; privacy.no_column.
[[nodiscard]] core::Result<publish::ChainRelease> release_people(const ReleaseCall& call, std::string_view rows, const core::Catalogue& catalogue,
                                                                 core::Progress& progress);

// A file of the release settings, counted from the study's folder; "" stays "".
[[nodiscard]] std::string release_path(const StudyFile& study, const std::string& file);

// inside/release/made.json (palermo-chain-release/1): kept so that a skipped stage can still be told of.
[[nodiscard]] core::Value to_value(const publish::ChainRelease& release);
[[nodiscard]] core::Result<publish::ChainRelease> parse_chain_release(const core::Value& document);

}  // namespace palermo::study
