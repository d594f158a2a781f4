// SPDX-License-Identifier: Apache-2.0
// Columns: which column of a list means what, recognised by its header alone.
//
// A header is compared in lower case with blanks, hyphens and dots as underscores: "Date of birth" is date_of_birth.
// What the mapping of a configuration says goes before what is recognised. A column that is recognised as ground truth
// (cluster, ent_id, ...) is set aside and never compared; an unknown column is ignored and said so.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palermo::link {

enum class Field : std::uint8_t {
  ignored,
  truth,  // ground truth of a test: never compared
  record_id,
  list,
  given_name,
  family_name,
  full_name,
  alias,
  sex,
  birth_date,
  birth_year,
  birth_month,
  birth_day,
  age,
  reference_date,
  reference_year,
  nationality,
  place,  // of origin or birth
  document,
  phone,
  email,
  street_number,
  street,
  address_rest,
  town,
  postcode,
  state,
  occupation,
};

// The word of a configuration and of what is printed: "given_name".
[[nodiscard]] std::string_view word(Field field);
[[nodiscard]] std::optional<Field> field_of(std::string_view word);

// What a header alone tells. "fname_c1" is given_name, "cluster" is truth, "shoe_size" is ignored.
[[nodiscard]] Field recognise(std::string_view header);

struct Column {
  std::string header;  // as it stands in the list
  Field field = Field::ignored;
};

// Column header (as it stands) -> what it means; Field::ignored keeps a column out.
using ColumnMapping = std::map<std::string, Field, std::less<>>;

struct ColumnOptions {
  ColumnMapping mapping = {};
  std::string list_column = {};  // the column that names the list; empty: none
  std::string id_column = {};    // empty: recognised, else the number of the row
};

// One Column a header, in their order. Of several columns for one record id or list the first counts, the rest are ignored.
[[nodiscard]] std::vector<Column> recognise_columns(std::span<const std::string> headers, const ColumnOptions& options = {});

}  // namespace palermo::link
