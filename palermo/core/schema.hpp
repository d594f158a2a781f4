// SPDX-License-Identifier: Apache-2.0
// Reading a Value as something: typed access to the members of a map, with one clear error each.
//
//   Reader law(value, "law");            // value must be a map
//   auto id = law.text("id");            // required text
//   auto to = law.optional_text("to");
//   PALERMO_CHECK_DONE(law.finish());    // any error so far, or a key nobody asked for
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/value.hpp"

namespace palermo::core {

inline constexpr ErrorKind kMissingKey{"schema.missing_key", Exit::unreadable};
inline constexpr ErrorKind kWrongType{"schema.wrong_type", Exit::unreadable};
inline constexpr ErrorKind kUnknownKey{"schema.unknown_key", Exit::unreadable};
inline constexpr ErrorKind kWrongValue{"schema.wrong_value", Exit::unreadable};
inline constexpr ErrorKind kUnknownWord{"schema.unknown_word", Exit::unreadable};  // kWrongValue that quotes what was found

// Whether errors may quote a value. Only settings that people write by hand (studies, mappings) may be quoted; whatever can
// hold a case never is (error.hpp).
enum class Quote { never, settings };

// Keeps the first error and answers with empty values after it, so that calls need not be checked one by one.
class Reader {
 public:
  // `what` names the thing in errors ("law", "mapping"); `value` must outlive the Reader.
  explicit Reader(const Value& value, std::string_view what, Quote quote = Quote::never);

  [[nodiscard]] std::string text(std::string_view key);
  [[nodiscard]] std::optional<std::string> optional_text(std::string_view key);  // a number is taken as its text
  [[nodiscard]] std::int64_t integer(std::string_view key);
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view key);
  [[nodiscard]] bool flag(std::string_view key, bool otherwise);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);  // array of text, or one text; missing: empty
  [[nodiscard]] const Value* object(std::string_view key);             // nullptr when missing
  [[nodiscard]] const Value* array(std::string_view key);              // nullptr when missing
  [[nodiscard]] const Value* any(std::string_view key);                // of any type; nullptr when missing
  // The text of `key`, one of `allowed`, else an error that lists them.
  [[nodiscard]] std::string choice(std::string_view key, const std::vector<std::string>& allowed, std::string_view otherwise);
  void ignore(std::string_view key) { asked_.emplace(key); }  // a known key that this reader does not use

  void fail_at(const Value& node, const ErrorKind& kind, Args args = {});
  [[nodiscard]] const Value& value() const { return *value_; }
  [[nodiscard]] bool failed() const { return error_.has_value(); }
  // The first error; or kUnknownKey for a key nobody asked for, which also goes before a missing key: a misspelt key is
  // both, and only the unknown one has a line to look at. All keys must have been asked for.
  [[nodiscard]] Done finish();

 private:
  const Value* member(std::string_view key, bool required);
  const Value* value_;
  std::string what_;
  Quote quote_;
  std::set<std::string, std::less<>> asked_;
  std::optional<Error> error_;
};

}  // namespace palermo::core
