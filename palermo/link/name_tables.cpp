// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/name_tables.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "palermo/core/schema.hpp"
#include "palermo/link/fold.hpp"
#include "palermo/link/name_tables_data.hpp"
#include "palermo/link/romanise.hpp"

namespace palermo::link {
namespace {

using core::Done;
using core::Reader;
using core::Value;
using detail::Beside;
using detail::KeyRule;
using detail::ScriptTable;
using detail::Tables;

constexpr std::array kOwnScripts = {Script::latin,   Script::khmer,  Script::lao,      Script::thai,
                                    Script::myanmar, Script::arabic, Script::cyrillic, Script::devanagari,
                                    Script::bengali, Script::han,    Script::hangul};

auto bad(const Value& at, std::string_view reason) {
  return core::fail(kBadNameTable, at.place(), {{"reason", std::string(reason)}});
}

bool is_roman(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return 'a' <= c && c <= 'z'; });
}

Beside beside(const std::string& word) {
  if (word == "vowel") return Beside::vowel;
  return word == "consonant" ? Beside::consonant : Beside::anything;
}

Done read_key_rules(Reader& table, Tables& tables) {
  const Value* rules = table.array("rules");
  if (!rules) return {};
  for (const Value& node : rules->items()) {
    Reader rule(node, "rule");
    const auto from = rule.texts("from");
    KeyRule read;
    read.to = rule.text("to");
    const std::string at = rule.choice("at", {"start", "end", "anywhere"}, "anywhere");
    read.at_start = at == "start";
    read.at_end = at == "end";
    read.before = beside(rule.choice("before", {"vowel", "consonant", "anything"}, "anything"));
    read.after = beside(rule.choice("after", {"vowel", "consonant", "anything"}, "anything"));
    PALERMO_CHECK_DONE(rule.finish());
    for (const std::string& spelling : from) {
      if (spelling.empty() || !is_roman(spelling) || !is_roman(read.to)) return bad(node, "letters");
      read.from = spelling;
      tables.key_rules[static_cast<std::size_t>(spelling.front() - 'a')].push_back(read);
    }
  }
  for (auto& same_letter : tables.key_rules)
    std::stable_sort(same_letter.begin(), same_letter.end(),
                     [](const KeyRule& a, const KeyRule& b) { return a.from.size() > b.from.size(); });
  return {};
}

Done read_script(Reader& table, Tables& tables) {
  const std::string name = table.text("script");
  const auto script =
      std::find_if(kOwnScripts.begin(), kOwnScripts.end(), [&](Script s) { return script_name(s) == name; });
  if (script == kOwnScripts.end()) return bad(table.value(), "script");
  ScriptTable& entry = tables.scripts[*script];
  entry.transform = table.optional_text("transform").value_or("");
  if (!entry.transform.empty() && !transform_compiles(entry.transform)) return bad(table.value(), "transform");
  entry.vowels_known = table.flag("vowels_known", true);
  for (const std::string& prefix : table.texts("prefixes")) entry.prefixes.push_back(fold(prefix));
  std::stable_sort(entry.prefixes.begin(), entry.prefixes.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  if (const Value* leading = table.object("leading"))
    for (const auto& [part, spelling] : leading->members()) {
      if (!spelling.is_text() || !is_roman(spelling.as_text())) return bad(spelling, "letters");
      entry.leading.emplace_back(fold(part), spelling.as_text());
    }
  std::stable_sort(entry.leading.begin(), entry.leading.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  const Value* names = table.object("names");
  if (!names) return {};
  for (const auto& [word, spelling] : names->members()) {
    if (!spelling.is_text()) return bad(spelling, "spelling");
    entry.names[fold(word)] = fold(spelling.as_text());
  }
  return {};
}

// A list of lists: the first of each is the head, the others are read as it.
Done read_variants(Reader& table, Tables& tables) {
  const Value* classes = table.array("classes");
  if (!classes) return {};
  for (const Value& node : classes->items()) {
    std::string head;
    for (const Value& word : node.items()) {
      if (!word.is_text() || !is_roman(word.as_text())) return bad(word, "letters");
      if (head.empty()) head = word.as_text();
      if (!tables.variants.emplace(word.as_text(), head).second) return bad(word, "twice");
    }
  }
  return {};
}

// Under `key`, a list for each language.
Done read_words(Reader& table, detail::TextSet& into, std::string_view key = "words") {
  const Value* words = table.object(key);
  if (!words) return {};
  for (const auto& [language, list] : words->members())
    for (const Value& word : list.items()) {
      if (!word.is_text()) return bad(word, "spelling");
      into.insert(fold(word.as_text()));
    }
  return {};
}

Done read_places(Reader& table, Tables& tables) {
  for (const auto& word : table.texts("designators")) tables.place_words.insert(fold(word));
  const Value* classes = table.array("classes");
  if (!classes) return {};
  for (const Value& node : classes->items()) {
    std::string head;
    for (const Value& name : node.items()) {
      if (!name.is_text()) return bad(name, "spelling");
      std::string squeezed = fold(name.as_text());
      if (head.empty()) head = squeezed;
      std::erase(squeezed, ' ');
      if (!tables.places.emplace(std::move(squeezed), head).second) return bad(name, "twice");
    }
  }
  return {};
}

Done read_placeholders(Reader& table, Tables& tables) {
  for (const auto& text : table.texts("documents")) tables.documents.insert(text);
  for (const auto& text : table.texts("phones")) tables.phones.insert(text);
  for (const auto& text : table.texts("emails")) tables.emails.insert(text);
  return {};
}

Done read_table(const Value& document, Tables& tables) {
  Reader table(document, "table");
  const std::string kind = table.choice(
      "table", {"matching_key", "script", "variants", "particles", "missing", "alias_words", "places", "placeholders"}, "");
  table.ignore("sources");
  Done done;
  if (kind == "matching_key") done = read_key_rules(table, tables);
  if (kind == "script") done = read_script(table, tables);
  if (kind == "variants") done = read_variants(table, tables);
  if (kind == "particles") done = read_words(table, tables.particles);
  if (kind == "particles" && done) done = read_words(table, tables.titles, "titles");
  if (kind == "missing") done = read_words(table, tables.missing);
  if (kind == "alias_words") done = read_words(table, tables.alias_words);
  if (kind == "places") done = read_places(table, tables);
  if (kind == "placeholders") done = read_placeholders(table, tables);
  PALERMO_CHECK_DONE(done);
  return table.finish();
}

}  // namespace

NameTables::NameTables() : data_(std::make_shared<const Tables>()) {}

core::Result<NameTables> NameTables::parse(std::span<const Value> documents) {
  auto tables = std::make_shared<Tables>();
  for (const Value& document : documents) PALERMO_CHECK_DONE(read_table(document, *tables));
  NameTables result;
  result.data_ = std::move(tables);
  return result;
}

}  // namespace palermo::link
