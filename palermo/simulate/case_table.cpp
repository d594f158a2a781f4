// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/case_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "palermo/core/csv.hpp"
#include "palermo/core/random.hpp"

namespace palermo::simulate {
namespace {

enum Column : std::size_t {
  year, gender, age, citizenship, country, months,
  debt, earnings, threats, mental, physical, sexual_control, promises, drugs, movement, documents,
  labour, sexual, other_exploitation, domestic_work, farming, building,
  partner, friends, family,
  kColumns
};
constexpr std::size_t kFirstControl = debt, kLastControl = documents;

constexpr std::size_t kYears = 21, kCitizenships = 45, kCountries = 50, kContributors = 7, kRegions = 6;
constexpr int kFirstYear = 2002;

// One kind of exploitation, with the chances that go with it.
struct Class {
  double weight;
  std::array<double, 3> gender;   // woman, man, other
  std::array<double, 9> age;
  double labour, sexual, other;
  std::array<double, 3> work;     // domestic, farming, building; of those in forced labour
  std::array<double, 10> control;
  std::array<double, 3> recruiter;
  std::array<double, 3> months;
};

const std::array<Class, 5> kClasses{{
    {.34, {.97, .02, .01}, {.01, .03, .08, .10, .14, .26, .20, .12, .06}, .03, .98, .02, {0, 0, 0},
     {.22, .30, .32, .38, .28, .34, .24, .16, .34, .14}, {.26, .20, .06}, {.45, .35, .20}},
    {.22, {.78, .21, .01}, {.02, .03, .06, .06, .10, .24, .22, .15, .12}, .96, .04, .04, {.80, .05, .03},
     {.20, .52, .26, .34, .18, .04, .38, .01, .46, .42}, {.02, .16, .12}, {.15, .30, .55}},
    {.24, {.10, .895, .005}, {.004, .006, .02, .03, .05, .22, .28, .22, .17}, .98, .01, .02, {.01, .30, .42},
     {.40, .56, .24, .22, .10, .004, .48, .02, .24, .40}, {.005, .24, .06}, {.35, .40, .25}},
    {.12, {.62, .37, .01}, {.20, .24, .26, .20, .06, .02, .01, .005, .005}, .42, .24, .40, {.18, .10, .01},
     {.04, .16, .18, .24, .22, .08, .10, .05, .20, .04}, {.02, .06, .48}, {.20, .30, .50}},
    {.08, {.55, .44, .01}, {.01, .02, .05, .08, .12, .25, .22, .15, .10}, .25, .18, .62, {.08, .12, .06},
     {.10, .18, .16, .16, .12, .03, .22, .06, .14, .12}, {.06, .12, .12}, {.5, .3, .2}},
}};

// A block of the form that a contributor fills in, or does not.
enum Block : std::size_t { bGender, bAge, bCitizenship, bMonths, bControl, bExploitation, bWork, bRecruiter, kBlocks };

struct Contributor {
  double weight;
  std::size_t first_year, last_year;
  std::array<double, kBlocks> filled;  // chance that the block is filled in at all
  std::vector<double> country;
  std::array<double, 5> classes;       // what it meets
};

struct Form {
  double weight;
  std::size_t first_year, last_year, countries;
  std::array<double, kBlocks> filled;
  std::array<double, 5> classes;
};

const std::array<Form, kContributors> kForms{{
    {.30, 0, 20, 34, {.99, .93, .97, .02, .80, .90, .85, .70}, {1, 1, 1, .6, .5}},
    {.22, 11, 20, 11, {.98, .80, .60, .01, .45, .98, .60, .25}, {1.6, .8, .7, .8, 1}},
    {.16, 6, 18, 16, {.99, .97, .98, .70, .90, .95, .70, .55}, {.6, 1.2, 1.4, .8, .6}},
    {.12, 13, 20, 14, {.97, .60, .95, .30, .02, .92, .02, .02}, {.8, .8, 1.2, 1.2, 1.8}},
    {.09, 3, 14, 10, {.95, .90, .88, .01, .30, .55, .10, .02}, {1.2, .6, .8, 2, 1}},
    {.07, 9, 17, 8, {.90, .20, .40, .02, .60, .70, .30, .50}, {1.5, 1, .4, 1, 1}},
    {.04, 0, 9, 16, {.99, .50, .99, .10, .05, .40, .05, .10}, {1.4, 1, 1, 1.2, 1}},
}};

double zipf(std::size_t rank, double power) { return std::pow(static_cast<double>(rank + 2), -power); }

// What is the same for all rows: who works where, and from where to where people are moved.
struct World {
  std::array<Contributor, kContributors> contributors;
  std::array<std::array<double, kCitizenships>, kCountries> from;  // citizenship, given country

  explicit World(std::uint64_t seed) {
    core::Stream stream(seed, "simulate.case_table.world");
    for (std::size_t c = 0; c < kContributors; ++c) contributors[c] = contributor(kForms[c], stream);
    for (std::size_t there = 0; there < kCountries; ++there) corridors(there, stream);
  }

 private:
  static Contributor contributor(const Form& form, core::Stream& stream) {
    Contributor made{form.weight, form.first_year, form.last_year, form.filled, std::vector<double>(kCountries, 0), form.classes};
    for (std::size_t i = 0; i < form.countries; ++i) made.country[stream.below(kCountries)] += zipf(i, 1.1);
    return made;
  }

  // Most come from a few countries of the same or of one other region; some from anywhere.
  void corridors(std::size_t there, core::Stream& stream) {
    for (std::size_t c = 0; c < kCitizenships; ++c) from[there][c] = 0.016 * zipf(c, 0.8);
    if (there < kCitizenships) from[there][there] += stream.chance(0.5) ? 0.8 : 0.1;
    const std::size_t corridors = 4 + stream.below(8);
    for (std::size_t i = 0; i < corridors; ++i) from[there][stream.below(kCitizenships)] += zipf(i, 0.9);
  }
};

std::size_t year_of(const Contributor& contributor, core::Stream& stream) {
  const std::size_t span = contributor.last_year - contributor.first_year + 1;
  const auto later = static_cast<std::size_t>(static_cast<double>(span) * std::sqrt(stream.uniform()));  // more in later years
  return contributor.first_year + std::min(later, span - 1);
}

class Row {
 public:
  Row(const World& world, core::Stream& stream) : stream_(stream) {
    cells_.fill(-1);
    std::array<double, kContributors> weights{};
    for (std::size_t c = 0; c < kContributors; ++c) weights[c] = world.contributors[c].weight;
    const Contributor& who = world.contributors[stream_.pick(weights)];
    std::array<double, kClasses.size()> classes{};
    for (std::size_t c = 0; c < kClasses.size(); ++c) classes[c] = kClasses[c].weight * who.classes[c];
    const Class& kind = kClasses[stream_.pick(classes)];
    set(year, year_of(who, stream_));
    const std::size_t there = stream_.pick(who.country);
    if (stream_.chance(0.97)) set(country, there);
    if (filled(who, bGender)) set(gender, stream_.pick(kind.gender));
    if (filled(who, bAge)) set(age, stream_.pick(kind.age));
    if (filled(who, bCitizenship)) set(citizenship, stream_.pick(world.from[there]));
    if (filled(who, bMonths)) set(months, stream_.pick(kind.months));
    exploitation(who, kind);
    if (filled(who, bControl))
      for (std::size_t c = kFirstControl; c <= kLastControl; ++c) say(static_cast<Column>(c), kind.control[c - kFirstControl]);
    if (filled(who, bRecruiter))
      for (std::size_t r = 0; r < 3; ++r) say(static_cast<Column>(partner + r), kind.recruiter[r]);
  }

  [[nodiscard]] int cell(std::size_t column) const { return cells_[column]; }

 private:
  void exploitation(const Contributor& who, const Class& kind) {
    if (!filled(who, bExploitation)) return;
    say(labour, kind.labour);
    say(sexual, kind.sexual);
    say(other_exploitation, kind.other);
    if (cells_[labour] < 0 || !filled(who, bWork)) return;
    for (std::size_t w = 0; w < 3; ++w) say(static_cast<Column>(domestic_work + w), kind.work[w]);
  }

  bool filled(const Contributor& who, Block block) { return stream_.chance(who.filled[block]); }
  void set(Column column, std::size_t value) { cells_[column] = static_cast<int>(value); }
  void say(Column column, double chance) {
    if (stream_.chance(chance)) set(column, 0);
  }

  core::Stream& stream_;
  std::array<int, kColumns> cells_{};
};

CaseColumn listed(std::string name, std::string title, std::vector<std::string> values) { return {std::move(name), std::move(title), std::move(values), {}, false}; }

CaseColumn places(std::string name, std::string title, char letter, std::size_t count) {
  CaseColumn column = listed(std::move(name), std::move(title), {});
  column.starred = true;
  for (std::size_t i = 0; i < count; ++i) {
    column.values.push_back(fmt::format("{}{:02}", letter, i + 1));
    column.regions.push_back(fmt::format("region {}", i % kRegions + 1));
  }
  return column;
}

std::vector<CaseColumn> case_columns() {
  std::vector<CaseColumn> columns;
  columns.push_back(listed("year", "Year of registration", {}));
  for (std::size_t i = 0; i < kYears; ++i) columns.back().values.push_back(std::to_string(kFirstYear + static_cast<int>(i)));
  columns.push_back(listed("gender", "Gender", {"woman", "man", "other gender"}));
  columns.push_back(listed("age", "Age at registration", {"0-8", "9-14", "15-17", "18-20", "21-23", "24-29", "30-38", "39-47", "48+"}));
  columns.push_back(places("citizenship", "Citizenship (invented code)", 'C', kCitizenships));
  columns.push_back(places("country", "Country of exploitation (invented code)", 'E', kCountries));
  columns.push_back(listed("months", "Length of exploitation in months", {"0-12", "13-24", "25+"}));
  constexpr std::array kSaid{
      std::pair{"debt_bondage", "Control: debt bondage"}, std::pair{"takes_earnings", "Control: takes earnings"},
      std::pair{"threats", "Control: threats"}, std::pair{"mental_abuse", "Control: mental abuse"},
      std::pair{"physical_abuse", "Control: physical abuse"}, std::pair{"sexual_abuse", "Control: sexual abuse"},
      std::pair{"false_promises", "Control: false promises"}, std::pair{"drugs", "Control: drugs or alcohol"},
      std::pair{"restricts_movement", "Control: restricts movement"}, std::pair{"keeps_documents", "Control: keeps documents"},
      std::pair{"forced_labour", "Exploitation: forced labour"}, std::pair{"sexual_exploitation", "Exploitation: sexual"},
      std::pair{"other_exploitation", "Exploitation: other"}, std::pair{"domestic_work", "Labour: domestic work"},
      std::pair{"farming", "Labour: farming or fishing"}, std::pair{"building", "Labour: building"},
      std::pair{"recruiter_partner", "Recruiter: intimate partner"}, std::pair{"recruiter_friend", "Recruiter: friend"},
      std::pair{"recruiter_family", "Recruiter: family"}};
  for (const auto& [name, title] : kSaid) columns.push_back(listed(name, title, {"1"}));
  return columns;
}

}  // namespace

core::Result<CaseTable> invent_case_table(const CaseTableOptions& options, core::Progress& progress) {
  if (options.people < 1 || options.people > kMostCases) return core::fail(kBadCaseTable, {}, {{"why", "people"}});
  const World world(options.seed);
  CaseTable table{case_columns(), std::vector<std::vector<std::uint16_t>>(kColumns)};
  for (std::int64_t r = 0; r < options.people; ++r) {
    if (r % 4096 == 0 && progress.cancelled()) return core::fail(core::kCancelled);
    core::Stream stream(options.seed, "simulate.case_table.row", static_cast<std::uint64_t>(r));
    const Row row(world, stream);
    for (std::size_t c = 0; c < kColumns; ++c) {
      const int cell = row.cell(c);
      table.cells[c].push_back(static_cast<std::uint16_t>(cell < 0 ? table.columns[c].values.size() : static_cast<std::size_t>(cell)));
    }
  }
  return table;
}

std::string case_table_codebook() {
  const std::vector<CaseColumn> columns = case_columns();
  std::string yaml =
      "# SPDX-License-Identifier: Apache-2.0\n"
      "# Codebook of invented case tables. Nobody in such a table exists.\n"
      "format: palermo-codebook/1\nid: invented-cases\ntitle: Invented case table\ncolumns:\n";
  for (const CaseColumn& column : columns) {
    yaml += fmt::format("  - name: {}\n    title: \"{}\"\n    other: false\n", column.name, column.title);
    if (column.starred) yaml += "    starred: true\n";
    yaml += "    values: [";
    for (std::size_t i = 0; i < column.values.size(); ++i) yaml += fmt::format("{}\"{}\"", i ? ", " : "", column.values[i]);
    yaml += "]\n";
    if (column.regions.empty()) continue;
    yaml += "    hierarchy:\n      name: region\n      levels: {";
    for (std::size_t i = 0; i < column.values.size(); ++i) yaml += fmt::format("{}\"{}\": \"{}\"", i ? ", " : "", column.values[i], column.regions[i]);
    yaml += "}\n";
  }
  yaml += "rules:\n";
  for (const Column kind : {domestic_work, farming, building})
    yaml += fmt::format("  - when: {{{}: [\"1\"]}}\n    then: {{{}: [\"1\"]}}\n", columns[kind].name, columns[labour].name);
  return yaml;
}

core::Done write_case_table(const CaseTable& table, core::OutputFolder& out) {
  std::string csv;
  std::vector<std::string_view> fields(table.columns.size());
  for (std::size_t c = 0; c < fields.size(); ++c) fields[c] = table.columns[c].name;
  core::append_csv_row(csv, fields);
  for (std::size_t r = 0; r < table.rows(); ++r) {
    for (std::size_t c = 0; c < fields.size(); ++c) {
      const std::size_t cell = table.cells[c][r];
      fields[c] = cell < table.columns[c].values.size() ? std::string_view(table.columns[c].values[cell]) : std::string_view();
    }
    core::append_csv_row(csv, fields);
  }
  PALERMO_CHECK_DONE(out.write("cases.csv", csv));
  return out.write("codebook.yaml", case_table_codebook());
}

}  // namespace palermo::simulate
