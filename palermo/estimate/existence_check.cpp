// SPDX-License-Identifier: Apache-2.0
// The checker of existence.hpp: sums of the proof's integers, and ranks modulo a prime. It shares no code with the tableau.
#include <limits>
#include <vector>

#include "palermo/estimate/existence.hpp"

namespace palermo::estimate {
namespace {

__extension__ typedef __int128 Sum;  // of at most 256 numbers of 64 bits

bool inside(History term, History cell) { return (term & cell) == term; }

// (Ac)_w for a proof given by term. Nothing but the terms of the part may be given.
Sum linear(const FinitePart& part, const Proof& c, History cell) {
  Sum sum = 0;
  part.terms.for_each([&](History term) {
    if (inside(term, cell)) sum += c[term];
  });
  return sum;
}

bool only_on(const HistorySet& where, const Proof& proof) {
  for (std::size_t w = 0; w < proof.size(); ++w)
    if (proof[w] != 0 && !where.contains(static_cast<History>(w))) return false;
  return true;
}

bool proves_existence(const FinitePart& part, const HistorySet& seen, const Proof& z) {
  bool positive = true, balanced = true;
  (part.cells - seen).for_each([&](History cell) { positive = positive && z[cell] >= 1; });
  part.terms.for_each([&](History term) {
    Sum sum = 0;
    part.cells.for_each([&](History cell) {
      if (inside(term, cell)) sum += z[cell];
    });
    balanced = balanced && sum == 0;
  });
  return positive && balanced && only_on(part.cells, z);
}

bool proves_no_existence(const FinitePart& part, const HistorySet& seen, const Proof& c) {
  bool never_above = true, flat_where_seen = true, below = false;
  part.cells.for_each([&](History cell) {
    const Sum value = linear(part, c, cell);
    never_above = never_above && value <= 0;
    below = below || value < 0;
    if (seen.contains(cell)) flat_where_seen = flat_where_seen && value == 0;
  });
  return never_above && flat_where_seen && below && only_on(part.terms, c);
}

bool proves_not_identified(const FinitePart& part, const Proof& c) {
  bool flat = true, something = false;
  part.cells.for_each([&](History cell) { flat = flat && linear(part, c, cell) == 0; });
  part.terms.for_each([&](History term) { something = something || c[term] != 0; });
  return flat && something && only_on(part.terms, c);
}

// Independent modulo a prime is independent over the integers.
bool proves_identified(const FinitePart& part, const Proof& cells) {
  constexpr std::uint64_t kPrime = 2'147'483'647;  // 2^31 - 1
  const auto inverse = [](std::uint64_t x) {
    std::uint64_t result = 1;
    for (std::uint64_t power = kPrime - 2; power > 0; power >>= 1U, x = x * x % kPrime)
      if ((power & 1U) != 0) result = result * x % kPrime;
    return result;
  };
  std::vector<std::vector<std::uint64_t>> rows;
  for (const std::int64_t cell : cells) {
    if (cell < 0 || !part.cells.contains(static_cast<History>(cell))) return false;
    std::vector<std::uint64_t>& row = rows.emplace_back();
    part.terms.for_each([&](History term) { row.push_back(inside(term, static_cast<History>(cell)) ? 1 : 0); });
  }
  const auto terms = static_cast<std::size_t>(part.terms.size());
  for (std::size_t column = 0; column < terms; ++column) {
    std::size_t pivot = column;
    while (pivot < rows.size() && rows[pivot][column] == 0) ++pivot;
    if (pivot >= rows.size()) return false;
    std::swap(rows[pivot], rows[column]);
    const std::uint64_t scale = inverse(rows[column][column]);
    for (std::size_t i = column + 1; i < rows.size(); ++i) {
      const std::uint64_t factor = rows[i][column] * scale % kPrime;
      for (std::size_t j = column; j < terms; ++j)
        rows[i][j] = (rows[i][j] + (kPrime - factor) * rows[column][j]) % kPrime;
    }
  }
  return true;
}

}  // namespace

bool check_existence(int lists, const FinitePart& part, const HistorySet& seen, const Existence& answer) {
  const std::size_t histories = std::size_t{1} << lists;
  if (answer.status == ModelStatus::undecided || !answer.of_existence || !answer.of_identification) return false;
  if (!seen.subset_of(part.cells) || answer.of_existence->size() != histories) return false;
  const auto code = static_cast<unsigned>(answer.status);
  const bool existence = (code & 1U) == 0 ? proves_existence(part, seen, *answer.of_existence)
                                          : proves_no_existence(part, seen, *answer.of_existence);
  if (!existence) return false;
  if ((code & 2U) == 0) return proves_identified(part, *answer.of_identification);
  return answer.of_identification->size() == histories && proves_not_identified(part, *answer.of_identification);
}

}  // namespace palermo::estimate
