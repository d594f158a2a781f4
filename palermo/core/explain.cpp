// SPDX-License-Identifier: Apache-2.0
// Catalogue::explain: one error as the lines a user reads.
#include "palermo/core/catalogue.hpp"

namespace palermo::core {
namespace {

void append_part(std::string& all, const std::string& part, const std::string& between) {
  if (!all.empty()) all += between;
  all += part;
}

std::string place_text(const Catalogue& catalogue, const Place& place) {
  const std::string between = catalogue.text("place.between");
  std::string all;
  if (!place.file.empty()) append_part(all, catalogue.text("place.file", {{"file", place.file}}), between);
  if (place.row > 0) append_part(all, catalogue.text("place.row", {{"row", place.row}}), between);
  if (place.line > 0) append_part(all, catalogue.text("place.line", {{"line", place.line}}), between);
  if (place.column > 0) append_part(all, catalogue.text("place.column", {{"column", place.column}}), between);
  if (!place.field.empty()) append_part(all, catalogue.text("place.field", {{"field", place.field}}), between);
  return all;
}

}  // namespace

std::string Catalogue::explain(const Error& error) const {
  std::vector<Arg> args;
  for (const auto& [name, value] : error.args) args.push_back({name, value});
  const std::string code(error.kind.code);
  std::string sentence = text("error." + code, args);
  if (const std::string where = place_text(*this, error.place); !where.empty())
    sentence = text("explain.sentence_at", {{"sentence", sentence}, {"place", where}});
  const std::string hint = text("error." + code + ".hint", args);
  const std::string last = error.kind.rule.empty() ? text("explain.code", {{"code", code}})
                                                   : text("explain.code_and_rule", {{"code", code}, {"rule", std::string(error.kind.rule)}});
  return sentence + "\n" + hint + "\n" + last;
}

}  // namespace palermo::core
