// SPDX-License-Identifier: Apache-2.0
// people_lines(): the linked people one by one, for the custodian who must look at them: each fact with the lists that state it.
//
// inside/link/people.jsonl, not for release. Its first line says so and names the format palermo-linked-people/1; then one line a person
// of the most likely partition: a random handle, her lists, and under each reading her facts with the lists from which each comes, those
// taken from an assumption marked, and the facts on which her records contradict each other. No identifier, no fact of entry, stay or
// status (D2). The order is random, so that no line can be matched to a source by position.
#pragma once

#include <string>

#include "palermo/study/joined_facts.hpp"

namespace palermo::study {

[[nodiscard]] std::string people_lines(const law::Vocabulary& vocabulary, const StudyFile& study, const CaseFacts& cases, const Roster& roster);

}  // namespace palermo::study
