// SPDX-License-Identifier: Apache-2.0
// CaseFacts: what every case row of a study says, packed, under each reading; so that the facts of several rows can be joined.
//
// A row's facts are those of law::FactBase: statements, what follows from them, groups that were examined. They are settled row by row
// before rows are joined: that a form asked about a group says nothing about what another form found (docs/methods/chain.md).
// Memory: some 100 bytes a row and reading. Rows are in the order of the sources and, within one, of the file; nothing depends on it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "palermo/intake/rows.hpp"
#include "palermo/law/batch.hpp"
#include "palermo/law/facts.hpp"
#include "palermo/study/counter.hpp"
#include "palermo/study/study_file.hpp"

namespace palermo::study {

// What all rows are packed by. Positions in these lists are the slots of PackedFacts.
struct FactLayout {
  explicit FactLayout(const law::Vocabulary& vocabulary);

  std::vector<law::FactId> facts;                 // three-valued, all of the vocabulary
  std::vector<law::FactId> numbers;               // all of the vocabulary
  std::vector<std::vector<law::FactId>> one_of;   // sets met in any row so far
  [[nodiscard]] std::size_t words() const { return (facts.size() + 63) / 64; }
  [[nodiscard]] std::uint32_t set_of(const std::vector<law::FactId>& facts_of_set);  // adds it when it is new

 private:
  std::map<std::vector<law::FactId>, std::uint32_t> sets_;
};

// All rows under one reading; row r at [r * words(), ...) or [r * numbers.size(), ...).
struct PackedFacts {
  std::vector<std::uint64_t> yes, no, assumed;    // assumed: the value rests on an assumption of the reading
  std::vector<std::int16_t> lo, hi;
  std::vector<std::vector<std::uint32_t>> one_of; // by row: sets of the layout
  std::vector<core::Day> first, last;             // days of the conduct
};

struct CaseFacts {
  FactLayout layout;
  std::vector<PackedFacts> readings;
  std::vector<std::uint16_t> source;              // by row
  std::vector<std::string> key;                   // by row; may be empty
  std::vector<std::string> dimensions;            // those of the study's tables
  std::vector<std::vector<std::string>> names;    // by dimension: categories; 0 is "", not recorded
  std::vector<std::vector<std::uint16_t>> categories;  // by dimension, by row

  CaseFacts(const law::Vocabulary& vocabulary, std::size_t readings_of_study, std::vector<std::string> tables);
  [[nodiscard]] std::size_t rows() const { return source.size(); }
};

// Reads the rows of source number `s` at `path`, after those of the sources before it. Errors: those of intake::read_rows, law.*.
[[nodiscard]] core::Done read_case_facts(CaseFacts& into, std::size_t s, const Source& source, const std::string& path, const law::Corpus& corpus,
                                         const core::Countries& countries, const intake::Mapping& mapping,
                                         const std::vector<intake::Reading>& readings, core::Progress& progress);

}  // namespace palermo::study
