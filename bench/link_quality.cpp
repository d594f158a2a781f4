// SPDX-License-Identifier: Apache-2.0
// How well, how fast are published lists with known truth linked, with nothing tuned on the truth?
//
//   palermo_link_quality [--losses] [--alone] [--threshold BITS] [--threads N] [DATA SET...]
//   default: all of ../shared/data/linkage; --alone: no competition (constraint.hpp)
//   palermo_link_quality lists:FOLDER      what palermo simulate lists wrote: every .csv but the truth
//
// A line a data set: pairs that are candidates (completeness), pairs at probability one half, persons after clustering,
// share of true pairs among those of probability 0.85 to 0.95, processor seconds from rows in memory to persons.
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/core/value.hpp"
#include "palermo/link/balance.hpp"
#include "palermo/link/evaluate.hpp"
#include "palermo/link/people.hpp"
#include "palermo/link/run.hpp"

namespace {

using namespace palermo;
using namespace palermo::link;

struct File {
  std::string list;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

struct DataSet {
  std::string name;
  std::vector<File> files;
  bool duplicate_free = false;
  std::vector<std::uint32_t> truth;
};

double cpu_seconds() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  return seconds(use.ru_utime) + seconds(use.ru_stime);
}

File read(const std::string& path, std::string list) {
  File file;
  file.list = std::move(list);
  auto source = core::open_file(path);
  core::Silence silence;
  if (!source) return file;
  const core::CsvSink sink{.header = [&](const std::vector<std::string>& header) {
                             for (std::string name : header) {
                               while (!name.empty() && name.front() == ' ') name.erase(0, 1);
                               file.header.push_back(name);
                             }
                             return core::Done{};
                           },
                           .row = [&](std::int64_t, std::span<const std::string_view> cells) {
                             file.rows.emplace_back(cells.begin(), cells.end());
                             return core::Done{};
                           }};
  if (const auto done = core::read_csv(**source, {}, sink, silence); !done) fmt::print("{}: {}\n", path, done.error().kind.code);
  return file;
}

NameTables name_tables() {
  std::vector<core::Value> documents;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(core::data_folder()) / "names"))
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  std::ranges::sort(paths);
  for (const auto& path : paths) {
    const auto text = core::read_file(path.string());
    if (auto document = text ? core::parse_yaml(*text, path.string()) : core::fail(text.error())) documents.push_back(std::move(*document));
  }
  auto tables = NameTables::parse(documents);
  if (tables) return *tables;
  fmt::print("name tables: {} {} {}\n", tables.error().kind.code, tables.error().place.file, tables.error().place.field);
  return {};
}

std::string entity_of(const File& file, const std::vector<std::string>& row) {
  for (std::size_t c = 0; c < file.header.size(); ++c) {
    const std::string& name = file.header[c];
    if (name == "ent_id" || name == "cluster" || name == "true_person_id" || name == "person_id" || name == "truth") return row[c];
  }
  for (std::size_t c = 0; c < file.header.size(); ++c)
    if (file.header[c] == "rec_id") {
      const std::size_t begin = row[c].find('-') + 1;
      return row[c].substr(begin, row[c].find('-', begin) - begin);
    }
  return {};
}

DataSet load(const std::string& name) {
  DataSet set;
  set.name = name;
  const std::string folder = "../shared/data/linkage/";
  std::unordered_map<std::string, std::string> known;  // entity by record id, where the truth is a file of its own
  if (name.starts_with("lists:")) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(name.substr(6)))
      if (entry.path().extension() == ".csv" && !entry.path().filename().string().starts_with("truth")) paths.push_back(entry.path());
    std::ranges::sort(paths);
    for (const auto& path : paths) set.files.push_back(read(path.string(), path.stem().string()));
    set.duplicate_free = set.files.size() > 1;
    for (const auto& row : read(name.substr(6) + "/truth.csv", "").rows) known.emplace(row[0], row[1]);
  } else if (name == "febrl4") {
    set.files = {read(folder + "febrl4a.csv.gz", "a"), read(folder + "febrl4b.csv.gz", "b")};
    set.duplicate_free = true;
  } else {
    for (const char* end : {".csv", ".csv.gz"})
      if (std::filesystem::exists(folder + name + end)) set.files.push_back(read(folder + name + end, name));
  }
  std::unordered_map<std::string, std::uint32_t> entities;
  for (const File& file : set.files)
    for (const auto& row : file.rows)
      set.truth.push_back(entities.try_emplace(known.empty() ? entity_of(file, row) : known[row[0]], static_cast<std::uint32_t>(entities.size()))
                              .first->second);
  return set;
}

std::string words_of(Pattern pattern) {
  std::string out;
  for (std::size_t c = 0; c < kComparisons; ++c)
    if (const Level l = level_of(pattern, c); l != 0) out += fmt::format(" {}:{}", kind_of(c).name, kind_of(c).levels[l]);
  return out;
}

// Where pairs are lost and where they are wrongly made, by pattern.
void losses(const Records& records, const DataSet& set, const LinkResult& result, const Candidates& candidates, const People& people) {
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

void measure(const DataSet& set, const NameTables& tables, int threads, bool show_losses, bool compete, double threshold) {
  core::Silence silence;
  const double begin = cpu_seconds();
  RecordReader reader(tables);
  std::vector<std::string_view> views;
  for (const File& file : set.files) {
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
  options.compete = compete;
  const auto candidates = Candidates::find(records, options.candidates, silence);
  const double blocked = cpu_seconds();
  const auto lists = admit_in_the_clear(records.lists);
  const auto result = link_records(*lists, records, *candidates, options, silence);
  if (!result) return fmt::print("{}: {}\n", set.name, result.error().kind.code);
  const double linked = cpu_seconds();
  const auto of = list_of(records);
  const auto rank = content_rank(records);
  const Evidence evidence{.lists = *lists, .list_of = of, .pairs = result->pairs, .rank = rank};
  const auto cut = balanced_threshold(evidence, result->diagnostics.expected_matches, {.threshold_bits = threshold, .threads = threads}, silence);
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
  fmt::print("{:<16} {:>8} rows  compl {:.4f}  pairs P {:.4f} R {:.4f} F1 {:.4f}  persons P {:.4f} R {:.4f} F1 {:.4f}  {} of {} ({:+.1f}%)  "
             "p=.9: {:.2f} of {}  expected {:.0f} of {:.0f}  cpu {:.2f} s ({:.2f} read, {:.2f} blocks, {:.2f} link, {:.2f} people)  compared {}  variants {}  cut {:.1f}\n",
             set.name, records.size(), looked_at / truth, p, r, 2 * p * r / (p + r), score.pairwise.precision.value_or(0),
             score.pairwise.recall.value_or(0), score.pairwise.f1.value_or(0), score.persons_found, score.persons_true, 100 * score.persons_error,
             near > 0 ? near_true / near : 0, near, result->diagnostics.expected_matches, truth, end - begin, read_done - begin,
             blocked - read_done, linked - blocked, end - linked, result->diagnostics.compared_pairs, result->diagnostics.variants, *cut);
  if (show_losses) {
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
}

}  // namespace

int main(int argc, char** argv) {
  bool show_losses = false;
  int threads = 2;
  bool compete = true;
  double threshold = 0;
  std::vector<std::string> names;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--losses") == 0) {
      show_losses = true;
    } else if (std::strcmp(argv[i], "--alone") == 0) {
      compete = false;
    } else if (std::strcmp(argv[i], "--threshold") == 0 && i + 1 < argc) {
      threshold = std::atof(argv[++i]);
    } else if (std::strcmp(argv[i], "--threads") == 0 && i + 1 < argc) {
      threads = std::atoi(argv[++i]);
    } else {
      names.emplace_back(argv[i]);
    }
  }
  if (names.empty())
    names = {"febrl1", "febrl2", "febrl3", "febrl4", "rldata500", "rldata10000", "fake_1000", "historical_50k"};
  const NameTables tables = name_tables();
  for (const std::string& name : names) {
    const DataSet set = load(name);
    if (set.truth.empty()) {
      fmt::print("{}: not here\n", name);
    } else {
      measure(set, tables, threads, show_losses, compete, threshold);
    }
    std::fflush(stdout);
  }
}
