// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/lists_record.hpp"

#include <algorithm>
#include <iterator>

#include "palermo/simulate/lists_particulars.hpp"

namespace palermo::simulate {
namespace {

using core::Stream;

constexpr std::array<std::string_view, kListColumns> kColumnNames{"record_id", "given_name", "family_name", "full_name", "sex",
                                                                  "dob", "age", "ref_date", "nationality", "origin_place",
                                                                  "passport_no", "phone", "street_number", "street", "town"};
// A bijection of 64 bits (the finaliser of SplitMix64, Steele et al. 2014): different counters, different ids.
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return small(c) >= 'a' && small(c) <= 'z'; }

std::size_t find_letters(std::string_view text, std::string_view letters, std::size_t from) {
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(), letters.begin(),
                                 letters.end(), [](char a, char b) { return small(a) == b; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

// Writes `to` for the first `from`; a capital stays one. False when that changes nothing or leaves fewer than two letters.
bool replace_letters(std::string& text, std::string_view from, std::string_view to) {
  if (from.empty()) return false;
  const std::size_t at = find_letters(text, from, 0);
  if (at == std::string::npos || text.size() - from.size() + to.size() < 2) return false;
  const bool capital = text[at] >= 'A' && text[at] <= 'Z';
  text.replace(at, from.size(), to);
  if (capital && text[at] >= 'a' && text[at] <= 'z') text[at] = static_cast<char>(text[at] - 'a' + 'A');
  return true;
}

// One letter left out, doubled, exchanged with its neighbour, or another one; never the first, so that a name stays one. Letters beyond
// ASCII (ễ) are left as they are: half of one is no text.
void mistype(std::string& text, Stream& stream) {
  const auto plain = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) < 0x80; };
  std::size_t at = 1 + stream.below(text.size() - 1);
  while (at < text.size() && !plain(at)) ++at;
  if (at == text.size()) return;
  switch (stream.below(4)) {
    case 0: text.erase(at, 1); break;
    case 1: text.insert(at, 1, text[at]); break;
    case 2:
      if (at + 1 < text.size() && is_letter(text[at]) && is_letter(text[at + 1]) && text[at] != text[at + 1]) {
        std::swap(text[at], text[at + 1]);
        break;
      }
      [[fallthrough]];
    default: {
      const char other = static_cast<char>('a' + stream.below(26));
      text[at] = other == text[at] ? (other == 'z' ? 'y' : 'z') : other;
    }
  }
}

void append_joined(std::string& out, const auto& words) {
  for (const auto& word : words) {
    if (!out.empty()) out += ' ';
    out += word.text;
  }
}

}  // namespace

std::string_view name_of(ListColumn column) { return kColumnNames[static_cast<std::size_t>(column)]; }

std::vector<ListColumn> columns_of(const ListPlan& list) {
  using enum ListColumn;
  std::vector<ListColumn> columns{record_id};
  if (list.full_name) columns.push_back(full_name);
  else columns.insert(columns.end(), {given_name, family_name});
  columns.insert(columns.end(), {sex, dob, age, ref_date, nationality, origin_place});
  if (list.passport > 0) columns.push_back(passport_no);
  if (list.phone > 0) columns.push_back(phone);
  if (list.address > 0) columns.insert(columns.end(), {street_number, street, town});
  return columns;
}

void write_record_id(std::uint64_t seed, std::uint64_t counter, std::string& out) {
  constexpr std::string_view digits = "0123456789abcdef";
  const std::uint64_t id = mixed(mixed(seed + 0x9e3779b97f4a7c15ULL) ^ counter);
  out = "sim-";
  for (int shift = 60; shift >= 0; shift -= 4) out += digits[(id >> shift) & 15];
}

// A word whose buffer is used again where there is one.
RecordWriter::Word& RecordWriter::add(Words& words) {
  if (spare_.empty()) spare_.emplace_back();
  words.push_back(std::move(spare_.back()));
  spare_.pop_back();
  words.back().text.clear();
  words.back().part = nullptr;
  return words.back();
}

// Which parts this record has, each as the person writes it. An alias stands for the first given name.
void RecordWriter::choose_parts(const ListedPerson& person, bool alias, bool native, Stream& stream) {
  const bool middle = stream.chance(person.naming->middle_written);
  const auto put = [&](const NamePart& part, Words& words) {
    Word& word = add(words);
    word.part = &part;
    if (native) part.append_native(word.text);
    else part.append_latin(word.text);
  };
  const auto put_role = [&](NameRole role, Words& words) {
    for (const NamePart& part : person.name()) {
      if (part.role != role) continue;
      const bool replaced = alias && &part == &person.parts[0];
      if (replaced && person.nickname && !native) add(words).text = *person.nickname;
      else put(replaced ? person.other_given : part, words);
    }
  };
  if (middle && person.naming->middle_first) put_role(NameRole::middle, given_);
  put_role(NameRole::given, given_);
  if (middle && !person.naming->middle_first) put_role(NameRole::middle, given_);
  put_role(NameRole::family, family_);
}

// A form asks for a family name of somebody who has none: the clerk splits the name, or leaves the field empty.
void RecordWriter::split_words(Stream& stream) {
  constexpr double left_whole = 0.3;
  if (given_.size() < 2 || stream.chance(left_whole)) return;
  const auto first = static_cast<std::ptrdiff_t>(1 + stream.below(given_.size() - 1));
  family_.insert(family_.end(), std::make_move_iterator(given_.begin() + first), std::make_move_iterator(given_.end()));
  given_.resize(static_cast<std::size_t>(first));
}

// Another of the known spellings, else a change of letters, else a letter more: always something else.
void RecordWriter::respell(Word& word, const Naming& naming, Stream& stream) {
  constexpr double known_spelling = 0.7;
  if (word.part && word.part->name->latin.size() > 1 && stream.chance(known_spelling)) {
    NamePart other = *word.part;
    const auto n = static_cast<std::uint64_t>(other.name->latin.size());
    other.spelling = static_cast<std::uint8_t>((other.spelling + 1 + stream.below(n - 1)) % n);
    word.text.clear();
    other.append_latin(word.text);
    return;
  }
  const std::size_t rules = naming.respell.size();
  const std::size_t first = rules > 0 ? stream.below(rules) : 0;
  const bool back = stream.chance(0.5);
  for (std::size_t i = 0; i < rules; ++i) {
    const auto& [a, b] = naming.respell[(first + i) % rules];
    if (back ? replace_letters(word.text, b, a) : replace_letters(word.text, a, b)) return;
  }
  word.text += 'h';
}

// Mistakes of somebody who writes in Latin letters.
void RecordWriter::misspell(const Naming& naming, ListRow& row, Stream& stream) {
  constexpr double further_part = 0.3;
  const std::size_t n = given_.size() + family_.size();
  const auto word = [&](std::size_t i) -> Word& { return i < given_.size() ? given_[i] : family_[i - given_.size()]; };
  if (happens<&ListErrors::respelt>(errors_, row.marks, stream)) {
    const std::size_t first = stream.below(n);
    for (std::size_t i = 0; i < n; ++i)
      if (i == first || stream.chance(further_part)) respell(word(i), naming, stream);
  }
  constexpr std::size_t too_short = 4;
  const std::size_t first = stream.below(n);
  for (std::size_t i = 0; i < n; ++i) {
    std::string& text = word((first + i) % n).text;
    if (text.size() < too_short) continue;
    if (happens<&ListErrors::typo>(errors_, row.marks, stream)) mistype(text, stream);
    break;
  }
}

bool RecordWriter::write_names(const ListedPerson& person, const ListPlan& list, ListRow& row, Stream& stream) {
  const Naming& naming = *person.naming;
  const auto clear = [&](Words& words) {
    spare_.insert(spare_.end(), std::make_move_iterator(words.begin()), std::make_move_iterator(words.end()));
    words.clear();
  };
  clear(given_);
  clear(family_);
  const bool native = naming.has_own_script() && happens<&ListErrors::other_script>(errors_, row.marks, stream);
  const bool alias = happens<&ListErrors::alias>(errors_, row.marks, stream);
  choose_parts(person, alias, native, stream);
  if (family_.empty()) split_words(stream);
  if (!native) misspell(naming, row, stream);

  constexpr double given_lost = 0.35;
  if (!family_.empty()) {
    if (happens<&ListErrors::part_missing>(errors_, row.marks, stream)) clear(stream.chance(given_lost) ? given_ : family_);
  } else if (given_.size() > 1 && happens<&ListErrors::part_missing>(errors_, row.marks, stream)) {
    given_.erase(given_.begin() + static_cast<std::ptrdiff_t>(stream.below(given_.size())));
  }
  if (!native && !given_.empty() && happens<&ListErrors::honorific>(errors_, row.marks, stream)) {
    const auto& words = naming.honorifics[person.woman ? 0 : 1];
    add(given_).text = words[stream.below(words.size())];
    std::rotate(given_.begin(), given_.end() - 1, given_.end());
  }
  const bool swapped = !given_.empty() && !family_.empty() && happens<&ListErrors::swapped>(errors_, row.marks, stream);
  using enum ListColumn;
  if (list.full_name) {
    const bool family_leads = naming.family_first != swapped;
    append_joined(row[full_name], family_leads ? family_ : given_);
    append_joined(row[full_name], family_leads ? given_ : family_);
  } else {
    append_joined(row[given_name], swapped ? family_ : given_);
    append_joined(row[family_name], swapped ? given_ : family_);
  }
  return native;
}

void RecordWriter::write(const ListedPerson& person, const ListPlan& list, std::uint64_t counter, ListRow& row) {
  using enum ListColumn;
  Stream stream(seed_, "simulate.lists.record", counter);
  for (std::string& cell : row.cells) cell.clear();
  row.marks = {};
  write_record_id(seed_, counter, row[record_id]);
  const bool native = write_names(person, list, row, stream);
  write_birth(person, errors_, stream, row);
  write_particulars(person, list, errors_, native, stream, row);
}

}  // namespace palermo::simulate
