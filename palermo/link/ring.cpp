// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/ring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "palermo/link/ring_steps.hpp"

namespace palermo::link {
namespace {

using core::Result;

std::uint32_t everybody(const Agreement& agreement) { return holder_bit(agreement.holders.size()) - 1; }

auto out_of_turn(std::string_view problem) { return core::fail(kOutOfTurn, {}, {{"problem", std::string(problem)}}); }

// Keys not tried before this pass; pass 0 tries none, pass p key p - 1.
std::size_t keys_left(const Agreement& agreement, int pass) { return agreement.keys.size() - static_cast<std::size_t>(std::max(pass - 1, 0)); }

// What this holder raises key `key` of list `list` to in pass `pass`: until the key's pass a mask of that list alone; in its
// pass whatever makes the product of all passes the one exponent of that key, equal for every list.
Exponent exponent(const Secret& secret, int pass, std::size_t key, std::size_t list) {
  const auto mask = [&](int in_pass) { return Exponent::derived(secret, fmt::format("mask {} {} {}", in_pass, key, list)); };
  if (static_cast<std::size_t>(pass) < key + 1) return mask(pass);
  Exponent product = key_exponent(secret, key);
  for (int before = 0; before < pass; ++before) product = product.times(mask(before).inverse());
  return product;
}

// The finisher's factor on a list, by key: while it stands, points of two lists cannot be compared.
Exponent factor(const Secret& secret, std::size_t key, std::size_t list) { return Exponent::derived(secret, fmt::format("factor {} {}", key, list)); }

core::Done raise_list(const Secret& secret, int pass, BlindedList& list, int threads) {
  const auto first = static_cast<std::size_t>(std::max(pass - 1, 0));
  for (std::size_t k = 0; k < list.keys; ++k) PALERMO_CHECK_DONE(raise_column(list, k, exponent(secret, pass, first + k, list.holder), threads));
  return {};
}

// Who has raised list `list` when the letter reaches holder `at`. In the first round of pass 0 these are its own holder and all that came
// after; in the second the rest follow in turn; in later passes all from the first on.
std::uint32_t raised_before(const Agreement& agreement, const Letter& letter, std::size_t list, std::size_t at) {
  const bool first_round = letter.pass == 0 && letter.lists.size() < agreement.holders.size();
  std::uint32_t raised = 0;
  for (std::size_t h = first_round ? list : 0; h < at; ++h) raised |= holder_bit(h);
  if (letter.pass == 0 && !first_round)
    for (std::size_t h = list; h < agreement.holders.size(); ++h) raised |= holder_bit(h);
  return raised;
}

bool whole(const Agreement& agreement, const Letter& letter) {
  return letter.lists.size() == agreement.holders.size() &&
         std::ranges::all_of(letter.lists, [&](const BlindedList& list) { return list.raised_by == everybody(agreement); });
}

// Where the letter goes next: round the holders; to the finisher when every list is there and everybody has raised it.
std::string addressee(const Agreement& agreement, const Letter& letter, std::size_t from) {
  return whole(agreement, letter) ? agreement.finisher.name : agreement.holders[(from + 1) % agreement.holders.size()].name;
}

// Whether the letter stands exactly where it should when it reaches holder `at`.
bool at_its_place(const Agreement& agreement, const Letter& letter, std::size_t at) {
  const std::size_t n = agreement.holders.size();
  const bool begins = letter.pass > 0 && at == 0;
  const std::string& sender = begins ? agreement.finisher.name : agreement.holders[(at + n - 1) % n].name;
  const bool first_round = letter.pass == 0 && letter.lists.size() < n;
  if (letter.from != sender || letter.lists.size() != (first_round ? at : n)) return false;
  if (letter.pass == 0 && static_cast<std::size_t>(letter.hop) + 1 != (first_round ? at : n + at)) return false;
  for (std::size_t l = 0; l < letter.lists.size(); ++l) {
    const BlindedList& list = letter.lists[l];
    if (list.holder != l || list.keys != keys_left(agreement, letter.pass) || list.raised_by != raised_before(agreement, letter, l, at)) return false;
  }
  return true;
}

bool long_enough(const Agreement& agreement, const Letter& letter) {
  return std::ranges::all_of(letter.lists, [&](const BlindedList& list) { return list.bundles() >= static_cast<std::size_t>(agreement.smallest_list); });
}

auto short_list(std::size_t found, const Agreement& agreement) {
  return core::fail(kShortList, {}, {{"found", std::to_string(found)}, {"least", std::to_string(agreement.smallest_list)}});
}

struct Place {
  Point point;
  std::uint32_t list;
  std::uint32_t bundle;
};

// The points of the key that is tried, without the finisher's factors, sorted.
Result<std::vector<Place>> places_of(const Letter& letter, const Secret& secret, int threads) {
  std::vector<Place> places;
  for (std::size_t l = 0; l < letter.lists.size(); ++l) {
    const BlindedList& list = letter.lists[l];
    std::vector<Point> column(list.bundles());
    for (std::size_t b = 0; b < column.size(); ++b) column[b] = list.points[b * list.keys];
    PALERMO_CHECK_DONE(raise(column, factor(secret, static_cast<std::size_t>(letter.pass - 1), l).inverse(), threads));
    for (std::size_t b = 0; b < column.size(); ++b) places.push_back({column[b], static_cast<std::uint32_t>(l), static_cast<std::uint32_t>(b)});
  }
  std::ranges::sort(places, {}, &Place::point);
  return places;
}

// The list without the key that was tried; in the place of a bundle that met stand random points, so that nobody sees how many met.
BlindedList for_the_next_key(const BlindedList& list, const std::vector<bool>& met) {
  BlindedList rest{list.holder, 0, list.keys - 1, {}};
  for (std::size_t b = 0; b < list.bundles(); ++b)
    for (std::size_t k = 1; k < list.keys; ++k) rest.points.push_back(met[b] ? random_point() : list.points[b * list.keys + k]);
  shuffle_bundles(rest);
  return rest;
}

}  // namespace

Result<BlindedList> blind_own_list(const Seat& seat, std::span<const std::vector<std::string>> texts) {
  const Agreement& agreement = seat.agreement;
  const auto at = agreement.holder(seat.name);
  if (!at) return out_of_turn("this party holds no list");
  const std::set<std::vector<std::string>> different(texts.begin(), texts.end());
  if (different.size() < static_cast<std::size_t>(agreement.smallest_list)) return short_list(different.size(), agreement);
  BlindedList list{*at, 0, agreement.keys.size(), {}};
  list.points.reserve(texts.size() * list.keys);
  std::vector<std::set<std::string_view>> seen(list.keys);
  for (const std::vector<std::string>& record : texts)
    for (std::size_t k = 0; k < list.keys; ++k) {
      const bool counts = !record[k].empty() && seen[k].insert(record[k]).second;
      list.points.push_back(counts ? point_of(fmt::format("{} {}", agreement.hash(), word(agreement.keys[k])), record[k]) : random_point());
    }
  return list;
}

Result<Letter> begin_ring(const Seat& seat, BlindedList own, int threads) {
  if (seat.agreement.holder(seat.name) != std::size_t{0} || seat.agreement.result != PrivateResult::table) return out_of_turn("the first holder of the agreement begins");
  Letter letter{.agreement = seat.agreement.hash(), .run = seat.run, .pass = 0, .hop = 0, .from = seat.name, .to = {}, .answers = {}, .lists = {}, .hash = {}};
  PALERMO_CHECK_DONE(raise_list(run_secret(seat), 0, own, threads));
  own.raised_by = holder_bit(0);
  shuffle_bundles(own);
  letter.lists.push_back(std::move(own));
  letter.to = addressee(seat.agreement, letter, 0);
  return letter;
}

bool needs_own_list(const Seat& seat, const Letter& letter) {
  const auto at = seat.agreement.holder(seat.name);
  return at && letter.pass == 0 && std::ranges::none_of(letter.lists, [&](const BlindedList& list) { return list.holder == *at; });
}

Result<Letter> answer_ring(const Seat& seat, Letter letter, BlindedList own, int threads) {
  const Agreement& agreement = seat.agreement;
  const auto at = agreement.holder(seat.name);
  if (!at || letter.to != seat.name || letter.run != seat.run) return out_of_turn("the letter is not addressed to this party in this run");
  if (!at_its_place(agreement, letter, *at)) return out_of_turn("the letter does not stand where it should when it reaches this party");
  if (!long_enough(agreement, letter)) return short_list(std::ranges::min(letter.lists, {}, &BlindedList::bundles).bundles(), agreement);
  if (needs_own_list(seat, letter) != !own.points.empty()) return out_of_turn("a list is handed in once, when the letter first comes round");
  if (!own.points.empty()) letter.lists.push_back(std::move(own));
  const Secret secret = run_secret(seat);
  for (BlindedList& list : letter.lists) {
    if ((list.raised_by & holder_bit(*at)) != 0) continue;
    PALERMO_CHECK_DONE(raise_list(secret, letter.pass, list, threads));
    list.raised_by |= holder_bit(*at);
    shuffle_bundles(list);
  }
  ++letter.hop;
  letter.answers = letter.hash;
  letter.from = seat.name;
  letter.to = addressee(agreement, letter, *at);
  return letter;
}

Result<RingPass> finish_pass(const Seat& seat, Letter letter, RingAccount account, int threads) {
  const Agreement& agreement = seat.agreement;
  const std::size_t n = agreement.holders.size();
  if (agreement.finisher.name != seat.name || letter.to != seat.name || letter.run != seat.run) return out_of_turn("the letter is not addressed to this party in this run");
  if (account.passes_done != letter.pass) return out_of_turn("the letter is not of the pass that comes next");
  const std::string& last = agreement.holders[letter.pass == 0 ? n - 2 : n - 1].name;
  const auto stands = [&](const BlindedList& list) { return list.keys == keys_left(agreement, letter.pass) && &list - letter.lists.data() == static_cast<std::ptrdiff_t>(list.holder); };
  if (letter.from != last || !whole(agreement, letter) || !std::ranges::all_of(letter.lists, stands)) return out_of_turn("not every holder has raised every list");
  if (!long_enough(agreement, letter)) return short_list(std::ranges::min(letter.lists, {}, &BlindedList::bundles).bundles(), agreement);
  const Secret secret = run_secret(seat);
  RingPass pass{std::move(account), false, {}};
  pass.next = {.agreement = letter.agreement, .run = letter.run, .pass = letter.pass + 1, .hop = letter.hop + 1, .from = seat.name, .to = agreement.holders.front().name, .answers = letter.hash, .lists = {}, .hash = {}};
  ++pass.account.passes_done;
  if (letter.pass == 0) {
    for (BlindedList& list : letter.lists) {
      pass.account.lengths.push_back(static_cast<std::int64_t>(list.bundles()));
      for (std::size_t k = 0; k < list.keys; ++k) PALERMO_CHECK_DONE(raise_column(list, k, factor(secret, k, list.holder), threads));
      list.raised_by = 0;
      shuffle_bundles(list);
    }
    pass.next.lists = std::move(letter.lists);
    return pass;
  }
  for (std::size_t l = 0; l < n; ++l)
    if (static_cast<std::int64_t>(letter.lists[l].bundles()) != pass.account.lengths[l]) return out_of_turn("a list has changed its length on the way");
  std::vector<std::vector<bool>> met;
  for (const BlindedList& list : letter.lists) met.emplace_back(list.bundles(), false);
  PALERMO_TRY(const std::vector<Place> places, places_of(letter, secret, threads));
  std::map<std::uint32_t, std::int64_t>& added = pass.account.added.emplace_back();
  for (std::size_t begin = 0, end = 0; begin < places.size(); begin = end) {
    std::uint32_t history = 0;
    for (end = begin; end < places.size() && places[end].point == places[begin].point; ++end) history |= holder_bit(places[end].list);
    if ((history & (history - 1)) == 0) continue;  // on one list only: met nobody
    ++added[history];
    for (std::size_t i = begin; i < end; ++i) met[places[i].list][places[i].bundle] = true;
  }
  pass.done = static_cast<std::size_t>(letter.pass) == agreement.keys.size();
  if (!pass.done)
    for (std::size_t l = 0; l < n; ++l) pass.next.lists.push_back(for_the_next_key(letter.lists[l], met[l]));
  return pass;
}

Result<core::CaptureTable> table_of(const Agreement& agreement, const RingAccount& account) {
  std::vector<std::string> names;
  for (const Party& party : agreement.holders) names.push_back(party.name);
  std::vector<core::CaptureCell> cells;
  std::vector<std::int64_t> alone = account.lengths;
  for (const auto& of_key : account.added)
    for (const auto& [history, people] : of_key) {
      cells.push_back({history, people, "", 0});
      for (std::size_t l = 0; l < alone.size(); ++l)
        if ((history & holder_bit(l)) != 0) alone[l] -= people;
    }
  for (std::size_t l = 0; l < alone.size(); ++l) cells.push_back({holder_bit(l), std::max<std::int64_t>(0, alone[l]), "", 0});
  return core::CaptureTable::make(std::move(names), std::move(cells));
}

}  // namespace palermo::link
