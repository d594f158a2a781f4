// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/lists_names.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/schema.hpp"

namespace palermo::simulate {
namespace {

namespace fs = std::filesystem;
using core::Reader;
using core::Value;

constexpr std::string_view kFormat = "palermo-simulated-names/1";
constexpr std::string_view kMap = "map";
constexpr std::array<std::string_view, 2> kSexes{"female", "male"};

core::Done bad_names(const Value& node) { return core::fail(kBadNames, node.place()); }

// A cell of CSV needs no quoting, and neither does what is made of it.
bool fits_a_cell(std::string_view text) {
  return !text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos && text.front() != ' ' && text.back() != ' ';
}

core::Result<std::vector<std::string>> texts_of(const Value& node) {
  std::vector<std::string> texts;
  for (const Value& item : node.items()) {
    if (!item.is_text() || !fits_a_cell(item.as_text())) return core::fail(kBadNames, item.place());
    texts.push_back(item.as_text());
  }
  return texts;
}

core::Result<double> number(Reader& reader, std::string_view key, double most) {
  const Value* found = reader.any(key);
  if (!found) return 0.0;
  if (!found->is_number() || found->as_number() < 0 || found->as_number() > most) return core::fail(kBadNames, found->place());
  return found->as_number();
}

// Weights by rank: `shares` for the first names, what is left by 1 / rank^zipf.
struct Ranks {
  double zipf = 0;
  std::vector<double> shares;

  [[nodiscard]] double weight(std::size_t rank, std::size_t of) const {
    if (shares.empty()) return 1 / std::pow(static_cast<double>(rank + 1), zipf);
    if (rank < shares.size()) return shares[rank];
    double left = 1;
    for (const double share : shares) left -= share;
    double rest = 0;
    for (std::size_t i = shares.size(); i < of; ++i) rest += 1 / std::pow(static_cast<double>(i + 1), zipf);
    return left / std::pow(static_cast<double>(rank + 1), zipf) / rest;
  }
};

// native form: [Latin spellings]
core::Done add_names(const Value* map, const Ranks& ranks, NameGroup& group) {
  if (!map) return {};
  if (!map->is_object()) return bad_names(*map);
  std::size_t rank = 0;
  for (const auto& [native, spellings] : map->members()) {
    PALERMO_TRY(std::vector<std::string> latin, texts_of(spellings));
    if (!fits_a_cell(native) || latin.empty() || std::set<std::string>(latin.begin(), latin.end()).size() != latin.size()) return bad_names(spellings);
    group.add({native, std::move(latin)}, ranks.weight(rank++, map->members().size()));
  }
  return {};
}

// {female: ..., male: ..., both: ...}: names of one sex, and those that both have.
core::Done add_by_sex(const Value* map, std::string_view both, const Ranks& ranks, std::array<NameGroup, 2>& groups) {
  if (!map) return {};
  Reader reader(*map, kMap);
  const Value* shared = reader.object(both);
  for (std::size_t sex = 0; sex < kSexes.size(); ++sex) {
    PALERMO_CHECK_DONE(add_names(shared, ranks, groups[sex]));
    PALERMO_CHECK_DONE(add_names(reader.object(kSexes[sex]), ranks, groups[sex]));
  }
  return reader.finish();
}

core::Done read_shares(const Value* array, std::vector<double>& shares) {
  if (!array) return {};
  double sum = 0;
  for (const Value& item : array->items()) {
    if (!item.is_number() || item.as_number() <= 0) return bad_names(item);
    shares.push_back(item.as_number());
    sum += shares.back();
  }
  return sum < 1 ? core::Done{} : bad_names(*array);
}

core::Done read_family(Reader& reader, const Ranks& given, Naming& naming) {
  Ranks ranks{given.zipf, {}};
  PALERMO_CHECK_DONE(read_shares(reader.array("family_shares"), ranks.shares));
  PALERMO_CHECK_DONE(add_by_sex(reader.object("family"), "any", ranks, naming.family));
  if (const Value* compound = reader.object("family_compound")) {
    Reader halves(*compound, kMap);
    PALERMO_CHECK_DONE(add_names(halves.object("first"), given, naming.family_first_half));
    PALERMO_CHECK_DONE(add_names(halves.object("last"), given, naming.family_last_half));
    PALERMO_CHECK_DONE(halves.finish());
  }
  return {};
}

core::Done read_middle(Reader& reader, const Ranks& ranks, Naming& naming) {
  const std::string from = reader.choice("middle_from", {"own", "family", "male_given"}, "own");
  PALERMO_CHECK_DONE(add_by_sex(reader.object("middle"), "both", ranks, naming.middle));
  if (from == "family") naming.middle = naming.family;
  if (from == "male_given") naming.middle = {naming.given[1], naming.given[1]};
  naming.middle_first = reader.flag("middle_first", false);
  PALERMO_TRY(naming.middle_share, number(reader, "middle_share", 1));
  PALERMO_TRY(naming.middle_written, number(reader, "middle_written", 1));
  return {};
}

core::Done read_words(const Value* map, Naming& naming) {
  if (!map) return {};
  for (const auto& [count, weight] : map->members()) {
    const bool known = count.size() == 1 && count[0] >= '1' && count[0] <= '4';
    if (!known || !weight.is_number() || weight.as_number() < 0) return bad_names(weight);
    naming.words[static_cast<std::size_t>(count[0] - '1')] = weight.as_number();
  }
  return {};
}

core::Done read_respell(const Value* array, Naming& naming) {
  if (!array) return {};
  for (const Value& pair : array->items()) {
    if (pair.items().size() != 2 || !pair.items()[0].is_text() || !pair.items()[1].is_text() || pair.items()[0].as_text().empty())
      return bad_names(pair);
    naming.respell.emplace_back(pair.items()[0].as_text(), pair.items()[1].as_text());
  }
  return {};
}

core::Done read_small_things(Reader& reader, Naming& naming) {
  PALERMO_TRY(naming.second_given, number(reader, "second_given", 1));
  PALERMO_CHECK_DONE(read_words(reader.object("words"), naming));
  PALERMO_CHECK_DONE(read_respell(reader.array("respell"), naming));
  if (const Value* honorifics = reader.object("honorifics")) {
    Reader sexes(*honorifics, kMap);
    for (std::size_t sex = 0; sex < kSexes.size(); ++sex)
      if (const Value* words = sexes.array(kSexes[sex])) { PALERMO_TRY(naming.honorifics[sex], texts_of(*words)); }
    PALERMO_CHECK_DONE(sexes.finish());
  }
  if (const Value* nicknames = reader.array("aliases")) { PALERMO_TRY(naming.nicknames, texts_of(*nicknames)); }
  return {};
}

bool complete(const Naming& naming) {
  double words = 0;
  for (const double weight : naming.words) words += weight;
  const bool family = naming.has_family() && words == 0 && naming.family[0].empty() == naming.family[1].empty() &&
                      naming.family_first_half.empty() == naming.family_last_half.empty();
  const bool no_family = !naming.has_family() && words > 0;
  const bool middle = naming.middle_share == 0 || (!naming.middle[0].empty() && !naming.middle[1].empty());
  return (family || no_family) && middle && !naming.given[0].empty() && !naming.given[1].empty() && !naming.places.empty() &&
         !naming.nicknames.empty() && !naming.honorifics[0].empty() && !naming.honorifics[1].empty();
}

}  // namespace

void NameGroup::add(KnownName name, double weight) {
  names_.push_back(std::move(name));
  up_to_.push_back((up_to_.empty() ? 0 : up_to_.back()) + weight);
}

const KnownName& NameGroup::draw(core::Stream& stream) const {
  const double drawn = stream.uniform() * up_to_.back();
  const auto found = std::upper_bound(up_to_.begin(), up_to_.end(), drawn);
  return names_[std::min(static_cast<std::size_t>(found - up_to_.begin()), names_.size() - 1)];
}

core::Result<Naming> NameBook::parse(std::string_view text, std::string_view file) {
  PALERMO_TRY(const Value document, core::parse_yaml(text, file));
  Reader reader(document, kMap);
  Naming naming;
  const std::string format = reader.text("format");
  naming.nationality = reader.text("nationality");
  naming.script = reader.text("script");
  naming.family_first = reader.choice("order", {"family_first", "given_first"}, "given_first") == "family_first";
  Ranks ranks;
  PALERMO_TRY(ranks.zipf, number(reader, "zipf", 3));
  PALERMO_CHECK_DONE(add_by_sex(reader.object("given"), "both", ranks, naming.given));
  PALERMO_CHECK_DONE(read_family(reader, ranks, naming));
  PALERMO_CHECK_DONE(read_middle(reader, ranks, naming));
  PALERMO_CHECK_DONE(read_small_things(reader, naming));
  PALERMO_CHECK_DONE(add_names(reader.object("places"), ranks, naming.places));
  PALERMO_CHECK_DONE(reader.finish());
  if (format != kFormat || naming.nationality.size() != 2 || !complete(naming)) return core::fail(kBadNames, document.place());
  return naming;
}

core::Result<NameBook> NameBook::read(const std::string& folder) {
  std::error_code failed;
  std::vector<std::string> files;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
    if (entry->path().extension() == ".yaml") files.push_back(entry->path().string());
  if (failed || files.empty()) return core::fail(core::kNoFile, core::Place{.file = folder});
  std::sort(files.begin(), files.end());
  NameBook book;
  for (const std::string& file : files) {
    PALERMO_TRY(const std::string text, core::read_file(file, core::kHandWritten));
    PALERMO_TRY(Naming naming, parse(text, file));
    if (book.find(naming.nationality)) return core::fail(kBadNames, core::Place{.file = file});
    book.all_.push_back(std::move(naming));
  }
  std::sort(book.all_.begin(), book.all_.end(), [](const Naming& a, const Naming& b) { return a.nationality < b.nationality; });
  return book;
}

const Naming* NameBook::find(std::string_view nationality) const {
  for (const Naming& naming : all_)
    if (naming.nationality == nationality) return &naming;
  return nullptr;
}

}  // namespace palermo::simulate
