// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/recruitment_sample.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/estimate/column_names.hpp"

namespace palermo::estimate {
namespace {

using core::Done;
using core::Place;
using Fields = std::span<const std::string_view>;

constexpr std::array<std::string_view, 3> kColumns{"participant", "recruiter", "degree"};

auto refuse(std::string_view reason, Place place, std::string_view column = {}) {
  place.field = column;
  return core::fail(kBadRecruitment, std::move(place), {{"reason", std::string(reason)}});
}

template <class Number>
std::optional<Number> parsed(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

std::optional<std::int64_t> serial(std::string_view text) {
  const auto number = parsed<std::int64_t>(text);
  return number && *number >= 1 && *number <= RecruitmentSample::kMostParticipants ? number : std::nullopt;
}

// A row as it stands in the file.
struct Row {
  std::int64_t row = 0;        // of the file
  std::int64_t recruiter = 0;  // serial number; 0: a seed
  Participant person;
};

// Where the columns are: the three of kColumns by their place, traits after one another.
struct Layout {
  std::array<int, 3> at{-1, -1, -1};
  std::vector<int> traits;
};

core::Result<Layout> layout_of(const std::vector<std::string>& header, const Place& place) {
  Layout layout;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto fixed = std::find(kColumns.begin(), kColumns.end(), header[i]);
    if (fixed != kColumns.end()) {
      layout.at[static_cast<std::size_t>(fixed - kColumns.begin())] = static_cast<int>(i);
    } else if (names_identity(header[i])) {
      return refuse("identity", place, header[i]);
    } else {
      layout.traits.push_back(static_cast<int>(i));
    }
  }
  for (std::size_t i = 0; i < kColumns.size(); ++i)
    if (layout.at[i] < 0) return refuse("header", place, kColumns[i]);
  if (layout.traits.empty()) return refuse("no_trait", place);
  return layout;
}

core::Result<Row> row_of(const Layout& layout, const std::vector<std::string>& names, Fields fields, const Place& here) {
  const auto field = [&](std::size_t column) { return fields[static_cast<std::size_t>(layout.at[column])]; };
  Row row;
  row.row = here.row;
  if (!field(1).empty()) {
    const auto recruiter = serial(field(1));
    if (!recruiter) return refuse("serial", here, kColumns[1]);
    row.recruiter = *recruiter;
  }
  if (!field(2).empty()) {
    const auto degree = parsed<double>(field(2));
    if (!degree || !(*degree >= 0) || *degree > RecruitmentSample::kMostDegree) return refuse("degree", here, kColumns[2]);
    row.person.degree = *degree;
  }
  for (std::size_t t = 0; t < names.size(); ++t) {
    const std::string_view value = fields[static_cast<std::size_t>(layout.traits[t])];
    if (value != "" && value != "0" && value != "1") return refuse("trait", here, names[t]);
    row.person.traits.push_back(value.empty() ? Trait::unknown : value == "1" ? Trait::yes : Trait::no);
  }
  return row;
}

}  // namespace

core::Result<RecruitmentSample> RecruitmentSample::parse_csv(std::string_view text, std::string_view file) {
  const Place place{.file = std::string(file)};
  RecruitmentSample sample;
  Layout layout;
  std::map<std::int64_t, Row> rows;  // by serial number
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> Done {
    PALERMO_TRY(layout, layout_of(header, Place{.file = place.file, .row = 1}));
    for (const int at : layout.traits) sample.traits_.push_back(header[static_cast<std::size_t>(at)]);
    return {};
  };
  sink.row = [&](std::int64_t number, Fields fields) -> Done {
    const Place here{.file = place.file, .row = number};
    const auto participant = serial(fields[static_cast<std::size_t>(layout.at[0])]);
    if (!participant) return refuse("serial", here, kColumns[0]);
    PALERMO_TRY(Row row, row_of(layout, sample.traits_, fields, here));
    if (!rows.emplace(*participant, std::move(row)).second) return refuse("twice", here, kColumns[0]);
    return {};
  };
  const auto source = core::from_memory(text, place.file);
  core::Silence silence;
  PALERMO_TRY(const core::CsvSummary summary, core::read_csv(*source, {}, sink, silence));
  if (!summary.set_aside.empty()) return refuse("fields", Place{.file = place.file, .row = summary.set_aside.front().row});
  if (rows.empty()) return refuse("nobody", place);

  std::map<std::int64_t, int> at;
  for (const auto& [number, row] : rows) at.emplace(number, static_cast<int>(at.size()));
  sample.recruits_.resize(rows.size());
  for (auto& [number, row] : rows) {
    const int self = at.at(number);
    if (row.recruiter == 0) {
      sample.seeds_.push_back(self);
    } else {
      const auto found = at.find(row.recruiter);
      if (found == at.end()) return refuse("recruiter", Place{.file = place.file, .row = row.row}, kColumns[1]);
      row.person.recruiter = found->second;
      sample.recruits_[static_cast<std::size_t>(found->second)].push_back(self);
    }
    sample.people_.push_back(std::move(row.person));
  }
  std::size_t reached = 0;
  std::vector<int> wave = sample.seeds_;
  for (std::size_t s = 0; s < wave.size(); ++s) sample.people_[static_cast<std::size_t>(wave[s])].chain = static_cast<int>(s);
  while (!wave.empty()) {
    reached += wave.size();
    std::vector<int> next;
    for (const int recruiter : wave)
      for (const int recruit : sample.recruits_[static_cast<std::size_t>(recruiter)]) {
        Participant& person = sample.people_[static_cast<std::size_t>(recruit)];
        person.wave = sample.people_[static_cast<std::size_t>(recruiter)].wave + 1;
        person.chain = sample.people_[static_cast<std::size_t>(recruiter)].chain;
        next.push_back(recruit);
      }
    wave = std::move(next);
  }
  if (reached != rows.size()) return refuse("circle", place, kColumns[1]);
  return sample;
}

}  // namespace palermo::estimate
