// SPDX-License-Identifier: Apache-2.0
// A labour agreement between two States against the elements of a checklist: present with its article, absent, or not
// known.
//
// Format: palermo-agreement/1 (docs/formats/recruitment.md). An element that is said to be present without an article
// is not known; so is one that is said to be both present and absent. No score. The meaning of an element that was not
// read in its source carries its mark.
#pragma once

#include "palermo/rights/checklist.hpp"

namespace palermo::rights {

inline constexpr std::string_view kAgreementChecklist = "ilo-bla-24";
inline constexpr core::ErrorKind kAgreementParties{"recruit.agreement_parties", core::Exit::unreadable};

enum class AgreementStanding { present, absent, no_article, differ, not_known, open };
[[nodiscard]] std::string_view word(AgreementStanding standing);

struct AgreementClaim {
  std::string element, is, article, says;  // is: present | absent | not_known
};

struct LabourAgreement {
  std::string id, title;
  std::vector<std::string> parties;
  core::PartialDate date;
  std::vector<AgreementClaim> claims;
};
// Errors: rights.checklist_unknown_item, schema.*.
[[nodiscard]] core::Result<LabourAgreement> parse_agreement(const core::Value& document, const Checklist& elements);

struct AgreementRow {
  const ChecklistItem* element = nullptr;
  AgreementStanding standing = AgreementStanding::open;
  std::vector<AgreementClaim> claims;
};
[[nodiscard]] std::vector<AgreementRow> agreement_rows(const LabourAgreement& agreement, const Checklist& elements);

// palermo-recruit-agreement/1 (docs/formats/recruit-agreement.schema.json).
[[nodiscard]] core::Value to_value(const LabourAgreement& agreement, const Checklist& elements);
[[nodiscard]] std::string agreement_text(const LabourAgreement& agreement, const Checklist& elements,
                                         const core::Catalogue& texts);

}  // namespace palermo::rights
