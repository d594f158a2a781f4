// SPDX-License-Identifier: Apache-2.0
// Refusal: on what a service can rely when it is asked to hand out data about people (SAFEGUARDS.md, D22).
//
// Format: palermo-refusal/1 (data/rights/refusal.yaml). The letter is the same whether or not the service knows anybody: it has no place
// for a name, a case or a fact, and a request is one of five kinds. No ground is claimed that the State is known not to be bound by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/rights/owed.hpp"

namespace palermo::rights {

// What may be asked for: who somebody is, where, with what status, the file, a list of people.
inline constexpr std::string_view kRequests[] = {"identity", "whereabouts", "status", "records", "list"};

struct RefusalBasis {
  std::string law, cite, whom;  // whom it protects: everybody, child, trafficked
};

struct RefusalGround {
  const RefusalBasis* basis = nullptr;
  const law::Law* law = nullptr;
  const law::Article* article = nullptr;
  InForce force;  // binding or unknown
};

// Errors: schema.*, rights.unknown_article.
[[nodiscard]] core::Result<std::vector<RefusalBasis>> parse_refusal(const core::Value& document, const law::Corpus& corpus);

// What binds the State on the day, then what may; each as in the file. `basis` and `corpus` must outlive the answer.
[[nodiscard]] std::vector<RefusalGround> refusal_grounds(const std::vector<RefusalBasis>& basis, const law::Corpus& corpus, core::Day day, const ForceOf& force);

}  // namespace palermo::rights
