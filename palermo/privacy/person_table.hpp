// SPDX-License-Identifier: Apache-2.0
// Person table: people as rows of levels, one row a person, whatever number of records she has on whatever number of lists.
//
// The codebook alone decides the domain; a value outside is counted as other. Rows of one person are joined column by column: what
// is missing says nothing, what agrees is kept, what differs goes by the column's `join`; so one person changes one row at most, and
// the order of records changes nothing. A row that breaks skip logic is mended to the first allowed level (missing before others).
// Invariant: coded columns are of one length, every level below its column's size.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/privacy/codebook.hpp"

namespace palermo::privacy {

inline constexpr core::ErrorKind kNoColumn{"privacy.no_column", core::Exit::unreadable};

// Rows of levels, column by column: real people or synthetic rows.
struct CodedRows {
  std::vector<std::vector<Level>> columns;  // by column of the codebook, then by row
  [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
};

// What reading met. Exact, about real people: for the inside half alone.
struct ReadingCounts {
  std::int64_t records = 0;
  std::int64_t persons = 0;
  std::vector<std::int64_t> told;      // by column: cells that say something, in the codebook's words or not
  std::vector<std::int64_t> outside;   // of these, cells whose value the codebook does not list
  std::vector<std::int64_t> differed;  // by column: persons whose records contradicted each other
  std::int64_t mended = 0;             // persons whose row broke skip logic
};

// Real people. What leaves goes through measure() and select(); who needs the exact rows says so.
class PersonTable {
 public:
  // `rows` must fit the codebook; one row a person is the caller's word. For simulated people and tests.
  PersonTable(std::shared_ptr<const Codebook> codebook, CodedRows rows);

  [[nodiscard]] const Codebook& codebook() const { return *codebook_; }
  [[nodiscard]] const std::shared_ptr<const Codebook>& shared_codebook() const { return codebook_; }

  // The exact rows and their number: for results that stay inside (utility, attacks, closed circles), never for what is published.
  [[nodiscard]] const CodedRows& inside_rows() const { return rows_; }
  [[nodiscard]] const ReadingCounts& inside_counts() const { return counts_; }


 private:
  friend class PersonReader;
  std::shared_ptr<const Codebook> codebook_;
  CodedRows rows_;
  ReadingCounts counts_;
};

// Takes records one by one, in any order, from as many lists as there are.
class PersonReader {
 public:
  explicit PersonReader(std::shared_ptr<const Codebook> codebook);

  // Begins a list. Errors: privacy.no_column when a column of the codebook, or its subject, is not in the header.
  [[nodiscard]] core::Done header(const std::vector<std::string>& names);
  // One record; fields in the order of the header.
  void add(std::span<const std::string_view> fields);
  [[nodiscard]] PersonTable finish() &&;

 private:
  [[nodiscard]] std::size_t person(std::string_view subject);
  void put(std::size_t column, std::size_t row, Level level);

  std::shared_ptr<const Codebook> codebook_;
  std::vector<std::size_t> field_of_;  // by column of the codebook
  std::size_t subject_field_ = 0;
  std::unordered_map<std::string, std::size_t> row_of_;
  CodedRows rows_;
  std::vector<std::vector<bool>> differs_;  // by column, then by row
  ReadingCounts counts_;
};

// The rows as text, for writing: by column of the codebook; groups of hierarchies are columns too where the codebook has them.
[[nodiscard]] const std::string& text_at(const Codebook& codebook, const CodedRows& rows, std::size_t column, std::size_t row);

}  // namespace palermo::privacy
