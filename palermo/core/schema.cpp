// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/schema.hpp"

#include <algorithm>

namespace palermo::core {
namespace {

// A scalar as the text it was written with, as near as its type tells; nothing for null, arrays and maps.
std::optional<std::string> scalar_text(const Value& value) {
  if (value.is_text()) return value.as_text();
  if (value.is_number()) return to_json(value, -1);
  return std::nullopt;
}

Place with_field(Place place, std::string_view field) {
  place.field = std::string(field);
  return place;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) {
    if (!all.empty()) all += ", ";
    all += word;
  }
  return all;
}

}  // namespace

Reader::Reader(const Value& value, std::string_view what, Quote quote) : value_(&value), what_(what), quote_(quote) {
  if (!value.is_object()) fail_at(value, kWrongType, {{"expected", "map"}});
}

void Reader::fail_at(const Value& node, const ErrorKind& kind, Args args) {
  if (error_) return;
  Place place = node.place();
  if (const auto key = args.find("key"); key != args.end() && place.field.empty()) place.field = key->second;
  args.emplace("what", what_);
  error_ = Error{kind, std::move(place), std::move(args)};
}

const Value* Reader::member(std::string_view key, bool required) {
  asked_.emplace(key);
  const Value* found = value_->find(key);
  if (found != nullptr && !(found->is_null() && required)) return found;
  if (required) fail_at(found ? *found : *value_, kMissingKey, {{"key", std::string(key)}});
  return nullptr;
}

std::string Reader::text(std::string_view key) {
  const Value* found = member(key, true);
  if (found == nullptr) return {};
  if (auto text = scalar_text(*found)) return *text;
  fail_at(*found, kWrongType, {{"key", std::string(key)}, {"expected", "text"}});
  return {};
}

std::optional<std::string> Reader::optional_text(std::string_view key) {
  const Value* found = member(key, false);
  if (found == nullptr || found->is_null()) return std::nullopt;
  auto text = scalar_text(*found);
  if (!text) fail_at(*found, kWrongType, {{"key", std::string(key)}, {"expected", "text"}});
  return text;
}

std::int64_t Reader::integer(std::string_view key) {
  if (member(key, true) == nullptr) return 0;
  return optional_integer(key).value_or(0);
}

std::optional<std::int64_t> Reader::optional_integer(std::string_view key) {
  const Value* found = member(key, false);
  if (found == nullptr || found->is_null()) return std::nullopt;
  if (found->is_int()) return found->as_int();
  fail_at(*found, kWrongType, {{"key", std::string(key)}, {"expected", "integer"}});
  return std::nullopt;
}

bool Reader::flag(std::string_view key, bool otherwise) {
  const Value* found = member(key, false);
  if (found == nullptr || found->is_null()) return otherwise;
  if (found->is_bool()) return found->as_bool();
  fail_at(*found, kWrongType, {{"key", std::string(key)}, {"expected", "flag"}});
  return otherwise;
}

std::vector<std::string> Reader::texts(std::string_view key) {
  const Value* found = member(key, false);
  if (found == nullptr || found->is_null()) return {};
  if (auto one = scalar_text(*found)) return {*one};
  std::vector<std::string> all;
  if (!found->is_array()) fail_at(*found, kWrongType, {{"key", std::string(key)}, {"expected", "texts"}});
  for (const Value& item : found->items()) {
    if (auto text = scalar_text(item)) {
      all.push_back(std::move(*text));
    } else {
      fail_at(item, kWrongType, {{"key", std::string(key)}, {"expected", "texts"}});
    }
  }
  return all;
}

const Value* Reader::object(std::string_view key) {
  const Value* found = member(key, false);
  if (found == nullptr || found->is_null()) return nullptr;
  if (found->is_object()) return found;
  fail_at(*found, kWrongType, {{"key", std::string(key)}, {"expected", "map"}});
  return nullptr;
}

const Value* Reader::array(std::string_view key) {
  const Value* found = member(key, false);
  if (found == nullptr || found->is_null()) return nullptr;
  if (found->is_array()) return found;
  fail_at(*found, kWrongType, {{"key", std::string(key)}, {"expected", "array"}});
  return nullptr;
}

const Value* Reader::any(std::string_view key) { return member(key, false); }

std::string Reader::choice(std::string_view key, const std::vector<std::string>& allowed, std::string_view otherwise) {
  const Value* found = member(key, false);
  if (found == nullptr || found->is_null()) return std::string(otherwise);
  const auto text = scalar_text(*found);
  if (text && std::find(allowed.begin(), allowed.end(), *text) != allowed.end()) return *text;
  if (text && quote_ == Quote::settings) fail_at(*found, kUnknownWord, {{"key", std::string(key)}, {"allowed", joined(allowed)}, {"found", *text}});
  else fail_at(*found, kWrongValue, {{"key", std::string(key)}, {"allowed", joined(allowed)}});
  return std::string(otherwise);
}

Done Reader::finish() {
  if (!error_ || error_->kind.code == kMissingKey.code)
    for (const auto& [key, node] : value_->members()) {
      if (asked_.contains(key)) continue;
      if (quote_ == Quote::settings) return fail(kUnknownKey, with_field(node.place(), key), {{"key", key}, {"what", what_}});
      // Where a case may stand, a key that nobody knows may be somebody's name: its line is told, and what may stand there.
      return fail(kUnknownKey, with_field(node.place(), ""), {{"key", "not_repeated"}, {"what", what_}, {"allowed", joined({asked_.begin(), asked_.end()})}});
    }
  if (error_) return fail(*error_);
  return {};
}

}  // namespace palermo::core
