// SPDX-License-Identifier: Apache-2.0
// Invented lists of several organisations about overlapping people, with the truth: for tests and measurements of linkage.
//
//   PALERMO_TRY(const NameBook book, NameBook::read(data + "/simulate/names"));
//   ListsOptions options = default_lists();
//   options.seed = 17;
//   PALERMO_TRY(const InventedLists made, invent_lists(book, options, silence));
//   made.lists[0].rows[3][ListColumn::dob];  made.lists[0].person[3];   // row 3 is of made.people[person - 1]
//
// Nobody in them exists. Who is on a list: everybody has a propensity (normal, `heterogeneity`), each list adds what it
// thinks of women, referrals from earlier lists and a logistic draw; the list takes the highest until it is full, so that
// its length is exactly its share. Rows stand in the order of their ids, which say nothing.
// Results depend on the options and the book alone, not on threads. Memory: about 1 kB a record.
// Method: docs/methods/simulate-lists.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/core/capture_table.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/simulate/lists_options.hpp"
#include "palermo/simulate/lists_record.hpp"

namespace palermo::simulate {

struct InventedList {
  ListPlan plan;
  bool duplicate_free = true;
  std::vector<ListColumn> columns;   // those that its file has
  std::vector<ListRow> rows;
  std::vector<std::int64_t> person;  // by row: the person's number, from 1
};

struct InventedLists {
  ListsOptions options;
  std::vector<ListedPerson> people;  // number n at n - 1; point into the book
  std::vector<InventedList> lists;
  core::CaptureTable captures;       // of people on at least one list
};

// Errors: simulate.bad_lists, core.cancelled.
[[nodiscard]] core::Result<InventedLists> invent_lists(const NameBook& book, const ListsOptions& options, core::Progress& progress);

[[nodiscard]] std::string person_id(std::int64_t number);  // "p0000017"
void append_csv(std::string& out, const ListRow& row, const std::vector<ListColumn>& columns);
[[nodiscard]] std::string to_csv(const InventedList& list);
[[nodiscard]] std::string truth_csv(const InventedLists& made);         // record_id, person_id
[[nodiscard]] std::string truth_people_csv(const InventedLists& made);  // everybody, also who is on no list

// NAME.csv for each list, truth.csv, truth_people.csv, truth_capture.csv, lists.yaml, README.md. The caller commits.
[[nodiscard]] core::Done write_lists(const InventedLists& made, core::OutputFolder& out, core::Progress& progress);

}  // namespace palermo::simulate
