// SPDX-License-Identifier: Apache-2.0
// For tests of invented lists: the name book that Palermo ships, and lists made in memory.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "palermo/simulate/lists.hpp"

namespace palermo::simulate {

inline const NameBook& our_book() {
  static const core::Result<NameBook> book = NameBook::read(std::string(PALERMO_SOURCE_DIR) + "/data/simulate/names");
  if (!book) throw std::runtime_error(std::string(book.error().kind.code) + " " + book.error().place.file + ":" + std::to_string(book.error().place.line));
  return *book;
}

inline InventedLists invented(const ListsOptions& options) {
  core::Silence silence;
  auto made = invent_lists(our_book(), options, silence);
  if (!made) throw std::runtime_error(std::string(made.error().kind.code) + " " + made.error().place.field);
  return std::move(*made);
}

// Nothing goes wrong, nothing is left out.
inline ListErrors no_errors() {
  ListErrors errors;
  for (const ErrorRate& one : kErrorRates) errors.*one.rate = 0;
  return errors;
}

inline const ListedPerson& person_of(const InventedLists& made, const InventedList& list, std::size_t row) {
  return made.people.at(static_cast<std::size_t>(list.person.at(row) - 1));
}

}  // namespace palermo::simulate
