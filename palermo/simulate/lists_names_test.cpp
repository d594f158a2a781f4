// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/lists_names.hpp"

#include <cmath>
#include <map>
#include <set>

#include "palermo/simulate/lists_test.hpp"

namespace palermo::simulate {
namespace {

struct Range {
  char32_t from, to;
};
// Unicode blocks, as far as names need them.
const std::map<std::string, std::vector<Range>> kScripts{
    {"Khmer", {{0x1780, 0x17FF}}},
    {"Lao", {{0x0E80, 0x0EFF}}},
    {"Thai", {{0x0E00, 0x0E7F}}},
    {"Myanmar", {{0x1000, 0x109F}}},
    {"Bengali", {{0x0980, 0x09FF}}},
    {"Devanagari", {{0x0900, 0x097F}}},
    {"Arabic", {{0x0600, 0x06FF}}},
    {"Cyrillic", {{0x0400, 0x04FF}}},
    {"Vietnamese", {{'A', 'Z'}, {'a', 'z'}, {0x00C0, 0x01FF}, {0x1EA0, 0x1EFF}}},
    {"Latin", {{'A', 'Z'}, {'a', 'z'}}},
};

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    char32_t c = more == 0 ? lead : lead & (0x3FU >> more);
    for (int k = 1; k <= more; ++k) c = (c << 6) | (static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0x3FU);
    i += static_cast<std::size_t>(more) + 1;
    out += c;
  }
  return out;
}

// Blanks, points and the like belong to every script.
bool written_in(std::string_view text, const std::vector<Range>& ranges) {
  for (const char32_t c : code_points(text)) {
    bool known = c == ' ' || c == '.' || c == '-' || c == '\'';
    for (const Range& range : ranges) known = known || (c >= range.from && c <= range.to);
    if (!known) return false;
  }
  return true;
}

std::vector<const NameGroup*> groups(const Naming& naming) {
  return {&naming.given[0], &naming.given[1], &naming.family[0], &naming.family[1], &naming.middle[0], &naming.middle[1],
          &naming.family_first_half, &naming.family_last_half, &naming.places};
}

TEST(NameBook, names_of_each_script_are_really_in_that_script) {
  std::size_t names = 0;
  for (const Naming& naming : our_book().all()) {
    const auto& ranges = kScripts.at(naming.script);
    for (const NameGroup* group : groups(naming))
      for (const KnownName& name : group->names()) {
        ++names;
        EXPECT_TRUE(written_in(name.native, ranges)) << naming.nationality << " " << name.native;
        for (const std::string& latin : name.latin) EXPECT_TRUE(written_in(latin, kScripts.at("Latin"))) << naming.nationality << " " << latin;
      }
  }
  EXPECT_GT(names, 1000U);
}

TEST(NameBook, every_script_of_the_region_is_there) {
  std::set<std::string> scripts;
  for (const Naming& naming : our_book().all()) scripts.insert(naming.script);
  for (const auto& [script, ranges] : kScripts) EXPECT_TRUE(scripts.contains(script)) << script;
  EXPECT_EQ(our_book().all().size(), 11U);
  EXPECT_EQ(our_book().find("XX"), nullptr);
}

TEST(NameBook, both_sexes_have_many_names) {
  for (const Naming& naming : our_book().all()) {
    std::set<std::string> given;
    for (const NameGroup& group : naming.given)
      for (const KnownName& name : group.names()) given.insert(name.native);
    EXPECT_GE(given.size(), 40U) << naming.nationality;
    const std::size_t family = naming.family[0].names().size() + naming.family_first_half.names().size() * naming.family_last_half.names().size();
    EXPECT_TRUE(!naming.has_family() || family >= 20) << naming.nationality;
    EXPECT_GE(naming.places.names().size(), 10U) << naming.nationality;
  }
}

TEST(NameBook, about_a_third_of_vietnamese_families_are_nguyen) {
  core::Stream stream(3, "test");
  const NameGroup& family = our_book().find("VN")->family[0];
  int nguyen = 0;
  constexpr int draws = 10000;
  for (int i = 0; i < draws; ++i) nguyen += family.draw(stream).latin[0] == "Nguyen" ? 1 : 0;
  EXPECT_NEAR(nguyen, 0.33 * draws, 4 * std::sqrt(draws * 0.33 * 0.67));
}

TEST(NameBook, frequent_names_come_first) {
  core::Stream stream(4, "test");
  NameGroup group;
  for (int rank = 1; rank <= 3; ++rank) group.add({std::string(1, static_cast<char>('a' + rank)), {"x"}}, 1.0 / rank);
  std::map<std::string, int> seen;
  for (int i = 0; i < 11000; ++i) ++seen[group.draw(stream).native];
  EXPECT_NEAR(seen["b"], 6000, 250);
  EXPECT_NEAR(seen["c"], 3000, 220);
  EXPECT_NEAR(seen["d"], 2000, 200);
}

TEST(NameBook, refuses_a_table_that_could_not_make_a_row_or_a_name) {
  const std::string whole =
      "format: palermo-simulated-names/1\nnationality: XA\nscript: Latin\nhonorifics: {female: [Ms], male: [Mr]}\naliases: [Bo]\n"
      "given: {female: {Ana: [Ana]}, male: {Bo: [Bo]}}\nplaces: {Here: [Here]}\n";
  EXPECT_TRUE(NameBook::parse(whole + "family: {any: {Roe: [Roe, Rowe]}}\n", "x.yaml"));
  EXPECT_TRUE(NameBook::parse(whole + "words: {1: 1}\n", "x.yaml"));
  for (const std::string bad : {"family: {any: {Roe: []}}", "family: {any: {Roe: [Roe, Roe]}}", "family: {any: {Roe: [\"R,oe\"]}}",
                                "family: {any: {Roe: [Roe]}}\nwords: {1: 1}", "zipf: 0.5", "words: {5: 1}", "words: {1: 1}\nzipf: -1",
                                "family: {any: {Roe: [Roe]}}\nmiddle_share: 0.5", "words: {1: 1}\nsecond_given: 2",
                                "family: {any: {Roe: [Roe]}}\nfamily_shares: [0.7, 0.7]"}) {
    const auto read = NameBook::parse(whole + bad + "\n", "x.yaml");
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().kind.code, "simulate.bad_names") << bad;
  }
  EXPECT_EQ(NameBook::parse(whole + "words: {1: 1}\nfrequency: 3\n", "x.yaml").error().kind.code, "schema.unknown_key");
  EXPECT_EQ(NameBook::read("nowhere").error().kind.code, "file.missing");
}

}  // namespace
}  // namespace palermo::simulate
