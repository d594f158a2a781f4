// SPDX-License-Identifier: Apache-2.0
// How well, how fast are published lists with known truth linked, with nothing tuned on the truth?
//
//   palermo_link_quality [--losses] [--alone] [--threshold BITS] [--threads N] [--draws N] [--seeds N|A-B] [DATA SET...]
//   default: the published sets of the requirement (../shared/data/linkage) and 20 seeds of invented lists
//   --alone: no competition (constraint.hpp); --draws: the posterior over partitions too; --seeds: invented lists 1 to N, or A-B
//   palermo_link_quality lists:FOLDER      what palermo simulate lists wrote: every .csv but the truth
//
// A line a data set: pairs that are candidates (completeness), pairs at probability one half, persons after clustering,
// share of true pairs among those of probability 0.85 to 0.95, processor seconds from rows in memory to persons. Then the table.
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "link_sets.hpp"
#include "palermo/link/balance.hpp"
#include "palermo/link/capture.hpp"
#include "palermo/link/evaluate.hpp"
#include "palermo/link/evaluation.hpp"
#include "palermo/link/partitions.hpp"
#include "palermo/link/people.hpp"
#include "palermo/link/run.hpp"

namespace {

using namespace palermo;
using namespace palermo::link;
using bench::LinkSet;
using bench::ListFile;

double cpu_seconds() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  return seconds(use.ru_utime) + seconds(use.ru_stime);
}

// What a run is measured by.
struct Measured {
  std::string name;
  PartitionScore score;
  double completeness = 0, near = 0, near_true = 0, cpu = 0, gap = 0;
  std::string worst;                 // group with the lowest recall
  std::map<std::string, std::array<double, 2>> groups;  // true links, found
  double people_drawn = 0, people_low = 0, people_high = 0;  // of the draws: mean, and ends of their middle 90 %
  int cells = 0, cells_covered = 0;  // of the capture table
  // Cells by how many lists they are of, from one: cells, covered, truth below the draws, above them, people of the truth, of the draws.
  std::array<std::array<double, 6>, 5> by_lists{};
};

std::string words_of(Pattern pattern) {
  std::string out;
  for (std::size_t c = 0; c < kComparisons; ++c)
    if (const Level l = level_of(pattern, c); l != 0) out += fmt::format(" {}:{}", kind_of(c).name, kind_of(c).levels[l]);
  return out;
}

// Where pairs are lost and where they are wrongly made, by pattern.
void losses(const Records& records, const LinkSet& set, const LinkResult& result, const Candidates& candidates, const People& people) {
  std::map<std::string, std::size_t> missed, wrong;
  std::unordered_map<std::uint64_t, double> weight;
  for (const ScoredPair& p : result.pairs) weight[(std::uint64_t{p.a} << 32U) | p.b] = p.weight;
  std::unordered_map<std::uint32_t, std::vector<RecordIndex>> of_truth, of_found;
  for (RecordIndex i = 0; i < set.truth.size(); ++i) {
    of_truth[set.truth[i]].push_back(i);
    of_found[people.person_of[i]].push_back(i);
  }
  const auto rank = content_rank(records);
  const TermFrequency frequency(records);
  PairComparer comparer(records, frequency, &result.variants);
  const auto tell = [&](RecordIndex a, RecordIndex b) {
    const auto found = weight.find((std::uint64_t{a} << 32U) | b);
    const Compared c = comparer.compare(a, b);
    const char* how = !candidates.has(std::min(rank[a], rank[b]), std::max(rank[a], rank[b])) ? "not looked at"
                      : found == weight.end() ? "far below" : found->second < 0 ? "below" : "above";
    return fmt::format("[{} {}]{}", how, found == weight.end() ? std::string("-") : fmt::format("{:.0f}", found->second), words_of(c.pattern));
  };
  for (const auto& [entity, members] : of_truth)
    for (std::size_t i = 0; i < members.size(); ++i)
      for (std::size_t j = i + 1; j < members.size(); ++j)
        if (people.person_of[members[i]] != people.person_of[members[j]]) ++missed[tell(members[i], members[j])];
  for (const auto& [person, members] : of_found)
    for (std::size_t i = 0; i < members.size(); ++i)
      for (std::size_t j = i + 1; j < members.size(); ++j)
        if (set.truth[members[i]] != set.truth[members[j]]) ++wrong[tell(members[i], members[j])];
  for (const auto& [title, which] : {std::pair{"missed", &missed}, std::pair{"wrong", &wrong}}) {
    std::vector<std::pair<std::size_t, std::string>> most;
    for (const auto& [text, n] : *which) most.emplace_back(n, text);
    std::ranges::sort(most, std::greater<>());
    fmt::print("  {} ({} patterns)\n", title, most.size());
    for (std::size_t k = 0; k < std::min<std::size_t>(most.size(), 25); ++k) fmt::print("  {:6} {}\n", most[k].first, most[k].second);
  }
}

struct Wanted {
  bool losses = false, compete = true;
  int threads = 2;
  double threshold = 0;
  std::uint32_t draws = 0;
};

// The draws against the truth.
void judge_draws(const LinkSet& set, const Records& records, const Evidence& evidence, const People& people, std::span<const double> expected_links, const Wanted& wanted,
                 Measured& out) {
  core::Silence silence;
  const auto sample = sample_partitions(evidence, people, {.draws = wanted.draws, .expected_links = expected_links, .threads = wanted.threads}, silence);
  const auto tables = capture_tables(*sample, evidence, silence);
  std::unordered_map<std::uint32_t, PersonIndex> number;
  People truth;
  for (const std::uint32_t person : set.truth) truth.person_of.push_back(number.try_emplace(person, static_cast<PersonIndex>(number.size())).first->second);
  truth.count = static_cast<PersonIndex>(number.size());
  const auto true_table = capture_table(truth, evidence.list_of, evidence.lists);
  const auto middle = [](std::vector<double> values) {
    std::ranges::sort(values);
    const auto at = [&](double share) { return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)]; };
    return std::pair{at(0.05), at(0.95)};
  };
  std::vector<double> drawn;
  for (const core::CaptureTable& table : *tables) drawn.push_back(static_cast<double>(table.observed()));
  for (const double people_in : drawn) out.people_drawn += people_in / static_cast<double>(drawn.size());
  std::tie(out.people_low, out.people_high) = middle(drawn);
  const auto cell = [](const core::CaptureTable& table, std::uint32_t history) {
    double people_in = 0;
    for (const core::CaptureCell& one : table.cells()) people_in += one.history == history ? static_cast<double>(one.count) : 0;
    return people_in;
  };
  for (std::uint32_t history = 1; history < (std::uint32_t{1} << records.lists.size()); ++history) {
    std::vector<double> values;
    for (const core::CaptureTable& table : *tables) values.push_back(cell(table, history));
    const auto [low, high] = middle(values);
    const double truth_here = cell(*true_table, history);
    const bool covered = truth_here >= low && truth_here <= high;
    ++out.cells;
    out.cells_covered += covered ? 1 : 0;
    auto& kind = out.by_lists[std::min<std::size_t>(std::popcount(history), out.by_lists.size()) - 1];
    kind[0] += 1;
    kind[1] += covered ? 1 : 0;
    kind[2] += truth_here < low ? 1 : 0;
    kind[3] += truth_here > high ? 1 : 0;
    kind[4] += truth_here;
    for (const double people_in : values) kind[5] += people_in / static_cast<double>(values.size());
  }
}

Measured measure(const LinkSet& set, const NameTables& tables, const Wanted& wanted) {
  const int threads = wanted.threads;
  core::Silence silence;
  const double begin = cpu_seconds();
  RecordReader reader(tables);
  std::vector<std::string_view> views;
  for (const ListFile& file : set.files) {
    reader.begin_file({.name = file.list, .role = {}, .duplicate_free = set.duplicate_free}, file.header);
    for (const auto& row : file.rows) {
      views.assign(row.begin(), row.end());
      reader.add_row(views);
    }
  }
  const Records records = reader.finish();
  const double read_done = cpu_seconds();
  LinkOptions options;
  options.threads = options.candidates.threads = threads;
  options.compete = wanted.compete;
  if (wanted.draws == 0) options.model_draws = 0;
  const auto candidates = Candidates::find(records, options.candidates, silence);
  const double blocked = cpu_seconds();
  const auto lists = admit_in_the_clear(records.lists);
  const auto result = link_records(*lists, records, *candidates, options, silence);
  Measured out;
  out.name = set.name;
  if (!result) {
    fmt::print("{}: {}\n", set.name, result.error().kind.code);
    return out;
  }
  const double linked = cpu_seconds();
  const auto of = list_of(records);
  const auto rank = content_rank(records);
  const Evidence evidence{.lists = *lists, .list_of = of, .pairs = result->pairs, .rank = rank, .other_bits = result->other_bits};
  const auto cut = balanced_threshold(evidence, result->diagnostics.expected_matches, {.threshold_bits = wanted.threshold, .threads = threads}, silence);
  const auto people = find_people(evidence, {.threshold_bits = *cut, .threads = threads}, silence);
  const double end = cpu_seconds();
  const PartitionScore score = score_partition(people->person_of, set.truth);
  double right = 0, found = 0, near = 0, near_true = 0;
  for (const ScoredPair& p : result->pairs) {
    const bool is = set.truth[p.a] == set.truth[p.b];
    if (p.probability >= 0.5) {
      found += 1;
      right += is ? 1 : 0;
    }
    if (p.probability >= 0.85 && p.probability < 0.95) {
      near += 1;
      near_true += is ? 1 : 0;
    }
  }
  std::unordered_map<std::uint32_t, std::vector<RecordIndex>> of_truth;
  for (RecordIndex i = 0; i < set.truth.size(); ++i) of_truth[set.truth[i]].push_back(i);
  double looked_at = 0;
  for (const auto& [entity, members] : of_truth)
    for (std::size_t i = 0; i < members.size(); ++i)
      for (std::size_t j = i + 1; j < members.size(); ++j)
        looked_at += candidates->has(std::min(rank[members[i]], rank[members[j]]), std::max(rank[members[i]], rank[members[j]])) ? 1 : 0;
  const double truth = static_cast<double>(score.pairs_true);
  const double p = found > 0 ? right / found : 0, r = right / truth;
  out.score = score;
  out.completeness = looked_at / truth;
  out.near = near;
  out.near_true = near_true;
  out.cpu = end - begin;
  for (const bench::Grouping& grouping : set.groupings) {
    const auto recall = recall_by_group(people->person_of, set.truth, grouping.of_record, static_cast<std::uint32_t>(grouping.names.size()));
    for (const GroupRecall& group : recall) {
      auto& [links, kept] = out.groups[grouping.field + " " + grouping.names[group.group]];
      links += static_cast<double>(group.links_true);
      kept += group.recall.value_or(0) * static_cast<double>(group.links_true);
    }
    const auto gap = recall_gap(recall);
    if (!gap || *gap <= out.gap) continue;
    out.gap = *gap;
    double worst = 2;
    for (const GroupRecall& group : recall)
      if (group.links_true >= kLeastLinks && group.recall && *group.recall < worst) {
        worst = *group.recall;
        out.worst = fmt::format("{} {:.2f}", grouping.names[group.group], worst);
      }
  }
  if (wanted.draws > 0 && records.lists.size() >= 2) judge_draws(set, records, evidence, *people, result->other_matches, wanted, out);
  fmt::print("{:<16} {:>8} rows  compl {:.4f}  pairs P {:.4f} R {:.4f} F1 {:.4f}  persons P {:.4f} R {:.4f} F1 {:.4f}  {} of {} ({:+.1f}%)  "
             "p=.9: {:.2f} of {}  expected {:.0f} of {:.0f}  cpu {:.2f} s ({:.2f} read, {:.2f} blocks, {:.2f} link, {:.2f} people)  compared {}  variants {}  cut {:.1f}\n",
             set.name, records.size(), looked_at / truth, p, r, 2 * p * r / (p + r), score.pairwise.precision.value_or(0),
             score.pairwise.recall.value_or(0), score.pairwise.f1.value_or(0), score.persons_found, score.persons_true, 100 * score.persons_error,
             near > 0 ? near_true / near : 0, near, result->diagnostics.expected_matches, truth, end - begin, read_done - begin,
             blocked - read_done, linked - blocked, end - linked, result->diagnostics.compared_pairs, result->diagnostics.variants, *cut);
  if (wanted.losses) {
    for (const RuleCount& rule : candidates->plan().rules)
      fmt::print("  {:<14} pairs {:>12} adds {:>12} blocks {:>8} largest {:>6} split {} left out {} (largest {})\n", rule.rule, rule.pairs, rule.adds,
                 rule.blocks, rule.largest_block, rule.split_blocks, rule.left_out_blocks, rule.largest_left_out);
    for (std::size_t c = 0; c < kComparisons; ++c)
      for (std::size_t l = 1; l < kind_of(c).levels.size() && result->model.comparisons[c].seen; ++l)
        fmt::print("  {:<12} {:<18} m {:.5f} u {:.3g} bits {:6.2f} {:.2f}  same nationality: u {:.3g} bits {:6.2f} {:.2f}\n", kind_of(c).name,
                   kind_of(c).levels[l], result->model.comparisons[c].m[l], result->model.comparisons[c].u[0][l],
                   result->model.comparisons[c].weight[0][l], c == 0 ? result->model.name_correction[0][l] : 0.0,
                   result->model.comparisons[c].u[2][l], result->model.comparisons[c].weight[2][l],
                   c == 0 ? result->model.name_correction[2][l] : 0.0);
    losses(records, set, *result, *candidates, *people);
  }
  std::fflush(stdout);
  return out;
}

struct Bar {
  std::string_view data;
  double f1 = 0;
  double people = 0;  // share by which their number may be off; 0: not asked
};
constexpr std::array<Bar, 5> kBars{{{"febrl4", 0.9995, 0}, {"febrl3", 0.998, 0}, {"rldata10000", 0.975, 0.01}, {"rldata500", 0.98, 0.01}, {"historical_50k", 0.90, 0}}};

void row(std::string_view data, double f1, std::string_view reach, double completeness, double people, std::string_view worst, double gap, double near_true, double near, double cpu) {
  fmt::print("| {} | {:.4f} | {} | {:.4f} | {:+.2f} % | {} | {} | {} | {:.1f} |\n", data, f1, reach, completeness, 100 * people, worst.empty() ? "–" : worst,
             worst.empty() ? "–" : fmt::format("{:.2f}", gap), near >= 20 ? fmt::format("{:.2f} of {:.0f}", near_true / near, near) : "–", cpu);
}

// The table of the requirement, row by row; simulated lists are the mean of their seeds.
void table(const std::vector<Measured>& all, std::string_view simulated_reach) {
  fmt::print("\n| data | F1 | reach | completeness | people | worst group, its recall | gap | true of pairs at .85 to .95 | CPU s |\n|---|---|---|---|---|---|---|---|---|\n");
  for (const Bar& bar : kBars)
    for (const Measured& one : all)
      if (one.name == bar.data)
        row(one.name, one.score.pairwise.f1.value_or(0), fmt::format("{:.4f}{}", bar.f1, bar.people > 0 ? fmt::format(", people ±{:.0f} %", 100 * bar.people) : ""), one.completeness,
            one.score.persons_error, one.worst, one.gap, one.near_true, one.near, one.cpu);
  Measured sum;
  double n = 0, f1 = 0, people = 0, within = 0, lowest = 2, highest = 0, most_gap = 0, drawn = 0, covered = 0;
  for (const Measured& one : all) {
    if (!one.name.starts_with("simulated")) continue;
    const double here = one.score.pairwise.f1.value_or(0);
    n += 1;
    f1 += here;
    lowest = std::min(lowest, here);
    highest = std::max(highest, here);
    people += one.score.persons_error;
    within += std::fabs(one.score.persons_error) <= 0.05 ? 1 : 0;
    sum.completeness += one.completeness;
    sum.near += one.near;
    sum.near_true += one.near_true;
    sum.cpu += one.cpu;
    sum.gap += one.gap;
    if (one.gap >= most_gap) {
      most_gap = one.gap;
      sum.worst = one.worst;
    }
    for (const auto& [name, links] : one.groups)
      for (std::size_t k = 0; k < 2; ++k) sum.groups[name][k] += links[k];
    const auto truth = static_cast<double>(one.score.persons_true);
    drawn += one.people_drawn / truth - 1;
    covered += one.people_low <= truth && truth <= one.people_high ? 1 : 0;
    sum.cells += one.cells;
    sum.cells_covered += one.cells_covered;
    for (std::size_t k = 0; k < sum.by_lists.size(); ++k)
      for (std::size_t i = 0; i < sum.by_lists[k].size(); ++i) sum.by_lists[k][i] += one.by_lists[k][i];
  }
  if (n == 0) return;
  row(fmt::format("simulated, mean of {:.0f}", n), f1 / n, simulated_reach, sum.completeness / n, people / n, sum.worst, sum.gap / n, sum.near_true, sum.near, sum.cpu / n);
  fmt::print("\nSimulated: F1 {:.3f} to {:.3f}; people within 5 % in {:.0f} of {:.0f}; the gap of recall between groups is a mean, at most {:.2f}; the worst group is of that seed.\n", lowest, highest,
             within, n, most_gap);
  fmt::print("Recall by group, of the true links of all seeds:");
  for (const auto& [name, links] : sum.groups) fmt::print(" {} {:.3f} of {:.0f};", name, links[0] > 0 ? links[1] / links[0] : 0, links[0]);
  fmt::print("\n");
  if (sum.cells > 0)
    fmt::print("Draws: people {:+.2f} % in the mean; their middle 90 % holds the truth in {:.0f} of {:.0f}, of cells of the capture table in {} of {} ({:.1f} %).\n", 100 * drawn / n, covered, n,
               sum.cells_covered, sum.cells, 100.0 * sum.cells_covered / sum.cells);
  for (std::size_t k = 0; k < sum.by_lists.size() && sum.cells > 0; ++k) {
    const auto& [cells, hit, below, above, truth, drawn_here] = sum.by_lists[k];
    if (cells > 0)
      fmt::print("Cells of {} list{}: {:.0f} of {:.0f} covered, truth below the draws in {:.0f}, above in {:.0f}; people {:.0f}, drawn {:.0f} ({:+.1f} %).\n", k + 1, k == 0 ? "" : "s", hit,
                 cells, below, above, truth, drawn_here, 100 * (drawn_here / truth - 1));
  }
}

}  // namespace

int main(int argc, char** argv) {
  Wanted wanted;
  std::uint64_t first = 1, seeds = 0;  // `seeds`: the last
  std::vector<std::string> names;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const bool more = i + 1 < argc;
    if (word == "--losses") {
      wanted.losses = true;
    } else if (word == "--alone") {
      wanted.compete = false;
    } else if (word == "--threshold" && more) {
      wanted.threshold = std::atof(argv[++i]);
    } else if (word == "--threads" && more) {
      wanted.threads = std::atoi(argv[++i]);
    } else if (word == "--draws" && more) {
      wanted.draws = static_cast<std::uint32_t>(std::atoi(argv[++i]));
    } else if (word == "--seeds" && more) {
      const std::string range = argv[++i];
      const std::size_t dash = range.find('-');
      first = dash == std::string::npos ? 1 : std::strtoull(range.c_str(), nullptr, 10);
      seeds = std::strtoull(range.c_str() + (dash == std::string::npos ? 0 : dash + 1), nullptr, 10);
    } else {
      names.emplace_back(word);
    }
  }
  if (names.empty() && seeds == 0) {
    for (const Bar& bar : kBars) names.emplace_back(bar.data);
    seeds = 20;
  }
  const NameTables tables = bench::name_tables();
  std::vector<Measured> all;
  const auto add = [&](const LinkSet& set) {
    if (set.truth.empty()) {
      fmt::print("{}: not here\n", set.name);
      return;
    }
    all.push_back(measure(set, tables, wanted));
  };
  for (const std::string& name : names) add(bench::known_set(name));
  for (std::uint64_t seed = first; seed <= seeds; ++seed) add(bench::simulated_set(seed));
  table(all, "0.85, completeness .97, people ±5 %, gap .10, pairs .85 to .95");
}
