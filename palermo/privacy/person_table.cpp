// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/person_table.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace palermo::privacy {
namespace {

constexpr Level kUnsaid = std::numeric_limits<Level>::max();

// Of two levels that differ, as the column's join says; a listed value goes before other.
Level joined(const CodebookColumn& column, Level a, Level b) {
  if (column.join == Join::unknown) return column.unknown();
  if (column.other && a == *column.other) return b;
  if (column.other && b == *column.other) return a;
  return column.join == Join::lowest ? std::min(a, b) : std::max(a, b);
}

Level mended(const CodebookColumn& column, const Condition& allowed) {
  if (column.missing && allowed.holds(*column.missing)) return *column.missing;
  return allowed.levels.front();
}

std::vector<Level> row_at(const CodedRows& rows, std::size_t row) {
  std::vector<Level> levels(rows.columns.size());
  for (std::size_t c = 0; c < levels.size(); ++c) levels[c] = rows.columns[c][row];
  return levels;
}

// One mending may break another rule; as many rounds as there are rules settle all that can be settled.
bool mend_row(const Codebook& codebook, std::vector<Level>& row) {
  bool any = false, again = true;
  for (std::size_t round = 0; again && round <= codebook.rules.size(); ++round) {
    again = false;
    for (const Rule& rule : codebook.rules) {
      if (!rule.broken_by(row)) continue;
      for (const Condition& allowed : rule.then)
        if (!allowed.holds(row[allowed.column])) row[allowed.column] = mended(codebook.columns[allowed.column], allowed);
      any = again = true;
    }
  }
  return any;
}

}  // namespace

PersonTable::PersonTable(std::shared_ptr<const Codebook> codebook, CodedRows rows) : codebook_(std::move(codebook)), rows_(std::move(rows)) {
  if (rows_.columns.size() != codebook_->columns.size()) std::abort();
  for (std::size_t c = 0; c < rows_.columns.size(); ++c) {
    if (rows_.columns[c].size() != rows_.rows()) std::abort();
    const std::size_t levels = codebook_->columns[c].size();
    if (!std::ranges::all_of(rows_.columns[c], [&](Level level) { return level < levels; })) std::abort();
  }
  counts_.records = counts_.persons = static_cast<std::int64_t>(rows_.rows());
  counts_.told.assign(rows_.columns.size(), 0);
  counts_.outside.assign(rows_.columns.size(), 0);
  counts_.differed.assign(rows_.columns.size(), 0);
}

PersonReader::PersonReader(std::shared_ptr<const Codebook> codebook) : codebook_(std::move(codebook)) {
  const std::size_t columns = codebook_->columns.size();
  rows_.columns.resize(columns);
  differs_.resize(columns);
  counts_.told.assign(codebook_->columns.size(), 0);
  counts_.outside.assign(codebook_->columns.size(), 0);
  counts_.differed.assign(codebook_->columns.size(), 0);
}

core::Done PersonReader::header(const std::vector<std::string>& names) {
  const auto field = [&](const std::string& name) -> core::Result<std::size_t> {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return core::fail(kNoColumn, {.field = name});
    return static_cast<std::size_t>(found - names.begin());
  };
  field_of_.clear();
  for (std::size_t c = 0; c < rows_.columns.size(); ++c) {
    PALERMO_TRY(const std::size_t at, field(codebook_->columns[c].name));
    field_of_.push_back(at);
  }
  if (codebook_->subject) {
    PALERMO_TRY(subject_field_, field(*codebook_->subject));
  }
  return {};
}

std::size_t PersonReader::person(std::string_view subject) {
  const std::size_t next = rows_.rows();
  if (!subject.empty()) {
    const auto [at, made] = row_of_.try_emplace(std::string(subject), next);
    if (!made) return at->second;
  }
  for (std::size_t c = 0; c < rows_.columns.size(); ++c) {
    rows_.columns[c].push_back(kUnsaid);
    differs_[c].push_back(false);
  }
  return next;
}

void PersonReader::put(std::size_t column, std::size_t row, Level level) {
  const CodebookColumn& as = codebook_->columns[column];
  if (level == as.missing) return;
  Level& kept = rows_.columns[column][row];
  if (kept == kUnsaid) {
    kept = level;
  } else if (differs_[column][row] || kept != level) {
    differs_[column][row] = true;
    kept = joined(as, kept, level);
  }
}

void PersonReader::add(std::span<const std::string_view> fields) {
  ++counts_.records;
  const std::size_t row = person(codebook_->subject ? fields[subject_field_] : std::string_view());
  for (std::size_t c = 0; c < field_of_.size(); ++c) {
    const std::string_view text = fields[field_of_[c]];
    const CodebookColumn& column = codebook_->columns[c];
    const bool listed = column.lists(text);
    const Level level = column.level(text);
    if (!listed) ++counts_.outside[c];
    if (!listed || level != column.missing) ++counts_.told[c];
    put(c, row, level);
  }
}

PersonTable PersonReader::finish() && {
  for (std::size_t c = 0; c < rows_.columns.size(); ++c) {
    std::ranges::replace(rows_.columns[c], kUnsaid, codebook_->columns[c].unknown());
    counts_.differed[c] = std::ranges::count(differs_[c], true);
  }
  counts_.persons = static_cast<std::int64_t>(rows_.rows());
  for (std::size_t row = 0; !codebook_->rules.empty() && row < rows_.rows(); ++row) {
    std::vector<Level> levels = row_at(rows_, row);
    if (!mend_row(*codebook_, levels)) continue;
    ++counts_.mended;
    for (std::size_t c = 0; c < levels.size(); ++c) rows_.columns[c][row] = levels[c];
  }
  PersonTable table(std::move(codebook_), std::move(rows_));
  table.counts_ = std::move(counts_);
  return table;
}

const std::string& text_at(const Codebook& codebook, const CodedRows& rows, std::size_t column, std::size_t row) {
  return codebook.columns[column].levels[rows.columns[column][row]];
}

}  // namespace palermo::privacy
