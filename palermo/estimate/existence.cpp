// SPDX-License-Identifier: Apache-2.0
// One exchange tableau decides both questions (notation of the header).
//
// The values v = Ac are written as linear functions of as many chosen variables as there are terms; at first these are the
// coefficients c themselves. Each exchange makes one v a chosen variable instead:
//   1. seen cells, whose v has to be 0;  2. cells with count zero, whose v has to be >= 0;
//   3. what is left of c among the chosen is not identified: one of them set to 1 gives c with Ac = 0;
//   4. by the simplex method with Bland's rule: can the sum of the v of zero cells be above 0? A column that nothing holds
//      back is a direction c against existence; if all gains are <= 0 the gains are the integers z that prove existence.
// Entries are integers over one common denominator (Edmonds' integral pivoting): they are minors of A, so small.
#include "palermo/estimate/existence.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <unordered_map>

namespace palermo::estimate {
namespace {

__extension__ typedef __int128 Wide;  // products of two entries

// Who stands on a row or in a column of the tableau.
struct Variable {
  enum class Kind : std::uint8_t { coefficient, seen_cell, zero_cell };
  Kind kind = Kind::coefficient;
  History history = 0;  // of the term, or of the cell
};

class Tableau {
 public:
  Tableau(const FinitePart& part, const HistorySet& seen) {
    part.terms.for_each([&](History term) { columns_.push_back({Variable::Kind::coefficient, term}); });
    const auto add_rows = [&](const HistorySet& cells, Variable::Kind kind) {
      cells.for_each([&](History cell) { rows_.push_back({kind, cell}); });
    };
    add_rows(seen, Variable::Kind::seen_cell);
    add_rows(part.cells - seen, Variable::Kind::zero_cell);
    entries_.resize(rows_.size() * columns_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i)
      for (std::size_t j = 0; j < columns_.size(); ++j)
        at(i, j) = (columns_[j].history & ~rows_[i].history) == 0 ? 1 : 0;
  }

  [[nodiscard]] bool overflowed() const { return overflowed_; }
  [[nodiscard]] const std::vector<Variable>& columns() const { return columns_; }

  // Steps 1 and 2: makes every cell of this kind that can still be one a chosen variable.
  void choose_cells(Variable::Kind kind) {
    for (std::size_t i = 0; i < rows_.size() && !overflowed_; ++i) {
      if (rows_[i].kind != kind) continue;
      const std::size_t j = free_column(i);
      if (j < columns_.size()) exchange(i, j);
    }
  }

  // Step 3: the first coefficient among the chosen variables; columns().size() when there is none.
  [[nodiscard]] std::size_t first_free() const {
    const auto found = std::find_if(columns_.begin(), columns_.end(),
                                    [](const Variable& v) { return v.kind == Variable::Kind::coefficient; });
    return static_cast<std::size_t>(found - columns_.begin());
  }

  // The coefficients when the chosen variable of column j is `denominator` times sign and the others are 0.
  [[nodiscard]] Proof coefficients(std::size_t j, std::int64_t sign, std::size_t histories) const {
    Proof c(histories, 0);
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (rows_[i].kind == Variable::Kind::coefficient) c[rows_[i].history] = sign * at(i, j);
    if (columns_[j].kind == Variable::Kind::coefficient) c[columns_[j].history] = sign * denominator_;
    return c;
  }

  // Step 4. A column that nothing holds back, or columns().size() when an estimate exists.
  [[nodiscard]] std::size_t find_direction() {
    while (!overflowed_) {
      const std::size_t entering = first_column_with_gain();
      if (entering == columns_.size()) return entering;
      const std::size_t leaving = first_row_held_back(entering);
      if (leaving == rows_.size()) return entering;
      exchange(leaving, entering);
    }
    return columns_.size();
  }

  // Of step 4, when no column has a gain: z by history.
  [[nodiscard]] Proof positive_weights(std::size_t histories) {
    Proof z(histories, 0);
    for (const Variable& row : rows_)
      if (row.kind == Variable::Kind::zero_cell) z[row.history] = denominator_;
    for (std::size_t j = 0; j < columns_.size(); ++j)
      if (columns_[j].kind != Variable::Kind::coefficient) z[columns_[j].history] = -sum_over_zero_cells(j);
    return z;
  }

 private:
  [[nodiscard]] std::int64_t& at(std::size_t i, std::size_t j) { return entries_[i * columns_.size() + j]; }
  [[nodiscard]] std::int64_t at(std::size_t i, std::size_t j) const { return entries_[i * columns_.size() + j]; }

  // A column of a coefficient that row i depends on; one whose entry keeps the denominator small, where there is one.
  [[nodiscard]] std::size_t free_column(std::size_t i) const {
    std::size_t best = columns_.size();
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      if (columns_[j].kind != Variable::Kind::coefficient || at(i, j) == 0) continue;
      if (at(i, j) == denominator_ || at(i, j) == -denominator_) return j;
      if (best == columns_.size()) best = j;
    }
    return best;
  }

  [[nodiscard]] std::int64_t narrow(Wide value) {
    if (value > std::numeric_limits<std::int64_t>::max() || value < -std::numeric_limits<std::int64_t>::max()) {
      overflowed_ = true;
      return 0;
    }
    return static_cast<std::int64_t>(value);
  }

  // The variables of row r and column s change places.
  void exchange(std::size_t r, std::size_t s) {
    const std::int64_t pivot = at(r, s), sign = pivot > 0 ? 1 : -1, scale = sign * pivot;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (i == r) continue;
      const std::int64_t factor = at(i, s);
      if (factor == 0 && scale == denominator_) continue;
      for (std::size_t j = 0; j < columns_.size(); ++j) {
        if (j == s) continue;
        const std::int64_t other = at(r, j);
        if ((factor == 0 || other == 0) && scale == denominator_) continue;
        const Wide product = Wide{at(i, j)} * pivot - Wide{factor} * other;
        at(i, j) = narrow(sign * product / denominator_);
      }
      at(i, s) = sign * factor;
    }
    for (std::size_t j = 0; j < columns_.size(); ++j) at(r, j) = -sign * at(r, j);
    at(r, s) = sign * denominator_;
    denominator_ = scale;
    std::swap(rows_[r], columns_[s]);
  }

  [[nodiscard]] std::int64_t sum_over_zero_cells(std::size_t j) {
    Wide sum = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (rows_[i].kind == Variable::Kind::zero_cell) sum += at(i, j);
    return narrow(sum);
  }

  // Bland's rule: of those that qualify the one with the smallest history.
  [[nodiscard]] std::size_t first_column_with_gain() {
    std::size_t best = columns_.size();
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      if (columns_[j].kind != Variable::Kind::zero_cell) continue;
      if (best < columns_.size() && columns_[best].history < columns_[j].history) continue;
      if (Wide{sum_over_zero_cells(j)} + denominator_ > 0) best = j;
    }
    return best;
  }

  [[nodiscard]] std::size_t first_row_held_back(std::size_t j) const {
    std::size_t best = rows_.size();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].kind != Variable::Kind::zero_cell || at(i, j) >= 0) continue;
      if (best == rows_.size() || rows_[i].history < rows_[best].history) best = i;
    }
    return best;
  }

  std::vector<Variable> rows_, columns_;
  std::vector<std::int64_t> entries_;  // over denominator_
  std::int64_t denominator_ = 1;       // > 0
  bool overflowed_ = false;
};

ModelStatus status_of(bool exists, bool identified) {
  return static_cast<ModelStatus>((exists ? 0 : 1) + (identified ? 0 : 2));
}

// What one set of cells, seen and not, has taught about sets of terms. Proofs for a large set hold for its subsets, those
// against a small set for its supersets.
struct Lesson {
  HistorySet terms;
  std::shared_ptr<const Proof> proof;
};

const Lesson* lesson_above(const std::vector<Lesson>& lessons, const HistorySet& terms) {
  for (const Lesson& lesson : lessons)
    if (terms.subset_of(lesson.terms)) return &lesson;
  return nullptr;
}

const Lesson* lesson_below(const std::vector<Lesson>& lessons, const HistorySet& terms) {
  for (const Lesson& lesson : lessons)
    if (lesson.terms.subset_of(terms)) return &lesson;
  return nullptr;
}

struct Lessons {
  std::vector<Lesson> exist, none_exist, identified, not_identified;
};

struct CellsKey {
  HistorySet cells, seen;
  bool operator==(const CellsKey&) const = default;
};

struct CellsHash {
  std::size_t operator()(const CellsKey& key) const { return key.cells.hash() * 31 + key.seen.hash(); }
};

}  // namespace

HistorySet seen_histories(std::span<const std::int64_t> counts) {
  HistorySet seen;
  for (std::size_t w = 1; w < counts.size(); ++w)
    if (counts[w] > 0) seen.insert(static_cast<History>(w));
  return seen;
}

HistorySet overlaps(const HistorySet& seen) {
  HistorySet overlapping;
  seen.for_each([&](History w) {
    for (History part = w; part != 0; part = (part - 1) & w) overlapping.insert(part);
  });
  overlapping.insert(0);
  return overlapping;
}

HistorySet all_histories(int lists) {
  HistorySet all;
  for (History w = 1; w < (History{1} << lists); ++w) all.insert(w);
  return all;
}

namespace {

// By history w: all histories of eight lists that contain w. With fewer lists the rest is masked off by the cells.
const std::array<HistorySet, 256>& supersets_of() {
  static const std::array<HistorySet, 256> table = [] {
    std::array<HistorySet, 256> sets;
    for (History w = 0; w < sets.size(); ++w)
      for (History v = 0; v < sets.size(); ++v)
        if ((v & w) == w) sets[w].insert(v);
    return sets;
  }();
  return table;
}

}  // namespace

FinitePart finite_part(const Hierarchy& model, const HistorySet& overlapping) {
  static const std::array<HistorySet, kMostLogLinearLists + 1> everything = [] {
    std::array<HistorySet, kMostLogLinearLists + 1> all;
    for (int lists = 0; lists <= kMostLogLinearLists; ++lists) all[static_cast<std::size_t>(lists)] = all_histories(lists);
    return all;
  }();
  FinitePart part{.terms = model.terms() & overlapping, .cells = everything[static_cast<std::size_t>(model.lists())]};
  (model.terms() - overlapping).for_each([&](History empty) { part.cells = part.cells - supersets_of()[empty]; });
  return part;
}

Existence decide_existence(int lists, const FinitePart& part, const HistorySet& seen) {
  const std::size_t histories = std::size_t{1} << lists;
  Tableau tableau(part, seen);
  tableau.choose_cells(Variable::Kind::seen_cell);
  tableau.choose_cells(Variable::Kind::zero_cell);

  const std::size_t none = tableau.columns().size();
  const std::size_t free = tableau.first_free();
  Proof of_identification;
  if (free < none)
    of_identification = tableau.coefficients(free, 1, histories);
  else
    for (const Variable& column : tableau.columns()) of_identification.push_back(column.history);

  const std::size_t direction = tableau.find_direction();
  Proof of_existence = direction < none ? tableau.coefficients(direction, -1, histories) : tableau.positive_weights(histories);
  if (tableau.overflowed()) return {};
  return {.status = status_of(direction == none, free == none),
          .of_existence = std::make_shared<const Proof>(std::move(of_existence)),
          .of_identification = std::make_shared<const Proof>(std::move(of_identification))};
}

struct ExistenceCache::Shelf {
  int lists;
  std::unordered_map<CellsKey, Lessons, CellsHash> by_cells;
  std::size_t from_scratch = 0;
};

ExistenceCache::ExistenceCache(int lists) : shelf_(std::make_unique<Shelf>(Shelf{.lists = lists, .by_cells = {}})) {}
ExistenceCache::~ExistenceCache() = default;
ExistenceCache::ExistenceCache(ExistenceCache&&) noexcept = default;
ExistenceCache& ExistenceCache::operator=(ExistenceCache&&) noexcept = default;

std::size_t ExistenceCache::decided_from_scratch() const { return shelf_->from_scratch; }

Existence ExistenceCache::decide(const FinitePart& part, const HistorySet& seen) {
  Lessons& lessons = shelf_->by_cells[{part.cells, seen}];
  const Lesson* exists = lesson_above(lessons.exist, part.terms);
  const Lesson* none = exists ? nullptr : lesson_below(lessons.none_exist, part.terms);
  const Lesson* identified = lesson_above(lessons.identified, part.terms);
  const Lesson* not_identified = identified ? nullptr : lesson_below(lessons.not_identified, part.terms);
  if ((exists || none) && (identified || not_identified))
    return {.status = status_of(exists, identified),
            .of_existence = (exists ? exists : none)->proof,
            .of_identification = (identified ? identified : not_identified)->proof};

  ++shelf_->from_scratch;
  const Existence answer = decide_existence(shelf_->lists, part, seen);
  if (answer.status == ModelStatus::undecided) return answer;
  const auto code = static_cast<unsigned>(answer.status);
  if (!exists && !none) ((code & 1U) == 0 ? lessons.exist : lessons.none_exist).push_back({part.terms, answer.of_existence});
  if (!identified && !not_identified)
    ((code & 2U) == 0 ? lessons.identified : lessons.not_identified).push_back({part.terms, answer.of_identification});
  return answer;
}

}  // namespace palermo::estimate
