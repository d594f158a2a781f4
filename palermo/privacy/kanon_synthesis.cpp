// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/kanon_synthesis.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "palermo/core/random.hpp"
#include "palermo/privacy/row_order.hpp"

namespace palermo::privacy {
namespace {

using Rows = std::vector<std::uint32_t>;

template <class T>
void shuffle(std::vector<T>& items, core::Stream& stream) {
  for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[stream.below(left)]);
}

class Kanon {
 public:
  Kanon(const CodedColumns& real, const KanonOptions& options) : real_(real), options_(options), stream_(options.seed, "privacy.kanon") {
    for (std::size_t c = 0; c < real.columns(); ++c) {
      with_.emplace_back(static_cast<std::size_t>(real.sizes[c]));
      for (std::size_t row = 0; row < real.rows(); ++row) with_[c][real.values[c][row]].push_back(static_cast<std::uint32_t>(row));
    }
    made_ = {.values = {}, .sizes = real.sizes, .empty = real.empty};
    for (const int empty : real.empty) made_.values.emplace_back(real.rows(), static_cast<Level>(empty));
  }

  [[nodiscard]] bool make(core::Progress& progress) {
    for (std::size_t row = 0; row < real_.rows(); ++row) {
      if (row % 64 == 0 && progress.cancelled()) return false;
      draw_row(row);
    }
    if (options_.fill && !fill(progress)) return false;
    drop_rows();
    thin();
    return true;
  }
  [[nodiscard]] CodedTable result() && { return std::move(made_); }

 private:
  [[nodiscard]] std::int64_t target(std::int64_t count) const { return count / options_.k * options_.k; }
  [[nodiscard]] bool is_empty(std::size_t column, std::size_t row) const { return int{made_.values[column][row]} == made_.empty[column]; }

  // Real rows with all attributes of `row` as it was made so far; by way of its rarest attribute. Nobody asked for: everybody.
  [[nodiscard]] Rows sharing(std::size_t row) const {
    const Rows* rarest = nullptr;
    for (std::size_t c = 0; c < real_.columns(); ++c) {
      if (is_empty(c, row)) continue;
      const Rows& with = with_[c][made_.values[c][row]];
      if (rarest == nullptr || with.size() < rarest->size()) rarest = &with;
    }
    Rows rows(rarest == nullptr ? real_.rows() : 0);
    if (rarest == nullptr) std::iota(rows.begin(), rows.end(), 0U);
    else rows = *rarest;
    for (std::size_t c = 0; c < real_.columns(); ++c)
      if (!is_empty(c, row)) std::erase_if(rows, [&](std::uint32_t other) { return real_.values[c][other] != made_.values[c][row]; });
    return rows;
  }

  // One attribute of the seed after another, while k people at least share all of them.
  void draw_row(std::size_t row) {
    std::vector<std::size_t> left;
    for (std::size_t c = 0; c < real_.columns(); ++c)
      if (real_.is_attribute(c, row)) left.push_back(c);
    Rows sharing;
    bool is_first = true;
    while (!left.empty()) {
      std::vector<double> people;
      std::vector<std::size_t> possible;
      for (const std::size_t c : left) {
        const Level level = real_.values[c][row];
        const auto count = is_first ? static_cast<std::int64_t>(with_[c][level].size())
                                    : std::ranges::count_if(sharing, [&](std::uint32_t other) { return real_.values[c][other] == level; });
        if (count < options_.k) continue;
        possible.push_back(c);
        people.push_back(static_cast<double>(count));
      }
      if (possible.empty()) return;
      const std::size_t chosen = possible[stream_.pick(people)];
      const Level level = real_.values[chosen][row];
      if (is_first) sharing = with_[chosen][level];
      else std::erase_if(sharing, [&](std::uint32_t other) { return real_.values[chosen][other] != level; });
      made_.values[chosen][row] = level;
      is_first = false;
      left = std::move(possible);
      std::erase(left, chosen);
    }
  }

  // How many of each level of a column are still missing to its floored count.
  [[nodiscard]] std::vector<std::int64_t> missing(std::size_t column) const {
    std::vector<std::int64_t> left;
    for (const Rows& rows : with_[column]) left.push_back(target(static_cast<std::int64_t>(rows.size())));
    for (const Level level : made_.values[column]) --left[level];
    left[static_cast<std::size_t>(made_.empty[column])] = 0;
    for (std::int64_t& one : left) one = std::max<std::int64_t>(one, 0);
    return left;
  }

  // Left-over attributes go where the seed had something recorded and k people share the row with it.
  [[nodiscard]] bool fill(core::Progress& progress) {
    std::vector<std::vector<std::int64_t>> left;
    for (std::size_t c = 0; c < real_.columns(); ++c) left.push_back(missing(c));
    std::vector<std::size_t> order(real_.rows());
    std::iota(order.begin(), order.end(), std::size_t{0});
    shuffle(order, stream_);
    for (std::size_t done = 0; done < order.size(); ++done) {
      if (done % 64 == 0 && progress.cancelled()) return false;
      fill_row(order[done], left);
    }
    return true;
  }

  void fill_row(std::size_t row, std::vector<std::vector<std::int64_t>>& left) {
    std::vector<std::size_t> gaps;
    for (std::size_t c = 0; c < real_.columns(); ++c)
      if (real_.is_attribute(c, row) && is_empty(c, row)) gaps.push_back(c);
    if (gaps.empty()) return;
    Rows sharing = this->sharing(row);
    shuffle(gaps, stream_);
    for (const std::size_t c : gaps) {
      std::vector<double> weight(left[c].size(), 0);
      std::vector<std::int64_t> people(left[c].size(), 0);
      for (const std::uint32_t other : sharing) ++people[real_.values[c][other]];
      double all = 0;
      for (std::size_t level = 0; level < weight.size(); ++level)
        if (left[c][level] > 0 && people[level] >= options_.k) all += weight[level] = static_cast<double>(people[level]);
      if (all == 0) continue;
      const std::size_t level = stream_.pick(weight);
      made_.values[c][row] = static_cast<Level>(level);
      --left[c][level];
      std::erase_if(sharing, [&](std::uint32_t other) { return real_.values[c][other] != level; });
    }
  }

  // A shuffled part of the rows, as many as the floored number: where a row stands says nothing about its seed.
  void drop_rows() {
    std::vector<std::size_t> kept(real_.rows());
    std::iota(kept.begin(), kept.end(), std::size_t{0});
    shuffle(kept, stream_);
    kept.resize(static_cast<std::size_t>(target(static_cast<std::int64_t>(kept.size()))));
    made_ = rows_of(made_.view(), kept);
  }

  // No attribute more often than its floored count; rows are shuffled, so the last ones are any.
  void thin() {
    for (std::size_t c = 0; c < real_.columns(); ++c) {
      std::vector<std::int64_t> room;
      for (const Rows& rows : with_[c]) room.push_back(target(static_cast<std::int64_t>(rows.size())));
      for (std::size_t row = 0; row < made_.rows(); ++row)
        if (!is_empty(c, row) && --room[made_.values[c][row]] < 0) made_.values[c][row] = static_cast<Level>(made_.empty[c]);
    }
  }

  const CodedColumns& real_;
  KanonOptions options_;
  core::Stream stream_;
  std::vector<std::vector<Rows>> with_;  // by column, then level: the real rows that have it
  CodedTable made_;
};

}  // namespace

CodedColumns with_empty_levels(CodedColumns real) {
  for (std::size_t c = 0; c < real.columns(); ++c)
    if (real.empty[c] < 0) real.empty[c] = real.sizes[c]++;
  return real;
}

core::Result<CodedTable> kanon_rows(const CodedColumns& real, const KanonOptions& options, core::Progress& progress) {
  if (options.k < 3) return core::fail(kTooFewShare, {}, {{"k", std::to_string(options.k)}});
  if (!is_sound(real) || real.rows() == 0) return core::fail(kUnlikeTables);
  const CodedTable sorted = rows_of(with_empty_levels(real), sorted_rows(real));
  const CodedColumns view = sorted.view();
  Kanon kanon(view, options);
  if (!kanon.make(progress)) return core::fail(core::kCancelled);
  return std::move(kanon).result();
}

}  // namespace palermo::privacy
