// SPDX-License-Identifier: Apache-2.0
// Finding: what one law says of one case. About the conduct of an actor in a role; never about the person moved.
//
// Invariants: names law, version and content hash; carries its derivation. A part of the law that was not read may raise a
// question and never end one: where the text as encoded gives false or not in force, and parts and days that were read do not suffice
// for it, the outcome is unknown, `as_encoded` keeps the answer and `to_check` names what to hold against the text. ActorRole has no value for the person moved,
// so that no finding can have that person as its subject (Smuggling Protocol, art. 5; invariant 10 of ARCHITECTURE.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/law/case.hpp"
#include "palermo/law/derivation.hpp"

namespace palermo::law {

// Role without person_moved, on purpose.
enum class ActorRole { not_stated, organiser, paid_facilitator, unpaid_helper, family_member };
[[nodiscard]] std::string_view word(ActorRole role);

// Whose conduct the finding is about: the conduct of an actor in a role.
struct Subject {
  ActorRole role = ActorRole::not_stated;
  std::string because;  // the fact from which the role was taken; empty: the case states it, or it is not stated
  std::string refused;  // set when the actor proves to be the protected person: "was the object of smuggling"
  std::string cite;     // of the refusal: "art. 5"
};

struct Finding {
  std::string case_id;
  FindingId id;
  std::string title, jurisdiction, review_status;  // of the law
  std::string version;       // the version judged by; several, joined by ", ", when the date leaves them open; or empty
  std::string content_hash;  // of the law file
  Outcome outcome = Outcome::unknown;     // what may be said
  Outcome as_encoded = Outcome::unknown;  // what the text as encoded gives; differs only as told above
  std::vector<std::string> to_check;      // articles not verified that as_encoded rests on, "art. 3(a)"; "in_force" for the days of the law; sorted
  Subject subject;
  Mark mark = Mark::verified;         // the weakest that the outcome rests on
  std::vector<std::string> readings;  // every assumption that the outcome rests on, sorted
  Node derivation;
};

[[nodiscard]] core::Value to_value(const Finding& finding, const Vocabulary& vocabulary);

}  // namespace palermo::law
