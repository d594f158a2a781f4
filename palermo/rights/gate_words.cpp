// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/gate_words.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <vector>

namespace palermo::rights {
namespace {

struct Range {
  char32_t first, last;
};

template <std::size_t N>
bool within(const Range (&ranges)[N], char32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges), [c](Range r) { return c >= r.first && c <= r.last; });
}

// Characters that show nothing: joiners, marks of direction, fillers, variation selectors, tags.
constexpr Range kUnseen[] = {{0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},   {0x115F, 0x1160},  {0x17B4, 0x17B5},
                             {0x180B, 0x180F}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F},  {0x3164, 0x3164},
                             {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xE0000, 0xE0FFF}};
// Marks on a letter, and letters that stand as apostrophes: part of a word, no letter of their own.
constexpr Range kMarks[] = {{0x2B0, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x64B, 0x65F},
                            {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE20, 0xFE2F}};
constexpr Range kDigits[] = {{'0', '9'},       {0x660, 0x669},   {0x6F0, 0x6F9},  {0x966, 0x96F},
                             {0x9E6, 0x9EF},   {0xE50, 0xE59},   {0xED0, 0xED9},  {0xF20, 0xF29},
                             {0x1040, 0x1049}, {0x17E0, 0x17E9}, {0xFF10, 0xFF19}};
// Blanks, punctuation, symbols, pictures, private characters: no letters.
constexpr Range kNoLetters[] = {
    {0x0, '@'},         {'[', '`'},       {'{', 0xA9},      {0xAB, 0xB4},     {0xB6, 0xB9},       {0xBB, 0xBF},
    {0xD7, 0xD7},       {0xF7, 0xF7},     {0x37E, 0x37E},   {0x387, 0x387},   {0x55A, 0x55F},     {0x589, 0x58F},
    {0x5BE, 0x5CF},     {0x5F3, 0x61F},   {0x66A, 0x66D},   {0x6D4, 0x6D4},   {0x700, 0x70F},     {0x964, 0x965},
    {0x970, 0x970},     {0xE3F, 0xE3F},   {0xE4F, 0xE5B},   {0xF01, 0xF17},   {0x104A, 0x104F},   {0x1360, 0x137C},
    {0x1680, 0x1680},   {0x17D4, 0x17DB}, {0x1800, 0x180A}, {0x2000, 0x2BFF}, {0x2E00, 0x2E7F},   {0x3000, 0x3004},
    {0x3008, 0x3020},   {0x3030, 0x3030}, {0x303D, 0x303F}, {0xD800, 0xF8FF}, {0xFD3E, 0xFD3F},   {0xFE10, 0xFE6F},
    {0xFF00, 0xFF20},   {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1D400, 0x1D7FF}, {0x1F000, 0x1FAFF},
    {0xE0000, 0x10FFFF}};
constexpr Range kSyllables[] = {
    {0x3400, 0x9FFF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFF}};  // one is a syllable or a word
constexpr Range kUnparted[] = {{0xE00, 0xEFF},   {0xF00, 0xFFF},    {0x1000, 0x109F},
                               {0x1780, 0x17FF}, {0x3040, 0x30FF},  {0x3400, 0x9FFF},
                               {0xF900, 0xFAFF}, {0x20000, 0x3FFFF}};  // no blank between words
constexpr Range kLookalikes[] = {
    {0x2100, 0x2115}, {0x2117, 0x214F}, {0x2460, 0x24FF}, {0x1D400, 0x1D7FF}, {0x1F100, 0x1F1FF}};
constexpr Range kGreekOrCyrillic[] = {{0x370, 0x52F}, {0x1C80, 0x1C8F}, {0x1F00, 0x1FFF}};
constexpr char32_t kNumerals[] = U"〇一二三四五六七八九十百千";

std::vector<char32_t> characters(std::string_view text) {
  std::vector<char32_t> all;
  all.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    auto code = static_cast<char32_t>(length == 1 ? lead : lead & (0xFFU >> (length + 1)));
    for (std::size_t i = 1; i < length && at + i < text.size(); ++i)
      code = (code << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    if (const char32_t seen = code; !within(kUnseen, seen)) all.push_back(seen);
    at += length;
  }
  return all;
}

void append(std::string& text, char32_t c) {
  const auto low = [](char32_t bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0U | (c >> 6U));
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0U | (c >> 12U));
    text += low(c >> 6U);
  } else {
    text += static_cast<char>(0xF0U | (c >> 18U));
    text += low(c >> 12U);
    text += low(c >> 6U);
  }
  if (c >= 0x80) text += low(c);
}

bool is_letter(char32_t c) { return !within(kNoLetters, c) && !within(kMarks, c) && !within(kDigits, c); }

// Small letters of the alphabets that have two sizes; letters of double width as the plain ones.
char32_t small(char32_t c) {
  if (c >= 0xFF21 && c <= 0xFF5A && (c <= 0xFF3A || c >= 0xFF41)) c -= 0xFF21 - 'A';
  if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
      (c >= 0x410 && c <= 0x42F))
    return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if ((c >= 0x100 && c <= 0x12F) || (c >= 0x132 && c <= 0x137) || (c >= 0x14A && c <= 0x177) ||
      (c >= 0x1EA0 && c <= 0x1EFF))
    return c | 1U;
  return c;
}

using Word = std::u32string;

// Words of small letters. Hyphens do not part a word, and letters that stand alone in a row are one.
std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  Word word;
  bool alone = false;  // the last word was made of letters that stood alone
  const auto end_word = [&] {
    if (word.empty()) return;
    const bool single = word.size() == 1 && word[0] < 0x3000;
    if (single && alone)
      words.back() += word;
    else
      words.push_back(word);
    alone = single;
    word.clear();
  };
  for (const char32_t c : characters(text)) {
    if (is_letter(c))
      word += small(c);
    else if (!within(kMarks, c) && c != '-' && c != 0x2010 && c != 0x2011)
      end_word();
  }
  end_word();
  return words;
}

// Words that fill a field without saying anything about anybody.
constexpr std::u32string_view kFilling[] = {
    U"none",      U"no",     U"not",     U"na",      U"nil",       U"null",  U"known",  U"unknown", U"applicable",
    U"available", U"given",  U"reason",  U"reasons", U"to",        U"us",    U"be",     U"is",      U"are",
    U"there",     U"the",    U"a",       U"yet",     U"see",       U"above", U"below",  U"file",    U"as",
    U"done",      U"follow", U"follows", U"later",   U"completed", U"tbd",   U"todo",   U"ok",      U"okay",
    U"yes",       U"true",   U"false",   U"test",    U"risk",      U"bar",   U"before", U"same"};

bool is_filling(const Word& word) {
  return std::find(std::begin(kFilling), std::end(kFilling), word) != std::end(kFilling);
}

struct Weight {
  std::size_t letters = 0;  // a syllable counts twice
  std::set<char32_t> different;
  std::set<Word> telling;  // words that are not filling
  bool unparted = false;   // a script without blanks between words
};

Weight weigh(std::string_view text) {
  Weight weight;
  for (const Word& word : words_of(text)) {
    for (const char32_t c : word) {
      weight.letters += within(kSyllables, c) ? 2 : 1;
      weight.different.insert(c);
      weight.unparted = weight.unparted || within(kUnparted, c);
    }
    if (!is_filling(word)) weight.telling.insert(word);
  }
  return weight;
}

// No pack may make the gate say these. Beginnings of words where a language bends them.
constexpr std::string_view kPermission[] = {"allowed",
                                            "approv",
                                            "cleared",
                                            "clearance",
                                            "permitted",
                                            "permission granted",
                                            "authorised to",
                                            "authorized to",
                                            "eligible",
                                            "may be returned",
                                            "may be removed",
                                            "may be sent",
                                            "may be deported",
                                            "may be expelled",
                                            "can be returned",
                                            "can be removed",
                                            "can be sent",
                                            "can be deported",
                                            "lawful to",
                                            "safe to",
                                            "no bar",
                                            "no objection",
                                            "good to go",
                                            "fit for return",
                                            "autorisé",
                                            "approuvé",
                                            "permis de renvoy",
                                            "peut être renvoy",
                                            "genehmigt",
                                            "erlaubt",
                                            "bewilligt",
                                            "freigegeben",
                                            "zulässig",
                                            "darf abgeschoben",
                                            "autorizad",
                                            "permitid",
                                            "aprobad",
                                            "aprovad",
                                            "puede ser devuelt",
                                            "autorizzat",
                                            "approvat",
                                            "consentit",
                                            "toegestaan",
                                            "goedgekeurd",
                                            "разреш",
                                            "одобр",
                                            "дозвол",
                                            "مسموح",
                                            "موافق",
                                            "معتمد",
                                            "允许",
                                            "允許",
                                            "批准",
                                            "准许",
                                            "許可",
                                            "허가",
                                            "승인",
                                            "อนุญาต",
                                            "អនុញ្ញាត",
                                            "cho phép",
                                            "được phép",
                                            "diizinkan",
                                            "disetujui",
                                            "izin veril",
                                            "onaylan",
                                            "imeruhusiwa"};

bool is_written_alike(const Word& word) {
  const bool latin = std::any_of(word.begin(), word.end(), [](char32_t c) { return c < 0x250; });
  return !(latin && std::any_of(word.begin(), word.end(), [](char32_t c) { return within(kGreekOrCyrillic, c); }));
}

// Six digits in a row, or nine with blanks and signs between them: a number that could be somebody's.
bool holds_a_long_number(const std::vector<char32_t>& text) {
  std::size_t row = 0, together = 0;
  for (const char32_t c : text) {
    const bool digit = within(kDigits, c);
    row = digit ? row + 1 : 0;
    if (digit)
      ++together;
    else if (is_letter(c))
      together = 0;
    if (row >= 6 || together >= 9) return true;
  }
  return false;
}

}  // namespace

bool tells_a_reason(std::string_view text) {
  const Weight weight = weigh(text);
  return weight.letters >= 12 && weight.different.size() >= 5 && (weight.unparted || weight.telling.size() >= 3);
}

bool names_a_law(std::string_view text) {
  const Weight weight = weigh(text);
  const auto all = characters(text);
  const bool numbered = std::any_of(all.begin(), all.end(), [](char32_t c) {
    return within(kDigits, c) ||
           std::find(std::begin(kNumerals), std::end(kNumerals) - 1, c) != std::end(kNumerals) - 1;
  });
  return numbered && weight.letters >= 3 && !weight.telling.empty();
}

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char32_t c : characters(text))
    if (is_letter(c)) append(letters, small(c));
  return letters;
}

bool says_permission(std::string_view text) {
  std::string said;
  for (const Word& word : words_of(text)) {
    said += ' ';
    for (const char32_t c : word) append(said, c);
  }
  return std::any_of(std::begin(kPermission), std::end(kPermission), [&](std::string_view word) {
    const bool phrase =
        word.find(' ') != std::string_view::npos;  // from the beginning of a word: "unsafe to travel" is none
    return said.find((phrase ? " " : "") + std::string(word)) != std::string::npos;
  });
}

bool may_be_printed(std::string_view text, std::size_t most) {
  const auto all = characters(text);
  if (all.size() > most || text.find_first_of("@<>") != std::string_view::npos || holds_a_long_number(all))
    return false;
  if (std::any_of(all.begin(), all.end(), [](char32_t c) { return within(kLookalikes, c); })) return false;
  const auto words = words_of(text);
  return std::all_of(words.begin(), words.end(), is_written_alike);
}

bool is_question(std::string_view text) {
  const auto all = characters(text);
  const auto last = std::find_if(all.rbegin(), all.rend(), [](char32_t c) { return c != ' ' && c != 0xA0; });
  constexpr char32_t kSigns[] = {'?', 0x37E, 0x61F, 0x1367, 0xFF1F};
  return last != all.rend() && std::find(std::begin(kSigns), std::end(kSigns), *last) != std::end(kSigns);
}

}  // namespace palermo::rights
