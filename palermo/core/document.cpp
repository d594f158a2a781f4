// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/document.hpp"

#include <algorithm>

#include "palermo/core/bytes.hpp"

namespace palermo::core {
namespace {

Place place_of_byte(std::string_view text, std::size_t position, std::string_view file) {
  const std::string_view before = text.substr(0, position);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto is_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return Place{.file = std::string(file),
               .line = 1 + std::count(before.begin(), before.end(), '\n'),
               .column = 1 + std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_start), before.end(), is_character)};
}

}  // namespace

Result<std::string_view> document_text(std::string_view text, std::string_view file) {
  if (text.size() > kDocumentBytes)
    return fail(kDocumentTooLarge, Place{.file = std::string(file)}, {{"limit", "bytes"}, {"most", std::to_string(kDocumentBytes)}});
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const std::size_t bad = first_invalid_utf8(text); bad != std::string_view::npos)
    return fail(kNotUtf8, place_of_byte(text, bad, file));
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    return fail(kNulByte, place_of_byte(text, nul, file));
  return text;
}

Place Tree::at(std::int64_t line, std::int64_t column) const { return Place{.file = file_, .line = line, .column = column}; }

void Tree::refuse(const ErrorKind& kind, Place place, Args args) {
  if (!error_) error_ = Error{kind, std::move(place), std::move(args)};
}

bool Tree::room_for(std::size_t nodes, std::size_t levels, const Place& place) {
  if (failed()) return false;
  if (open_.size() + levels > kDocumentDepth) {
    refuse(kDocumentTooLarge, place, {{"limit", "levels"}, {"most", std::to_string(kDocumentDepth)}});
  } else if (nodes > kDocumentNodes - nodes_) {
    refuse(kDocumentTooLarge, place, {{"limit", "nodes"}, {"most", std::to_string(kDocumentNodes)}});
  } else {
    nodes_ += nodes;
  }
  return !failed();
}

void Tree::attach(Value value, std::size_t depth) {
  if (open_.empty()) {
    root_ = std::move(value);
    return;
  }
  Open& parent = open_.back();
  parent.depth = std::max(parent.depth, depth);
  if (parent.is_map) {
    parent.members.emplace_back(std::move(parent.key), std::move(value));
    parent.has_key = false;
  } else {
    parent.items.push_back(std::move(value));
  }
}

void Tree::scalar(Value value, Place place, std::size_t anchor) {
  if (!room_for(1, 1, place)) return;
  value.set_place(std::move(place));
  if (anchor > 0) anchors_[anchor] = Anchored{value, 1, 1};
  attach(std::move(value), 1);
}

void Tree::key(std::string name, const Place& place) {
  if (failed()) return;
  Open& map = open_.back();
  if (!map.keys.insert(name).second) return refuse(kDuplicateKey, place);
  map.key = std::move(name);
  map.has_key = true;
}

void Tree::begin(bool is_map, Place place, std::size_t anchor) {
  if (!room_for(1, 1, place)) return;
  Open node;
  node.is_map = is_map;
  node.place = std::move(place);
  node.anchor = anchor;
  node.nodes_before = nodes_ - 1;
  open_.push_back(std::move(node));
}

void Tree::end() {
  if (failed()) return;
  Open node = std::move(open_.back());
  open_.pop_back();
  Value value = node.is_map ? Value(std::move(node.members)) : Value(std::move(node.items));
  value.set_place(std::move(node.place));
  if (node.anchor > 0) anchors_[node.anchor] = Anchored{value, nodes_ - node.nodes_before, node.depth + 1};
  attach(std::move(value), node.depth + 1);
}

const Value* Tree::anchored(std::size_t anchor) const {
  const auto found = anchors_.find(anchor);
  return found == anchors_.end() ? nullptr : &found->second.value;
}

void Tree::alias(std::size_t anchor, const Place& place) {
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) return refuse(kBadYaml, place, {{"reason", "alias"}});
  const Anchored& target = found->second;
  if (!room_for(target.nodes, target.depth, place)) return;
  attach(target.value, target.depth);
}

Result<Value> Tree::finish() {
  if (error_) return fail(std::move(*error_));
  return std::move(root_);
}

}  // namespace palermo::core
