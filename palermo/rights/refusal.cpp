// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/refusal.hpp"

#include <algorithm>

#include "palermo/core/schema.hpp"

namespace palermo::rights {

core::Result<std::vector<RefusalBasis>> parse_refusal(const core::Value& document, const law::Corpus& corpus) {
  core::Reader reader(document, "refusal");
  (void)reader.choice("format", {"palermo-refusal/1"}, "");
  const core::Value* grounds = reader.array("grounds");
  PALERMO_CHECK_DONE(reader.finish());
  std::vector<RefusalBasis> made;
  for (const core::Value& item : grounds ? grounds->items() : core::Value::Array{}) {
    core::Reader one(item, "ground");
    RefusalBasis basis{.law = one.text("law"), .cite = one.text("cite"), .whom = one.choice("whom", {"everybody", "child", "trafficked"}, "")};
    PALERMO_CHECK_DONE(one.finish());
    const law::Law* law = corpus.find(basis.law);
    if (!law || !find_article(*law, basis.cite, 0)) return core::fail(kUnknownArticle, item.place(), {{"law", basis.law}, {"cite", basis.cite}});
    made.push_back(std::move(basis));
  }
  return made;
}

std::vector<RefusalGround> refusal_grounds(const std::vector<RefusalBasis>& basis, const law::Corpus& corpus, core::Day day, const ForceOf& force) {
  std::vector<RefusalGround> found;
  for (const RefusalBasis& one : basis) {
    const law::Law* law = corpus.find(one.law);
    const InForce in = force(*law);
    if (in.force == Force::binding || in.force == Force::unknown) found.push_back({&one, law, find_article(*law, one.cite, day), in});
  }
  std::stable_sort(found.begin(), found.end(), [](const RefusalGround& a, const RefusalGround& b) { return a.force.force < b.force.force; });
  return found;
}

}  // namespace palermo::rights
