// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/inference.hpp"

#include <algorithm>
#include <cassert>

#include "palermo/core/random.hpp"
#include "palermo/privacy/nearest_rows.hpp"

namespace palermo::privacy {
namespace {

// People whose secret is recorded, at most as many as are tried.
std::vector<std::size_t> targets(const CodedColumns& people, std::size_t secret, const AttackOptions& options, std::uint64_t index) {
  std::vector<std::size_t> rows = drawn_rows(people.rows(), static_cast<std::int64_t>(people.rows()), options.seed, index);
  std::erase_if(rows, [&](std::size_t row) { return !people.is_attribute(secret, row); });
  rows.resize(std::min(rows.size(), static_cast<std::size_t>(options.tries)));
  return rows;
}

Level answer_of(const CodedColumns& synthetic, std::span<const std::size_t> rows, std::size_t secret) {
  std::vector<int> votes(static_cast<std::size_t>(synthetic.sizes[secret]), 0);
  for (const std::size_t row : rows) ++votes[synthetic.values[secret][row]];
  return static_cast<Level>(std::ranges::max_element(votes) - votes.begin());
}

}  // namespace

AttackResult infer(const AttackTables& tables, std::span<const std::size_t> known, std::size_t secret, const AttackOptions& options) {
  assert(is_sound(tables));
  const auto rate_on = [&](const CodedColumns& people, std::uint64_t index, auto guess) {
    const std::vector<std::size_t> rows = targets(people, secret, options, index);
    const auto right = std::ranges::count_if(rows, [&](std::size_t row) { return guess(people, row) == people.values[secret][row]; });
    return wilson(right, std::ssize(rows), options.z);
  };
  const auto by_neighbours = [&](const CodedColumns& people, std::size_t row) {
    return answer_of(tables.synthetic, nearest_rows(tables.synthetic, people, row, known), secret);
  };
  core::Stream stream(options.seed, "privacy.inference.naive");
  const auto by_chance = [&](const CodedColumns&, std::size_t) { return tables.synthetic.values[secret][stream.below(tables.synthetic.rows())]; };
  return risk_of(rate_on(tables.original, 0, by_neighbours), rate_on(tables.control, 1, by_neighbours), rate_on(tables.original, 0, by_chance));
}

}  // namespace palermo::privacy
