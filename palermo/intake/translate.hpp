// SPDX-License-Identifier: Apache-2.0
// Translator: one mapping under one reading, from signals to the statements of law: for whole blocks as planes, for one
// record as a Case. Both are made from the same rules; a test holds them equal.
//
// Invariant: every statement of case_of() carries the assumption it rests on ("mapping/assumption"), or nothing when
// the record itself says it.
#pragma once

#include <string>
#include <vector>

#include "palermo/core/partial_date.hpp"
#include "palermo/intake/reading.hpp"
#include "palermo/intake/signals.hpp"

namespace palermo::intake {

// From which signals a fact's truth is read.
struct FactRule {
  law::FactId fact = 0;
  std::vector<std::size_t> shows_alone;  // signals: yes makes it true
  std::vector<std::size_t> touches;      // signals, also of assumptions that are off: while one is yes, it is not denied
  std::vector<std::size_t> denies;       // signals: one of them no makes it false
  std::vector<std::size_t> closes;       // of a closed group: all of them no makes it false
  std::vector<std::size_t> refutes;      // signals: yes makes it false
  std::string closed_by;                 // the assumption that closes its group
};

// A merged statement: at least one of `facts`.
struct OneOfRule {
  std::vector<law::FactId> facts;       // sorted
  std::vector<std::size_t> signals;     // yes makes it true
  std::string assumed;                  // assumption that states it for every record; empty: none
};

class Translator {
 public:
  [[nodiscard]] static core::Result<Translator> make(const Mapping& mapping, const Reading& reading, const Columns& columns,
                                                     const law::Vocabulary& vocabulary);

  // What is the same for every record.
  [[nodiscard]] const std::vector<FactRule>& facts() const { return facts_; }
  [[nodiscard]] const std::vector<law::Statement>& constants() const { return constants_; }
  [[nodiscard]] const std::vector<OneOfRule>& one_of() const { return one_of_; }
  [[nodiscard]] const std::vector<law::ClosedGroup>& closed() const { return closed_; }
  [[nodiscard]] const std::vector<law::FactId>& numbers() const { return number_facts_; }
  [[nodiscard]] const std::vector<law::Answer>& answers() const { return answers_; }
  [[nodiscard]] bool exceptions_not_raised() const { return exceptions_not_raised_; }
  [[nodiscard]] bool dated() const { return dated_; }  // the conduct has a date in this reading

  // Translates the block that `signals` and `columns` hold.
  void fill(const SignalPlanes& signals, const Columns& columns);
  [[nodiscard]] law::PlaneView fact(std::size_t rule) const { return {truths_[rule].yes.data(), truths_[rule].no.data()}; }
  [[nodiscard]] const law::Word* one_of_plane(std::size_t rule) const { return merged_[rule].data(); }
  [[nodiscard]] law::Intervals number(std::size_t i) const { return {lo_[i].data(), hi_[i].data()}; }
  [[nodiscard]] const core::Day* earliest() const { return earliest_.data(); }
  [[nodiscard]] const core::Day* latest() const { return latest_.data(); }

  // One record of the block as a case, after fill().
  [[nodiscard]] law::Case case_of(const SignalPlanes& signals, std::size_t record) const;

 private:
  // Ranges by code of one column that bounds a number.
  struct RangeTable {
    std::size_t slot = 0;
    std::vector<std::int16_t> lo, hi;  // by code
    bool fallback = false;
    std::string condition;
  };

  core::Done add_numbers(const Mapping& mapping, const Reading& reading, const Columns& columns);
  void add_signals(const Mapping& mapping, const Reading& reading, const law::Vocabulary& vocabulary);
  void add_assumptions(const Mapping& mapping, const Reading& reading);
  void fill_numbers(const Columns& columns);
  void fill_dates(const Columns& columns);
  [[nodiscard]] law::Word denied(const SignalPlanes& signals, const FactRule& rule, std::size_t word) const;
  [[nodiscard]] law::Word says_no(const SignalPlanes& signals, std::size_t signal, std::size_t word) const;
  [[nodiscard]] std::string source_of_denial(const SignalPlanes& signals, const FactRule& rule, std::size_t record) const;

  std::vector<Signal> signals_;           // of the mapping
  std::vector<std::string> source_;       // by signal: "mapping/assumption" or ""
  std::string empty_means_no_;            // the assumption's full name when it is on
  std::string dates_conduct_;
  std::vector<FactRule> facts_;
  std::vector<law::Statement> constants_;
  std::vector<OneOfRule> one_of_;
  std::vector<law::ClosedGroup> closed_;
  std::vector<law::Answer> answers_;
  std::vector<law::FactId> number_facts_;
  std::vector<std::vector<RangeTable>> ranges_;  // by number fact
  bool exceptions_not_raised_ = false, dated_ = false;
  std::size_t year_slot_ = 0;
  int first_year_ = 0;
  std::vector<law::Planes> truths_;
  std::vector<std::vector<law::Word>> merged_;
  std::vector<std::vector<std::int16_t>> lo_, hi_;
  std::vector<core::Day> earliest_, latest_;
};

}  // namespace palermo::intake
