// SPDX-License-Identifier: Apache-2.0
// RecordWriter: one record of an invented person as one organisation writes it down, with its mistakes.
//
// What goes wrong is drawn from the stream (seed, "simulate.lists.record", counter) alone. Beside the row it says which
// mistakes could happen and which did, so that a test, or a measurement of linkage, can look at each by itself.
// A row needs no quoting as CSV. Not thread-safe (buffers are used again); one writer a thread.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/simulate/lists_person.hpp"

namespace palermo::simulate {

enum class ListColumn : std::uint8_t {
  record_id, given_name, family_name, full_name, sex, dob, age, ref_date, nationality, origin_place, passport_no, phone,
  street_number, street, town
};
inline constexpr std::size_t kListColumns = static_cast<std::size_t>(ListColumn::town) + 1;
[[nodiscard]] std::string_view name_of(ListColumn column);
// The columns of a list, in their order.
[[nodiscard]] std::vector<ListColumn> columns_of(const ListPlan& list);

// Bit i: kErrorRates[i].
struct ListMarks {
  std::bitset<std::tuple_size_v<decltype(kErrorRates)>> could, did;
};

struct ListRow {
  std::array<std::string, kListColumns> cells;
  ListMarks marks;

  [[nodiscard]] std::string& operator[](ListColumn column) { return cells[static_cast<std::size_t>(column)]; }
  [[nodiscard]] const std::string& operator[](ListColumn column) const { return cells[static_cast<std::size_t>(column)]; }
};

class RecordWriter {
 public:
  // All three must outlive the writer.
  RecordWriter(std::uint64_t seed, const ListErrors& errors) : seed_(seed), errors_(errors) {}
  // The record number `counter` of all; its id follows from it and is met nowhere else under this seed.
  void write(const ListedPerson& person, const ListPlan& list, std::uint64_t counter, ListRow& row);

 private:
  struct Word {
    std::string text;
    const NamePart* part = nullptr;  // nullptr: a nickname or a form of address
  };
  using Words = std::vector<Word>;

  // Whether the name stands in its own script.
  [[nodiscard]] bool write_names(const ListedPerson& person, const ListPlan& list, ListRow& row, core::Stream& stream);
  void choose_parts(const ListedPerson& person, bool alias, bool native, core::Stream& stream);
  void split_words(core::Stream& stream);
  void misspell(const Naming& naming, ListRow& row, core::Stream& stream);
  void respell(Word& word, const Naming& naming, core::Stream& stream);
  Word& add(Words& words);

  std::uint64_t seed_;
  const ListErrors& errors_;
  Words given_, family_, spare_;
};

// "sim-" and 16 hexadecimal digits: every row says that it is invented (SAFEGUARDS.md, D33).
void write_record_id(std::uint64_t seed, std::uint64_t counter, std::string& out);

}  // namespace palermo::simulate
