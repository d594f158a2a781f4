// SPDX-License-Identifier: Apache-2.0
#include "palermo/screen/lint.hpp"

#include <algorithm>
#include <array>

#include "palermo/core/readability.hpp"

namespace palermo::screen {
namespace {

// The words of a text in small letters, an apostrophe counting as a letter ("didn't").
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (text.substr(i, 3) == "\u2019") {
      words.back() += '\'';
      i += 2;
    } else if ((c >= 'a' && c <= 'z') || c == '\'') {
      words.back() += c;
    } else if (c >= 'A' && c <= 'Z') {
      words.back() += static_cast<char>(c | 0x20);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

constexpr std::array<std::string_view, 33> kVerdicts{
    "victim",   "victims",    "survivor",  "survivors", "trafficked",  "trafficker", "traffickers", "perpetrator", "offender",
    "offenders", "criminal",  "criminals", "slave",     "slaves",      "illegal",    "illegals",    "guilty",      "innocent",
    "genuine",  "bogus",      "liar",      "lying",     "truthful",    "credible",   "suspect",     "suspects",    "suspected",
    "score",    "scores",     "points",    "probability", "likelihood", "likely"};

constexpr std::array<std::string_view, 20> kWeights{"risk",  "risks", "risky",   "level",   "levels",     "grade",   "grades", "graded", "flag",  "flags",
                                                    "flagged", "rank",  "ranks",   "ranked",  "ranking",    "rating",  "rated",  "ratings", "percent", "percentage"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A word with letters of two alphabets reads like another one: Latin with Greek or Cyrillic.
bool mixes_alphabets(std::string_view text) {
  bool latin = false, other = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')) latin = true;
    else if (byte >= 0xCD && byte <= 0xD4) other = true;  // U+0370 to U+052F begin so
    else if (byte < 0x80) latin = other = false;
    if (latin && other) return true;
  }
  return false;
}

// Ways to ask a person why she did not do something, or to reproach her with it.
bool asks_why_not(const std::vector<std::string>& words) {
  static constexpr std::array<std::string_view, 12> kReproach{"why",      "didn't",   "couldn't", "wouldn't", "don't",    "shouldn't",
                                                              "haven't",  "weren't",  "doesn't",  "aren't",   "wasn't",   "isn't"};
  if (std::ranges::any_of(words, [](const std::string& word) { return std::ranges::count(kReproach, word) > 0; })) return true;
  const std::string_view none;
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    if (words[i + 1] != "you") continue;
    const std::string_view first = words[i], third = words[i + 2], fourth = i + 3 < words.size() ? std::string_view(words[i + 3]) : none;
    const bool could = first == "could" || first == "would" || first == "should";
    if (!could && first != "did" && first != "do" && first != "have") continue;
    if (third == "not" || third == "try" || third == "tried" || (third == "ever" && (fourth == "try" || fourth == "tried")) || (could && third == "have"))
      return true;
  }
  return false;
}

bool asks_two_things(std::string_view text, const std::vector<std::string>& words) {
  return std::ranges::count(text, '?') > 1 || std::ranges::any_of(words, [](const std::string& word) { return word == "and" || word == "or"; });
}

class Linter {
 public:
  void question(const Question& question) {
    const std::string& text = question.ask.find("en")->second;
    const std::vector<std::string> words = words_of(text);
    const core::Readability reading = core::readability(text);
    if (reading.grade() > core::kHighestGrade) found_.push_back({"reading_level", question.id, reading.grade(), question.place});
    if (words.size() > kMostWords) report("long_question", question.id, question.place);
    if (asks_two_things(text, words)) report("double_question", question.id, question.place);
    if (!text.ends_with('?')) report("not_a_question", question.id, question.place);
    if (asks_why_not(words)) report("why_not", question.id, question.place);
    for (const auto& [language, ask] : question.ask)
      if (has_verdict_word(ask) || weighs(ask)) report("verdict_word", question.id, question.place);
  }

  void pack(const Pack& pack) {
    if (!pack.mark) report("missing_mark", pack.id, pack.place);
    for (const std::string* text : {&pack.id, &pack.title, &pack.note, &pack.publisher, &pack.source_key, &pack.source_read, &pack.reviewed_by_community, &pack.error_report})
      if (has_verdict_word(*text) || mixes_alphabets(*text)) report("verdict_word", pack.id, pack.place);
    if (weighs(pack.title)) report("verdict_word", pack.id, pack.place);
    for (const Sign& sign : pack.signs) {
      if (!sign.mark) report("missing_mark", sign.id, sign.place);
      const bool weighed = weighs(sign.title) || weighs(sign.group) || mixes_alphabets(sign.id);
      if (weighed || has_verdict_word(sign.title) || has_verdict_word(sign.group) || has_verdict_word(sign.id)) report("verdict_word", sign.id, sign.place);
      for (const Question& asked : sign.questions) {
        if (has_verdict_word(asked.id)) report("verdict_word", asked.id, asked.place);
        question(asked);
        for (const auto& audio : pack.audio)
          if (!asked.ask.contains(audio.first)) report("missing_language", asked.id, asked.place);
      }
    }
  }

  std::vector<Problem> found_;

 private:
  // An id that holds such a word is not repeated: the line says where it stands.
  void report(const char* rule, const std::string& id, const core::Place& place) {
    found_.push_back({rule, has_verdict_word(id) ? std::string() : id, 0, place});
  }
};

}  // namespace

bool has_verdict_word(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  return std::ranges::any_of(words, [](std::string word) {
    if (word.ends_with("'s")) word.resize(word.size() - 2);
    return std::ranges::count(kVerdicts, word) > 0;
  });
}

bool weighs(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  return mixes_alphabets(text) || text.find('%') != std::string_view::npos || std::ranges::any_of(text, is_digit) ||
         std::ranges::any_of(words, [](const std::string& word) { return std::ranges::count(kWeights, word) > 0; });
}

std::vector<Problem> lint_pack(const Pack& pack) {
  Linter linter;
  linter.pack(pack);
  return linter.found_;
}

std::vector<Problem> lint_question(const Question& question) {
  Linter linter;
  linter.question(question);
  return linter.found_;
}

}  // namespace palermo::screen
