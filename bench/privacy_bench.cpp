// SPDX-License-Identifier: Apache-2.0
// How near does a synthetic release come to the real table, how much does it invent or lose, and how long does it take?
//
//   palermo_privacy_bench [EPSILON] [SEEDS]      default: 4, and 3 seeds; also ε = 1 beside independent columns
//
// The generator of `palermo simulate case-table`, 10,000 and 50,000 × 25; 500,000 × 27 for time alone, by the schema of CTDC (data/release), its
// columns filled from the same people; the samplers' speed; and, where ../shared/data has
// it, the k-anonymised CTDC extract of 2020, 48,773 × 7 (domain: the values that stand in it, as with the peers). Beside each table its two anchors:
// a resample of the real rows, and columns shuffled apart. Noise by TestSeed: a bench is no release. δ = 10⁻⁶.
#include <sys/resource.h>

#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/discrete_noise.hpp"
#include "palermo/core/value.hpp"
#include "palermo/privacy/synthesis.hpp"
#include "palermo/privacy/utility.hpp"
#include "palermo/simulate/case_table.hpp"

namespace {

using namespace palermo;
using namespace palermo::privacy;

constexpr double kDelta = 1e-6;

struct Used {
  double cpu_seconds = 0;
  double peak_mib = 0;
};

Used used() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  return {seconds(use.ru_utime) + seconds(use.ru_stime), static_cast<double>(use.ru_maxrss) / 1024};
}

CodedTable coded(const Codebook& codebook, const CodedRows& rows) {
  CodedTable table{rows.columns, {}, {}};
  for (const CodebookColumn& column : codebook.columns) {
    table.sizes.push_back(static_cast<int>(column.size()));
    table.empty.push_back(column.missing ? int{*column.missing} : -1);
  }
  return table;
}

PersonTable invented(std::int64_t people) {
  core::Silence silence;
  simulate::CaseTable table = simulate::invent_case_table({.people = people}, silence).value();
  auto codebook = std::make_shared<Codebook>(Codebook::read(core::parse_yaml(simulate::case_table_codebook(), "codebook.yaml").value()).value());
  return PersonTable(std::move(codebook), {std::move(table.cells)});
}

// The first seven columns of the extract; a codebook of the values that stand in it, every column with a missing level.
core::Result<PersonTable> extract(const std::string& path) {
  PALERMO_TRY(const std::unique_ptr<core::ByteSource> source, core::open_file(path));
  constexpr std::size_t kColumns = 7;
  auto codebook = std::make_shared<Codebook>();
  std::vector<std::vector<std::string>> cells(kColumns);
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> core::Done {
    for (std::size_t c = 0; c < kColumns; ++c) codebook->columns.emplace_back().name = header[c];
    return {};
  };
  sink.row = [&](std::int64_t, std::span<const std::string_view> fields) -> core::Done {
    for (std::size_t c = 0; c < kColumns; ++c) cells[c].emplace_back(fields[c]);
    return {};
  };
  core::Silence silence;
  PALERMO_TRY(const core::CsvSummary read, core::read_csv(*source, {}, sink, silence));
  CodedRows rows;
  for (std::size_t c = 0; c < kColumns; ++c) {
    CodebookColumn& column = codebook->columns[c];
    for (const std::string& value : std::set<std::string>(cells[c].begin(), cells[c].end()))
      if (!value.empty()) column.levels.push_back(value);
    for (std::size_t level = 0; level < column.levels.size(); ++level) column.level_of[column.levels[level]] = static_cast<Level>(level);
    column.missing = static_cast<Level>(column.levels.size());
    column.levels.emplace_back();
    rows.columns.emplace_back();
    for (const std::string& value : cells[c]) rows.columns.back().push_back(column.level(value));
  }
  static_cast<void>(read);
  return PersonTable(std::move(codebook), std::move(rows));
}

void print_utility(std::string_view name, const Utility& utility, double real_rows) {
  const CombinationLoss& pairs = utility.combinations[1];
  fmt::print("| {} | {:.4f} | {:.4f} ({:.2f}) | {:.1f} % | {:.1f} % | {:.1f} % | {:+.2f} % |", name, utility.ways[0].mean, utility.ways[1].mean,
             utility.ways[1].worst, 100 * pairs.fabricated, 100 * pairs.suppressed_weighted, 100 * pairs.suppressed,
             100 * (static_cast<double>(utility.rows) / real_rows - 1));
}

void print_head(std::string_view title) {
  fmt::print("\n{}\n\n| | 1-way TVD | 2-way TVD (worst) | pairs fabricated | suppressed, weighted | suppressed, unweighted | rows, % | as it says itself | CPU s | peak MiB |\n"
             "|---|---|---|---|---|---|---|---|---|---|\n", title);
}

// CTDC's 27 columns filled from the 25 invented ones, which have the same order; the last two from the first indicators. A value that the
// codebook does not list (an invented country) becomes the one in its place; what its rules forbid becomes missing.
PersonTable ctdc_sized(std::int64_t people) {
  const PersonTable from = invented(people);
  const std::string text = core::read_file("data/release/ctdc-27-codebook.yaml").value();
  auto codebook = std::make_shared<Codebook>(Codebook::read(core::parse_yaml(text, "codebook.yaml").value()).value());
  const std::size_t own = from.codebook().columns.size();
  CodedRows rows;
  for (std::size_t c = 0; c < codebook->columns.size(); ++c) {
    const std::size_t source = c < own ? c : c - own + 6;
    const CodebookColumn &column = codebook->columns[c], &like = from.codebook().columns[source];
    std::vector<Level> level_of;
    for (std::size_t level = 0; level < like.size(); ++level)
      level_of.push_back(column.lists(like.levels[level]) || level == like.missing ? column.level(like.levels[level]) : static_cast<Level>(level % (column.size() - 2)));
    rows.columns.emplace_back();
    for (const Level level : from.inside_rows().columns[source]) rows.columns.back().push_back(level_of[level]);
  }
  for (const Rule& rule : codebook->rules)
    for (std::size_t row = 0; row < rows.rows(); ++row)
      if (rule.when[0].holds(rows.columns[rule.when[0].column][row]) && !rule.then[0].holds(rows.columns[rule.then[0].column][row]))
        rows.columns[rule.then[0].column][row] = *codebook->columns[rule.then[0].column].missing;
  return PersonTable(std::move(codebook), std::move(rows));
}

struct Run {
  double epsilon = 4;
  SynthesisOptions options;
  std::string name;
};

bool measured(const PersonTable& table, const Run& run, std::uint64_t seed, bool anchors, bool utility = true) {
  Budget budget = Budget::of(run.epsilon, kDelta).value();
  Randomness randomness{TestSeed{seed}};
  core::Silence silence;
  const double before = used().cpu_seconds;
  const auto made = synthesise(table, run.options, budget, randomness, silence);
  const double seconds = used().cpu_seconds - before;
  if (!made) {
    fmt::print("| {}, ε = {} | {} |\n", run.name, run.epsilon, made.error().kind.code);
    return false;
  }
  const std::string name = fmt::format("{}, ε = {}", run.name, run.epsilon);
  if (!utility) {
    fmt::print("| {} | | | | | | | | {:.1f} | {:.0f} |\n", name, seconds, used().peak_mib);
    return true;
  }
  const CodedTable real = coded(table.codebook(), table.inside_rows()), synthetic = coded(table.codebook(), made->rows);
  const auto rows = static_cast<double>(real.rows());
  if (anchors) {
    const UtilityReport report = compare_with_anchors(real.view(), synthetic.view(), {.ways = 2}, silence).value();
    print_utility("bootstrap of the real rows", report.bootstrap, rows);
    fmt::print(" | | |\n");
    print_utility("columns shuffled apart", report.independent, rows);
    fmt::print(" | | |\n");
    print_utility(name, report.synthetic, rows);
  } else {
    print_utility(name, measure_utility(real.view(), synthetic.view(), {.ways = 2}, silence).value(), rows);
  }
  static constexpr std::array<const char*, 3> kVerdicts{"better", "unclear", "no better"};
  const PairError& told = *made->error;
  fmt::print(" {:.4f} ± {:.4f}, {} | {:.1f} | {:.0f} |\n", told.rows, told.standard_error, kVerdicts[static_cast<std::size_t>(told.verdict())], seconds, used().peak_mib);
  std::fflush(stdout);
  return true;
}

void samplers() {
  fmt::print("\nSamplers of whole-number noise, one core\n\n| | draws | a second |\n|---|---|---|\n");
  for (const std::uint64_t variance : {1ULL, 100ULL, 10'000ULL}) {
    Randomness randomness{TestSeed{1}};
    constexpr int kDraws = 200'000;
    const double before = used().cpu_seconds;
    std::int64_t sum = 0;
    for (int i = 0; i < kDraws; ++i) sum += core::discrete_gaussian({variance, 1}, randomness);
    fmt::print("| discrete Gaussian, σ² = {} (mean {:+.3f}) | {} | {:.0f} |\n", variance, static_cast<double>(sum) / kDraws, kDraws, kDraws / (used().cpu_seconds - before));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const double epsilon = argc > 1 ? std::atof(argv[1]) : 4;
  const std::uint64_t seeds = argc > 2 ? static_cast<std::uint64_t>(std::atoll(argv[2])) : 3;
  const Run aim{epsilon, {}, "AIM"};
  const Run mst{epsilon, {.mechanism = Mechanism::mst}, "MST"};
  const Run open{epsilon, {.support = {.on = false}}, "AIM, no support filter"};
  bool good = true;
  for (const std::int64_t people : {10'000, 50'000}) {
    const PersonTable table = invented(people);
    print_head(fmt::format("Invented case table, {} × 25", people));
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) good = measured(table, aim, seed, seed == 1) && good;
    good = measured(table, mst, 1, false) && good;
    good = measured(table, open, 1, false) && good;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) good = measured(table, {1, {}, "AIM"}, seed, false) && good;
  }
  if (const auto table = extract("../shared/data/ctdc-kanon-2020-subset/dados_app.csv.gz")) {
    print_head("CTDC 2020, k-anonymised (k = 11), 48,773 × 7: the trade-off");
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) good = measured(*table, aim, seed, seed == 1) && good;
    for (const double share : {0.01, 0.1, 0.2, 0.4})
      for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        good = measured(*table, {epsilon, {.support = {.on = true, .fabricated = share}}, fmt::format("AIM, η = {}", share)}, seed, false) && good;
    good = measured(*table, open, 1, false) && good;
    good = measured(*table, mst, 1, false) && good;
  } else {
    fmt::print("\nCTDC 2020: left out, it is no part of the project and ../shared/data is not here\n");
  }
  print_head("Time: 500,000 × 27");
  good = measured(ctdc_sized(500'000), aim, 1, false, false) && good;
  samplers();
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
