// SPDX-License-Identifier: Apache-2.0
// The private linkage: the ring fills the table that the same keys give in the clear; nothing repeats, nothing forged is taken.
#include "palermo/link/ring.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

#include "palermo/link/membership.hpp"
#include "palermo/link/noisy_table.hpp"

namespace palermo::link {
namespace {

using Texts = std::vector<std::vector<std::string>>;  // by record and key

struct Desk {
  std::string name;
  Secret secret;
};

Secret secret_of(int n) {
  std::array<std::uint8_t, 32> bytes{};
  bytes[0] = static_cast<std::uint8_t>(n);
  return Secret(bytes);
}

Agreement agreement_of(const std::vector<Desk>& desks, const std::string& project, std::vector<MatchKey> keys) {
  Agreement agreement;
  agreement.project = project;
  agreement.purpose = "to count how many people are on several lists";
  for (const Desk& desk : desks) agreement.holders.push_back({desk.name, Role::service, SigningKey::from(desk.secret).public_key});
  agreement.finisher = {"unit", Role::research, SigningKey::from(secret_of(99)).public_key};
  agreement.keys = std::move(keys);
  agreement.until = *core::day_of(2030, 12, 31);
  agreement.smallest_list = 1;
  for (const Desk& desk : desks) EXPECT_TRUE(sign(agreement, SigningKey::from(desk.secret)));
  EXPECT_TRUE(sign(agreement, SigningKey::from(secret_of(99))));
  return agreement;
}

std::vector<Desk> desks_of(std::size_t n) {
  std::vector<Desk> desks;
  for (std::size_t i = 0; i < n; ++i) desks.push_back({"holder-" + std::to_string(i), secret_of(static_cast<int>(i) + 1)});
  return desks;
}

// Carries letters round until the finisher is done; `seen` gathers every letter as it stood.
RingAccount carried_round(const Agreement& agreement, const std::vector<Desk>& desks, const std::vector<Texts>& lists, std::vector<Letter>* seen = nullptr, int run = 1,
                          const std::string& nonce = "nonce") {
  const auto seat = [&](std::size_t i) { return Seat{agreement, desks[i].name, run, desks[i].secret, nonce}; };
  const Seat unit{agreement, "unit", run, secret_of(99), nonce};
  Letter letter = *begin_ring(seat(0), *blind_own_list(seat(0), lists[0]), 1);
  RingAccount account;
  while (true) {
    if (seen) seen->push_back(letter);
    const std::string bytes = write_letter(letter, letter.from == "unit" ? unit.key() : seat(*agreement.holder(letter.from)).key());
    Letter read = *read_letter(bytes, "letter", agreement);
    EXPECT_EQ(read.hash, letter_hash(bytes));
    if (read.to == "unit") {
      RingPass pass = *finish_pass(unit, read, account, 1);
      account = pass.account;
      if (pass.done) return account;
      letter = pass.next;
    } else {
      const std::size_t at = *agreement.holder(read.to);
      const BlindedList own = needs_own_list(seat(at), read) ? *blind_own_list(seat(at), lists[at]) : BlindedList{};
      letter = *answer_ring(seat(at), read, own, 1);
    }
  }
}

// What the ring promises, on the texts themselves: key by key, groups over two or more lists count and go. A text that stands twice in
// a list counts where it stands first.
RingAccount in_the_clear(std::vector<Texts> lists, std::size_t keys) {
  RingAccount account;
  account.passes_done = static_cast<int>(keys) + 1;
  for (Texts& list : lists) {
    account.lengths.push_back(static_cast<std::int64_t>(list.size()));
    for (std::size_t k = 0; k < keys; ++k) {
      std::set<std::string> before;
      for (auto& record : list)
        if (!record[k].empty() && !before.insert(record[k]).second) record[k].clear();
    }
  }
  std::set<std::pair<std::size_t, std::size_t>> gone;
  for (std::size_t k = 0; k < keys; ++k) {
    std::map<std::string, std::vector<std::pair<std::size_t, std::size_t>>> where;
    for (std::size_t l = 0; l < lists.size(); ++l)
      for (std::size_t r = 0; r < lists[l].size(); ++r)
        if (!gone.contains({l, r}) && !lists[l][r][k].empty()) where[lists[l][r][k]].emplace_back(l, r);
    auto& added = account.added.emplace_back();
    for (const auto& [text, records] : where) {
      if (records.size() < 2) continue;
      std::uint32_t history = 0;
      for (const auto& [l, r] : records) history |= 1U << l;
      ++added[history];
      gone.insert(records.begin(), records.end());
    }
  }
  return account;
}

std::vector<Texts> random_lists(std::size_t n, std::size_t keys) {
  std::vector<Texts> lists;
  for (std::size_t l = 0; l < n; ++l) {
    Texts list(*rc::gen::inRange<std::size_t>(1, 7));
    for (auto& record : list)
      for (std::size_t k = 0; k < keys; ++k) {
        const int value = *rc::gen::inRange(0, 8);
        record.push_back(value == 0 ? "" : std::to_string(value));
      }
    lists.push_back(std::move(list));
  }
  return lists;
}

const std::vector<MatchKey> kThreeKeys = {MatchKey::document, MatchKey::name_birth, MatchKey::name_year_sex};

RC_GTEST_PROP(Ring, fills_the_table_that_the_same_keys_give_in_the_clear, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(2, 5);
  const auto desks = desks_of(n);
  const Agreement agreement = agreement_of(desks, "kestria", kThreeKeys);
  const auto lists = random_lists(n, 3);
  RC_ASSERT(carried_round(agreement, desks, lists) == in_the_clear(lists, 3));
}

RC_GTEST_PROP(Ring, its_table_has_every_record_once, ()) {
  const auto desks = desks_of(3);
  const Agreement agreement = agreement_of(desks, "kestria", kThreeKeys);
  const auto lists = random_lists(3, 3);
  const auto table = *table_of(agreement, carried_round(agreement, desks, lists));
  for (std::size_t l = 0; l < 3; ++l) RC_ASSERT(table.on_list(l) == static_cast<std::int64_t>(lists[l].size()));
}

TEST(Ring, no_value_stands_twice_in_the_letters_of_two_projects) {
  const auto desks = desks_of(3);
  const std::vector<Texts> lists(3, Texts{{"N1234567", "sok chan|1990-02-03", "sok chan|1990 1"}, {"", "ly mom|1985-11-30", ""}});
  std::vector<Letter> first, second;
  (void)carried_round(agreement_of(desks, "kestria", kThreeKeys), desks, lists, &first);
  (void)carried_round(agreement_of(desks, "velmora", kThreeKeys), desks, lists, &second);
  std::set<Point> of_first;
  for (const Letter& letter : first)
    for (const BlindedList& list : letter.lists) of_first.insert(list.points.begin(), list.points.end());
  for (const Letter& letter : second)
    for (const BlindedList& list : letter.lists)
      for (const Point& point : list.points) EXPECT_FALSE(of_first.contains(point));
  EXPECT_FALSE(of_first.empty());
}

// Neither does a second run of one agreement, nor a run begun again from an old copy of the desks: its nonce is another.
TEST(Ring, no_value_stands_twice_in_two_runs_of_one_project_or_in_one_run_begun_again) {
  const auto desks = desks_of(2);
  const std::vector<Texts> lists(2, Texts{{"N1234567", "sok chan|1990-02-03", "sok chan|1990 1"}, {"", "ly mom|1985-11-30", ""}});
  Agreement agreement = agreement_of(desks, "kestria", kThreeKeys);
  agreement.runs = 2;
  std::vector<Letter> first, second, again;
  (void)carried_round(agreement, desks, lists, &first);
  (void)carried_round(agreement, desks, lists, &second, 2, "another");
  (void)carried_round(agreement, desks, lists, &again, 1, "a third");
  std::set<Point> before;
  for (const std::vector<Letter>* letters : {&first, &second, &again}) {
    std::set<Point> of_these;
    for (const Letter& letter : *letters)
      for (const BlindedList& list : letter.lists) of_these.insert(list.points.begin(), list.points.end());
    for (const Point& point : of_these) EXPECT_TRUE(before.insert(point).second);
  }
}

// Whoever holds a letter, the last who raised it among them, sees no equal points: neither in two lists, nor twice in one.
TEST(Ring, D20_in_no_letter_can_two_lists_be_compared) {
  const auto desks = desks_of(3);
  const std::vector<Texts> lists(3, Texts{{"A", "sok|1", "x"}, {"B", "ly|2", "x"}, {"C", "ly|2", "x"}});
  std::vector<Letter> seen;
  (void)carried_round(agreement_of(desks, "kestria", kThreeKeys), desks, lists, &seen);
  EXPECT_GE(seen.size(), 5U + 1U + 3U * 3U);
  for (const Letter& letter : seen) {
    std::set<Point> points;
    std::size_t all = 0;
    for (const BlindedList& list : letter.lists) {
      points.insert(list.points.begin(), list.points.end());
      all += list.points.size();
    }
    EXPECT_EQ(points.size(), all) << letter.pass << " " << letter.hop;
  }
}

// However many met: every letter shows the lengths that the lists had at the start.
TEST(Ring, D20_the_letters_do_not_show_how_many_met) {
  const auto desks = desks_of(2);
  const Agreement agreement = agreement_of(desks, "kestria", kThreeKeys);
  const Texts five = {{"A", "", ""}, {"B", "", ""}, {"C", "", ""}, {"D", "", ""}, {"E", "", ""}};
  std::vector<Letter> seen;
  (void)carried_round(agreement, desks, {five, five}, &seen);
  for (const Letter& letter : seen)
    for (const BlindedList& list : letter.lists) EXPECT_EQ(list.bundles(), 5U);
}

class Letters : public testing::Test {
 protected:
  std::vector<Desk> desks_ = desks_of(2);
  Agreement agreement_ = agreement_of(desks_, "kestria", {MatchKey::document});
  Seat first_{agreement_, desks_[0].name, 1, desks_[0].secret, "nonce"};
  Seat second_{agreement_, desks_[1].name, 1, desks_[1].secret, "nonce"};
  Texts texts_ = {{"A"}, {"B"}, {"C"}};
  Letter letter_ = *begin_ring(first_, *blind_own_list(first_, texts_), 1);
  std::string bytes_ = write_letter(letter_, first_.key());

  std::string code(std::string_view bytes, const Agreement& agreement) {
    const auto letter = read_letter(bytes, "letter", agreement);
    return letter ? "none" : std::string(letter.error().kind.code);
  }
};

TEST_F(Letters, D20_whatever_is_changed_in_a_letter_it_is_refused) {
  EXPECT_EQ(code(bytes_, agreement_), "none");
  for (std::size_t i = 0; i < bytes_.size(); ++i)
    for (const char change : {'\1', '\x20'}) {
      std::string changed = bytes_;
      changed[i] = static_cast<char>(changed[i] ^ change);
      EXPECT_NE(code(changed, agreement_), "none") << i;
    }
  for (std::size_t n = 0; n < bytes_.size(); n += 7) EXPECT_NE(code(std::string_view(bytes_).substr(0, n), agreement_), "none") << n;
}

TEST_F(Letters, D20_a_letter_signed_by_another_or_of_another_agreement_is_refused) {
  EXPECT_EQ(code(write_letter(letter_, second_.key()), agreement_), "private.forged_letter");
  const Agreement other = agreement_of(desks_, "velmora", {MatchKey::document});
  EXPECT_EQ(code(bytes_, other), "private.foreign_letter");
}

TEST_F(Letters, D20_a_letter_out_of_turn_is_refused) {
  const auto own = [&] { return *blind_own_list(second_, texts_); };
  EXPECT_FALSE(begin_ring(second_, own(), 1));                  // the first holder begins
  EXPECT_FALSE(answer_ring(first_, letter_, {}, 1));            // addressed to the second
  EXPECT_FALSE(answer_ring(second_, letter_, {}, 1));           // without its list
  const Letter answered = *answer_ring(second_, letter_, own(), 1);
  EXPECT_FALSE(answer_ring(second_, answered, {}, 1));          // its own again
  Letter other_run = letter_;
  other_run.run = 2;
  EXPECT_FALSE(answer_ring(second_, other_run, own(), 1));
  const Seat unit{agreement_, "unit", 1, secret_of(99), "nonce"};
  EXPECT_FALSE(finish_pass(unit, answered, {}, 1));             // not raised by all
}

// A finisher who writes a letter of guesses finds nobody to raise it: sender, pass, lists and who raised them must be those of the place.
TEST_F(Letters, D20_a_holder_raises_nothing_but_what_is_due_at_its_place) {
  const Letter back = *answer_ring(second_, letter_, *blind_own_list(second_, texts_), 1);
  ASSERT_EQ(back.to, desks_[0].name);
  EXPECT_TRUE(answer_ring(first_, back, {}, 1));
  const auto refused = [&](auto change) {
    Letter changed = back;
    change(changed);
    return !answer_ring(first_, changed, {}, 1).has_value();
  };
  EXPECT_TRUE(refused([](Letter& l) { l.from = "unit"; }));
  EXPECT_TRUE(refused([](Letter& l) { l.pass = 1; }));
  EXPECT_TRUE(refused([](Letter& l) { l.hop = 7; }));
  EXPECT_TRUE(refused([](Letter& l) { l.lists.pop_back(); }));
  EXPECT_TRUE(refused([](Letter& l) { l.lists[1].raised_by = 0; }));
  EXPECT_TRUE(refused([](Letter& l) { l.lists[0].raised_by = 0; }));
  EXPECT_TRUE(refused([](Letter& l) { std::swap(l.lists[0], l.lists[1]); }));
  agreement_.smallest_list = 3;
  EXPECT_TRUE(refused([](Letter& l) { l.lists[1].points.pop_back(); }));
}

TEST_F(Letters, a_list_shorter_than_agreed_is_not_blinded) {
  texts_.push_back({"C"});  // four records, three different
  agreement_.smallest_list = 4;
  const auto list = blind_own_list(first_, texts_);
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().kind.exit, core::Exit::refused);
}

// Whether no earlier record of the list says the same under the key.
bool first_in_list(const Texts& list, std::size_t record, std::size_t key) {
  return std::none_of(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(record), [&](const auto& earlier) { return earlier[key] == list[record][key]; });
}

RC_GTEST_PROP(Membership, tells_the_receiver_the_strictest_key_and_nothing_else, ()) {
  const auto desks = desks_of(2);
  Agreement agreement = agreement_of(desks, "kestria", kThreeKeys);
  agreement.result = PrivateResult::membership;
  agreement.receiver = desks[0].name;
  agreement.finisher = agreement.holders[0];
  const auto lists = random_lists(2, 3);
  const Seat receiver{agreement, desks[0].name, 1, desks[0].secret, "nonce"}, giver{agreement, desks[1].name, 1, desks[1].secret, "nonce"};
  const Letter asked = *ask_membership(receiver, *blind_own_list(receiver, lists[0]), 1);
  const Letter answered = *answer_membership(giver, asked, *blind_own_list(giver, lists[1]), 1);
  const auto met = *read_membership(receiver, answered, lists[0].size(), 1);
  for (std::size_t r = 0; r < lists[0].size(); ++r) {
    std::optional<MatchKey> expected;
    for (std::size_t k = 0; k < 3 && !expected; ++k)
      for (const auto& theirs : lists[1])
        if (first_in_list(lists[0], r, k) && !lists[0][r][k].empty() && lists[0][r][k] == theirs[k]) expected = kThreeKeys[k];
    RC_ASSERT(met[r] == expected);
  }
}

TEST(Membership, an_answer_about_more_records_than_were_asked_for_is_refused) {
  const auto desks = desks_of(2);
  Agreement agreement = agreement_of(desks, "kestria", kThreeKeys);
  agreement.result = PrivateResult::membership;
  agreement.receiver = desks[0].name;
  agreement.finisher = agreement.holders[0];
  Texts own;
  for (int i = 0; i < 40; ++i) own.push_back({std::to_string(i), "", ""});
  const Seat receiver{agreement, desks[0].name, 1, desks[0].secret, "nonce"}, giver{agreement, desks[1].name, 1, desks[1].secret, "nonce"};
  const Letter asked = *ask_membership(receiver, *blind_own_list(receiver, own), 1);
  Letter answered = *answer_membership(giver, asked, *blind_own_list(giver, own), 1);
  ASSERT_TRUE(read_membership(receiver, answered, own.size(), 1));
  BlindedList& about = answered.lists[0];  // a bundle more: whose record it is, the receiver's list does not say
  about.points.insert(about.points.end(), about.points.begin(), about.points.begin() + static_cast<std::ptrdiff_t>(about.keys));
  const auto read = read_membership(receiver, answered, own.size(), 1);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind.code, kOutOfTurn.code);
}

// It would see its own records come back in the order in which it gave them, and so which of them met.
TEST(AgreementRules, the_finisher_is_never_the_last_who_shuffles) {
  const auto text = [](std::string_view finisher) {
    return "format: palermo-link-agreement/1\nproject: kestria\npurpose: counting people once\nholders:\n  - {name: one, role: service, key: \"" + std::string(64, '1') +
           "\"}\n  - {name: two, role: service, key: \"" + std::string(64, '2') + "\"}\nfinisher: " + std::string(finisher) + "\nkeys: [document]\nuntil: 2030-12-31\n";
  };
  EXPECT_TRUE(parse_agreement(*core::parse_yaml(text("{name: one, role: service, key: \"" + std::string(64, '1') + "\"}"), "agreement")));
  const auto last = parse_agreement(*core::parse_yaml(text("{name: two, role: service, key: \"" + std::string(64, '2') + "\"}"), "agreement"));
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().kind.code, kBadAgreement.code);
}

// Every pair of roles: membership never goes to, nor comes with, an enforcing side; an exact table never joins both sides.
TEST(AgreementRules, D20_no_agreement_gives_an_enforcing_holder_membership_or_an_exact_table_of_a_protecting_one) {
  const std::vector<std::string> roles = {"service", "health", "labour_inspection", "research", "enforcement", "immigration"};
  const auto protects_one = [](const std::string& r) { return r == "service" || r == "health" || r == "labour_inspection"; };
  const auto enforces_one = [](const std::string& r) { return r == "enforcement" || r == "immigration"; };
  const std::string key1(64, '1'), key2(64, '2'), key3(64, '3');
  for (const std::string& a : roles)
    for (const std::string& b : roles)
      for (const std::string& finisher : roles)
        for (const std::string tier : {"A", "C"})
          for (const std::string result : {"table", "membership"}) {
            const bool membership = result == "membership";
            if (membership && tier == "C") continue;
            const std::string third = membership ? "{name: one, role: " + a + ", key: \"" + key1 + "\"}" : "{name: unit, role: " + finisher + ", key: \"" + key3 + "\"}";
            const std::string text = "format: palermo-link-agreement/1\nproject: kestria\npurpose: counting people once\nholders:\n  - {name: one, role: " + a + ", key: \"" + key1 +
                                     "\"}\n  - {name: two, role: " + b + ", key: \"" + key2 + "\"}\nfinisher: " + third + "\nkeys: [document]\ntier: " + tier + "\nresult: " + result +
                                     (membership ? "\nreceiver: one" : "") + "\nuntil: 2030-12-31\n" + (tier == "C" ? "sigma: 2\n" : "");
            const auto read = parse_agreement(*core::parse_yaml(text, "agreement"));
            const bool mixed = (protects_one(a) && enforces_one(b)) || (enforces_one(a) && protects_one(b));
            const bool refused = membership ? mixed || enforces_one(a) : (mixed && tier == "A") || ((protects_one(a) || protects_one(b)) && enforces_one(finisher));
            ASSERT_EQ(read.has_value(), !refused) << text << (read ? "" : std::string(read.error().kind.code));
            if (!read) {
              EXPECT_EQ(read.error().kind.exit, core::Exit::refused);
              EXPECT_EQ(read.error().kind.rule, "D20");
            }
          }
}

TEST(AgreementRules, D20_nothing_is_done_under_an_agreement_that_one_party_has_not_signed) {
  const auto desks = desks_of(3);
  const Agreement agreement = agreement_of(desks, "kestria", kThreeKeys);
  const core::Day today = *core::day_of(2030, 12, 31);
  EXPECT_TRUE(check_signed(agreement, today));
  EXPECT_EQ(check_signed(agreement, today + 1).error().kind.code, "private.agreement_ended");
  for (std::size_t i = 0; i < agreement.signatures.size(); ++i) {
    Agreement one = agreement;
    one.signatures.erase(one.signatures.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(check_signed(one, today).error().kind.code, "private.not_signed");
  }
  Agreement changed = agreement;
  changed.smallest_list = 2;
  EXPECT_EQ(check_signed(changed, today).error().kind.code, "private.bad_signature");
  const auto again = parse_agreement(*core::parse_yaml(to_yaml([&] { Agreement a = agreement; a.smallest_list = 200; return a; }()), "agreement"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->holders, agreement.holders);
}

// 100,000 draws: the share at each value within 4.5 standard errors of the exact mass.
TEST(NoisyTable, noise_has_the_stated_shape) {
  for (const double sigma : {0.7, 3.0}) {
    constexpr int kDraws = 100'000;
    NoiseSource source(Secret::random(), "test");
    std::map<std::int64_t, int> seen;
    for (int i = 0; i < kDraws; ++i) ++seen[discrete_gaussian(sigma, source)];
    double total = 0;
    for (int n = -60; n <= 60; ++n) total += std::exp(-n * n / (2 * sigma * sigma));
    for (int n = -8; n <= 8; ++n) {
      const double p = std::exp(-n * n / (2 * sigma * sigma)) / total;
      EXPECT_NEAR(seen[n], kDraws * p, 4.5 * std::sqrt(kDraws * p * (1 - p)) + 1) << sigma << " " << n;
    }
  }
}

TEST(NoisyTable, the_same_run_gives_the_same_noise_so_that_nobody_averages_it_away) {
  const auto table = *core::CaptureTable::make({"a", "b"}, {{1, 300, "", 0}, {2, 200, "", 0}, {3, 50, "", 0}});
  NoiseSource first(secret_of(7), "run 1"), again(secret_of(7), "run 1"), second(secret_of(7), "run 2");
  const auto one = with_noise(table, 30, first).cells;
  EXPECT_EQ(one, with_noise(table, 30, again).cells);
  EXPECT_NE(one, with_noise(table, 30, second).cells);
}

// The posterior mean of each cell is near the noisy count where that is far from 0, and is never negative.
TEST(NoisyTable, tables_drawn_given_a_noisy_one_stand_around_it) {
  const auto table = *core::CaptureTable::make({"a", "b"}, {{1, 300, "", 0}, {2, 200, "", 0}, {3, 50, "", 0}});
  const NoisyTable noisy{{"a", "b"}, {298, 203, -4}, 3};
  core::Stream stream(7, "noisy");
  const auto tables = draw_tables(noisy, 2000, stream);
  double a = 0, both = 0;
  for (const auto& one : tables) {
    a += static_cast<double>(one.on_list(0) - one.on_both(0, 1)) / 2000;
    both += static_cast<double>(one.on_both(0, 1)) / 2000;
    EXPECT_GE(one.on_both(0, 1), 0);
  }
  EXPECT_NEAR(a, 298, 4.5 * 3 / std::sqrt(2000.0));
  EXPECT_GE(both, 0);
  EXPECT_LE(both, 4);
  (void)table;
}

TEST(NoisyTable, every_cell_gets_noise_also_where_nobody_is) {
  const auto table = *core::CaptureTable::make({"a", "b", "c"}, {{1, 300, "", 0}, {2, 200, "", 0}, {4, 50, "", 0}});
  std::set<std::int64_t> at_seven;
  NoiseSource source(Secret::random(), "test");
  for (int i = 0; i < 60; ++i) at_seven.insert(with_noise(table, 3, source).cells[6]);
  EXPECT_GT(at_seven.size(), 3U);
}

}  // namespace
}  // namespace palermo::link
