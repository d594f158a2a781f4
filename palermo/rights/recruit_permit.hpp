// SPDX-License-Identifier: Apache-2.0
// What the conditions of a work permit make a worker depend on, which articles bear on it, and what to ask.
//
// Conditions are data (palermo-permit-conditions/1, data/recruit/permit-conditions.yaml); a permit is palermo-permit/1
// (docs/formats/recruitment.md). A condition that nobody told of is a question, not an absence. An article speaks
// against a condition only when its text was read; one that was not may be looked at, with its mark.
#pragma once

#include <optional>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/partial_date.hpp"
#include "palermo/rights/gate_basis.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kPermitUnknownCondition{"recruit.unknown_condition", core::Exit::unreadable};
inline constexpr core::ErrorKind kPermitConditionTwice{"recruit.condition_twice", core::Exit::unreadable};

struct PermitArticle {
  CitedArticle article;
  bool against = false;             // else it bears on the condition
  bool domestic_work_only = false;  // it speaks of domestic workers alone
};

struct PermitCondition {
  std::string id, asks, depends_on;
  std::vector<PermitArticle> articles;
  std::vector<std::string> questions;
};
// Errors: schema.*, rights.unknown_article, recruit.condition_twice.
[[nodiscard]] core::Result<std::vector<PermitCondition>> parse_permit_conditions(const core::Value& document,
                                                                                 const law::Corpus& corpus);

struct PermitReply {
  std::string condition, is, cite;  // is: yes | no | not_known
};

struct WorkPermit {
  std::string id, state, title;
  core::PartialDate text_as_of;
  std::string domestic_work;  // yes | no | not_known
  std::vector<PermitReply> replies;
};
// Errors: schema.*, recruit.unknown_condition, recruit.condition_twice.
[[nodiscard]] core::Result<WorkPermit> parse_permit(const core::Value& document,
                                                    const std::vector<PermitCondition>& conditions);

struct PermitFinding {
  const PermitCondition* condition = nullptr;
  std::string is;  // yes: a dependency; no; not_known: a question
  std::string cite;
  std::vector<const PermitArticle*> articles;  // those that may apply to this work
};
// One a condition, in the order of the data. `conditions` must outlive the findings.
[[nodiscard]] std::vector<PermitFinding> permit_findings(const WorkPermit& permit,
                                                         const std::vector<PermitCondition>& conditions);

// palermo-recruit-permit/1 (docs/formats/recruit-permit.schema.json).
[[nodiscard]] core::Value to_value(const WorkPermit& permit, const std::vector<PermitFinding>& findings);
[[nodiscard]] std::string permit_text(const WorkPermit& permit, const std::vector<PermitFinding>& findings,
                                      const core::Catalogue& texts);

}  // namespace palermo::rights
