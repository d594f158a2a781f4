// SPDX-License-Identifier: Apache-2.0
// Tier B: what the unit finds without the key, what its letters refuse, and whom no agreement lets take part.
#include "palermo/link/filter_linkage.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "palermo/link/key_bias.hpp"
#include "palermo/link/model_test.hpp"
#include "palermo/link/sealed_letter.hpp"

namespace palermo::link {
namespace {

Secret secret_of(int n) {
  std::array<std::uint8_t, 32> bytes{};
  bytes[0] = static_cast<std::uint8_t>(n);
  return Secret(bytes);
}

const std::vector<FilterField> kFields{FilterField::name, FilterField::birth, FilterField::sex, FilterField::nationality, FilterField::place};

// Two lists of invented people, 300 of them on both with slips of the pen; and who each record is.
struct TwoLists {
  Records records;
  std::vector<std::int64_t> person;
};

TwoLists two_lists() {
  TwoLists out;
  RecordReader reader{NameTables()};
  const auto rows = testing::invented_rows(600, 300, 31);
  std::vector<std::string_view> views;
  for (const std::size_t list : {std::size_t{0}, std::size_t{1}}) {
    reader.begin_file({.name = list == 0 ? "shelter" : "hotline", .role = Role::service, .duplicate_free = true}, testing::kHeader);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const bool second = r > 0 && rows[r].back() == rows[r - 1].back();  // a person's second record follows the first
      const bool later = second || std::stoll(rows[r].back()) >= 450;
      if (later != (list == 1)) continue;
      views.assign(rows[r].begin(), rows[r].end());
      reader.add_row(views);
      out.person.push_back(std::stoll(rows[r].back()));
    }
  }
  out.records = reader.finish();
  return out;
}

std::vector<FilterList> encoded(const TwoLists& lists, const FilterEncoder& encoder) {
  std::vector<FilterList> out{{"shelter", true, {}}, {"hotline", true, {}}};
  for (RecordIndex i = 0; i < lists.records.size(); ++i) {
    RecordFilters& filters = out[lists.records.records[i].list].records.emplace_back();
    for (const FilterField field : kFields) filters[static_cast<std::size_t>(field)] = encoder.encode(lists.records, i, field);
  }
  return out;
}

AdmittedLists admitted() {
  return *admit_in_the_clear({{.name = "shelter", .role = Role::service, .duplicate_free = true}, {.name = "hotline", .role = Role::service, .duplicate_free = true}});
}

FilterResult linked(const TwoLists& lists, const Hardening& hardening, int threads = 1) {
  core::Silence silence;
  return *link_filters(admitted(), encoded(lists, FilterEncoder(secret_of(1), "p", hardening)), {.fields = kFields, .threads = threads}, silence);
}

TEST(FilterLinkage, finds_who_is_on_both_lists_without_a_name_a_key_or_a_known_pair) {
  const TwoLists lists = two_lists();
  const auto both = static_cast<double>(true_overlap(lists.records, lists.person));
  ASSERT_GT(both, 200);
  for (const Hardening& hardening : {Hardening{}, Hardening{.balanced = true}}) {
    const FilterResult result = linked(lists, hardening);
    double found = 0, right = 0;
    for (const ScoredPair& pair : result.pairs) {
      if (pair.probability < 0.5) continue;
      found += 1;
      right += lists.person[pair.a] == lists.person[pair.b] ? 1 : 0;
    }
    EXPECT_GE(right / found, 0.97);
    EXPECT_GE(right / both, 0.95);
    EXPECT_NEAR(result.model.matches / both, 1, 0.05);
  }
}

TEST(FilterLinkage, a_nearer_level_never_weighs_less_and_what_is_not_known_weighs_nothing) {
  const FilterResult result = linked(two_lists(), {});
  for (const FilterField field : kFields) {
    const FieldShares& shares = result.model.fields[static_cast<std::size_t>(field)];
    for (const DiceShares& bits : shares.bits) {
      EXPECT_EQ(bits[0], 0);
      for (std::size_t l = 2; l < kDiceLevels; ++l) EXPECT_GE(bits[l], bits[l - 1] - 1e-9);
    }
  }
  EXPECT_FALSE(result.model.fields[static_cast<std::size_t>(FilterField::phone)].seen);
}

TEST(FilterLinkage, threads_do_not_show_and_nobody_is_paired_within_a_duplicate_free_list) {
  const TwoLists lists = two_lists();
  const FilterResult one = linked(lists, {}, 1), four = linked(lists, {}, 4);
  EXPECT_EQ(one.pairs, four.pairs);
  for (const ScoredPair& pair : one.pairs) EXPECT_NE(one.list_of[pair.a], one.list_of[pair.b]);
}

TEST(FilterLinkage, filters_are_read_as_they_were_written_and_damaged_ones_not_at_all) {
  const auto lists = encoded(two_lists(), FilterEncoder(secret_of(1), "p", {}));
  const std::string bytes = filters_bytes(lists[0]);
  const auto again = read_filters(bytes, "f");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->records, lists[0].records);
  EXPECT_TRUE(again->duplicate_free);
  for (const std::size_t cut : {std::size_t{0}, std::size_t{10}, bytes.size() / 2, bytes.size() - 1}) EXPECT_FALSE(read_filters(bytes.substr(0, cut), "f")) << cut;
  EXPECT_FALSE(read_filters(bytes + "x", "f"));
}

class Sealed : public ::testing::Test {
 protected:
  static Agreement agreement_of(const std::string& project) {
    Agreement agreement;
    agreement.project = project;
    agreement.purpose = "to count how many people are on several lists";
    for (int h = 0; h < 2; ++h) agreement.holders.push_back({h == 0 ? "shelter" : "hotline", Role::service, key(h).public_key});
    agreement.finisher = {"unit", Role::research, key(2).public_key};
    agreement.fields = kFields;
    agreement.tier = Tier::b;
    agreement.until = *core::day_of(2099, 12, 31);
    for (int h = 0; h < 3; ++h) EXPECT_TRUE(sign(agreement, key(h)));
    return agreement;
  }
  static SigningKey key(int party) { return SigningKey::from(secret_of(10 + party)); }
  static std::string letter(const Agreement& agreement, const std::string& kind = "filters", int from = 0, const std::string& to = "unit", int run = 1, int signed_by = -1) {
    return write_sealed({agreement.hash(), run, kind, agreement.holders[static_cast<std::size_t>(from)].name, to, "secret content", {}}, agreement, key(signed_by < 0 ? from : signed_by));
  }
  static auto open(const std::string& bytes, const Agreement& agreement, const std::string& kind = "filters", const std::string& self = "unit", int as = 2) {
    return open_sealed(bytes, "letter", kind, agreement, self, key(as));
  }

  const Agreement agreement_ = agreement_of("velmora");
};

TEST_F(Sealed, the_addressee_opens_it_and_the_content_stands_nowhere_in_it) {
  const std::string bytes = letter(agreement_);
  EXPECT_EQ(bytes.find("secret content"), std::string::npos);
  const auto opened = open(bytes, agreement_);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->content, "secret content");
  EXPECT_NE(letter(agreement_), letter(agreement_)) << "sealed anew each time";
}

TEST_F(Sealed, D20_whatever_is_changed_in_it_it_is_refused) {
  const std::string bytes = letter(agreement_);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(open(changed, agreement_)) << i;
  }
  for (std::size_t cut = 0; cut < bytes.size(); cut += 7) EXPECT_FALSE(open(bytes.substr(0, cut), agreement_)) << cut;
}

TEST_F(Sealed, D20_a_letter_of_another_agreement_mis_signed_or_for_somebody_else_is_refused) {
  EXPECT_EQ(open(letter(agreement_of("kestria")), agreement_).error().kind.code, kForeignLetter.code);
  EXPECT_EQ(open(letter(agreement_, "filters", 0, "unit", 1, 1), agreement_).error().kind.code, kForgedLetter.code);
  EXPECT_EQ(open(letter(agreement_, "filters", 0, "hotline"), agreement_).error().kind.code, "private.out_of_turn");
  EXPECT_EQ(open(letter(agreement_, "filters", 0, "unit", 2), agreement_).error().kind.code, "private.out_of_turn") << "one run is agreed";
  EXPECT_EQ(open(letter(agreement_), agreement_, "filters", "unit", 1).error().kind.code, kBadLetter.code) << "with another's key";
}

TEST_F(Sealed, D20_the_key_of_the_filters_comes_from_the_first_holder_alone) {
  EXPECT_TRUE(open(letter(agreement_, "key", 0, "hotline"), agreement_, "key", "hotline", 1));
  EXPECT_FALSE(open(letter(agreement_, "key", 1, "shelter"), agreement_, "key", "shelter", 0));
  EXPECT_FALSE(open(letter(agreement_, "key", 0, "hotline"), agreement_, "filters", "hotline", 1)) << "a key is no list of filters";
}

TEST_F(Sealed, D20_filters_go_only_to_a_unit_of_research_and_never_over_both_sides) {
  const auto parsed = [](const Agreement& agreement) { return parse_agreement(*core::parse_yaml(to_yaml(agreement), "a")); };
  EXPECT_TRUE(parsed(agreement_));
  for (const Role role : {Role::service, Role::health, Role::labour_inspection, Role::enforcement, Role::immigration}) {
    Agreement other = agreement_;
    other.finisher.role = role;
    const auto refused = parsed(other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind.exit, core::Exit::refused);
  }
  for (const Role role : {Role::enforcement, Role::immigration}) {
    Agreement other = agreement_;
    other.holders[1].role = role;
    EXPECT_EQ(parsed(other).error().kind.code, kFiltersRefused.code);
  }
  Agreement holder = agreement_;
  holder.finisher = {"hotline", Role::service, holder.holders[1].key};
  EXPECT_FALSE(parsed(holder));
  Agreement keys = agreement_;
  keys.tier = Tier::a;
  EXPECT_FALSE(parsed(keys)) << "fields are of tier B";
}

TEST_F(Sealed, no_value_stands_in_the_filters_of_two_projects) {
  const TwoLists lists = two_lists();
  const auto first = encoded(lists, FilterEncoder(secret_of(1), "velmora", {})), second = encoded(lists, FilterEncoder(secret_of(1), "kestria", {}));
  std::vector<Filter> of_first, of_second;
  for (const FilterList& list : first)
    for (const RecordFilters& record : list.records)
      for (const auto& filter : record)
        if (filter) of_first.push_back(*filter);
  for (const FilterList& list : second)
    for (const RecordFilters& record : list.records)
      for (const auto& filter : record)
        if (filter) of_second.push_back(*filter);
  std::ranges::sort(of_first);
  for (const Filter& filter : of_second) EXPECT_FALSE(std::ranges::binary_search(of_first, filter));
}

TEST(KeyBias, counts_as_the_ring_does_and_missed_links_drive_the_estimate_up) {
  const TwoLists lists = two_lists();
  const std::vector<MatchKey> keys{MatchKey::name_birth, MatchKey::name_year_sex, MatchKey::skeleton_year_sex};
  const std::vector<KeyStep> steps = steps_by_key(lists.records, lists.person, keys);
  const std::int64_t both = true_overlap(lists.records, lists.person);
  ASSERT_EQ(steps.size(), 3U);
  std::int64_t met = 0;
  for (const KeyStep& step : steps) {
    EXPECT_LE(step.right, step.added);
    met += step.added;
    EXPECT_EQ(step.met, met);
  }
  const auto n1 = std::ranges::count(lists.records.records, ListIndex{0}, &Record::list), n2 = std::ranges::count(lists.records.records, ListIndex{1}, &Record::list);
  EXPECT_LT(steps.back().met, both);
  EXPECT_GT(steps.back().estimate, chapman(n1, n2, both));
  EXPECT_GT(steps.front().estimate, steps.back().estimate);
  EXPECT_DOUBLE_EQ(chapman(99, 199, 49), 399);
}

}  // namespace
}  // namespace palermo::link
