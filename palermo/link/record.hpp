// SPDX-License-Identifier: Apache-2.0
// Records: the rows of all lists, packed for a million and more: every text stands once and is known by its number.
//
// Text 0 is the empty text and means "not known". A record is some 100 bytes and four a name token; its external id is
// kept as it stands in the list. `content` is a hash of what the record says, equal for equal records whatever the order of rows:
// whatever is drawn at random is drawn in the order of contents, so that the order of rows does not show.
// Records are made by RecordReader and then never change; reading them is safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/link/birth.hpp"
#include "palermo/link/columns.hpp"
#include "palermo/link/interner.hpp"
#include "palermo/link/list.hpp"
#include "palermo/link/name.hpp"
#include "palermo/link/pair.hpp"

namespace palermo::link {

using TokenId = std::uint32_t;

// One name word, interned by all it says but its part: two tokens of one romanisation and key share `spelling`.
struct Token {
  TextId roman = 0;
  TextId key = 0;
  TextId skeleton = 0;
  std::uint32_t spelling = 0;  // equal iff roman is
  bool low_information = false;
  bool vowels_known = true;
  bool initial = false;
  Script script = Script::none;
};

// A token in a record's name.
struct TokenUse {
  std::uint32_t token : 30 = 0;
  std::uint32_t part : 2 = 0;  // NamePart
};

enum class Sex : std::uint8_t { unknown, female, male, other };

struct Record {
  std::uint64_t content = 0;
  std::uint32_t name_begin = 0;  // into the uses
  std::uint8_t name_count = 0;
  std::uint8_t alias_count = 0;  // tokens of all aliases, after those of the name
  Sex sex = Sex::unknown;
  Script script = Script::none;
  Birth birth;
  ListIndex list = 0;
  std::uint32_t row = 0;  // in its list, from 1
  std::array<TextId, 2> documents{};
  std::array<TextId, 2> phones{};
  TextId email = 0;
  TextId nationality = 0;
  TextId place = 0;
  TextId street_number = 0;
  TextId street = 0;
  TextId address_rest = 0;
  TextId town = 0;
  TextId postcode = 0;
  TextId state = 0;
  TextId occupation = 0;
};

// A row whose person did not agree to be linked: that it is there, and nothing of what it says.
struct AsideRow {
  ListIndex list = 0;
  std::uint32_t row = 0;  // in its list, from 1
  std::string id;
};

struct Records {
  std::vector<ListInfo> lists;
  std::vector<std::vector<Column>> columns;  // by file, in the order in which they were begun
  std::vector<Record> records;
  std::vector<TokenUse> uses;
  std::vector<Token> tokens;
  Interner texts;
  std::vector<std::uint64_t> id_begin;  // record i's external id is ids[id_begin[i], id_begin[i + 1])
  std::string ids;
  std::vector<AsideRow> aside;  // in no comparison, no frequency and no training

  [[nodiscard]] std::size_t size() const { return records.size(); }
  [[nodiscard]] std::span<const TokenUse> name(const Record& r) const { return {uses.data() + r.name_begin, r.name_count}; }
  [[nodiscard]] std::span<const TokenUse> aliases(const Record& r) const {
    return {uses.data() + r.name_begin + r.name_count, r.alias_count};
  }
  [[nodiscard]] std::string_view id(RecordIndex i) const {
    return std::string_view(ids).substr(id_begin[i], id_begin[i + 1] - id_begin[i]);
  }
  // Whether two records may be of one person at all, as their lists say.
  [[nodiscard]] bool may_pair(RecordIndex a, RecordIndex b) const {
    return records[a].list != records[b].list || !lists[records[a].list].duplicate_free;
  }
  // Record numbers by content; equal contents by number (they say the same, so it does not show).
  [[nodiscard]] std::vector<RecordIndex> canonical_order() const;
};

// Reads rows into Records. Views given to it may die after each call. Not thread-safe.
class RecordReader {
 public:
  RecordReader(const NameTables& tables, ColumnOptions options = {});
  ~RecordReader();
  RecordReader(RecordReader&&) noexcept;

  // A file begins. With a list column `list` is only the default for rows that name none. Returns what was recognised.
  const std::vector<Column>& begin_file(const ListInfo& list, std::span<const std::string> headers);
  // One row: a cell a header; missing cells at the end count as empty.
  void add_row(std::span<const std::string_view> cells);
  // One row of somebody who did not agree to be linked: only its list, its number and its id are read.
  void set_row_aside(std::span<const std::string_view> cells);
  // What a list that is named by a column is known to be; before or after its rows.
  void describe_list(const ListInfo& list);
  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] Records finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace palermo::link
