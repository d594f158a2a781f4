// SPDX-License-Identifier: Apache-2.0
// Omissions: what a State's law, as far as it was read, has and lacks on seven topics that matter to the person.
//
// Topics: a procedure to identify victims, no penalty for what they were made to do, residence, demand, the benefit
// element of smuggling-type offences, their humanitarian and their family exemption. Method: docs/methods/omissions.md.
// Invariants: a value other than unknown rests on text that was read; unknown is never shown as absent; States are
// shown in the order asked for, without total, score or order by outcome.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "palermo/law/law.hpp"
#include "palermo/observatory/page.hpp"

namespace palermo::observatory {

inline constexpr core::ErrorKind kNotAState{"observatory.not_a_state", core::Exit::usage};

// partly: with conditions, as less than a duty, or for some of the conduct. spoken_to: the law speaks of it and
// protects nobody.
enum class Have { present, partly, spoken_to, absent, unknown };
[[nodiscard]] std::string_view word(Have have);

enum class Topic {
  identification,
  non_punishment,
  residence,
  demand,
  benefit_element,
  humanitarian_exemption,
  family_exemption
};
inline constexpr std::size_t kTopics = 7;
[[nodiscard]] std::string_view word(Topic topic);

// Why a piece of law counts as it does.
enum class Ground {
  norm,               // binds, without limit or condition
  norm_with_terms,    // binds, with what `terms` of the article say
  less_than_a_duty,   // should, shall consider, shall endeavour, may
  no_protection,      // speaks of it and protects nobody
  silent,             // the text was read for it and does not have it
  element,            // every way of committing the offence asks for it
  element_of_a_limb,  // one way of committing it asks for it, or it is one of several conditions
  no_element,         // the offence as encoded does not ask for it
  exception,          // takes the conduct out by itself
  exception_in_part,  // takes it out with further conditions
  ended,              // the version ended: what holds since was not read
  not_read            // it is said to speak of it; nobody read how
};
[[nodiscard]] std::string_view word(Ground ground);

struct Evidence {
  const law::Law* law = nullptr;
  const law::Version* version = nullptr;
  const law::Article* article = nullptr;  // when it is one; else an offence or a silence
  Ground ground = Ground::norm;
  std::string cite, says;
  law::Mark mark = law::Mark::verified;  // not verified: to be checked against the text; decides nothing
};

struct TopicRow {
  Topic topic = Topic::identification;
  Have value = Have::unknown;
  std::vector<Evidence> evidence;
};

struct StateRow {
  std::string state;             // "DE"
  std::size_t laws = 0;          // how many laws of the State are held
  std::vector<TopicRow> topics;  // all of them, in their order
  [[nodiscard]] std::size_t known() const;
};

// States by their ISO 3166-1 alpha-2 codes, each once, in this order. `day`: the versions in force then; without it the
// latest ones. Errors: observatory.not_a_state.
[[nodiscard]] core::Result<std::vector<StateRow>> omissions(const law::Corpus& corpus,
                                                            const std::vector<std::string>& states,
                                                            std::optional<core::Day> day = {});

// The topics that are read from encoded offences of the smuggling type.
[[nodiscard]] std::vector<Evidence> offence_evidence(const law::Corpus& corpus, const law::Law& law,
                                                     const law::Version& version, Topic topic);

[[nodiscard]] Page omissions_page(const std::vector<StateRow>& states, const core::Catalogue& catalogue,
                                  std::string file = "omissions.html");
[[nodiscard]] core::Value to_value(const std::vector<StateRow>& states);

}  // namespace palermo::observatory
