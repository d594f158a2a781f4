// SPDX-License-Identifier: Apache-2.0
// What an invented record says beside the name: birth, sex, nationality, province, papers, telephone, address.
#pragma once

#include "palermo/core/random.hpp"
#include "palermo/simulate/lists_record.hpp"

namespace palermo::simulate {

// Where kErrorRates has the rate.
template <double ListErrors::*rate>
[[nodiscard]] consteval std::size_t bit_of() {
  std::size_t bit = 0;
  while (kErrorRates[bit].rate != rate) ++bit;
  return bit;
}

// Notes that a mistake could happen, and whether it did.
template <double ListErrors::*rate>
void mark(bool did, ListMarks& marks) {
  marks.could.set(bit_of<rate>());
  marks.did.set(bit_of<rate>(), did);
}

// Draws whether a mistake happens that could, and marks both.
template <double ListErrors::*rate>
[[nodiscard]] bool happens(const ListErrors& errors, ListMarks& marks, core::Stream& stream) {
  const bool did = stream.chance(errors.*rate);
  mark<rate>(did, marks);
  return did;
}

// dob or age or neither, and ref_date, the day of the record.
void write_birth(const ListedPerson& person, const ListErrors& errors, core::Stream& stream, ListRow& row);
// `native`: the name stands in its own script, and so does the province.
void write_particulars(const ListedPerson& person, const ListPlan& list, const ListErrors& errors, bool native, core::Stream& stream, ListRow& row);

}  // namespace palermo::simulate
