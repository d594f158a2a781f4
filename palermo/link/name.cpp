// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/name.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <utility>

#include "palermo/link/fold.hpp"
#include "palermo/link/matching_key.hpp"
#include "palermo/link/name_tables_data.hpp"
#include "palermo/link/romanise.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kTokens = 12;
constexpr std::size_t kAliases = 8;
constexpr std::size_t kCachedWords = 65536;

bool ascii_letter(char c) { return c >= 'a' && c <= 'z'; }

// Inside a word without parting it: O'Brien, and digits typed by mistake.
bool ascii_skipped(char c) { return c == '\'' || c == '`' || (c >= '0' && c <= '9'); }

bool skipped(char32_t c) {
  return c == 0x2018 || c == 0x2019 || c == 0x02BB || c == 0x02BC || c == 0x02BF || c == 0x02BE || c == 0x00B4 ||
         (c < 0x80 && ascii_skipped(static_cast<char>(c))) || digit_value(c) >= 0;
}

bool word_part(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c)) || (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

// a/l, a/p, s/o, d/o: "child of" in Malay and Indian papers, of which nothing is left but a blank.
bool child_of(std::string_view text, std::size_t slash) {
  if (slash == 0 || slash + 1 >= text.size()) return false;
  const char before = text[slash - 1];
  const char after = text[slash + 1];
  const bool known = (before == 'a' && (after == 'l' || after == 'p')) ||
                     ((before == 's' || before == 'd' || before == 'w') && after == 'o');
  return known && (slash < 2 || !ascii_letter(text[slash - 2])) &&
         (slash + 2 >= text.size() || !ascii_letter(text[slash + 2]));
}

std::string without_child_of(std::string text) {
  for (std::size_t at = text.find('/'); at != std::string::npos; at = text.find('/', at + 1))
    if (child_of(text, at)) text[at - 1] = text[at] = text[at + 1] = ' ';
  return text;
}

// A zero-width space parts words in Khmer, Lao, Thai and Burmese typing; folding would drop it.
std::string with_blanks(std::string_view text) {
  static constexpr std::string_view kZeroWidthSpace = "\xE2\x80\x8B";
  std::string out(text);
  for (std::size_t at = out.find(kZeroWidthSpace); at != std::string::npos; at = out.find(kZeroWidthSpace, at))
    out.replace(at, kZeroWidthSpace.size(), " ");
  return out;
}

// "Servant of the ..." is one name in two words of Arabic: the blank goes.
std::string servant_joined(std::string text) {
  static constexpr std::string_view kParted = "عبد ال";
  for (std::size_t at = text.find(kParted); at != std::string::npos; at = text.find(kParted, at + 1))
    text.erase(at + kParted.size() - std::string_view("ال").size() - 1, 1);
  return text;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (static_cast<unsigned char>(text.front()) <= ' ')) text.remove_prefix(1);
  while (!text.empty() && (static_cast<unsigned char>(text.back()) <= ' ')) text.remove_suffix(1);
  return text;
}

struct Cell {
  std::string main;
  std::vector<std::string> aliases;
};

void add_alias(Cell& cell, std::string_view text) {
  if (text = trimmed(text); !text.empty() && cell.aliases.size() < kAliases) cell.aliases.emplace_back(text);
}

// What stands in brackets or quotes in a name is another name.
void take_bracketed(Cell& cell) {
  constexpr std::array<std::pair<char, char>, 3> kBrackets = {{{'(', ')'}, {'[', ']'}, {'"', '"'}}};
  for (const auto& [open, close] : kBrackets) {
    const std::size_t from = cell.main.find(open);
    if (from == std::string::npos) continue;
    const std::size_t to = cell.main.find(close, from + 1);
    if (to == std::string::npos) continue;
    if (trimmed(std::string_view(cell.main).substr(0, from)).empty() && to + 1 >= cell.main.size()) {
      cell.main[from] = cell.main[to] = ' ';  // the whole cell is in brackets
      continue;
    }
    add_alias(cell, std::string_view(cell.main).substr(from + 1, to - from - 1));
    cell.main.replace(from, to - from + 1, " ");
  }
}

// "Tan Ah Kow @ John", "Lek alias Noi", "Maria aka Mimi": the first is the name.
void take_aliases(const detail::Tables& tables, Cell& cell, std::string_view separators) {
  std::vector<std::string> pieces(1);
  for (std::size_t at = 0; at < cell.main.size();) {
    if (separators.find(cell.main[at]) != std::string_view::npos) {
      pieces.emplace_back();
      ++at;
      continue;
    }
    if (cell.main[at] == ' ') {
      const std::size_t end = std::min(cell.main.find(' ', at + 1), cell.main.size());
      if (tables.alias_words.contains(std::string_view(cell.main).substr(at + 1, end - at - 1))) {
        pieces.emplace_back();
        at = end;
        continue;
      }
    }
    pieces.back().push_back(cell.main[at++]);
  }
  cell.main = pieces.front();
  for (std::size_t i = 1; i < pieces.size(); ++i) add_alias(cell, pieces[i]);
}

// Particles say nothing about who somebody is, unless the name has nothing else (Maung Maung, Ko Ko).
void mark_particles(std::span<NameToken> tokens) {
  const auto low = [](const NameToken& token) { return token.low_information; };
  if (!std::all_of(tokens.begin(), tokens.end(), low)) return;
  for (NameToken& token : tokens) token.low_information = false;
}

}  // namespace

struct NameReader::State {
  explicit State(NameTables given) : tables(given), romaniser(std::move(given)) {}

  NameTables tables;
  Romaniser romaniser;
  std::unordered_map<std::string, std::vector<NameToken>, detail::TextHash, std::equal_to<>> words;  // not ASCII

  static bool stands_in(const detail::TextSet& set, const NameToken& token) {
    return set.contains(token.roman) || (token.script != Script::latin && set.contains(token.folded));
  }

  // A title leads; the same word after a name is one.
  void unmark_titles_that_follow(std::span<NameToken> tokens) const {
    const auto name = std::ranges::find_if(tokens, [](const NameToken& token) { return !token.low_information; });
    for (NameToken& token : std::ranges::subrange(name, tokens.end()))
      if (token.low_information && !stands_in(tables.data().particles, token)) token.low_information = false;
  }

  NameToken made(std::string folded, std::string_view roman, Script script, bool vowels_known) const {
    const auto& data = tables.data();
    NameToken token;
    token.folded = std::move(folded);
    token.roman = roman;
    token.script = script;
    token.vowels_known = vowels_known;
    token.low_information = stands_in(data.particles, token) || stands_in(data.titles, token);
    token.initial = roman.size() == 1;
    const auto variant = data.variants.find(roman);
    const KeyText key =
        matching_key(tables, variant == data.variants.end() ? roman : std::string_view(variant->second));
    token.key = key.view();
    token.skeleton = skeleton(token.key).view();
    return token;
  }

  const std::vector<NameToken>& tokens_of(Script script, std::string_view word) {
    if (const auto known = words.find(word); known != words.end()) return known->second;
    if (words.size() >= kCachedWords) words.clear();
    const Romanised read = romaniser.word(script, word);
    std::vector<NameToken> tokens;
    for (std::size_t from = 0; from < read.text.size();) {
      const std::size_t to = std::min(read.text.find(' ', from), read.text.size());
      const std::string roman = read.text.substr(from, to - from);
      const bool whole = from == 0 && to == read.text.size();
      if (!roman.empty()) tokens.push_back(made(whole ? std::string(word) : roman, roman, script, read.vowels_known));
      from = to + 1;
    }
    return words.emplace(std::string(word), std::move(tokens)).first->second;
  }

  void read_ascii(std::string_view text, std::vector<NameToken>& into) const {
    std::string word;
    const auto end_word = [&] {
      if (!word.empty() && into.size() < kTokens) into.push_back(made(word, word, Script::latin, true));
      word.clear();
    };
    for (const char c : text) {
      if (ascii_letter(c))
        word.push_back(c);
      else if (!ascii_skipped(c))
        end_word();
    }
    end_word();
  }

  void read_any(std::string_view text, std::vector<NameToken>& into) {
    std::string word;
    Script script = Script::none;
    const auto end_word = [&] {
      if (script != Script::none)
        for (const NameToken& token : tokens_of(script, word))
          if (into.size() < kTokens) into.push_back(token);
      word.clear();
      script = Script::none;
    };
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = next_code_point(text, at);
      if (skipped(c)) continue;
      if (!word_part(c)) {
        end_word();
        continue;
      }
      const Script of_letter = u_isalpha(static_cast<UChar32>(c)) ? script_of(c) : Script::none;
      if (script != Script::none && of_letter != Script::none && of_letter != script) end_word();
      if (of_letter != Script::none) script = of_letter;
      append_utf8(word, c);
    }
    end_word();
  }

  // `folded`: one name without aliases.
  void read_folded(std::string_view folded, std::vector<NameToken>& into) {
    is_ascii(folded) ? read_ascii(folded, into) : read_any(servant_joined(std::string(folded)), into);
  }

  bool says_nothing(std::string_view folded) const { return tables.data().missing.contains(trimmed(folded)); }

  void read_cell(std::string_view text, NamePart part, Name& name) {
    if (trimmed(text).empty()) return;
    Cell cell{.main = fold(is_ascii(text) ? std::string(text) : with_blanks(text)), .aliases = {}};
    if (says_nothing(cell.main)) {
      name.placeholder = true;
      return;
    }
    if (cell.main.find('/') != std::string::npos) cell.main = without_child_of(std::move(cell.main));
    if (cell.main.find_first_of("([\"") != std::string::npos) take_bracketed(cell);
    take_aliases(tables.data(), cell, "@;|");
    const std::size_t before = name.tokens.size();
    read_folded(cell.main, name.tokens);
    for (std::size_t i = before; i < name.tokens.size(); ++i) name.tokens[i].part = part;
    for (const std::string& alias : cell.aliases) read_alias(alias, name);
  }

  void read_alias(std::string_view folded, Name& name) {
    if (name.aliases.size() >= kAliases || says_nothing(folded)) return;
    std::vector<NameToken> tokens;
    read_folded(folded, tokens);
    unmark_titles_that_follow(tokens);
    mark_particles(tokens);
    if (!tokens.empty()) name.aliases.push_back(std::move(tokens));
  }

  void read_aliases(std::string_view text, Name& name) {
    if (trimmed(text).empty()) return;
    Cell cell{.main = without_child_of(fold(is_ascii(text) ? std::string(text) : with_blanks(text))), .aliases = {}};
    take_aliases(tables.data(), cell, "@;|/,");
    read_alias(cell.main, name);
    for (const std::string& alias : cell.aliases) read_alias(alias, name);
  }
};

NameReader::NameReader(NameTables tables) : state_(std::make_unique<State>(std::move(tables))) {}
NameReader::~NameReader() = default;
NameReader::NameReader(NameReader&&) noexcept = default;
NameReader& NameReader::operator=(NameReader&&) noexcept = default;

Name NameReader::read(const NameParts& parts) {
  Name name;
  state_->read_cell(parts.given, NamePart::given, name);
  state_->read_cell(parts.family, NamePart::family, name);
  if (name.tokens.empty()) state_->read_cell(parts.full, NamePart::unknown, name);
  state_->unmark_titles_that_follow(name.tokens);
  mark_particles(name.tokens);
  state_->read_aliases(parts.aliases, name);
  if (!name.tokens.empty()) name.script = name.tokens.front().script;
  return name;
}

std::vector<NameToken> NameReader::tokens(std::string_view text) {
  Name name;
  state_->read_cell(text, NamePart::unknown, name);
  return std::move(name.tokens);
}

Name read_name(const NameTables& tables, const NameParts& parts) { return NameReader(tables).read(parts); }

}  // namespace palermo::link
