// SPDX-License-Identifier: Apache-2.0
// Results of a study in exact numbers: what `study` hands to `publish`, and nobody else may show.
//
// Everything here is inside. The only way out is protect() (protect.hpp), which makes a ProtectedResults, a different
// type; there is no conversion back. No field can hold a record, a name or a cell's text: categories are words of the
// mapping, countries are ISO codes, columns are column names.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "palermo/publish/chain_results.hpp"

namespace palermo::publish {

// How many records a finding (or an element) is true, unknown, false for. Their sum is the number of records counted.
struct Tally {
  std::int64_t yes = 0;
  std::int64_t unknown = 0;
  std::int64_t no = 0;
  std::int64_t not_in_force = 0;

  [[nodiscard]] std::int64_t certain() const { return yes; }
  [[nodiscard]] std::int64_t possible() const { return yes + unknown; }
  [[nodiscard]] std::int64_t records() const { return yes + unknown + no + not_in_force; }
  bool operator==(const Tally&) const = default;
};

// A definition counted under: one offence of one law.
struct CountedDefinition {
  std::string id;            // "un.tip-protocol#trafficking"
  std::string law_title;     // English, as in the law file
  std::string cite;          // "art. 3(a), (c) with art. 5(1)"
  std::string jurisdiction;  // "INT", "DE"
  std::string versions;      // "2000"
  std::string content_hash;  // hex
  std::string mark;          // "verified", "secondary", "unverified": the weakest mark it rests on
  std::string review;        // "draft"
  // Whether it asks for intent or knowledge. Encodings without it are met by more records than the law would be.
  bool mental_element = true;
};

// An assumption of a mapping, which a reading may switch on.
struct Assumption {
  std::string id;    // "MAPPING/ID", as "htcds-2.0/identified_victim"
  std::string says;  // English sentence, as in the mapping
};

struct DeclaredReading {
  std::string id;                        // "strict"
  std::string says;                      // the study's own words
  std::vector<std::string> assumptions;  // switched on: "ID" in every mapping that has it, or "MAPPING/ID"
  std::vector<std::string> answers;      // "un.tip-protocol: tip_other_exploitation = true"
};

struct FindingCount {
  std::size_t definition = 0, reading = 0;  // indices into Results
  Tally tally;
  // For each assumption the reading switches on: how many records are certain without it, and how many possible. The
  // first shows what the assumption adds, the second what it rules out.
  std::map<std::string, std::int64_t> certain_without, possible_without;
};

struct ElementCount {
  std::size_t definition = 0, reading = 0;
  std::string element;  // "act"
  std::string cite;     // "art. 3(a)"
  std::string says;     // English paraphrase; may be empty
  Tally tally;
};

struct CellCount {
  std::size_t definition = 0, reading = 0;
  std::string dimension;  // "year", "sex", "age", "country"
  std::string category;   // "2017", "female", "9-17", "KH"; "" = not recorded
  Tally tally;
};

struct ColumnReport {
  std::string column;
  bool mapped = false;
  std::int64_t filled = 0, missing = 0, not_understood = 0, impossible = 0;
  std::int64_t distinct_not_understood = 0;
};

// A merged label that cannot be split: it counts for a law that names all it may mean, and leaves others unknown ("IP_TransactionProcess": transport, sale, smuggling ...).
struct MergedLabel {
  std::string column;
  std::string says;
  std::int64_t records = 0;
};

// A column whose share of recorded values moves more than it should between two years.
struct Drift {
  std::string column;
  std::string from, to;  // years
  double share_before = 0, share_after = 0;  // share of records in which the column is filled
};

struct SourceResults {
  std::string id, title, organisation, mapping, unit;  // unit: "person" or "record"
  std::int64_t rows_read = 0, rows_set_aside = 0, contradictory = 0;
  std::map<std::string, std::int64_t> set_aside_reasons;  // catalogue key -> rows
  std::vector<FindingCount> findings;
  std::vector<ElementCount> elements;
  std::vector<CellCount> cells;
  std::map<std::string, std::map<std::string, std::int64_t>> records_by;  // dimension -> category -> records
  std::vector<ColumnReport> columns;
  std::vector<MergedLabel> merged;
  std::vector<Drift> drifts;
};

struct Results {
  std::string id, title, question, period, place;
  std::string time;  // "as_definition" (the date of the conduct does not matter) or "by_date"
  std::vector<CountedDefinition> definitions;
  std::vector<DeclaredReading> readings;
  std::vector<Assumption> assumptions;
  std::vector<SourceResults> sources;
  std::map<std::string, std::string> country_names;  // ISO alpha-2 -> English short name, of the countries that occur
  bool simulated = false;  // the data are invented: marked on every page and number (D33)
  std::optional<ChainResults> chain = {};  // of a study that links its lists
};

}  // namespace palermo::publish
