// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/singling_out.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <set>

#include "palermo/core/random.hpp"

namespace palermo::privacy {
namespace {

using Guess = std::vector<std::pair<std::size_t, Level>>;

// Rows that agree with the guess; stops at two.
int matches(const CodedColumns& table, const Guess& guess) {
  int found = 0;
  for (std::size_t row = 0; row < table.rows() && found < 2; ++row)
    found += std::ranges::all_of(guess, [&](const auto& one) { return table.values[one.first][row] == one.second; }) ? 1 : 0;
  return found;
}

std::vector<std::size_t> some(std::vector<std::size_t> items, std::size_t count, core::Stream& stream) {
  for (std::size_t i = 0; i < count; ++i) std::swap(items[i], items[i + stream.below(items.size() - i)]);
  items.resize(count);
  std::ranges::sort(items);
  return items;
}

// Levels that one synthetic row alone has.
std::set<Guess> lonely_levels(const CodedColumns& synthetic, std::int64_t most) {
  std::set<Guess> guesses;
  for (std::size_t c = 0; c < synthetic.columns(); ++c) {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(synthetic.sizes[c]), 0);
    for (const Level level : synthetic.values[c]) ++counts[level];
    for (std::size_t level = 0; level < counts.size(); ++level)
      if (counts[level] == 1 && static_cast<int>(level) != synthetic.empty[c] && std::ssize(guesses) < most) guesses.insert({{c, static_cast<Level>(level)}});
  }
  return guesses;
}

// Different guesses that one synthetic row alone agrees with; at most ten draws a guess.
std::set<Guess> guesses_of(const CodedColumns& synthetic, std::size_t columns, const AttackOptions& options) {
  core::Stream stream(options.seed, "privacy.singling_out");
  std::set<Guess> guesses;
  for (std::int64_t draw = 0; draw < 10 * options.tries && std::ssize(guesses) < options.tries; ++draw) {
    const std::size_t row = stream.below(synthetic.rows());
    std::vector<std::size_t> recorded;
    for (std::size_t c = 0; c < synthetic.columns(); ++c)
      if (synthetic.is_attribute(c, row)) recorded.push_back(c);
    if (recorded.size() < columns) continue;
    Guess guess;
    for (const std::size_t c : some(recorded, columns, stream)) guess.emplace_back(c, synthetic.values[c][row]);
    if (!guesses.contains(guess) && matches(synthetic, guess) == 1) guesses.insert(std::move(guess));
  }
  return guesses;
}

std::set<Guess> blind_guesses(const CodedColumns& table, std::size_t columns, const AttackOptions& options) {
  core::Stream stream(options.seed, "privacy.singling_out.naive");
  std::vector<std::size_t> all(table.columns());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::set<Guess> guesses;
  for (std::int64_t draw = 0; draw < 10 * options.tries && std::ssize(guesses) < options.tries; ++draw) {
    Guess guess;
    for (const std::size_t c : some(all, columns, stream)) guess.emplace_back(c, static_cast<Level>(stream.below(static_cast<std::uint64_t>(table.sizes[c]))));
    guesses.insert(std::move(guess));
  }
  return guesses;
}

Rate rate_on(const CodedColumns& people, const std::set<Guess>& guesses, double z) {
  const auto successes = std::ranges::count_if(guesses, [&](const Guess& guess) { return matches(people, guess) == 1; });
  return wilson(successes, std::ssize(guesses), z);
}

}  // namespace

AttackResult single_out(const AttackTables& tables, std::size_t columns, const AttackOptions& options) {
  assert(is_sound(tables));
  columns = std::clamp<std::size_t>(columns, 1, tables.synthetic.columns());
  core::Stream stream(options.seed, "privacy.singling_out.people");
  const std::size_t people = std::min(tables.original.rows(), tables.control.rows());
  const auto cut = [&](const CodedColumns& table) {
    std::vector<std::size_t> rows(table.rows());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    return rows_of(table, some(rows, people, stream));
  };
  const CodedTable original = cut(tables.original), control = cut(tables.control);
  const std::set<Guess> guesses = columns == 1 ? lonely_levels(tables.synthetic, options.tries) : guesses_of(tables.synthetic, columns, options);
  return risk_of(rate_on(original.view(), guesses, options.z), rate_on(control.view(), guesses, options.z),
                 rate_on(original.view(), blind_guesses(tables.original, columns, options), options.z));
}

}  // namespace palermo::privacy
