// SPDX-License-Identifier: Apache-2.0
// Table: what a chart shows, for those who cannot see it; and what a terminal prints.
#pragma once

#include <string>
#include <vector>

namespace palermo::core {

struct Table {
  struct Column {
    std::string name;       // shown text, already in the reader's language
    bool numeric = false;   // numbers stand right-aligned
  };
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // shown text, one cell a column; the first column heads the row
};

// Plain text for a terminal: aligned columns, a rule under the header; widths count characters, not bytes.
[[nodiscard]] std::string to_plain_text(const Table& table);

}  // namespace palermo::core
