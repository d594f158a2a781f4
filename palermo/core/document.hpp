// SPDX-License-Identifier: Apache-2.0
// What the YAML and the JSON reader share: limits, and the growing of a Value tree from the events of a parser.
//
// Inside core only. A Tree refuses duplicate keys and whatever passes the limits of value.hpp; after its first error
// every further call is ignored, so that a parser without a way to stop may run on.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "palermo/core/value.hpp"

namespace palermo::core {

inline constexpr std::size_t kDocumentBytes = std::size_t{64} << 20;
inline constexpr std::size_t kDocumentDepth = 200;
inline constexpr std::size_t kDocumentNodes = 1'000'000;

// Checks size and encoding; returns the text without its byte order mark. Errors: document.too_large, text.*.
[[nodiscard]] Result<std::string_view> document_text(std::string_view text, std::string_view file);

// parse_json for a text whose first line is line `first_line` of its file.
[[nodiscard]] Result<Value> parse_json_from(std::string_view text, std::string_view file, std::int64_t first_line);

class Tree {
 public:
  explicit Tree(std::string_view file) : file_(file) {}

  // `anchor` > 0 remembers the node for alias().
  void scalar(Value value, Place place, std::size_t anchor = 0);
  void key(std::string name, const Place& place);
  void begin(bool is_map, Place place, std::size_t anchor = 0);
  void end();
  void alias(std::size_t anchor, const Place& place);

  [[nodiscard]] bool wants_key() const { return !open_.empty() && open_.back().is_map && !open_.back().has_key; }
  // The node that `anchor` names, if it is whole.
  [[nodiscard]] const Value* anchored(std::size_t anchor) const;

  void refuse(const ErrorKind& kind, Place place, Args args = {});
  [[nodiscard]] bool failed() const { return error_.has_value(); }
  [[nodiscard]] Result<Value> finish();
  [[nodiscard]] Place at(std::int64_t line, std::int64_t column) const;

 private:
  struct Anchored {
    Value value;
    std::size_t nodes = 0;
    std::size_t depth = 0;
  };
  struct Open {
    bool is_map = false;
    Value::Object members;  // of a map
    Value::Array items;     // of a sequence
    Place place;
    bool has_key = false;
    std::string key;
    std::unordered_set<std::string> keys;
    std::size_t anchor = 0;
    std::size_t nodes_before = 0;
    std::size_t depth = 0;  // levels below this node
  };
  bool room_for(std::size_t nodes, std::size_t levels, const Place& place);
  void attach(Value value, std::size_t depth);

  std::string file_;
  std::vector<Open> open_;
  std::map<std::size_t, Anchored> anchors_;
  std::size_t nodes_ = 0;
  Value root_;
  std::optional<Error> error_;
};

}  // namespace palermo::core
