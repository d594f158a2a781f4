// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/lists_stream.hpp"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <future>
#include <memory>
#include <thread>

#include "palermo/core/random.hpp"
#include "palermo/simulate/lists.hpp"
#include "palermo/simulate/lists_readme.hpp"

namespace palermo::simulate {
namespace {

constexpr std::int64_t kRowsABlock = 16384;

struct Block {
  std::string list, truth;
};

// A file of the folder, written piece by piece.
class Piecewise {
 public:
  Piecewise(const core::OutputFolder& out, const std::string& name) : name_(name), file_(std::fopen(out.path_of(name).c_str(), "wbx"), &std::fclose) {}
  [[nodiscard]] core::Done write(const std::string& bytes) {
    if (!file_ || std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return cannot_write();
    return {};
  }
  [[nodiscard]] core::Done close() {
    const bool closed = file_ && std::fclose(file_.release()) == 0;
    return closed ? core::Done{} : cannot_write();
  }

 private:
  [[nodiscard]] core::Done cannot_write() const { return core::fail(core::kCannotWrite, core::Place{.file = name_}); }
  std::string name_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

void append_person_id(std::string& out, std::int64_t number) {
  std::array<char, 10> digits{};
  for (std::size_t i = digits.size(); i-- > 0; number /= 10) digits[i] = static_cast<char>('0' + number % 10);
  out += 'p';
  out.append(digits.data(), digits.size());
}

class OneList {
 public:
  OneList(const NameBook& book, const OneListOptions& options)
      : options_(options), maker_(book, options.lists.seed, options.lists.nationalities), plan_(one_list_plan()), columns_(columns_of(plan_)),
        people_(static_cast<std::uint64_t>(options.records) -
                static_cast<std::uint64_t>(options.lists.duplicates * static_cast<double>(options.records))),
        shuffle_(options.lists.seed, static_cast<std::uint64_t>(options.records)) {}

  [[nodiscard]] Block rows(std::int64_t block) const {
    Block made;
    RecordWriter writer(options_.lists.seed, options_.lists.errors);
    ListRow row;
    if (block == 0) write_headers(made);
    const std::int64_t end = std::min(options_.records, (block + 1) * kRowsABlock);
    made.list.reserve(static_cast<std::size_t>(kRowsABlock) * 140);
    made.truth.reserve(static_cast<std::size_t>(kRowsABlock) * 40);
    for (std::int64_t position = block * kRowsABlock; position < end; ++position) {
      const std::uint64_t record = shuffle_(static_cast<std::uint64_t>(position));
      const auto number = static_cast<std::int64_t>(record < people_ ? record : record - people_) + 1;
      writer.write(maker_.make(number), plan_, record, row);
      append_csv(made.list, row, columns_);
      made.truth += row[ListColumn::record_id];
      made.truth += ',';
      append_person_id(made.truth, number);
      made.truth += '\n';
    }
    return made;
  }

 private:
  void write_headers(Block& made) const {
    for (const ListColumn column : columns_) {
      if (!made.list.empty()) made.list += ',';
      made.list += name_of(column);
    }
    made.list += '\n';
    made.truth = "record_id,person_id\n";
  }

  const OneListOptions& options_;
  PersonMaker maker_;
  ListPlan plan_;
  std::vector<ListColumn> columns_;
  std::uint64_t people_;
  Shuffle shuffle_;
};

// Blocks [first, first + n), made at the same time, in their order.
std::vector<Block> wave(const OneList& list, std::int64_t first, std::int64_t n) {
  std::vector<std::future<Block>> made;
  for (std::int64_t i = 1; i < n; ++i) made.push_back(std::async(std::launch::async, [&list, first, i] { return list.rows(first + i); }));
  std::vector<Block> blocks;
  blocks.push_back(list.rows(first));
  for (auto& block : made) blocks.push_back(block.get());
  return blocks;
}

core::Done write_blocks(const OneList& list, const OneListOptions& options, Piecewise& rows, Piecewise& truth, core::Progress& progress) {
  const std::int64_t blocks = (options.records + kRowsABlock - 1) / kRowsABlock;
  const std::int64_t at_once = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  for (std::int64_t first = 0; first < blocks; first += at_once) {
    if (progress.cancelled()) return core::fail(core::kCancelled);
    for (const Block& block : wave(list, first, std::min(at_once, blocks - first))) {
      PALERMO_CHECK_DONE(rows.write(block.list));
      PALERMO_CHECK_DONE(truth.write(block.truth));
    }
    progress.report(std::min(options.records, (first + at_once) * kRowsABlock));
  }
  return {};
}

}  // namespace

Shuffle::Shuffle(std::uint64_t seed, std::uint64_t n) : n_(n) {
  half_bits_ = std::max(1, (static_cast<int>(std::bit_width(n)) + 1) / 2);
  core::Stream stream(seed, "simulate.lists.shuffle");
  for (std::uint64_t& key : keys_) key = stream();
}

std::uint64_t Shuffle::step(std::uint64_t i) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  std::uint64_t left = i >> half_bits_;
  std::uint64_t right = i & mask;
  for (const std::uint64_t key : keys_) {
    std::uint64_t x = (right + key) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 29)) * 0x94d049bb133111ebULL;
    const std::uint64_t next = left ^ ((x >> 32) & mask);
    left = right;
    right = next;
  }
  return (left << half_bits_) | right;
}

std::uint64_t Shuffle::operator()(std::uint64_t i) const {
  do i = step(i);
  while (i >= n_);
  return i;
}

ListPlan one_list_plan() { return {.name = "list", .role = "research", .share = 1, .full_name = false, .passport = 0.25, .phone = 0.3}; }

core::Done check(const OneListOptions& options, const NameBook& book) {
  if (options.records < 1 || options.records > kMostStreamed)
    return core::fail(kBadLists, core::Place{.field = "one-list"}, {{"why", "records"}});
  ListsOptions lists = options.lists;
  lists.people = kFewestListed;
  lists.lists = {one_list_plan()};
  lists.referrals.clear();
  return check(lists, book);
}

core::Done write_one_list(const NameBook& book, const OneListOptions& options, core::OutputFolder& out, core::Progress& progress) {
  PALERMO_CHECK_DONE(check(options, book));
  const OneList list(book, options);
  Piecewise rows(out, "list.csv");
  Piecewise truth(out, "truth.csv");
  progress.begin("progress.inventing", "list.csv", options.records, "unit.records");
  PALERMO_CHECK_DONE(write_blocks(list, options, rows, truth, progress));
  PALERMO_CHECK_DONE(rows.close());
  PALERMO_CHECK_DONE(truth.close());
  progress.end();
  PALERMO_CHECK_DONE(out.write("lists.yaml", one_list_yaml(options)));
  return out.write("README.md", one_list_readme(options));
}

}  // namespace palermo::simulate
