// SPDX-License-Identifier: Apache-2.0
// Numbers: telephone numbers, document numbers and e-mail addresses in one normal form each, placeholders known.
//
// A placeholder (000000, 123456, A0000000, n/a, x@x.com; data/names/placeholders.yaml, and every number of one
// repeated or running digit) is what a clerk types to get past a field: it says nothing, and is kept only to be
// counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "palermo/link/name_tables.hpp"

namespace palermo::link {

struct Number {
  std::string normal;        // empty: nothing was read
  bool placeholder = false;  // then it must not be compared

  [[nodiscard]] bool usable() const { return !normal.empty() && !placeholder; }
  bool operator==(const Number&) const = default;
};

// Digits only, of any script; leading + or 00 and a national 0 after it dropped: "+855 (0)12 345 678" -> 85512345678.
// A national number keeps its digits without the leading 0. Fewer than 6 digits: nothing.
[[nodiscard]] Number read_phone(const NameTables& tables, std::string_view text);

// Letters (upper case) and digits only: "n 123-4567" -> N1234567. Fewer than 4 characters: nothing.
[[nodiscard]] Number read_document(const NameTables& tables, std::string_view text);

// Lower case, no blanks, no "mailto:". Without exactly one @ and a dot after it: nothing.
[[nodiscard]] Number read_email(const NameTables& tables, std::string_view text);

enum class NumberLevel : std::uint8_t {
  missing,  // a side is empty or a placeholder
  different,
  two_edits,  // normal forms of 8 or more, two edits apart
  one_edit,   // normal forms of 6 or more, one edit apart
  tail,       // telephone: the last 8 digits agree; e-mail: the same user at another domain
  exact,
};

[[nodiscard]] NumberLevel document_level(const Number& a, const Number& b);
[[nodiscard]] NumberLevel phone_level(const Number& a, const Number& b);
[[nodiscard]] NumberLevel email_level(const Number& a, const Number& b);

}  // namespace palermo::link
