// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/membership.hpp"

#include <algorithm>
#include <set>

#include "palermo/link/ring_steps.hpp"

namespace palermo::link {
namespace {

using core::Result;

auto out_of_turn(std::string_view problem) { return core::fail(kOutOfTurn, {}, {{"problem", std::string(problem)}}); }

bool concerns(const Seat& seat, const Letter& letter) { return letter.to == seat.name && letter.run == seat.run && letter.pass == 0; }

core::Done check_length(const Agreement& agreement, const BlindedList& list) {
  if (list.bundles() >= static_cast<std::size_t>(agreement.smallest_list)) return {};
  return core::fail(kShortList, {}, {{"found", std::to_string(list.bundles())}, {"least", std::to_string(agreement.smallest_list)}});
}

}  // namespace

Result<Letter> ask_membership(const Seat& seat, BlindedList own, int threads) {
  const Agreement& agreement = seat.agreement;
  if (agreement.result != PrivateResult::membership || seat.name != agreement.receiver) return out_of_turn("the receiver of membership begins");
  PALERMO_CHECK_DONE(raise_for_all(run_secret(seat), own, threads));
  own.raised_by = holder_bit(own.holder);
  const std::size_t other = 1 - own.holder;
  Letter letter{.agreement = agreement.hash(), .run = seat.run, .pass = 0, .hop = 0, .from = seat.name, .to = agreement.holders[other].name, .answers = {}, .lists = {}, .hash = {}};
  letter.lists.push_back(std::move(own));
  return letter;
}

Result<Letter> answer_membership(const Seat& seat, Letter letter, BlindedList own, int threads) {
  const Agreement& agreement = seat.agreement;
  if (agreement.result != PrivateResult::membership || seat.name == agreement.receiver || !concerns(seat, letter) || letter.lists.size() != 1 ||
      letter.lists[0].holder == own.holder || letter.lists[0].keys != own.keys || letter.hop != 0 || letter.from != agreement.receiver ||
      letter.lists[0].raised_by != holder_bit(letter.lists[0].holder))
    return out_of_turn("the letter is not a question about membership to this party");
  PALERMO_CHECK_DONE(check_length(agreement, letter.lists[0]));
  const Secret secret = run_secret(seat);
  PALERMO_CHECK_DONE(raise_for_all(secret, letter.lists[0], threads));
  letter.lists[0].raised_by |= holder_bit(own.holder);
  PALERMO_CHECK_DONE(raise_for_all(secret, own, threads));
  own.raised_by = holder_bit(own.holder);
  shuffle_bundles(own);
  letter.lists.push_back(std::move(own));
  ++letter.hop;
  letter.from = seat.name;
  letter.to = agreement.receiver;
  letter.answers = letter.hash;
  return letter;
}

Result<std::vector<std::optional<MatchKey>>> read_membership(const Seat& seat, Letter letter, std::size_t asked, int threads) {
  const Agreement& agreement = seat.agreement;
  const auto self = agreement.holder(seat.name);
  if (agreement.result != PrivateResult::membership || seat.name != agreement.receiver || !concerns(seat, letter) || letter.lists.size() != 2 ||
      letter.lists[0].holder != *self || letter.lists[0].raised_by != 3 || letter.lists[0].keys != letter.lists[1].keys || letter.hop != 1 || letter.lists[1].raised_by != holder_bit(1 - *self))
    return out_of_turn("the letter is not the answer about membership");
  if (letter.lists[0].bundles() != asked) return out_of_turn("the answer is about more or fewer records than were asked for");
  PALERMO_CHECK_DONE(check_length(agreement, letter.lists[1]));
  BlindedList& own = letter.lists[0];
  BlindedList& other = letter.lists[1];
  PALERMO_CHECK_DONE(raise_for_all(run_secret(seat), other, threads));
  std::vector<std::optional<MatchKey>> met(own.bundles());
  for (std::size_t k = 0; k < own.keys; ++k) {
    std::set<Point> theirs;
    for (std::size_t b = 0; b < other.bundles(); ++b) theirs.insert(other.points[b * other.keys + k]);
    for (std::size_t b = 0; b < own.bundles(); ++b)
      if (!met[b] && theirs.contains(own.points[b * own.keys + k])) met[b] = agreement.keys[k];
  }
  return met;
}

}  // namespace palermo::link
