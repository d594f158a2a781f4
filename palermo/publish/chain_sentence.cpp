// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/chain_sentence.hpp"

#include "palermo/publish/report_parts.hpp"

namespace palermo::publish {

std::string chain_sentence(const ProtectedResults& results, const ProtectedChainEstimate& estimate, const core::Catalogue& words) {
  const Report report(results, words);
  const std::string title = report.definition_title(estimate.definition).text;
  const std::int64_t level = results.chain->level_percent;
  if (estimate.verdict == ChainVerdict::not_usable) return report.text("chain.nothing", {{"definition", title}});
  const std::string lo = words.number(estimate.lo.value_or(0));
  if (estimate.verdict == ChainVerdict::lower_bound) return report.text("chain.at_least", {{"lo", lo}, {"definition", title}, {"level", level}});
  const auto percent = [&](const char* part) {
    const auto at = estimate.percents.find(part);
    return report.percent(at == estimate.percents.end() ? 0 : at->second);
  };
  return report.text("chain.between", {{"lo", lo}, {"hi", words.number(estimate.hi.value_or(0))}, {"definition", title}, {"a", percent("definition")},
                                       {"b", percent("linkage")}, {"c", percent("model")}, {"d", percent("chance")}, {"level", level}});
}

}  // namespace palermo::publish
