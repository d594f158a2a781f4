// SPDX-License-Identifier: Apache-2.0
// ReadingCounter: one reading of one source, counted block by block: findings, elements, and cells of the tables.
//
// Exact counts, inside only. Not thread-safe: one counter a thread. Results do not depend on the order of the rows.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "palermo/intake/translate.hpp"
#include "palermo/law/batch.hpp"
#include "palermo/publish/results.hpp"

namespace palermo::study {

// What is counted: the same for every source of a study.
struct CountPlan {
  std::vector<law::FindingId> findings;
  std::vector<std::string> tables;  // dimensions
  bool by_date = false;
};

// A dimension of the study that the mapping has.
struct Cut {
  std::string name;
  std::size_t slot = 0;
  bool wide = false;
  std::vector<std::string> categories;  // by code; "" for missing and not understood
};

[[nodiscard]] std::vector<Cut> cuts_of(const intake::Mapping& mapping, const intake::Columns& columns, const std::vector<std::string>& tables);

[[nodiscard]] publish::Tally to_publish(const law::Tally& tally);

class ReadingCounter {
 public:
  // With `full` the elements and the cells of the tables are counted too, else only the findings.
  [[nodiscard]] static core::Result<ReadingCounter> make(const law::Corpus& corpus, const CountPlan& plan, const intake::Mapping& mapping,
                                                         const intake::Reading& reading, const intake::Columns& columns, bool full);

  // Counts the block that `signals` and `columns` hold.
  void count(const intake::SignalPlanes& signals, const intake::Columns& columns);

  [[nodiscard]] law::FindingView finding(std::size_t slot) const { return output_.finding(slot); }  // of the last block
  [[nodiscard]] std::int64_t certain(std::size_t slot) const { return findings_[slot].of(law::Outcome::yes); }
  [[nodiscard]] std::int64_t possible(std::size_t slot) const { return to_publish(findings_[slot]).possible(); }
  [[nodiscard]] std::int64_t contradictory() const { return contradictory_; }
  [[nodiscard]] const intake::Translator& translator() const { return translator_; }

  // Adds what was counted to the results, as reading number `reading`.
  void add_to(publish::SourceResults& results, std::size_t reading, const law::Corpus& corpus, const CountPlan& plan) const;

 private:
  ReadingCounter(intake::Translator translator, law::BatchProgram program);
  void connect();

  intake::Translator translator_;
  std::unique_ptr<law::BatchProgram> program_;  // its address is known to output_
  law::BatchOutput output_;
  law::BatchInput input_;
  std::vector<Cut> cuts_;
  std::vector<law::Tally> findings_;
  std::vector<law::Tally> elements_;
  std::vector<std::vector<std::vector<law::Tally>>> cells_;  // by finding, cut, code
  std::int64_t contradictory_ = 0;
  bool full_ = false;
};

}  // namespace palermo::study
