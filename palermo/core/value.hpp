// SPDX-License-Identifier: Apache-2.0
// Value: a document tree (JSON or YAML) that remembers where each node stood.
//
// Invariants: maps keep the order of the file and have no duplicate keys (a reader refuses them); every node read
// from a file has line and column (from 1). YAML scalars are typed by the JSON rules plus nothing: `true`, `false`,
// `null`, numbers; `yes`, `no`, `on`, `off` and Norway's NO stay text. A quoted scalar is always text.
// Limits: 64 MiB of text, 200 levels of nesting, 1,000,000 nodes (aliases counted where they are used).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "palermo/core/result.hpp"

namespace palermo::core {

class Value {
 public:
  using Array = std::vector<Value>;
  using Member = std::pair<std::string, Value>;
  using Object = std::vector<Member>;  // in the order of the file

  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool b) : data_(b) {}
  Value(int n) : data_(std::int64_t{n}) {}
  Value(std::int64_t n) : data_(n) {}
  Value(double x) : data_(x) {}
  Value(const char* text) : data_(std::string(text)) {}
  Value(std::string text) : data_(std::move(text)) {}
  Value(std::string_view text) : data_(std::string(text)) {}
  Value(Array items) : data_(std::move(items)) {}
  Value(Object members) : data_(std::move(members)) {}

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  [[nodiscard]] bool is_bool() const { return std::holds_alternative<bool>(data_); }
  [[nodiscard]] bool is_int() const { return std::holds_alternative<std::int64_t>(data_); }
  [[nodiscard]] bool is_number() const { return is_int() || std::holds_alternative<double>(data_); }
  [[nodiscard]] bool is_text() const { return std::holds_alternative<std::string>(data_); }
  [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(data_); }
  [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(data_); }

  // Unchecked reads: the caller has asked is_...() first.
  [[nodiscard]] bool as_bool() const { return std::get<bool>(data_); }
  [[nodiscard]] std::int64_t as_int() const { return std::get<std::int64_t>(data_); }
  [[nodiscard]] double as_number() const;
  [[nodiscard]] const std::string& as_text() const { return std::get<std::string>(data_); }
  [[nodiscard]] const Array& items() const;      // empty when not an array
  [[nodiscard]] const Object& members() const;   // empty when not an object

  // The member called `key`, or nullptr (also when this is not an object).
  [[nodiscard]] const Value* find(std::string_view key) const;
  // The member called `key`; a null Value when there is none. v["a"]["b"] never throws.
  [[nodiscard]] const Value& operator[](std::string_view key) const;

  void set(std::string_view key, Value value);  // makes this an object; replaces or appends
  void push(Value value);                       // makes this an array

  [[nodiscard]] const Place& place() const { return place_; }
  void set_place(Place place) { place_ = std::move(place); }

  bool operator==(const Value& other) const { return data_ == other.data_; }  // places do not count

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> data_;
  Place place_;
};

inline constexpr ErrorKind kBadYaml{"document.bad_yaml", Exit::unreadable};
inline constexpr ErrorKind kBadJson{"document.bad_json", Exit::unreadable};
inline constexpr ErrorKind kDuplicateKey{"document.duplicate_key", Exit::unreadable};
inline constexpr ErrorKind kDocumentTooLarge{"document.too_large", Exit::unreadable};

// Reads the whole of `text`. `file` only names it in errors. Errors: the four kinds above and text.not_utf8.
[[nodiscard]] Result<Value> parse_yaml(std::string_view text, std::string_view file);
[[nodiscard]] Result<Value> parse_json(std::string_view text, std::string_view file);

// Writes JSON: members in their order, numbers as shortest round-trip, non-ASCII as is. indent < 0: one line.
[[nodiscard]] std::string to_json(const Value& value, int indent = 2);

}  // namespace palermo::core
