// SPDX-License-Identifier: Apache-2.0
// ListsOptions: how invented lists are to be: how many people, which lists, how they depend, how badly they are written.
//
// The defaults are those of docs/formats/simulate-lists.md and of data/simulate/lists.yaml. Every rate is a chance, in
// [0, 1], for each record to which the mistake can happen at all; which those are is said at each.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/simulate/lists_names.hpp"

namespace palermo::simulate {

inline constexpr core::ErrorKind kBadLists{"simulate.bad_lists", core::Exit::usage};
inline constexpr std::int64_t kFewestListed = 50;
inline constexpr std::int64_t kMostListed = 1'000'000;
inline constexpr std::int64_t kMostStreamed = 100'000'000;

struct ListErrors {
  double swapped = 0.15;            // given and family name exchanged; records with both
  double other_script = 0.20;       // name and place in their own script; people who have one
  double respelt = 0.35;            // at least one part spelt otherwise than the person spells it; names in Latin letters
  double part_missing = 0.15;       // given or family name not written; names of two words or more
  double alias = 0.08;              // another given name or a nickname of the person's
  double typo = 0.03;               // one letter wrong; names in Latin letters
  double honorific = 0.03;          // a form of address before the given name; names in Latin letters with a given name
  double date_missing = 0.20;       // neither date of birth nor age
  double only_age = 0.25;           // age instead of a date of birth; of all records, apart from date_missing
  double first_of_january = 0.12;   // 1 January instead of day and month; records with a date of birth
  double day_month_swapped = 0.05;  // dates whose day could be a month and is another than the month, not 1 January
  double wrong_year = 0.02;         // year one too early or late; records with a date of birth
  double buddhist_year = 0.0;       // year + 543; Thai people with a date of birth
  double age_off = 0.05;            // age one too low or high; records with an age
  double wrong_sex = 0.01;
  double sex_missing = 0.02;
  double nationality_missing = 0.05;
  double place_missing = 0.30;
  double place_respelt = 0.25;      // places in Latin letters that have another spelling
  double passport_typo = 0.02;      // one digit wrong; records with a passport number
  double other_phone = 0.10;        // a second number of the person's; records with a phone number
  double moved = 0.30;              // a second address of the person's; records with an address
};

struct ErrorRate {
  std::string_view key;
  double ListErrors::*rate;
};
// Every rate, in the order in which README and configuration list them; the index is that of a ListMarks bit.
inline constexpr std::array<ErrorRate, 22> kErrorRates{{
    {"swapped", &ListErrors::swapped}, {"other_script", &ListErrors::other_script}, {"respelt", &ListErrors::respelt},
    {"part_missing", &ListErrors::part_missing}, {"alias", &ListErrors::alias}, {"typo", &ListErrors::typo},
    {"honorific", &ListErrors::honorific}, {"date_missing", &ListErrors::date_missing}, {"only_age", &ListErrors::only_age},
    {"first_of_january", &ListErrors::first_of_january}, {"day_month_swapped", &ListErrors::day_month_swapped},
    {"wrong_year", &ListErrors::wrong_year}, {"buddhist_year", &ListErrors::buddhist_year}, {"age_off", &ListErrors::age_off},
    {"wrong_sex", &ListErrors::wrong_sex}, {"sex_missing", &ListErrors::sex_missing},
    {"nationality_missing", &ListErrors::nationality_missing}, {"place_missing", &ListErrors::place_missing},
    {"place_respelt", &ListErrors::place_respelt}, {"passport_typo", &ListErrors::passport_typo},
    {"other_phone", &ListErrors::other_phone}, {"moved", &ListErrors::moved},
}};

// One organisation's list.
struct ListPlan {
  std::string name;         // a-z, 0-9, _; names its file
  std::string role;         // service, health, labour_inspection, research, enforcement, immigration
  double share = 0.25;      // records, as a share of people
  bool full_name = false;   // one column for the whole name
  double passport = 0;      // share of records with a passport number
  double phone = 0;
  double address = 0;
  double women = 0;         // log odds by which a woman is likelier to be on it than a man
};

// Being on list `from` changes the log odds of being on list `to`, which comes later, by `boost`.
struct Referral {
  std::string from, to;
  double boost = 0;
};

struct NationalityShare {
  std::string nationality;
  double weight = 0;
};

struct ListsOptions {
  std::uint64_t seed = 1;
  std::int64_t people = 2000;
  std::vector<ListPlan> lists;  // see default_lists()
  std::vector<Referral> referrals;
  double heterogeneity = 0.7;  // standard deviation of people's log odds of being on any list
  double duplicates = 0;       // share of a list's records that are second records of somebody on it
  std::vector<NationalityShare> nationalities;
  ListErrors errors;
};

// 2,000 people, five lists of 300 to 700.
[[nodiscard]] ListsOptions default_lists();
// Reads palermo-simulate-lists/1 over the defaults. Errors: document.*, schema.*, simulate.bad_lists.
[[nodiscard]] core::Result<ListsOptions> parse_lists_options(std::string_view text, std::string_view file);
// Refuses what cannot be. Error: simulate.bad_lists, its place's field the setting.
[[nodiscard]] core::Done check(const ListsOptions& options, const NameBook& book);
[[nodiscard]] std::int64_t records_on(const ListsOptions& options, const ListPlan& list);

}  // namespace palermo::simulate
