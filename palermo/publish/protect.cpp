// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/protect.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <tuple>

namespace palermo::publish {
namespace {

constexpr const char* kDimensions[] = {"year", "sex", "age", "country"};

// A negative count or a broken sum is our fault; going on could publish something false.
void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "palermo: publish: %s\n", what);
  std::abort();
}

Tally& operator+=(Tally& a, const Tally& b) {
  a.yes += b.yes, a.unknown += b.unknown, a.no += b.no, a.not_in_force += b.not_in_force;
  return a;
}

// Number that a category starts with ("9-17": 9), so that ages and years stand in their order; -1 for words.
long leading_number(const std::string& name) {
  return !name.empty() && name[0] >= '0' && name[0] <= '9' ? std::strtol(name.c_str(), nullptr, 10) : -1;
}

using CellKey = std::pair<std::size_t, std::size_t>;  // reading, definition

// Exact counts of one category while they are gathered.
struct ExactRow {
  std::int64_t records = 0;
  std::map<CellKey, Tally> cells;

  void add(const ExactRow& other) {
    records += other.records;
    for (const auto& [key, tally] : other.cells) cells[key] += tally;
  }
};

std::map<std::string, ExactRow> gather(const SourceResults& source, const std::string& dimension) {
  std::map<std::string, ExactRow> rows;
  if (const auto found = source.records_by.find(dimension); found != source.records_by.end())
    for (const auto& [category, records] : found->second) rows[category].records = records;
  for (const CellCount& cell : source.cells) {
    if (cell.dimension != dimension) continue;
    ExactRow& row = rows[cell.category];
    row.cells[{cell.reading, cell.definition}] += cell.tally;
    row.records = std::max(row.records, cell.tally.records());
  }
  return rows;
}

std::int64_t records_in(const SourceResults& source, const std::string& dimension, const std::string& category) {
  const auto found = source.records_by.find(dimension);
  if (found == source.records_by.end()) return 0;
  const auto records = found->second.find(category);
  return records == found->second.end() ? 0 : records->second;
}

std::int64_t down_to_tens(double people) { return static_cast<std::int64_t>(std::floor(people / kFloorBase)) * kFloorBase; }
std::int64_t up_to_tens(double people) { return static_cast<std::int64_t>(std::ceil(people / kFloorBase)) * kFloorBase; }

}  // namespace

ProtectedCount::ProtectedCount(std::int64_t exact) : value_(exact / kFloorBase * kFloorBase) {
  require(exact >= 0, "a count below zero");
}

std::optional<double> share(ProtectedCount part, ProtectedCount whole) {
  if (whole.value() < kLeastDenominator) return std::nullopt;
  return std::min(1.0, static_cast<double>(part.value()) / static_cast<double>(whole.value()));
}

// Makes every ProtectedCount there is.
class Protector {
 public:
  explicit Protector(const Results& results) : results_(results) {}

  ProtectedResults run() {
    ProtectedResults out{results_.id, results_.title, results_.question, results_.period, results_.place, results_.time,
                         results_.definitions, results_.readings, results_.assumptions, {}, {}, results_.simulated, {}};
    if (results_.chain) out.chain = chain_of(*results_.chain);
    for (const SourceResults& source : results_.sources) out.sources.push_back(source_of(source));
    for (const std::string& code : named_countries_)
      if (const auto name = results_.country_names.find(code); name != results_.country_names.end()) out.country_names.insert(*name);
    return out;
  }

 private:
  static ProtectedCount count(std::int64_t exact) { return ProtectedCount(exact); }
  static ProtectedTally tally(const Tally& exact) {
    return {count(exact.certain()), count(exact.possible()), count(exact.not_in_force), count(exact.records())};
  }

  static ProtectedChainEstimate estimate_of(const ChainEstimate& exact) {
    ProtectedChainEstimate out{exact.definition, exact.verdict, {}, {}, {}, exact.rules};
    if (exact.verdict != ChainVerdict::not_usable) out.lo = down_to_tens(exact.lo);
    if (exact.verdict == ChainVerdict::usable && exact.hi) {
      out.hi = up_to_tens(*exact.hi);
      out.percents = whole_percents(exact.shares);
    }
    return out;
  }

  static ProtectedChain chain_of(const ChainResults& exact) {
    ProtectedChain out{exact.lists, count(exact.records), count(exact.people), count(exact.without_name), count(exact.without_case), {}, {},
                       exact.draws, std::llround(100 * exact.level), {}, exact.release};
    for (const auto& by_fact : exact.contradictions) {
      auto& shown = out.contradictions.emplace_back();
      for (const auto& [fact, people] : by_fact)
        if (people >= kFloorBase) shown.emplace(fact, count(people));
    }
    for (const std::int64_t people : exact.contradicted_people) out.contradicted_people.push_back(count(people));
    for (const ChainEstimate& estimate : exact.estimates) out.estimates.push_back(estimate_of(estimate));
    return out;
  }

  ProtectedSource source_of(const SourceResults& source) {
    ProtectedSource out{source.id, source.title, source.organisation, source.mapping, source.unit, count(source.rows_read),
                        count(source.rows_set_aside), count(source.contradictory), {}, {}, {}, {}, {}, {}, {}};
    for (const auto& [reason, rows] : source.set_aside_reasons)
      if (rows >= kFloorBase) out.set_aside_reasons.emplace(reason, count(rows));
    for (const FindingCount& finding : source.findings) out.findings.push_back(finding_of(finding));
    for (const ElementCount& element : source.elements)
      out.elements.push_back({element.definition, element.reading, element.element, element.cite, element.says, tally(element.tally)});
    for (const char* dimension : kDimensions)
      if (ProtectedBreakdown breakdown = breakdown_of(source, dimension); !breakdown.rows.empty())
        out.breakdowns.push_back(std::move(breakdown));
    // A column that the mapping does not name is text of the file: a key of one record could stand there. It stays inside.
    for (const ColumnReport& column : source.columns)
      if (column.mapped) out.columns.push_back({column.column, column.mapped, count(column.filled), count(column.missing),
                             count(column.not_understood), count(column.impossible)});
    for (const MergedLabel& label : source.merged) out.merged.push_back({label.column, label.says, count(label.records)});
    for (const Drift& drift : source.drifts) out.drifts.push_back(drift_of(source, drift));
    return out;
  }

  static ProtectedFinding finding_of(const FindingCount& finding) {
    ProtectedFinding out{finding.definition, finding.reading, tally(finding.tally), {}, {}};
    for (const auto& [assumption, certain] : finding.certain_without) out.certain_without.emplace(assumption, count(certain));
    for (const auto& [assumption, possible] : finding.possible_without) out.possible_without.emplace(assumption, count(possible));
    return out;
  }

  // The exact number of filled records is found again from the exact share, then floored as every other count.
  static ProtectedDrift drift_of(const SourceResults& source, const Drift& drift) {
    const std::int64_t before = records_in(source, "year", drift.from), after = records_in(source, "year", drift.to);
    const auto filled = [](double part, std::int64_t whole) { return std::llround(part * static_cast<double>(whole)); };
    return {drift.column, drift.from, drift.to, count(filled(drift.share_before, before)), count(before),
            count(filled(drift.share_after, after)), count(after)};
  }

  static ProtectedRow row_of(Category category, const ExactRow& exact) {
    ProtectedRow row{std::move(category), count(exact.records), {}};
    for (const auto& [key, exact_tally] : exact.cells) row.cells.push_back({key.second, key.first, tally(exact_tally)});
    return row;
  }

  ProtectedBreakdown breakdown_of(const SourceResults& source, const std::string& dimension) {
    ProtectedBreakdown out{dimension, {}};
    std::map<std::string, ExactRow> exact = gather(source, dimension);
    if (exact.empty()) return out;
    ExactRow not_recorded, others, all_cells;
    if (auto node = exact.extract("")) not_recorded = std::move(node.mapped());
    for (const auto& [name, row] : exact) {
      all_cells.add(row);
      if (row.records < kFloorBase) {
        others.add(row);
        continue;
      }
      out.rows.push_back(row_of({Category::Kind::named, name}, row));
      if (dimension == "country") named_countries_.insert(name);
    }
    sort_rows(out);
    if (others.records >= kFloorBase) out.rows.push_back(row_of({Category::Kind::others, ""}, others));
    // This row always stands there, so that its presence says nothing.
    for (const auto& [key, unused] : all_cells.cells) not_recorded.cells.try_emplace(key);
    out.rows.push_back(row_of({Category::Kind::not_recorded, ""}, not_recorded));
    return out;
  }

  void sort_rows(ProtectedBreakdown& breakdown) const {
    const bool by_count = breakdown.dimension == "country";
    const auto key = [&](const ProtectedRow& row) {
      const auto name = results_.country_names.find(row.category.name);
      return std::tuple(by_count ? -row.records.value() : leading_number(row.category.name),
                        by_count && name != results_.country_names.end() ? name->second : row.category.name);
    };
    std::sort(breakdown.rows.begin(), breakdown.rows.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  }

  const Results& results_;
  std::set<std::string> named_countries_;
};

ProtectedResults protect(const Results& results) { return Protector(results).run(); }

}  // namespace palermo::publish
