// SPDX-License-Identifier: Apache-2.0
// NameTables: what data/names/*.yaml says about names: romanisation, matching keys, honorifics, placeholders.
//
// Each file is one table with its sources (data/names/SOURCE.md). The room opens no file: the program reads them and
// gives the parsed documents. Immutable after parse, cheap to copy, safe to share between threads.
#pragma once

#include <memory>
#include <span>

#include "palermo/core/result.hpp"
#include "palermo/core/value.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kBadNameTable{"link.bad_name_table", core::Exit::unreadable};

namespace detail {
struct Tables;  // name_tables_data.hpp: for the sources of this room only
}

class NameTables {
 public:
  // No rule at all: Latin names only, by the built-in ASCII path. For tests of other rooms.
  NameTables();

  // `documents`: every data/names/*.yaml, parsed, in any order; each says `table:` which one it is.
  // Errors: link.bad_name_table (with the place), schema.*.
  [[nodiscard]] static core::Result<NameTables> parse(std::span<const core::Value> documents);

  [[nodiscard]] const detail::Tables& data() const { return *data_; }

 private:
  std::shared_ptr<const detail::Tables> data_;
};

}  // namespace palermo::link
