// SPDX-License-Identifier: Apache-2.0
// A release plan: what is to be published, of whom, how protected, and for what; decided before anybody looks at the data.
//
// YAML, format palermo-release-plan/1; every key in docs/formats/release-plan.md. The codebook lies beside it. Both texts together
// have one hash: two officers approve it in the ledger, and it is made once. Reading a plan touches no data.
// What is refused here, without data: places finer than a district and times finer than a month (D5), nationality without a purpose
// and a least count (D31), a period that ended less than the delay ago and routes finer than admin-1 (D34).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/partial_date.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/codebook.hpp"
#include "palermo/publish/ledger_entry.hpp"

namespace palermo::publish {

inline constexpr core::ErrorKind kBadPlan{"release.bad_plan", core::Exit::unreadable};                  // args: problem
inline constexpr core::ErrorKind kTooFine{"release.too_fine", core::Exit::refused, "D5"};              // args: column, grain
inline constexpr core::ErrorKind kNationality{"release.nationality", core::Exit::refused, "D31"};      // args: column
inline constexpr core::ErrorKind kTooRecent{"release.too_recent", core::Exit::refused, "D34"};         // args: until
inline constexpr core::ErrorKind kRouteTooFine{"release.route_too_fine", core::Exit::refused, "D34"};  // args: column, grain

inline constexpr std::int64_t kLeastMinimum = 5;    // no plan shows smaller counts of a closed circle or of a nationality
inline constexpr int kLeastDelayMonths = 3;         // D34's default, and its least

// How a closed circle's table treats small numbers: circle_table.hpp.
enum class CircleCounts : std::uint8_t { gaps, floor, random };
[[nodiscard]] std::string_view word(CircleCounts counts);

// How fine a column of places or times is; ordered from coarse to fine.
enum class PlaceGrain : std::uint8_t { region, country, admin_1, district };
enum class TimeGrain : std::uint8_t { year, quarter, month };

struct ReleasePlan {
  std::string id;             // a-z, 0-9 and -: names the release to people
  std::string title, publisher, contact;
  std::string register_name;  // as the ledger says it
  std::string codebook_file, input_file;  // beside the plan; input may be "": then it is given on the command line
  int first_year = 0, last_year = 0;      // of the people it is about
  std::string year_column;                // of the codebook, "" when there is none
  Mode mode = Mode::dp;
  double epsilon = 0, delta = 0;          // 0 for a closed circle
  std::string agreement;                  // closed circle: with whom, and under what
  std::vector<std::string> starred;       // columns whose triples are worth noise
  std::vector<std::vector<std::string>> tables;  // counted, each on its own
  double tables_share = 0.25;             // of rho, for them
  bool microdata = true;                  // synthetic rows, or tables alone
  CircleCounts circle_counts = CircleCounts::gaps;
  std::int64_t minimum_shown = 10;
  double confidence = 0.95;
  std::vector<std::string> nationality;   // columns that tell it
  std::string purpose;                    // of showing them
  std::map<std::string, PlaceGrain> places;
  std::map<std::string, TimeGrain> times;
  int delay_months = kLeastDelayMonths;
  std::map<std::string, std::vector<std::string>> where;  // only people with one of these values
  std::string method_note;                // the publisher's own words on how the data came about
  bool simulated = false;                 // the input is invented: says so everywhere

  std::string hash;                       // of plan and codebook
  std::string text, codebook_text;        // as they were read
  std::shared_ptr<const privacy::Codebook> codebook;

  [[nodiscard]] bool is_dp() const { return publish::is_dp(mode); }
};

// The texts of a plan and of its codebook. Errors: release.bad_plan, schema.*, privacy.bad_codebook, and the refusals above but D34's delay.
[[nodiscard]] core::Result<ReleasePlan> parse_plan(std::string_view plan, std::string_view codebook, std::string_view file);
// The plan, and the codebook that it names. Errors: also file.*.
[[nodiscard]] core::Result<ReleasePlan> read_plan(const std::string& path);

// D34: everything in it is at least the plan's delay old. Errors: release.too_recent.
[[nodiscard]] core::Done check_delay(const ReleasePlan& plan, core::Day today);

// The years that a level of the column of years is about: "2019", "2019-05", "2019-Q2", or a band "2014-2018"; nothing for any other text.
struct YearSpan {
  int first = 0, last = 0;
};
[[nodiscard]] std::optional<YearSpan> years_in(std::string_view level);

// The columns with their levels and the texts that lead to them: two releases of one shape have the same cells.
[[nodiscard]] std::string shape_of(const privacy::Codebook& codebook);

// What the ledger enters before the data are measured; `persons` is for a closed circle.
[[nodiscard]] Intent intent_of(const ReleasePlan& plan, std::string release, std::string persons, bool test);

[[nodiscard]] std::string_view word(PlaceGrain grain);  // "admin-1"
[[nodiscard]] std::string_view word(TimeGrain grain);

}  // namespace palermo::publish
