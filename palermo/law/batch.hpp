// SPDX-License-Identifier: Apache-2.0
// The batch evaluator: rules compiled to straight-line code over bit planes, for millions of records.
//
//   BatchPlan plan;                                   // what the records can say, and what is asked of them
//   plan.facts = {recruit, threat}; plan.numbers = {age}; plan.findings = {{"un.tip-protocol", "trafficking"}};
//   PALERMO_TRY(BatchProgram program, compile(corpus, plan));
//   BatchOutput output(program);                      // one a thread
//   for each block: fill a BatchInput, program.run(input, output), read output.finding(0)
//
// It gives exactly what assess() gives for case_of() of the same record, with contradictions set aside
// (docs/methods/batch.md; batch_test.cpp holds the two equal). It gives no derivation: explain a record by its case.
// A column's fact that a record does not know counts as asked and not known, also in a closed group.
// A program is immutable: any number of threads may run it, each with its own output. It stays where it is while one lives.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "palermo/law/case.hpp"
#include "palermo/law/kernel_decode.hpp"
#include "palermo/law/kernel_logic.hpp"
#include "palermo/law/kernel_tally.hpp"
#include "palermo/law/planes.hpp"

namespace palermo::law {

// Arguments: what (unknown_fact, a_number, not_a_number, fact_twice, one_of, constant, closed_group, too_large), position.
inline constexpr core::ErrorKind kBadPlan{"law.bad_plan", core::Exit::ours};

// What all records of a table have in common. Positions in these lists are the slots of BatchInput and BatchOutput.
struct BatchPlan {
  std::vector<FactId> facts;                 // three-valued columns, each fact once
  std::vector<FactId> numbers;               // number columns, each fact once
  std::vector<std::vector<FactId>> one_of;   // sets of which a record may say "at least one"; two facts or more each
  std::vector<ClosedGroup> closed;           // groups that every record's file declares examined
  std::vector<Statement> constants;          // what a reading states of every record
  std::vector<Answer> answers;               // to open terms
  bool exceptions_not_raised = false;
  bool by_date = false;                      // false: the last version of each law that has the offence, whatever the date
  std::vector<FindingId> findings;
  bool elements = false;                     // also the elements, one by one
  bool contradictions = true;                // also which records contradict themselves
};

// Is a number less than `bound`? A comparison that the findings depend on.
struct Comparison {
  std::size_t number = 0;  // position in BatchPlan::numbers
  std::int64_t bound = 0;

  bool operator==(const Comparison&) const = default;
};

struct DayRanges {
  const core::Day* first = nullptr;  // kNoFirstDay: open
  const core::Day* last = nullptr;   // kNoLastDay: open; never before `first`
};
inline constexpr core::Day kNoFirstDay = INT32_MIN;
inline constexpr core::Day kNoLastDay = INT32_MAX;

// What one block of records brings. Planes have plane_words(records) words. Null where the program needs none.
struct BatchInput {
  std::size_t records = 0;             // at most kBlockRecords
  std::vector<PlaneView> facts;        // statements, by BatchPlan::facts
  std::vector<const Word*> one_of;     // by BatchPlan::one_of
  std::vector<Intervals> numbers;      // by BatchPlan::numbers; may be null when all its comparisons are given
  std::vector<PlaneView> comparisons;  // by BatchProgram::comparisons(); empty, or null: taken from `numbers`.
                                       // Never both bits: an empty interval says nothing
  DayRanges days;                      // by_date only; null: nothing known
};

class BatchOutput;

class BatchProgram {
 public:
  // One element of one version's offence, or one ground of its aggravation: what is true of it, dates aside.
  struct ElementSlot {
    std::size_t finding = 0;  // position in BatchPlan::findings
    std::string version;
    std::string element;      // its id
  };

  // Evaluates one block. `input` must have the plan's slots; `output` is overwritten.
  void run(const BatchInput& input, BatchOutput& output, Level level = best_level()) const;

  [[nodiscard]] bool needs_fact(std::size_t slot) const;    // else its planes may be null
  [[nodiscard]] bool needs_one_of(std::size_t slot) const;
  [[nodiscard]] bool needs_number(std::size_t slot) const;
  [[nodiscard]] const std::vector<Comparison>& comparisons() const { return comparisons_; }
  [[nodiscard]] const std::vector<ElementSlot>& elements() const { return elements_; }
  // Without dates: the version that finding `slot` applies. By date: empty.
  [[nodiscard]] const std::string& version_of(std::size_t slot) const { return versions_of_[slot]; }

  [[nodiscard]] std::size_t operations() const { return schedule_code_.size(); }
  [[nodiscard]] std::size_t scratch_planes() const { return registers_; }
  [[nodiscard]] std::size_t input_planes() const;  // planes read, once each

 private:
  friend class BatchOutput;
  friend class BatchCompiler;

  struct FindingPlaces {
    std::uint16_t yes, no;
    std::optional<std::uint16_t> not_in_force;  // by date only
  };
  struct KnownPlaces {
    std::uint16_t yes, no;
  };
  // Days that a version, or versions without a gap between them, are in force: a plane for "may fall in", one for "falls in".
  struct Period {
    core::Day first = kNoFirstDay, last = kNoLastDay;
    bool operator==(const Period&) const = default;
  };

  void fill_table(const BatchInput& input, BatchOutput& output, Level level) const;
  [[nodiscard]] std::size_t one_of_at() const { return facts_ * 2; }
  [[nodiscard]] std::size_t comparisons_at() const { return one_of_at() + one_of_; }
  [[nodiscard]] std::size_t empty_at() const { return comparisons_at() + comparisons_.size() * 2; }
  [[nodiscard]] std::size_t periods_at() const { return empty_at() + numbers_; }
  [[nodiscard]] std::size_t inputs() const { return periods_at() + periods_.size() * 2; }

  std::size_t facts_ = 0, one_of_ = 0, numbers_ = 0, outputs_ = 0, registers_ = 0;
  std::vector<Comparison> comparisons_;
  std::vector<Period> periods_;
  std::vector<bool> used_;  // by input operand
  std::vector<Instruction> schedule_code_;
  std::vector<FindingPlaces> finding_places_;
  std::vector<KnownPlaces> element_places_;
  std::vector<ElementSlot> elements_;
  std::vector<std::string> versions_of_;
  std::optional<std::uint16_t> contradictory_place_;
};

// Errors: law.unknown_law (a finding that no version has), law.bad_plan (slots that do not fit the vocabulary).
[[nodiscard]] core::Result<BatchProgram> compile(const Corpus& corpus, const BatchPlan& plan);

// The planes of the block last run, and the room to run it in. Bits past the last record are zero.
class BatchOutput {
 public:
  explicit BatchOutput(const BatchProgram& program);

  [[nodiscard]] std::size_t records() const { return records_; }
  [[nodiscard]] FindingView finding(std::size_t slot) const;   // by BatchPlan::findings
  [[nodiscard]] PlaneView element(std::size_t slot) const;     // by BatchProgram::elements()
  [[nodiscard]] const Word* contradictory() const;             // null unless BatchPlan::contradictions

 private:
  friend class BatchProgram;

  const BatchProgram* program_;
  std::size_t records_ = 0;
  PlaneWords words_;           // zero plane, outputs, scratch, planes derived from numbers and dates
  std::vector<Word*> table_;   // operands of the code
};

[[nodiscard]] Outcome outcome_at(FindingView finding, std::size_t record);
[[nodiscard]] Truth truth_at(PlaneView known, std::size_t record);

// The plain case that record `record` of a block is. Without dates its date is the whole time in which the version applied
// for finding `slot` is in force, so the plain engine applies the same version.
[[nodiscard]] Case case_of(const Corpus& corpus, const BatchPlan& plan, const BatchProgram& program, const BatchInput& input,
                           std::size_t record, std::size_t slot = 0);

}  // namespace palermo::law
