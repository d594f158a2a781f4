// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/catalogue.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/value.hpp"

namespace palermo::core {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// The text without the marks of the pseudo-language.
std::string unmarked(std::string text) {
  for (const char* mark : {"\u200F", "\u202E", "\u202C"})
    for (std::size_t at = 0; (at = text.find(mark)) != std::string::npos;) text.erase(at, std::string_view(mark).size());
  return text;
}

TEST(Catalogue, arguments_numbers_and_plurals_follow_the_language) {
  const Catalogue en;
  EXPECT_EQ(en.text("place.row", {{"row", std::int64_t{12345}}}), "row 12,345");
  EXPECT_THAT(en.text("aside.wrong_field_count", {{"found", std::int64_t{1}}, {"expected", std::int64_t{63}}}), HasSubstr("1 field,"));
  EXPECT_THAT(en.text("aside.wrong_field_count", {{"found", std::int64_t{1200}}, {"expected", std::int64_t{63}}}), HasSubstr("1,200 fields,"));
  EXPECT_EQ(en.number(1234567), "1,234,567");
  EXPECT_EQ(en.percent(0.1234), "12.3%");
  EXPECT_THAT(Catalogue("fr").percent(0.5), testing::StartsWith("50,0"));
  EXPECT_EQ(Catalogue("ar-XB").number(1234567), "1,234,567");
}

TEST(Catalogue, an_error_argument_is_a_number_where_the_text_wants_one) {
  const Catalogue en;
  EXPECT_THAT(en.text("aside.wrong_field_count", {{"found", std::string("2")}, {"expected", std::string("6300")}}), HasSubstr("6,300"));
  EXPECT_EQ(en.text("place.file", {{"file", std::string("2019")}}), "2019");
}

TEST(Catalogue, a_key_that_does_not_exist_is_visible) {
  EXPECT_EQ(Catalogue().text("no.such.key"), "⟦no.such.key⟧");
  EXPECT_FALSE(Catalogue().has("no.such.key"));
  EXPECT_TRUE(Catalogue("ar-XB").has("place.row"));
}

TEST(Catalogue, a_missing_argument_or_one_of_the_wrong_kind_shows_and_does_not_crash) {
  EXPECT_FALSE(Catalogue().text("place.row").empty());
  EXPECT_FALSE(Catalogue().text("place.row", {{"row", std::string("not a number")}}).empty());
}

TEST(Catalogue, an_unknown_language_speaks_english) {
  EXPECT_EQ(Catalogue("tlh").text("unit.rows"), Catalogue("en").text("unit.rows"));
  EXPECT_EQ(Catalogue("en-GB").text("unit.rows"), Catalogue("en").text("unit.rows"));
  EXPECT_EQ(Catalogue("").text("unit.rows"), Catalogue("en").text("unit.rows"));
}

TEST(Catalogue, directions_are_known) {
  for (const char* language : {"ar", "fa", "he", "ur", "ps", "ar-XB", "ar-EG"}) EXPECT_TRUE(Catalogue(language).right_to_left()) << language;
  for (const char* language : {"en", "fr", "km"}) EXPECT_FALSE(Catalogue(language).right_to_left()) << language;
}

TEST(Catalogue, the_pseudo_language_marks_each_word_and_keeps_placeholders) {
  const Catalogue pseudo("ar-XB");
  EXPECT_EQ(pseudo.text("place.row", {{"row", std::int64_t{7}}}), "\u200F\u202Erow\u202C\u200F 7");
  EXPECT_EQ(pseudo.text("unit.rows"), "\u200F\u202Erows\u202C\u200F");
  const std::string plural = pseudo.text("aside.wrong_field_count", {{"found", std::int64_t{3}}, {"expected", std::int64_t{63}}});
  EXPECT_THAT(plural, HasSubstr("3 \u200F\u202Efields\u202C\u200F"));
}

TEST(Catalogue, every_text_is_the_same_in_the_pseudo_language_but_for_the_marks) {
  const Catalogue en;
  const Catalogue pseudo("ar-XB");
  const std::regex placeholder(R"(\{\w+\})");
  for (const std::string& key : Catalogue::keys()) {
    EXPECT_EQ(unmarked(pseudo.text(key)), en.text(key)) << key;
    const std::string words = std::regex_replace(en.text(key), placeholder, "");
    const bool has_words = words.find_first_not_of(" \n") != std::string::npos;
    EXPECT_EQ(pseudo.text(key).find("\u202E") != std::string::npos, has_words) << key;
  }
}

TEST(Catalogue, languages_end_with_the_pseudo_language) {
  EXPECT_EQ(Catalogue::languages().front(), "en");
  EXPECT_EQ(Catalogue::languages().back(), "ar-XB");
}

TEST(Catalogue, message_files_are_flat_maps_of_text_without_repeated_keys) {
  std::set<std::string> keys;
  for (const auto& entry : fs::recursive_directory_iterator(PALERMO_SOURCE_DIR "/data/messages/en")) {
    if (entry.path().extension() != ".yaml") continue;
    const auto text = read_file(entry.path().string());
    ASSERT_TRUE(text);
    const auto book = parse_yaml(*text, entry.path().filename().string());
    ASSERT_TRUE(book) << Catalogue().explain(book.error());
    for (const auto& [key, pattern] : book->members()) {
      EXPECT_TRUE(pattern.is_text() && !pattern.as_text().empty()) << key;
      EXPECT_TRUE(keys.insert(key).second) << key << " stands in two files";
    }
  }
  const std::vector<std::string> known = Catalogue::keys();
  EXPECT_EQ(std::set<std::string>(known.begin(), known.end()), keys);
}

struct Kind {
  std::string code, exit, rule, file;
};

// Every ErrorKind of the project, found in its headers.
std::vector<Kind> kinds() {
  const std::regex definition(R"re(\n\s*inline constexpr (?:core::)?ErrorKind\s+k\w+\s*\{\s*"([^"]*)"\s*,\s*(?:core::)?Exit::(\w+)\s*(?:,\s*"([^"]*)")?)re");
  std::vector<Kind> all;
  for (const auto& entry : fs::recursive_directory_iterator(PALERMO_SOURCE_DIR "/palermo")) {
    if (entry.path().extension() != ".hpp") continue;
    const std::string text = read_file(entry.path().string()).value();
    for (std::sregex_iterator found(text.begin(), text.end(), definition), end; found != end; ++found)
      all.push_back({(*found)[1], (*found)[2], (*found)[3], entry.path().filename().string()});
  }
  return all;
}

TEST(Errors, every_kind_says_what_happened_and_how_to_mend_it) {
  const Catalogue en;
  const std::vector<Kind> all = kinds();
  EXPECT_GT(all.size(), 25U);
  for (const Kind& kind : all) {
    EXPECT_TRUE(en.has("error." + kind.code)) << kind.file << ": error." << kind.code;
    EXPECT_TRUE(en.has("error." + kind.code + ".hint")) << kind.file << ": error." << kind.code << ".hint";
  }
}

TEST(Errors, every_refusal_has_the_number_of_its_rule) {
  for (const Kind& kind : kinds()) EXPECT_EQ(kind.rule.empty(), kind.exit != "refused") << kind.file << ": " << kind.code;
}

TEST(Errors, codes_are_told_apart) {
  std::map<std::string, std::string> seen;
  for (const Kind& kind : kinds()) EXPECT_TRUE(seen.emplace(kind.code, kind.file).second) << kind.code << " in " << seen[kind.code] << " and " << kind.file;
}

TEST(Explain, says_what_where_how_to_mend_it_and_the_code) {
  const Error error{kDamagedGzip, Place{.file = "cases.csv.gz", .row = 1234, .field = "gender"}, {{"read", "52428"}, {"inflated", "1000"}}};
  EXPECT_EQ(Catalogue().explain(error),
            "The gzip file is cut short or damaged: it went well for 52,428 bytes on disk, 1,000 bytes unpacked. (cases.csv.gz, row 1,234, “gender”)\n"
            "Copy or download the file again; “gzip -t FILE” tells whether it is whole.\n"
            "[file.damaged_gzip]");
}

TEST(Explain, a_refusal_names_its_rule) {
  constexpr ErrorKind kRefusal{"core.cancelled", Exit::refused, "D30"};
  EXPECT_THAT(Catalogue().explain(Error{kRefusal, {}, {}}), testing::EndsWith("\n[core.cancelled, refused under rule D30]"));
}

}  // namespace
}  // namespace palermo::core
