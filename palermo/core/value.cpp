// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/value.hpp"

#include <charconv>
#include <cmath>

#include "palermo/core/bytes.hpp"

namespace palermo::core {
namespace {

const Value& nothing() {
  static const Value kNothing;
  return kNothing;
}

void append_escaped(std::string& out, unsigned char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  if (c >= 0x20) {
    out.push_back(static_cast<char>(c));
    return;
  }
  out += "\\u00";
  out.push_back(kHex[c >> 4]);
  out.push_back(kHex[c & 15]);
}

// A byte that is not UTF-8 (a file name can hold one) is written as U+FFFD: the document stays valid JSON.
void append_text(std::string& out, std::string_view text) {
  out.push_back('"');
  while (!text.empty()) {
    const std::size_t bad = first_invalid_utf8(text);
    for (const char c : text.substr(0, bad)) append_escaped(out, static_cast<unsigned char>(c));
    if (bad == std::string_view::npos) break;
    out += "\xEF\xBF\xBD";
    text.remove_prefix(bad + 1);
  }
  out.push_back('"');
}

void append_double(std::string& out, double x) {
  if (!std::isfinite(x)) {
    out += "null";
    return;
  }
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, x).ptr;
  const std::string_view digits(buffer, static_cast<std::size_t>(end - buffer));
  out += digits;
  if (digits.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void append_line(std::string& out, int indent, int depth) {
  if (indent < 0) return;
  out.push_back('\n');
  out.append(static_cast<std::size_t>(indent) * static_cast<std::size_t>(depth), ' ');
}

void append_value(std::string& out, const Value& value, int indent, int depth);

void append_items(std::string& out, const Value::Array& items, int indent, int depth) {
  if (items.empty()) {
    out += "[]";
    return;
  }
  char before = '[';
  for (const Value& item : items) {
    out.push_back(before);
    append_line(out, indent, depth + 1);
    append_value(out, item, indent, depth + 1);
    before = ',';
  }
  append_line(out, indent, depth);
  out.push_back(']');
}

void append_members(std::string& out, const Value::Object& members, int indent, int depth) {
  if (members.empty()) {
    out += "{}";
    return;
  }
  char before = '{';
  for (const auto& [key, value] : members) {
    out.push_back(before);
    append_line(out, indent, depth + 1);
    append_text(out, key);
    out += indent < 0 ? ":" : ": ";
    append_value(out, value, indent, depth + 1);
    before = ',';
  }
  append_line(out, indent, depth);
  out.push_back('}');
}

void append_value(std::string& out, const Value& value, int indent, int depth) {
  if (value.is_object()) return append_members(out, value.members(), indent, depth);
  if (value.is_array()) return append_items(out, value.items(), indent, depth);
  if (value.is_text()) return append_text(out, value.as_text());
  if (value.is_bool()) {
    out += value.as_bool() ? "true" : "false";
  } else if (value.is_int()) {
    out += std::to_string(value.as_int());
  } else if (value.is_number()) {
    append_double(out, value.as_number());
  } else {
    out += "null";
  }
}

}  // namespace

double Value::as_number() const {
  return is_int() ? static_cast<double>(std::get<std::int64_t>(data_)) : std::get<double>(data_);
}

const Value::Array& Value::items() const {
  static const Array kNone;
  const auto* items = std::get_if<Array>(&data_);
  return items ? *items : kNone;
}

const Value::Object& Value::members() const {
  static const Object kNone;
  const auto* members = std::get_if<Object>(&data_);
  return members ? *members : kNone;
}

const Value* Value::find(std::string_view key) const {
  for (const auto& [name, value] : members())
    if (name == key) return &value;
  return nullptr;
}

const Value& Value::operator[](std::string_view key) const {
  const Value* found = find(key);
  return found ? *found : nothing();
}

void Value::set(std::string_view key, Value value) {
  if (!is_object()) data_ = Object{};
  auto& members = std::get<Object>(data_);
  for (auto& [name, old] : members) {
    if (name == key) {
      old = std::move(value);
      return;
    }
  }
  members.emplace_back(std::string(key), std::move(value));
}

void Value::push(Value value) {
  if (!is_array()) data_ = Array{};
  std::get<Array>(data_).push_back(std::move(value));
}

std::string to_json(const Value& value, int indent) {
  std::string out;
  append_value(out, value, indent, 0);
  return out;
}

}  // namespace palermo::core
