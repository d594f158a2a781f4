// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/settle.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace palermo::privacy {
namespace {

constexpr float kForbidden = 50;  // people that a forbidden pair weighs

class Settling {
 public:
  Settling(CodedRows& rows, const CoarseColumns& columns, const std::vector<std::vector<double>>& expected, std::span<const ForbiddenCells> possible,
           std::span<const ForbiddenCells> rules, core::Stream& stream)
      : rows_(rows), columns_(columns), d_(columns.size()), n_(rows.rows()), stream_(stream), rules_of_(d_) {
    size_ = sizes_of(columns);
    for (const ForbiddenCells& rule : rules)
      for (const int column : rule.columns)
        if (rule.columns.size() > 2) rules_of_[static_cast<std::size_t>(column)].push_back(&rule);
    row_.resize(n_ * d_);
    for (std::size_t c = 0; c < d_; ++c)
      for (std::size_t r = 0; r < n_; ++r) row_[r * d_ + c] = rows.columns[c][r];
    for (std::size_t a = 0; a < d_; ++a)
      for (std::size_t b = a + 1; b < d_; ++b) begin_.push_back(begin_.empty() ? 0 : begin_.back() + last_cells(a, b, begin_.size()));
    off_.resize(total_cells());
    forbidden_.assign(off_.size(), 0);
    for (std::size_t p = 0; p < expected.size(); ++p) {
      const double sum = std::accumulate(expected[p].begin(), expected[p].end(), 0.0);
      const double scale = sum > 0 ? static_cast<double>(n_) / sum : 0;
      for (std::size_t i = 0; i < expected[p].size(); ++i) {
        off_[begin_[p] + i] = static_cast<float>(-expected[p][i] * scale);
        forbidden_[begin_[p] + i] = !possible[p].possible[i];
      }
    }
    for (std::size_t r = 0; r < n_; ++r)
      for (std::size_t a = 0; a < d_; ++a)
        for (std::size_t b = a + 1; b < d_; ++b) off_[cell(a, value(r, a), b, value(r, b))] += 1;
  }

  [[nodiscard]] double distance() const {
    double sum = 0;
    for (const float off : off_) sum += std::abs(off);
    return sum;
  }

  [[nodiscard]] std::int64_t forbidden_pairs() const {
    std::int64_t count = 0;
    for (std::size_t r = 0; r < n_; ++r) count += bad_pairs(r);
    return count;
  }

  void improve(double proposals) {
    const auto many = static_cast<std::uint64_t>(proposals * static_cast<double>(n_ * d_));
    for (std::uint64_t i = 0; i < many; ++i) {
      const std::size_t a = stream_.below(n_), b = stream_.below(n_), j = stream_.below(d_);
      if (value(a, j) != value(b, j) && gain(a, b, j) < 0 && allowed(a, b, j)) exchange(a, b, j);
    }
  }

  // Looks for partners for every row with a forbidden pair.
  void mend(int tries) {
    for (std::size_t r = 0; r < n_; ++r)
      for (int round = 0; round < 6; ++round) {
        const auto bad = first_bad(r);
        if (bad.first == d_ || !mend_pair(r, bad, tries)) break;
      }
  }

  // What is still forbidden loses a value; the column whose loss frees more goes first.
  std::int64_t blank() {
    std::int64_t blanked = 0;
    for (std::size_t r = 0; r < n_; ++r)
      for (auto bad = first_bad(r); bad.first != d_; bad = first_bad(r)) {
        const std::size_t j = bad_with(r, bad.first) >= bad_with(r, bad.second) ? bad.first : bad.second;
        const std::size_t other = j == bad.first ? bad.second : bad.first;
        put(r, columns_[j].empty >= 0 ? j : other);
        ++blanked;
        if (blanked > static_cast<std::int64_t>(n_ * d_)) return blanked;  // a column without a missing level: the pair stays
      }
    return blanked;
  }

  void hand_back() {
    for (std::size_t c = 0; c < d_; ++c)
      for (std::size_t r = 0; r < n_; ++r) rows_.columns[c][r] = row_[r * d_ + c];
  }

 private:
  [[nodiscard]] std::size_t cells(std::size_t a, std::size_t b) const { return static_cast<std::size_t>(size_[a]) * static_cast<std::size_t>(size_[b]); }
  [[nodiscard]] std::size_t last_cells(std::size_t a, std::size_t b, std::size_t) const {  // of the pair before (a, b)
    return b > a + 1 ? cells(a, b - 1) : cells(a - 1, d_ - 1);
  }
  [[nodiscard]] std::size_t total_cells() const { return d_ < 2 ? 0 : begin_.back() + cells(d_ - 2, d_ - 1); }
  [[nodiscard]] Level value(std::size_t r, std::size_t c) const { return row_[r * d_ + c]; }

  [[nodiscard]] std::size_t cell(std::size_t j, Level vj, std::size_t k, Level vk) const {
    if (j > k) return begin_[pair_index(k, j, d_)] + std::size_t{vk} * static_cast<std::size_t>(size_[j]) + vj;
    return begin_[pair_index(j, k, d_)] + std::size_t{vj} * static_cast<std::size_t>(size_[k]) + vk;
  }

  [[nodiscard]] float less(std::size_t at) const { return std::abs(off_[at] - 1) - std::abs(off_[at]) - kForbidden * forbidden_[at]; }
  [[nodiscard]] float more(std::size_t at) const { return std::abs(off_[at] + 1) - std::abs(off_[at]) + kForbidden * forbidden_[at]; }

  // Change of the sum when rows a and b exchange column j.
  [[nodiscard]] float gain(std::size_t a, std::size_t b, std::size_t j) const {
    const Level va = value(a, j), vb = value(b, j);
    float sum = 0;
    for (std::size_t k = 0; k < d_; ++k) {
      if (k == j) continue;
      const Level ka = value(a, k), kb = value(b, k);
      if (ka == kb) continue;
      sum += less(cell(j, va, k, ka)) + less(cell(j, vb, k, kb)) + more(cell(j, vb, k, ka)) + more(cell(j, va, k, kb));
    }
    return sum;
  }

  // Whether rows a and b keep the rules over three columns and more when they exchange column j.
  [[nodiscard]] bool allowed(std::size_t a, std::size_t b, std::size_t j) const {
    return std::all_of(rules_of_[j].begin(), rules_of_[j].end(), [&](const ForbiddenCells* rule) { return holds(*rule, a, j, b) && holds(*rule, b, j, a); });
  }

  // Row r with the value of column j from row `donor`.
  [[nodiscard]] bool holds(const ForbiddenCells& rule, std::size_t r, std::size_t j, std::size_t donor) const {
    std::size_t cell = 0;
    for (const int column : rule.columns) {
      const auto c = static_cast<std::size_t>(column);
      cell = cell * static_cast<std::size_t>(size_[c]) + value(c == j ? donor : r, c);
    }
    return rule.possible[cell] != 0;
  }

  void put_value(std::size_t r, std::size_t j, Level level) {
    const Level before = value(r, j);
    for (std::size_t k = 0; k < d_; ++k) {
      if (k == j) continue;
      off_[cell(j, before, k, value(r, k))] -= 1;
      off_[cell(j, level, k, value(r, k))] += 1;
    }
    row_[r * d_ + j] = level;
  }

  void exchange(std::size_t a, std::size_t b, std::size_t j) {
    const Level va = value(a, j), vb = value(b, j);
    put_value(a, j, vb);
    put_value(b, j, va);
  }

  void put(std::size_t r, std::size_t j) { put_value(r, j, static_cast<Level>(std::max(columns_[j].empty, 0))); }

  [[nodiscard]] std::int64_t bad_with(std::size_t r, std::size_t j) const {
    std::int64_t count = 0;
    for (std::size_t k = 0; k < d_; ++k) count += k != j && forbidden_[cell(j, value(r, j), k, value(r, k))];
    return count;
  }

  [[nodiscard]] std::int64_t bad_pairs(std::size_t r) const {
    std::int64_t count = 0;
    for (std::size_t a = 0; a < d_; ++a)
      for (std::size_t b = a + 1; b < d_; ++b) count += forbidden_[cell(a, value(r, a), b, value(r, b))];
    return count;
  }

  [[nodiscard]] std::pair<std::size_t, std::size_t> first_bad(std::size_t r) const {
    for (std::size_t a = 0; a < d_; ++a)
      for (std::size_t b = a + 1; b < d_; ++b)
        if (forbidden_[cell(a, value(r, a), b, value(r, b))]) return {a, b};
    return {d_, d_};
  }

  bool mend_pair(std::size_t r, std::pair<std::size_t, std::size_t> bad, int tries) {
    float best = -kForbidden / 2;  // a forbidden pair less at least
    std::size_t partner = n_, column = d_;
    for (int i = 0; i < tries; ++i) {
      const std::size_t b = stream_.below(n_), j = i % 2 ? bad.first : bad.second;
      if (value(r, j) == value(b, j)) continue;
      const float change = gain(r, b, j);
      if (change >= best || !allowed(r, b, j)) continue;
      best = change;
      partner = b;
      column = j;
    }
    if (partner == n_) return false;
    exchange(r, partner, column);
    return true;
  }

  CodedRows& rows_;
  const CoarseColumns& columns_;
  std::size_t d_, n_;
  core::Stream& stream_;
  std::vector<std::vector<const ForbiddenCells*>> rules_of_;  // by column
  std::vector<int> size_;
  std::vector<Level> row_;          // row by row
  std::vector<std::size_t> begin_;  // of each pair's cells
  std::vector<float> off_;          // rows − expected, by cell of all pairs
  std::vector<char> forbidden_;
};

}  // namespace

SettleReport settle(CodedRows& rows, const CoarseColumns& columns, const std::vector<std::vector<double>>& expected,
                    std::span<const ForbiddenCells> possible, std::span<const ForbiddenCells> rules, const SettleOptions& options, core::Stream& stream) {
  SettleReport report;
  if (columns.size() < 2 || rows.rows() == 0) return report;
  Settling settling(rows, columns, expected, possible, rules, stream);
  report.distance_before = settling.distance();
  report.forbidden_before = settling.forbidden_pairs();
  settling.mend(options.tries);
  const double proposals = std::min(options.proposals, options.most_proposals / static_cast<double>(rows.rows() * columns.size()));
  settling.improve(proposals);
  settling.mend(options.tries);
  report.blanked = settling.blank();
  settling.improve(proposals / 4);
  report.distance_after = settling.distance();
  settling.hand_back();
  return report;
}

}  // namespace palermo::privacy
