// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/linkability.hpp"

#include <cassert>

#include "palermo/core/random.hpp"
#include "palermo/privacy/nearest_rows.hpp"

namespace palermo::privacy {
namespace {

std::size_t one_of(const std::vector<std::size_t>& rows, core::Stream& stream) { return rows[stream.below(rows.size())]; }

}  // namespace

AttackResult link_halves(const AttackTables& tables, std::span<const std::size_t> first_half, std::span<const std::size_t> second_half, const AttackOptions& options) {
  assert(is_sound(tables));
  const auto rate_on = [&](const CodedColumns& people, std::uint64_t index) {
    core::Stream stream(options.seed, "privacy.linkability", index);
    std::int64_t linked = 0, tries = 0;
    for (const std::size_t person : drawn_rows(people.rows(), options.tries, options.seed, index)) {
      const std::size_t first = one_of(nearest_rows(tables.synthetic, people, person, first_half), stream);
      const std::size_t second = one_of(nearest_rows(tables.synthetic, people, person, second_half), stream);
      linked += first == second ? 1 : 0;
      ++tries;
    }
    return wilson(linked, tries, options.z);
  };
  core::Stream stream(options.seed, "privacy.linkability.naive");
  std::int64_t met = 0;
  for (std::int64_t i = 0; i < options.tries; ++i) met += stream.below(tables.synthetic.rows()) == stream.below(tables.synthetic.rows()) ? 1 : 0;
  return risk_of(rate_on(tables.original, 0), rate_on(tables.control, 1), wilson(met, options.tries, options.z));
}

}  // namespace palermo::privacy
