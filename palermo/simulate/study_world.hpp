// SPDX-License-Identifier: Apache-2.0
// One invented country as a study finds it: five organisations, each with a list of names and a file of cases, and the truth apart.
//
//   study.yaml                     sources, definitions, readings, stages; runs as it stands
//   names/LIST.csv                 record_id and who the person is, with a clerk's mistakes (lists.hpp)
//   cases/LIST.csv                 record_id and what happened, on the organisation's own form (study_forms.hpp)
//   mappings/LIST.yaml             what the columns of the form show
//   release/plan.yaml, codebook.yaml   what is published of the linked people
//   truth/truth.csv, people.csv, facts.csv, capture.csv, definitions.csv
// The two files of an organisation share a random handle and nothing else, so that who reads facts reads no name. Nobody in them exists.
// Results depend on the options, the book and the laws alone.
#pragma once

#include <string>
#include <vector>

#include "palermo/law/evaluate.hpp"
#include "palermo/simulate/lists.hpp"
#include "palermo/simulate/study_forms.hpp"

namespace palermo::simulate {

struct StudyWorldOptions {
  std::uint64_t seed = 1;
  std::int64_t people = 1500;
  double heterogeneity = 0;  // standard deviation of people's log odds of being on any list
  double referral = 0;       // log odds that being on the hotline's list adds to the shelter's
  double errors = 0.4;       // of the usual rates of mistakes in names, dates and places
  FormMistakes mistakes;
};

struct InventedStudy {
  StudyWorldOptions options;
  InventedLists lists;
  std::vector<Person> persons;  // number n at n - 1, as in lists.people
};

// Of one definition over everybody, on a list or not: how many truly meet it. `open`: the law leaves the answer to a person.
struct StatedTruth {
  std::string definition;
  std::int64_t yes = 0, open = 0, no = 0;
};

[[nodiscard]] ListsOptions lists_of(const StudyWorldOptions& options);
// Errors: simulate.bad_lists, core.cancelled.
[[nodiscard]] core::Result<InventedStudy> invent_study(const NameBook& book, const StudyWorldOptions& options, core::Progress& progress);

// What the definitions of the study (study_definitions()) find of everybody's true facts, open terms answered as its reading answers them.
[[nodiscard]] core::Result<std::vector<StatedTruth>> stated_truth(const InventedStudy& made, const law::Corpus& corpus);
[[nodiscard]] const std::vector<std::string>& study_definitions();

// The caller commits.
[[nodiscard]] core::Done write_study(const InventedStudy& made, const std::vector<StatedTruth>& truth, core::OutputFolder& out, core::Progress& progress);

}  // namespace palermo::simulate
