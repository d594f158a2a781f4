// SPDX-License-Identifier: Apache-2.0
// Gaps: needs that no instrument covers, said plainly, with the models that somebody has proposed.
//
// Format: palermo-gaps/1 (data/rights/gaps.yaml, docs/formats/remedies.md). A need is a gap when no ground of the entitlements that would cover
// it is due (or owed on its event) and binds the State with shall or shall_not. Standards that do not bind, and articles that touch
// the need without filling it, are shown beside and fill nothing. Method: docs/methods/remedies.md.
#pragma once

#include "palermo/core/catalogue.hpp"
#include "palermo/rights/conflicts.hpp"
#include "palermo/rights/owed_text.hpp"

namespace palermo::rights {

struct Model {
  std::string says, source;
  law::Mark mark = law::Mark::unverified;
};

struct Need {
  std::string id, says;
  law::Expression when;
  std::vector<std::string> covered_by, beside;  // entitlements
  std::vector<Model> not_held;                  // instruments that may cover it and are not in our data
  std::vector<Model> models;                    // what is proposed; may be empty
};

// Errors: those of Catalogue::parse for expressions; rights.unknown_entitlement, rights.twice.
[[nodiscard]] core::Result<std::vector<Need>> parse_needs(const core::Value& document, const core::Value& rights, const Catalogue& catalogue,
                                                          const law::Corpus& corpus);

// gap: the need is there and nothing binding covers it. not_known: whether the need is there, or whether it is covered. no_need: by these facts.
enum class GapStanding { gap, not_known, covered, no_need };
[[nodiscard]] std::string_view word(GapStanding standing);

struct NeedKnown {
  const Need* need = nullptr;
  GapStanding standing = GapStanding::not_known;
  std::vector<OwedGround> covering;  // covered: by these. not_known: by these, perhaps
  std::vector<OwedGround> touching;  // what there is besides: standards, weaker duties, articles that do not fill the need
  std::vector<law::FactId> missing;
};

// One for each need, in the order of the file. Everything must outlive the answer. Errors: law.contradictory_facts.
[[nodiscard]] core::Result<std::vector<NeedKnown>> gaps(const std::vector<Need>& needs, const Catalogue& catalogue, const law::Corpus& corpus,
                                                        const Question& question);

[[nodiscard]] std::string gaps_text(const std::vector<NeedKnown>& needs, const Told& of, const core::Catalogue& messages);
[[nodiscard]] core::Value to_value(const NeedKnown& need, const Told& of);

}  // namespace palermo::rights
