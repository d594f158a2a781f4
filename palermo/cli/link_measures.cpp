// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_measures.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "palermo/core/plain_text.hpp"

namespace palermo::cli {
namespace {

using Kind = ParityRow::Kind;

std::string sex_word(link::Sex sex) {
  switch (sex) {
    case link::Sex::female: return "female";
    case link::Sex::male: return "male";
    case link::Sex::other: return "other";
    case link::Sex::unknown: break;
  }
  return {};
}

struct Sum {
  std::int64_t records = 0;
  double expected = 0, found = 0;
};

// `group_of` a record: a number from 0; `names` of the groups, the empty name is "not recorded".
std::vector<ParityRow> by_field(const std::string& field, const std::vector<std::uint32_t>& group_of, const std::vector<std::string>& names,
                                const std::vector<link::ScoredPair>& pairs, const link::People& people) {
  std::vector<Sum> sums(names.size());
  for (const std::uint32_t group : group_of) ++sums[group].records;
  for (const link::ScoredPair& pair : pairs) {
    const double found = people.person_of[pair.a] == people.person_of[pair.b] ? pair.probability : 0;
    const auto add = [&](std::uint32_t group) {
      sums[group].expected += pair.probability;
      sums[group].found += found;
    };
    add(group_of[pair.a]);
    if (group_of[pair.b] != group_of[pair.a]) add(group_of[pair.b]);
  }
  std::map<std::pair<Kind, std::string>, Sum> rows;
  for (std::size_t g = 0; g < names.size(); ++g) {
    if (sums[g].records == 0) continue;
    const Kind kind = names[g].empty() ? Kind::not_recorded : sums[g].records < kSmallGroup ? Kind::small : Kind::named;
    Sum& row = rows[{kind, kind == Kind::named ? names[g] : std::string()}];
    row.records += sums[g].records;
    row.expected += sums[g].expected;
    row.found += sums[g].found;
  }
  std::vector<ParityRow> out;
  for (const auto& [key, sum] : rows)
    out.push_back({field, key.first, key.second, sum.records, sum.expected, sum.expected > 0 ? sum.found / sum.expected : 0});
  std::ranges::sort(out, {}, [](const ParityRow& row) { return std::tuple(row.kind == Kind::named ? 0 : row.kind == Kind::small ? 1 : 2, row.value); });
  return out;
}

}  // namespace

std::vector<WeightBin> pairs_by_weight(const std::vector<link::ScoredPair>& pairs) {
  std::vector<WeightBin> bins;
  for (int from = kLowestBin; from < kHighestBin; from += kBinBits) bins.push_back({from, 0});
  const auto last = static_cast<double>(bins.size() - 1);
  for (const link::ScoredPair& pair : pairs)
    ++bins[static_cast<std::size_t>(std::clamp(std::floor((pair.weight - kLowestBin) / kBinBits), 0.0, last))].pairs;
  return bins;
}

std::vector<ThresholdRow> by_threshold(const std::vector<link::ScoredPair>& pairs, double expected_matches) {
  std::vector<ThresholdRow> rows;
  for (int tenth = 1; tenth <= 9; ++tenth) {
    ThresholdRow row{.probability = tenth / 10.0};
    double right = 0;
    for (const link::ScoredPair& pair : pairs)
      if (pair.probability >= row.probability) {
        ++row.pairs;
        right += pair.probability;
      }
    row.precision = row.pairs > 0 ? right / static_cast<double>(row.pairs) : 1;
    row.recall = expected_matches > 0 ? std::min(1.0, right / expected_matches) : 1;
    rows.push_back(row);
  }
  return rows;
}

std::vector<ParityRow> parity(const link::Records& records, const std::vector<link::ScoredPair>& pairs, const link::People& people) {
  std::vector<std::uint32_t> sexes, nationalities;
  std::vector<std::string> nations;
  std::map<link::TextId, std::uint32_t> number;
  for (const link::Record& record : records.records) {
    sexes.push_back(static_cast<std::uint32_t>(record.sex));
    const auto [at, fresh] = number.emplace(record.nationality, static_cast<std::uint32_t>(nations.size()));
    if (fresh) nations.push_back(core::one_line(records.texts.text(record.nationality)));
    nationalities.push_back(at->second);
  }
  std::vector<std::string> names;
  for (const link::Sex sex : {link::Sex::unknown, link::Sex::female, link::Sex::male, link::Sex::other}) names.push_back(sex_word(sex));
  std::vector<ParityRow> rows = by_field("sex", sexes, names, pairs, people);
  for (ParityRow& row : by_field("nationality", nationalities, nations, pairs, people)) rows.push_back(std::move(row));
  return rows;
}

double parity_gap(const std::vector<ParityRow>& rows) {
  double gap = -1;
  for (const ParityRow& a : rows)
    for (const ParityRow& b : rows)
      if (&a != &b && a.field == b.field && a.kind == Kind::named && b.kind == Kind::named && a.expected >= kLeastExpected && b.expected >= kLeastExpected)
        gap = std::max(gap, std::abs(a.recall - b.recall));
  return gap;
}

}  // namespace palermo::cli
