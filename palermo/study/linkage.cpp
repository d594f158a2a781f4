// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/linkage.hpp"

#include "palermo/link/balance.hpp"
#include "palermo/link/run.hpp"

namespace palermo::study {
namespace {

std::vector<ListedRow> rows_of(const Identities& identities) {
  const link::Records& records = identities.records;
  std::vector<ListedRow> rows;
  for (link::RecordIndex i = 0; i < identities.keys.size(); ++i) {
    const bool linkable = i < records.size();
    rows.push_back({linkable ? records.records[i].list : records.aside[i - records.size()].list, identities.keys[i]});
  }
  return rows;
}

}  // namespace

core::Result<Linkage> link_people(const Identities& identities, const link::AdmittedLists& lists, const LinkSettings& settings,
                                  core::Progress& progress) {
  const link::Records& records = identities.records;
  link::LinkOptions options;
  options.seed = settings.seed;
  PALERMO_TRY(const link::Candidates candidates, link::Candidates::find(records, options.candidates, progress));
  PALERMO_TRY(const link::LinkResult result, link::link_records(lists, records, candidates, options, progress));
  const std::vector<link::ListIndex> list_of = link::list_of(records);
  const std::vector<link::RecordIndex> rank = link::content_rank(records);
  const link::Evidence evidence{.lists = lists, .list_of = list_of, .pairs = result.pairs, .never = {}, .consent = {}, .rank = rank,
                                .other_bits = result.other_bits};
  link::PeopleOptions how;
  PALERMO_TRY(how.threshold_bits, link::balanced_threshold(evidence, result.diagnostics.expected_matches, how, progress));
  PALERMO_TRY(link::People point, link::find_people(evidence, how, progress));
  const link::PartitionOptions draw{.seed = settings.seed, .draws = static_cast<std::uint32_t>(settings.draws), .expected_links = result.other_matches};
  PALERMO_TRY(link::PartitionSample draws, link::sample_partitions(evidence, point, draw, progress));
  return Linkage{rows_of(identities), records.size(), std::move(point), std::move(draws), result.diagnostics.expected_matches};
}

}  // namespace palermo::study
