// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/comparisons.hpp"

namespace palermo::link {
namespace {

using Names = std::string_view;

constexpr std::array<Names, kNameLevels> kName{
    "missing",          "different",     "weak_conflict", "near_conflict",  "alias",      "given_conflict", "family_conflict",
    "several_conflict", "one_weak_rest", "one_near_rest", "one_exact_rest", "one_exact",  "all_weak",       "rest_weak",
    "rest_weak_rare",   "part_near",     "near_known",    "near_rare",      "part_exact", "other_order",    "exact"};
constexpr std::array<double, kNameLevels> kNameM{0,    .012, .012, .02,  .01, .03, .03, .02, .004, .01, .05,
                                                 .03,  .015, .03,  .02,  .02, .07, .10, .05, .06,  .49};
constexpr std::array<double, kNameLevels> kNameU{0,    .85,  .07,  .01,  .001, .01,  .01,  3e-4, 3e-3, 1e-3, 3e-3,
                                                 2e-3, 1e-3, 3e-4, 5e-5, 1e-4, 1e-4, 2e-5, 5e-5, 5e-5, 2e-4};
// Each chain from far to close.
constexpr std::array<Level, 4> kNameA{1, 2, 3, 7};
constexpr std::array<Level, 4> kNameB{1, 8, 9, 10};
constexpr std::array<Level, 6> kNameC{1, 2, 12, 13, 16, 20};
constexpr std::array<Level, 4> kNameD{3, 5, 7, 18};
constexpr std::array<Level, 5> kNameE{3, 6, 7, 18, 20};
constexpr std::array<Level, 3> kNameF{7, 15, 18};
constexpr std::array<Level, 3> kNameG{13, 14, 17};  // a slip may say more than an agreement on a usual name
constexpr std::array<Level, 2> kNameH{1, 4};
constexpr std::array<std::span<const Level>, 8> kNameChains{kNameA, kNameB, kNameC, kNameD, kNameE, kNameF, kNameG, kNameH};

constexpr std::array<Names, kBirthAgreements> kBirth{
    "missing",        "different",         "within_10_years",   "age_within_3", "age_within_1",      "age_meets",
    "within_1_year",  "same_day_month",    "same_year",         "same_year_default", "same_default", "calendar_shift",
    "same_year_month_no_day", "same_year_day", "same_year_month", "one_digit",  "day_month_swapped", "exact"};
constexpr std::array<double, kBirthAgreements> kBirthM{0,   .02, .02,  .02, .03, .05, .02, .02, .02,
                                                       .06, .02, .005, .01, .02, .03, .06, .02, .575};
constexpr std::array<double, kBirthAgreements> kBirthU{0,    .55,  .25,  .06,  .03,  .03,  .05,  .003, .014,
                                                       .005, 1e-3, 2e-3, 5e-4, 5e-4, 1e-3, 1e-3, 1e-4, 5e-5};
constexpr std::array<Level, 6> kBirthA{1, 2, 6, 8, 14, 17};
constexpr std::array<Level, 5> kBirthB{1, 3, 4, 5, 9};
constexpr std::array<Level, 4> kBirthC{1, 7, 15, 17};
constexpr std::array<Level, 3> kBirthD{1, 16, 17};
constexpr std::array<Level, 2> kBirthE{1, 11};
constexpr std::array<Level, 4> kBirthF{2, 9, 10, 17};
constexpr std::array<Level, 4> kBirthG{6, 8, 13, 17};
constexpr std::array<Level, 3> kBirthH{2, 12, 17};
constexpr std::array<std::span<const Level>, 8> kBirthChains{kBirthA, kBirthB, kBirthC, kBirthD, kBirthE, kBirthF, kBirthG, kBirthH};

constexpr std::array<Names, 3> kTwo{"missing", "different", "exact"};
constexpr std::array<double, 3> kSexM{0, .03, .97};
constexpr std::array<double, 3> kSexU{0, .5, .5};
constexpr std::array<double, 3> kNationM{0, .05, .95};
constexpr std::array<double, 3> kNationU{0, .7, .3};
constexpr std::array<Level, 2> kUp2{1, 2};
constexpr std::array<std::span<const Level>, 1> kUp2Chains{kUp2};

constexpr std::array<Names, 5> kText{"missing", "different", "share_word", "near", "exact"};
constexpr std::array<double, 5> kPlaceM{0, .2, .05, .1, .65};
constexpr std::array<double, 5> kPlaceU{0, .95, .02, .01, .02};
constexpr std::array<double, 5> kWorkM{0, .25, .05, .05, .65};
constexpr std::array<double, 5> kWorkU{0, .9, .03, .01, .06};
constexpr std::array<Level, 4> kUp4{1, 2, 3, 4};
constexpr std::array<std::span<const Level>, 1> kUp4Chains{kUp4};

constexpr std::array<Names, 6> kNumber{"missing", "different", "two_edits", "one_edit", "tail", "exact"};
constexpr std::array<double, 6> kDocumentM{0, .05, .03, .1, .02, .8};
constexpr std::array<double, 6> kPhoneM{0, .28, .02, .06, .04, .6};
constexpr std::array<double, 6> kEmailM{0, .28, .02, .06, .04, .6};
constexpr std::array<double, 6> kNumberU{0, .9989, 5e-4, 5e-5, 1e-4, 5e-6};
constexpr std::array<Level, 5> kUp5{1, 2, 3, 4, 5};
constexpr std::array<std::span<const Level>, 1> kUp5Chains{kUp5};

constexpr std::array<Names, 9> kTown{"missing",   "different",     "state", "near_one", "one_exact",
                                     "near_both", "one_only_exact", "one_exact_one_near", "exact"};
constexpr std::array<double, 9> kTownM{0, .1, .03, .05, .06, .04, .1, .12, .5};
constexpr std::array<double, 9> kTownU{0, .8, .18, .005, .004, 1e-4, 1e-3, 1e-4, 5e-4};
constexpr std::array<Level, 5> kTownA{1, 2, 3, 5, 7};
constexpr std::array<Level, 4> kTownB{1, 3, 4, 7};
constexpr std::array<Level, 3> kTownC{1, 6, 8};
constexpr std::array<Level, 2> kTownD{7, 8};
constexpr std::array<std::span<const Level>, 4> kTownChains{kTownA, kTownB, kTownC, kTownD};

constexpr std::array<Names, 8> kStreet{"missing",        "different",       "number", "near_street", "street",
                                       "near_and_number", "street_rest_near", "exact"};
constexpr std::array<double, 8> kStreetM{0, .12, .06, .06, .08, .12, .06, .5};
constexpr std::array<double, 8> kStreetU{0, .97, .02, .003, .003, 1e-4, 1e-4, 5e-5};
constexpr std::array<Level, 4> kStreetA{1, 2, 5, 7};
constexpr std::array<Level, 5> kStreetB{1, 3, 4, 6, 7};
constexpr std::array<std::span<const Level>, 2> kStreetChains{kStreetA, kStreetB};

constexpr std::array<ComparisonKind, kComparisons> kKinds{{
    {Comparison::name, "name", kName, kNameM, kNameU, kNameChains},
    {Comparison::birth, "birth", kBirth, kBirthM, kBirthU, kBirthChains},
    {Comparison::sex, "sex", kTwo, kSexM, kSexU, kUp2Chains},
    {Comparison::nationality, "nationality", kTwo, kNationM, kNationU, kUp2Chains},
    {Comparison::place, "place", kText, kPlaceM, kPlaceU, kUp4Chains},
    {Comparison::document, "document", kNumber, kDocumentM, kNumberU, kUp5Chains},
    {Comparison::phone, "phone", kNumber, kPhoneM, kNumberU, kUp5Chains},
    {Comparison::email, "email", kNumber, kEmailM, kNumberU, kUp5Chains},
    {Comparison::town, "town", kTown, kTownM, kTownU, kTownChains},
    {Comparison::street, "street", kStreet, kStreetM, kStreetU, kStreetChains},
    {Comparison::occupation, "occupation", kText, kWorkM, kWorkU, kUp4Chains},
}};

}  // namespace

const ComparisonKind& kind_of(std::size_t comparison) { return kKinds[comparison]; }

}  // namespace palermo::link
