// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/differencing.hpp"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/random.hpp"
#include "palermo/publish/plan_file.hpp"

namespace palermo::publish {
namespace {

namespace fs = std::filesystem;
using core::Done;
using core::Result;

constexpr std::string_view kHead = "palermo-release-prints/1 not for release, under the key ";
using Print = std::array<std::uint8_t, 16>;

Print keyed(std::string_view text, const PrintSecret& secret) {
  Print print{};
  crypto_generichash(print.data(), print.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), secret.data(), secret.size());
  return print;
}

// 0 for a band: who is in it may be of any of its years.
int year_in(std::string_view level) {
  const std::optional<YearSpan> years = years_in(level);
  return years && years->first == years->last ? years->first : 0;
}

auto difference(const Compared& earlier, int year, std::string_view rule) {
  return core::fail(kDifference, {}, {{"title", earlier.intent.title}, {"year", year == 0 ? "any" : std::to_string(year)}, {"rule", std::string(rule)}});
}

// The rows of a release that count in one year; those without a year count in each.
std::vector<PersonPrint> of_year(const Compared& release, int year) {
  std::vector<PersonPrint> rows;
  for (PersonPrint print : release.people) {
    if (print.year != year && print.year != 0) continue;
    print.year = 0;
    rows.push_back(print);
  }
  std::ranges::sort(rows);
  return rows;
}

bool meet(std::span<const PersonPrint> a, std::span<const PersonPrint> b) {
  std::set<Print> people;
  for (const PersonPrint& one : a) people.insert(one.person);
  return std::ranges::any_of(b, [&](const PersonPrint& one) { return people.contains(one.person); });
}

std::int64_t only_in_first(const std::vector<PersonPrint>& a, const std::vector<PersonPrint>& b) {
  std::vector<PersonPrint> only;
  std::ranges::set_difference(a, b, std::back_inserter(only));
  return static_cast<std::int64_t>(only.size());
}

std::string hex(const Print& print) { return hex_of(print); }

}  // namespace

std::vector<PersonPrint> prints_of(const privacy::PersonTable& table, std::span<const std::string> subjects, std::string_view year_column, const PrintSecret& secret) {
  const privacy::Codebook& codebook = table.codebook();
  const privacy::CodedRows& rows = table.inside_rows();
  const auto year = year_column.empty() ? std::nullopt : codebook.find(year_column);
  std::vector<PersonPrint> prints;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    std::string text = subjects[row];
    PersonPrint print{.year = year ? year_in(privacy::text_at(codebook, rows, *year, row)) : 0, .person = keyed("person\n" + text, secret), .row = {}};
    for (const auto& column : rows.columns) text += "\n" + std::to_string(column[row]);
    print.row = keyed("row\n" + text, secret);
    prints.push_back(print);
  }
  std::ranges::sort(prints);
  return prints;
}

std::string prints_text(std::span<const PersonPrint> prints, std::string_view key) {
  std::string text = std::string(kHead) + std::string(key) + "\n";
  for (const PersonPrint& print : prints) text += std::to_string(print.year) + " " + hex(print.person) + " " + hex(print.row) + "\n";
  return text;
}

Result<std::vector<PersonPrint>> parse_prints(std::string_view text, std::string_view key, std::string_view file) {
  const auto damaged = [&] { return core::fail(kBadLedger, {.file = std::string(file)}, {{"number", "?"}, {"problem", "its prints are damaged"}}); };
  if (!text.starts_with(kHead)) return damaged();
  text.remove_prefix(kHead.size());
  if (!text.starts_with(std::string(key) + "\n")) return core::fail(kPrintsLost, {.file = std::string(file)}, {{"title", "-"}});
  text.remove_prefix(key.size() + 1);
  std::vector<PersonPrint> prints;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || end < 67) return damaged();
    const std::string_view line = text.substr(0, end);
    PersonPrint print;
    const std::string_view year = line.substr(0, line.find(' '));
    const auto [stop, error] = std::from_chars(year.data(), year.data() + year.size(), print.year);
    if (error != std::errc() || stop != year.data() + year.size() || line.size() != year.size() + 66) return damaged();
    if (!bytes_of_hex(line.substr(year.size() + 1, 32), print.person) || !bytes_of_hex(line.substr(year.size() + 34), print.row)) return damaged();
    prints.push_back(print);
    text.remove_prefix(end + 1);
  }
  return prints;
}

Done check_difference(const Compared& wanted, const Compared& earlier) {
  const int first = std::max(wanted.intent.first_year, earlier.intent.first_year);
  const int last = std::min(wanted.intent.last_year, earlier.intent.last_year);
  const bool same = wanted.intent.shape == earlier.intent.shape && wanted.intent.where == earlier.intent.where && wanted.intent.minimum == earlier.intent.minimum;
  const std::int64_t least = std::max(wanted.intent.minimum, earlier.intent.minimum);
  const bool is_table = wanted.intent.mode == Mode::circle_table || earlier.intent.mode == Mode::circle_table;
  if (is_table && wanted.intent.plan == earlier.intent.plan && std::ranges::equal(wanted.people, earlier.people)) return {};
  if (is_table) return meet(wanted.people, earlier.people) ? Done(difference(earlier, 0, "4")) : Done();
  for (int year = first; year <= std::max(first, last); ++year) {
    // Where no year is in both periods, those without one are in both releases all the same.
    const int compared = first <= last ? year : 0;
    const std::vector<PersonPrint> a = of_year(wanted, compared), b = of_year(earlier, compared);
    if (!meet(a, b)) continue;
    if (!same) return difference(earlier, compared, "2");
    for (const std::int64_t apart : {only_in_first(a, b), only_in_first(b, a)})
      if (apart > 0 && apart < least) return difference(earlier, compared, "3");
  }
  return {};
}

Result<PeopleFolder> PeopleFolder::open(const std::string& ledger_path, std::string_view subject) {
  PeopleFolder folder;
  folder.path_ = ledger_path + ".people";
  std::error_code error;
  fs::create_directory(folder.path_, error);
  if (error || ::chmod(folder.path_.c_str(), 0700) != 0) return core::fail(core::kCannotWrite, {.file = folder.path_}, {{"reason", error.message()}});
  const std::string path = folder.path_ + "/secret";
  if (!fs::exists(path)) {
    core::secret_bytes(folder.secret_);
    PALERMO_CHECK_DONE(core::write_file(path, hex_of(folder.secret_) + "\n", 0600));
  } else {
    PALERMO_TRY(const std::string text, core::read_file(path, core::kHandWritten));
    if (text.size() != 65 || !bytes_of_hex(std::string_view(text).substr(0, 64), folder.secret_)) return core::fail(kPrintsLost, {.file = path}, {{"title", "-"}});
  }
  folder.key_ = hex(keyed("subject\n" + std::string(subject), folder.secret_));
  return folder;
}

std::array<unsigned char, 32> PeopleFolder::rounding_key() const {
  constexpr std::string_view kPurpose = "palermo random rounding";
  std::array<unsigned char, 32> key{};
  crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(kPurpose.data()), kPurpose.size(), secret_.data(), secret_.size());
  return key;
}

Done PeopleFolder::check(const Ledger& ledger, const Compared& wanted) const {
  for (const LedgerRelease& release : ledger.releases()) {
    if (is_dp(release.intent.mode)) continue;
    const std::string path = path_ + "/" + release.intent.release + ".prints";
    const auto text = core::read_file(path);
    if (!text || core::sha256_hex(*text) != release.intent.persons) return core::fail(kPrintsLost, {.file = path}, {{"title", release.intent.title}});
    const auto people = parse_prints(*text, key_, path);
    if (!people && people.error().kind.code == kPrintsLost.code) return core::fail(kPrintsLost, {.file = path}, {{"title", release.intent.title}});
    if (!people) return tl::unexpected(people.error());
    PALERMO_CHECK_DONE(check_difference(wanted, {release.intent, *people}));
  }
  return {};
}

Result<std::string> PeopleFolder::keep(const std::string& release, std::span<const PersonPrint> people) const {
  const std::string text = prints_text(people, key_);
  PALERMO_CHECK_DONE(core::write_file(path_ + "/" + release + ".prints", text, 0600));
  return core::sha256_hex(text);
}

}  // namespace palermo::publish
