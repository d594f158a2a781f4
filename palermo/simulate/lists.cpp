// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/lists.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "palermo/simulate/lists_readme.hpp"

namespace palermo::simulate {
namespace {

using core::Stream;

constexpr std::int64_t kBetweenReports = 512;
constexpr std::uint64_t kRecordsAList = std::uint64_t{1} << 40;  // counters of records: list, person, first or second

double logistic(Stream& stream) {
  const double u = std::max(stream.uniform(), 0x1.0p-53);
  return std::log(u / (1 - u));
}

// on[list][person]: whether the person (by index) is on it.
using Captures = std::vector<std::vector<bool>>;

double referred(const ListsOptions& options, std::size_t list, const Captures& on, std::size_t person) {
  double boost = 0;
  for (const Referral& referral : options.referrals) {
    if (referral.to != options.lists[list].name) continue;
    for (std::size_t i = 0; i < list; ++i)
      if (options.lists[i].name == referral.from && on[i][person]) boost += referral.boost;
  }
  return boost;
}

// The records of a list that are a first record of somebody; the others are second ones.
std::int64_t people_on(const ListsOptions& options, const ListPlan& list) {
  const std::int64_t records = records_on(options, list);
  return records - static_cast<std::int64_t>(std::floor(options.duplicates * static_cast<double>(records)));
}

Captures draw_captures(const ListsOptions& options, const std::vector<ListedPerson>& people) {
  std::vector<Stream> streams;
  std::vector<double> propensity;
  for (const ListedPerson& person : people) {
    streams.emplace_back(options.seed, "simulate.lists.capture", static_cast<std::uint64_t>(person.number));
    propensity.push_back(options.heterogeneity * streams.back().normal());
  }
  Captures on(options.lists.size(), std::vector<bool>(people.size(), false));
  std::vector<std::size_t> order(people.size());
  std::vector<double> score(people.size());
  for (std::size_t list = 0; list < options.lists.size(); ++list) {
    for (std::size_t i = 0; i < people.size(); ++i)
      score[i] = propensity[i] + (people[i].woman ? options.lists[list].women : 0) + referred(options, list, on, i) + logistic(streams[i]);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto n = static_cast<std::ptrdiff_t>(people_on(options, options.lists[list]));
    std::partial_sort(order.begin(), order.begin() + n, order.end(), [&](std::size_t a, std::size_t b) {
      return score[a] != score[b] ? score[a] > score[b] : a < b;
    });
    for (auto i = order.begin(); i != order.begin() + n; ++i) on[list][*i] = true;
  }
  return on;
}

// Of those on the list, who is on it a second time.
std::vector<std::size_t> second_records(const ListsOptions& options, std::size_t list, std::vector<std::size_t> listed) {
  Stream stream(options.seed, "simulate.lists.duplicates", list);
  const std::int64_t extra = records_on(options, options.lists[list]) - static_cast<std::int64_t>(listed.size());
  for (std::size_t i = 0; i < static_cast<std::size_t>(extra); ++i) std::swap(listed[i], listed[i + stream.below(listed.size() - i)]);
  listed.resize(static_cast<std::size_t>(extra));
  return listed;
}

InventedList write_records(const InventedLists& made, std::size_t list, const std::vector<bool>& on) {
  InventedList made_list{made.options.lists[list], made.options.duplicates == 0, columns_of(made.options.lists[list]), {}, {}};
  RecordWriter writer(made.options.seed, made.options.errors);
  std::vector<std::size_t> listed;
  for (std::size_t i = 0; i < on.size(); ++i)
    if (on[i]) listed.push_back(i);
  std::vector<std::pair<ListRow, std::int64_t>> rows;
  const auto add = [&](std::size_t i, std::uint64_t copy) {
    const auto number = static_cast<std::uint64_t>(made.people[i].number);
    rows.emplace_back();
    writer.write(made.people[i], made_list.plan, list * kRecordsAList + 2 * number + copy, rows.back().first);
    rows.back().second = made.people[i].number;
  };
  for (const std::size_t i : listed) add(i, 0);
  for (const std::size_t i : second_records(made.options, list, listed)) add(i, 1);
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first[ListColumn::record_id] < b.first[ListColumn::record_id]; });
  for (auto& [row, number] : rows) {
    made_list.rows.push_back(std::move(row));
    made_list.person.push_back(number);
  }
  return made_list;
}

core::Result<core::CaptureTable> capture_table(const ListsOptions& options, const Captures& on) {
  std::vector<std::string> names;
  for (const ListPlan& list : options.lists) names.push_back(list.name);
  std::vector<core::CaptureCell> cells;
  for (std::size_t person = 0; person < on.front().size(); ++person) {
    std::uint32_t history = 0;
    for (std::size_t list = 0; list < on.size(); ++list) history |= on[list][person] ? 1U << list : 0U;
    if (history != 0) cells.push_back({history, 1, {}, 0});
  }
  return core::CaptureTable::make(std::move(names), std::move(cells));
}

// The name in its own script, and as the person writes it in Latin letters.
std::string joined(const ListedPerson& person, bool family, bool native) {
  std::string text;
  for (const NamePart& part : person.name()) {
    if ((part.role == NameRole::family) != family) continue;
    if (!text.empty()) text += ' ';
    text += native ? part.native() : part.latin();
  }
  return text;
}

}  // namespace

std::string person_id(std::int64_t number) { return fmt::format("p{:07}", number); }

core::Result<InventedLists> invent_lists(const NameBook& book, const ListsOptions& options, core::Progress& progress) {
  PALERMO_CHECK_DONE(check(options, book));
  std::vector<ListedPerson> people;
  people.reserve(static_cast<std::size_t>(options.people));
  const PersonMaker maker(book, options.seed, options.nationalities);
  progress.begin("progress.inventing", "", options.people, "unit.persons");
  for (std::int64_t number = 1; number <= options.people; ++number) {
    if (number % kBetweenReports == 0) {
      if (progress.cancelled()) return core::fail(core::kCancelled);
      progress.report(number);
    }
    people.push_back(maker.make(number));
  }
  const Captures on = draw_captures(options, people);
  PALERMO_TRY(core::CaptureTable captures, capture_table(options, on));
  InventedLists made{options, std::move(people), {}, std::move(captures)};
  for (std::size_t list = 0; list < options.lists.size(); ++list) {
    if (progress.cancelled()) return core::fail(core::kCancelled);
    made.lists.push_back(write_records(made, list, on[list]));
  }
  progress.end();
  return made;
}

std::string to_csv(const InventedList& list) {
  std::string text;
  for (const ListColumn column : list.columns) text += fmt::format("{}{}", text.empty() ? "" : ",", name_of(column));
  text += '\n';
  for (const ListRow& row : list.rows) append_csv(text, row, list.columns);
  return text;
}

void append_csv(std::string& out, const ListRow& row, const std::vector<ListColumn>& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += ',';
    out += row[columns[i]];
  }
  out += '\n';
}

std::string truth_csv(const InventedLists& made) {
  std::string text = "record_id,person_id\n";
  for (const InventedList& list : made.lists)
    for (std::size_t i = 0; i < list.rows.size(); ++i)
      text += fmt::format("{},{}\n", list.rows[i][ListColumn::record_id], person_id(list.person[i]));
  return text;
}

std::string truth_people_csv(const InventedLists& made) {
  std::string text = "person_id,given_name,family_name,given_name_own_script,family_name_own_script,sex,dob,nationality,origin_place\n";
  for (const ListedPerson& person : made.people)
    text += fmt::format("{},{},{},{},{},{},{:04}-{:02}-{:02},{},{}\n", person_id(person.number), joined(person, false, false),
                        joined(person, true, false), joined(person, false, true), joined(person, true, true), person.woman ? 'F' : 'M',
                        person.birth.year, person.birth.month, person.birth.day, person.naming->nationality,
                        person.place->latin[person.place_spelling]);
  return text;
}

core::Done write_lists(const InventedLists& made, core::OutputFolder& out, core::Progress& progress) {
  for (const InventedList& list : made.lists) {
    if (progress.cancelled()) return core::fail(core::kCancelled);
    PALERMO_CHECK_DONE(out.write(list.plan.name + ".csv", to_csv(list)));
  }
  if (progress.cancelled()) return core::fail(core::kCancelled);
  PALERMO_CHECK_DONE(out.write("truth.csv", truth_csv(made)));
  PALERMO_CHECK_DONE(out.write("truth_people.csv", truth_people_csv(made)));
  PALERMO_CHECK_DONE(out.write("truth_capture.csv", made.captures.to_csv()));
  PALERMO_CHECK_DONE(out.write("lists.yaml", lists_yaml(made)));
  return out.write("README.md", lists_readme(made));
}

}  // namespace palermo::simulate
