// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/homogeneity.hpp"

#include <cassert>
#include <map>

namespace palermo::privacy {
namespace {

using Key = std::vector<Level>;

struct Told {
  std::int64_t rows = 0;
  Level target = 0;
  bool one_value = true;
};

Key key_of(const CodedColumns& table, std::span<const std::size_t> known, std::size_t row) {
  Key key;
  for (const std::size_t c : known) key.push_back(table.values[c][row]);
  return key;
}

std::map<Key, Told> keys_of(const CodedColumns& table, std::span<const std::size_t> known, std::size_t target) {
  std::map<Key, Told> keys;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Told& told = keys[key_of(table, known, row)];
    const Level level = table.values[target][row];
    told.one_value = told.one_value && (told.rows == 0 || told.target == level);
    told.target = level;
    ++told.rows;
  }
  return keys;
}

}  // namespace

Homogeneity homogeneity_of(const AttackTables& tables, std::span<const std::size_t> known, std::size_t target, const AttackOptions& options) {
  assert(is_sound(tables));
  const std::map<Key, Told> synthetic = keys_of(tables.synthetic, known, target);
  const auto look = [&](const CodedColumns& people, Rate& replicated, Rate& disclosed) {
    const std::map<Key, Told> own = keys_of(people, known, target);
    std::int64_t alone = 0, told = 0;
    for (std::size_t row = 0; row < people.rows(); ++row) {
      const Key key = key_of(people, known, row);
      const auto found = synthetic.find(key);
      if (found == synthetic.end()) continue;
      alone += found->second.rows == 1 && own.at(key).rows == 1 ? 1 : 0;
      told += found->second.one_value && found->second.target == people.values[target][row] ? 1 : 0;
    }
    const auto people_count = static_cast<std::int64_t>(people.rows());
    replicated = wilson(alone, people_count, options.z);
    disclosed = wilson(told, people_count, options.z);
  };
  Homogeneity result;
  Rate main, control;
  look(tables.original, result.replicated, main);
  look(tables.control, result.replicated_control, control);
  result.disclosed = risk_of(main, control, {});
  return result;
}

}  // namespace palermo::privacy
