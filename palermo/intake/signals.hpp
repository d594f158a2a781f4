// SPDX-License-Identifier: Apache-2.0
// SignalPlanes: what each signal of a mapping says in each record of a block, before any reading is applied.
//
// Three planes a signal: yes, no, and missing (an empty flag, which `empty_means_no` turns into a no). A record with
// none of them holds a value that says nothing or was not understood.
// Memory: three planes of one block a signal. Not thread-safe.
#pragma once

#include <vector>

#include "palermo/intake/columns.hpp"
#include "palermo/law/kernel_decode.hpp"

namespace palermo::intake {

class SignalPlanes {
 public:
  SignalPlanes(const Mapping& mapping, const Columns& columns);

  // Decodes the block that `columns` holds now.
  void decode(const Columns& columns);

  [[nodiscard]] const law::Word* yes(std::size_t signal) const { return said_[signal].yes.data(); }
  [[nodiscard]] const law::Word* no(std::size_t signal) const { return said_[signal].no.data(); }
  [[nodiscard]] const law::Word* missing(std::size_t signal) const { return missing_[signal].yes.data(); }

 private:
  std::vector<std::size_t> slots_;        // by signal
  std::vector<law::CodeTable> tables_;    // yes and no by code
  std::vector<law::CodeTable> absences_;  // "yes" for the missing code, of flags only
  std::vector<law::Planes> said_, missing_;
};

// Whether a signal ever says no: it knows a "no" of its own, or gets one from `empty_means_no`. One that never does
// only adds to the others, and its silence keeps nothing open.
[[nodiscard]] bool can_say_no(const Signal& signal, bool empty_means_no);

}  // namespace palermo::intake
