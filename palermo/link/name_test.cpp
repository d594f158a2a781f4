// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/name.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "palermo/link/fold.hpp"
#include "palermo/link/matching_key.hpp"
#include "palermo/link/names_test.hpp"

namespace palermo::link {
namespace {

std::vector<std::string> romans(const std::vector<NameToken>& tokens) {
  std::vector<std::string> out;
  for (const NameToken& token : tokens) out.push_back(token.roman);
  return out;
}

using Words = std::vector<std::string>;

// What a person of the field would call the same name: everything of both names agrees, if only by consonants.
bool agrees(const NameMatch& match) {
  return match.informative_a > 0 && match.matched_a == match.informative_a && match.matched_b == match.informative_b &&
         match.weakest >= TokenLevel::similar;
}

struct Tally {
  int pairs = 0, exact = 0, key = 0, near = 0, skeleton = 0, similar = 0, none = 0;
  std::string missed;
  void add(const NameMatch& match, const std::string& what) {
    ++pairs;
    if (!agrees(match)) {
      ++none;
      missed += " " + what;
      return;
    }
    switch (match.weakest) {
      case TokenLevel::exact:
        ++exact;
        return;
      case TokenLevel::key:
        ++key;
        return;
      case TokenLevel::near:
        ++near;
        return;
      case TokenLevel::skeleton:
        ++skeleton;
        missed += " (" + what + ")";
        return;
      default:
        ++similar;
        missed += " (" + what + ")";
        return;
    }
  }
  [[nodiscard]] double by_key() const { return static_cast<double>(exact + key) / pairs; }
  [[nodiscard]] double agreeing() const { return static_cast<double>(pairs - none) / pairs; }
  void print(const std::string& name) const {
    std::printf("[ measured ] %-12s %3d pairs: exact %d, key %d, near %d, skeleton %d, similar %d, apart %d%s\n",
                name.c_str(), pairs, exact, key, near, skeleton, similar, none, missed.c_str());
  }
};

TEST(Names, usual_spellings_of_every_script_agree) {
  const core::Value scripts = yaml_file(PALERMO_SOURCE_DIR "/tests/names/spellings.yaml");
  for (const auto& [script, names] : scripts.members()) {
    Tally tally;
    for (const auto& [word, spellings] : names.members())
      for (const core::Value& spelling : spellings.items())
        tally.add(match_texts(word, spelling.as_text()), word + "~" + spelling.as_text());
    tally.print(script);
    EXPECT_GE(tally.pairs, 25) << script;
    EXPECT_GE(tally.agreeing(), 0.95) << script << tally.missed;
    EXPECT_GE(tally.by_key(), 0.80) << script << tally.missed;
  }
}

TEST(Names, different_names_seldom_get_one_key) {
  const core::Value document = yaml_file(PALERMO_SOURCE_DIR "/tests/names/different.yaml");
  Tally all;
  for (const auto& [region, pairs] : document["pairs"].members()) {
    Tally tally;
    for (const core::Value& pair : pairs.items()) {
      const std::string a = pair.items()[0].as_text();
      const std::string b = pair.items()[1].as_text();
      const NameMatch match = match_texts(a, b);
      tally.add(match, a + "~" + b);
      all.add(match, a + "~" + b);
    }
    tally.missed.clear();
    tally.print(region);
  }
  all.print("all");
  EXPECT_GE(all.pairs, 100);
  EXPECT_LE(all.by_key(), 0.06);
  EXPECT_LE(static_cast<double>(all.exact + all.key + all.near) / all.pairs, 0.40);
}

TEST(Names, given_and_family_stand_as_written) {
  const Name name = read_name(shipped_tables(), {.given = "Sokha", .family = "ចាន់"});
  EXPECT_EQ(romans(name.tokens), (Words{"sokha", "chan"}));
  EXPECT_EQ(name.tokens[0].part, NamePart::given);
  EXPECT_EQ(name.tokens[1].part, NamePart::family);
  EXPECT_EQ(name.tokens[1].script, Script::khmer);
  EXPECT_EQ(name.script, Script::latin);
}

TEST(Names, the_full_name_is_read_when_the_parts_are_empty) {
  EXPECT_EQ(romans(read_name(shipped_tables(), {.full = "CHAN, Sokha"}).tokens), (Words{"chan", "sokha"}));
  EXPECT_EQ(romans(read_name(shipped_tables(), {.given = "Sokha", .full = "CHAN, Sokha"}).tokens), (Words{"sokha"}));
}

TEST(Names, honorifics_are_kept_and_marked) {
  const Name name = full_name("Daw Khin Mya");
  ASSERT_EQ(name.tokens.size(), 3U);
  EXPECT_TRUE(name.tokens[0].low_information);
  EXPECT_FALSE(name.tokens[1].low_information);
  EXPECT_EQ(level_of_texts("Daw Khin Mya", "Khin Mya"), NameLevel::exact);
  EXPECT_EQ(level_of_texts("Siti binti Ahmad", "Siti Ahmad"), NameLevel::exact);
  EXPECT_EQ(level_of_texts("Nguyen Thi Hoa", "Nguyen Hoa"), NameLevel::exact);
  EXPECT_EQ(level_of_texts("Ravi a/l Kumaran", "Ravi Kumaran"), NameLevel::exact);
  EXPECT_EQ(level_of_texts("นางสาวสุดา", "Suda"), NameLevel::exact);
}

TEST(Names, a_burmese_title_after_a_name_is_a_name) {
  const Name before = full_name("Ko Naing Win");
  EXPECT_TRUE(before.tokens[0].low_information);
  const Name after = full_name("Naing Win Ko");
  EXPECT_FALSE(after.tokens[2].low_information);
  EXPECT_EQ(level_of_texts("ဦး သိန်း ဝင်း", "U Thein Win"), NameLevel::exact);  // ဦး leads: a title
  EXPECT_FALSE(full_name("ခင် ဦး နွယ်").tokens[1].low_information);               // between names: Oo
  EXPECT_TRUE(full_name("Khin Daw Mya").tokens[1].low_information);               // never a name
}

TEST(Names, a_name_of_nothing_but_honorifics_is_a_name) {
  const Name name = full_name("Maung Maung");
  EXPECT_FALSE(name.tokens[0].low_information);
  EXPECT_EQ(level_of_texts("Ko Ko", "Ko Ko"), NameLevel::exact);
}

TEST(Names, a_cell_that_says_unknown_is_no_name) {
  for (const char* cell :
       {"unknown", "N/A", "-", "xxx", "không rõ", "ไม่ทราบ", "неизвестно", "غير معروف", " Unknown "}) {
    const Name name = full_name(cell);
    EXPECT_TRUE(name.empty()) << cell;
    EXPECT_TRUE(name.placeholder) << cell;
  }
  EXPECT_FALSE(full_name("").placeholder);
}

TEST(Names, aliases_are_sets_of_their_own) {
  const Name name = read_name(shipped_tables(), {.given = "Tan Ah Kow @ John", .aliases = "Lek; Noi / unknown"});
  EXPECT_EQ(romans(name.tokens), (Words{"tan", "ah", "kow"}));
  ASSERT_EQ(name.aliases.size(), 3U);
  EXPECT_EQ(romans(name.aliases[0]), (Words{"john"}));
  EXPECT_EQ(romans(name.aliases[2]), (Words{"noi"}));
  EXPECT_EQ(romans(full_name("Maria (Mimi) Santos").aliases.at(0)), (Words{"mimi"}));
  EXPECT_EQ(romans(full_name("Maria alias Mimi").aliases.at(0)), (Words{"mimi"}));
  EXPECT_TRUE(full_name("(Maria)").aliases.empty());
}

TEST(Names, case_marks_and_invisible_letters_do_not_matter) {
  EXPECT_EQ(full_name("NGUYỄN"), full_name("nguyễn"));
  EXPECT_EQ(full_name("Nguye\u0302\u0303n"), full_name("Nguyễn"));  // NFD and NFC
  EXPECT_EQ(romans(full_name("ចាន់\u200bសុខា").tokens), (Words{"chan", "sokha"}));
  EXPECT_EQ(romans(full_name("O'Brien").tokens), (Words{"obrien"}));
  EXPECT_EQ(romans(full_name("Jean-Luc D’Arc").tokens), (Words{"jean", "luc", "darc"}));
}

TEST(Names, chinese_is_read_in_mandarin_only) {
  EXPECT_EQ(romans(full_name("金正").tokens), (Words{"jin", "zheng"}));
  EXPECT_FALSE(full_name("김철수").empty());
}

TEST(Names, an_arabic_word_without_vowels_says_so) {
  EXPECT_FALSE(full_name("شكري").tokens.at(0).vowels_known);
  EXPECT_TRUE(full_name("محمد").tokens.at(0).vowels_known);
}

TEST(Names, a_reader_without_tables_reads_latin) {
  NameReader reader{NameTables{}};
  EXPECT_EQ(romans(reader.read({.full = "John Smith"}).tokens), (Words{"john", "smith"}));
}

RC_GTEST_PROP(Names, any_bytes_give_a_name_of_letters, (const std::string& bytes)) {
  const Name name = full_name(bytes);
  RC_ASSERT(name.tokens.size() <= 12U);
  for (const NameToken& token : name.tokens) {
    RC_ASSERT(!token.roman.empty() && !token.key.empty() && !token.skeleton.empty());
    for (const std::string* text : {&token.roman, &token.key, &token.skeleton})
      RC_ASSERT(std::all_of(text->begin(), text->end(), [](char c) { return c >= 'a' && c <= 'z'; }));
  }
}

RC_GTEST_PROP(Names, any_letters_of_the_region_give_a_name, ()) {
  const auto letters = *rc::gen::container<std::vector<std::uint32_t>>(
      rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(0x0900, 0x0A00), rc::gen::inRange<std::uint32_t>(0x0E00, 0x0F00),
                     rc::gen::inRange<std::uint32_t>(0x1000, 0x10A0), rc::gen::inRange<std::uint32_t>(0x1780, 0x17F0),
                     rc::gen::inRange<std::uint32_t>(0x0600, 0x0700), rc::gen::just<std::uint32_t>(' ')));
  std::string text;
  for (const std::uint32_t c : letters) append_utf8(text, c);
  const Name name = full_name(text);
  for (const NameToken& token : name.tokens) RC_ASSERT(!token.roman.empty());
  RC_ASSERT(full_name(text) == name);
}

TEST(MatchingKey, merges_the_usual_spellings) {
  const auto key = [](std::string_view word) { return std::string(matching_key(shipped_tables(), word).view()); };
  EXPECT_EQ(key("sokha"), key("sokkha"));
  EXPECT_EQ(key("sreymom"), key("sraymom"));
  EXPECT_EQ(key("bounmy"), key("boonmee"));
  EXPECT_EQ(key("xay"), key("sai"));
  EXPECT_EQ(key("porn"), key("phon"));
  EXPECT_EQ(key("sarah"), key("sara"));
  EXPECT_EQ(key("abdurrahman"), key("abdulrahman"));
  EXPECT_NE(key("sokha"), key("sokhom"));
  EXPECT_EQ(skeleton("mohamed").view(), skeleton("muhamad").view());
}

}  // namespace
}  // namespace palermo::link
