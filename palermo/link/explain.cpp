// SPDX-License-Identifier: Apache-2.0
// One pair, explained by the model: what each comparison gives, in bits.
#include <cmath>

#include "palermo/link/compare_pairs.hpp"
#include "palermo/link/pair_groups.hpp"
#include "palermo/link/run.hpp"

namespace palermo::link {

core::Result<Explanation> explain_pair(const AdmittedLists& lists, const Records& records, const Model& model, RecordIndex a,
                                       RecordIndex b, const Variants* variants) {
  PALERMO_CHECK_DONE(check_admitted(lists, records));
  const TermFrequency frequency(records);
  const PairGroups groups(records);
  PairComparer comparer(records, frequency, variants);
  const Compared compared = comparer.compare(a, b);
  const PairGroup group = groups.of(records.records[a].list, records.records[b].list);
  Explanation out;
  const double prior = model.groups[group].prior;
  out.prior_bits = std::log2(prior / (1 - prior));
  for (std::size_t c = 0; c < kComparisons; ++c) {
    const Level level = level_of(compared.pattern, c);
    if (level == 0) continue;
    Explanation::Part part{static_cast<Comparison>(c), level, model.groups[group].weight[c][stratum_of(compared.pattern)][level], 0};
    if (c == 0) part.frequency_bits = compared.name_bits - model.name_correction[stratum_of(compared.pattern)][level];
    out.parts.push_back(part);
  }
  const Level name = level_of(compared.pattern, 0);
  const Level birth = level_of(compared.pattern, 1);
  if (name != 0 && birth != 0) out.together_bits = model.together[name_class(name)][birth_class(birth)];
  out.other_bits = compared.other_bits;
  out.weight = model.weight(compared.pattern, compared.name_bits, compared.other_bits, group);
  out.calibrated = model.calibrated(out.weight);
  out.probability = probability_of(out.calibrated);
  return out;
}

}  // namespace palermo::link
