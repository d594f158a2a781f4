// SPDX-License-Identifier: Apache-2.0
// run_chain(): the stages of a study after counting.
//
//   link      identities -> who is one person (names stay in memory); cases -> facts -> findings of the linked people -> tables by list
//   estimate  tables -> how many people meet each definition
//   release   rows of the linked people -> outside/release, through the plan, the officers and the ledger (D29)
// Each stage has a receipt and is skipped when nothing it depends on has changed. All that it writes is inside/, but for the release.
#pragma once

#include <optional>

#include "palermo/core/progress.hpp"
#include "palermo/publish/chain_results.hpp"
#include "palermo/study/run_parts.hpp"

namespace palermo::study {

// Nothing when the study has no stage link. Errors: link.service_firewall (D20), link.own_store_firewall (D23) and those of the stages.
[[nodiscard]] core::Result<std::optional<publish::ChainResults>> run_chain(Run& run, const core::Catalogue& catalogue, core::Progress& progress);

}  // namespace palermo::study
