// SPDX-License-Identifier: Apache-2.0
// Countries and areas by ISO 3166-1 code, with the UN M49 region; legacy codes seen in case data (AN, YU, ZR, TP).
//
// Data: data/codes/countries.csv and legacy.csv, with their sources at their heads. "NA" is Namibia.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "palermo/core/result.hpp"

namespace palermo::core {

inline constexpr ErrorKind kBadCountryTable{"country.bad_table", Exit::unreadable};

struct Country {
  std::string alpha2;   // "KH"
  std::string alpha3;   // "KHM"
  std::string numeric;  // "116"
  std::string name;     // English short name
  std::string region;     // "Asia"; empty for Antarctica
  std::string subregion;  // "South-eastern Asia"
};

class Countries {
 public:
  // `table` and `legacy` are the texts of the two files; lines that begin with # may stand above the header.
  // Errors: country.bad_table, and those of read_csv.
  [[nodiscard]] static Result<Countries> parse(std::string_view table, std::string_view legacy);

  // By alpha-2, alpha-3 or legacy code, upper or lower case; nullptr when there is none.
  [[nodiscard]] const Country* find(std::string_view code) const;
  [[nodiscard]] const std::vector<Country>& all() const { return countries_; }

 private:
  std::vector<Country> countries_;
  std::vector<std::pair<std::string, std::size_t>> index_;  // sorted by code
};

}  // namespace palermo::core
