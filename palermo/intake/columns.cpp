// SPDX-License-Identifier: Apache-2.0
#include "palermo/intake/columns.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <limits>

namespace palermo::intake {
namespace {

using core::Done;
using core::Result;

constexpr std::size_t kMostValues = 250;     // of one column, so that a code fits a byte
constexpr std::size_t kMostShapes = 50;
constexpr std::size_t kMostDistinct = 1000;
constexpr std::size_t kShapeLength = 24;
constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

constexpr std::size_t kKeyBytes = 7;

// A cell of at most kKeyBytes as one number: its bytes, and its length on top.
std::uint64_t short_key(std::string_view cell) {
  std::uint64_t key = std::uint64_t{cell.size()} << 56;
  for (std::size_t i = 0; i < cell.size(); ++i) key |= std::uint64_t{static_cast<unsigned char>(cell[i])} << (8 * i);
  return key;
}

void add_once(std::vector<std::string>& values, const std::string& value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

bool contains(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// Every value that the mapping understands in `column`.
std::vector<std::string> understood(const Mapping& mapping, const std::string& column) {
  std::vector<std::string> values;
  for (const Signal& s : mapping.signals)
    if (s.column == column) {
      for (const auto& v : s.yes) add_once(values, v);
      for (const auto& v : s.no) add_once(values, v);
      if (s.token.empty())
        for (const auto& v : mapping.flag_values) add_once(values, v);
      if (!s.token.empty()) add_once(values, s.token);
    }
  for (const NumberSource& n : mapping.numbers)
    if (n.column == column)
      for (const auto& [v, range] : n.values) add_once(values, v);
  for (const Dimension& d : mapping.dimensions)
    if (d.column == column)
      for (const auto& [v, category] : d.values) add_once(values, v);
  if (const auto known = mapping.known.find(column); known != mapping.known.end())
    for (const auto& v : known->second) add_once(values, v);
  return values;
}

const Dimension* dimension_of(const Mapping& mapping, const std::string& column) {
  for (const Dimension& d : mapping.dimensions)
    if (d.column == column && d.kind != Dimension::Kind::values) return &d;
  return nullptr;
}

}  // namespace

std::string shape_of(std::string_view cell) {
  std::string shape;
  for (const char c : cell.substr(0, kShapeLength)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= '0' && byte <= '9') shape += '0';
    else if (byte >= 0x80 || (byte >= 'a' && byte <= 'z')) shape += 'a';
    else if (byte >= 'A' && byte <= 'Z') shape += 'A';
    else shape += byte < 0x20 ? ' ' : c;
  }
  return cell.size() > kShapeLength ? shape + "…" : shape;
}

Result<Columns> Columns::make(const Mapping& mapping, const core::Countries& countries, std::size_t block_records) {
  Columns all;
  all.capacity_ = block_records;
  all.delimiter_ = mapping.delimiter;
  all.known_ = mapping.not_used;
  all.countries_ = countries;
  for (std::size_t i = 0; i < all.two_letters_.size(); ++i) {
    const char code[] = {static_cast<char>('A' + i / 26), static_cast<char>('A' + i % 26)};
    all.two_letters_[i] = all.code_of_country({code, 2});
  }
  for (const std::string& name : mapping.columns()) {
    Column column;
    column.name = name;
    column.missing = mapping.missing;
    column.values = understood(mapping, name);
    if (column.values.size() > kMostValues)
      return core::fail(kTooManyValues, {.file = mapping.id, .field = name}, {{"limit", std::to_string(kMostValues)}});
    const Dimension* dimension = dimension_of(mapping, name);
    const auto split = mapping.split.find(name);
    if (split != mapping.split.end()) {
      column.kind = Kind::tokens;
      column.separator = split->second;
    } else if (dimension || name == mapping.conduct_year) {
      column.kind = dimension && dimension->kind == Dimension::Kind::country ? Kind::country : Kind::year;
      column.year_min = dimension ? dimension->year_min : 1900;
      column.year_max = dimension ? dimension->year_max : 2100;
    }
    for (int byte = 0; byte < 256; ++byte)
      column.one_byte[static_cast<std::size_t>(byte)] = all.value_code(column, std::string(1, static_cast<char>(byte)));
    for (const auto* cells : {&column.missing, &column.values})
      for (const std::string& cell : *cells)
        if (cell.size() <= kKeyBytes) column.short_cells.emplace_back(short_key(cell), all.value_code(column, cell));
    const std::size_t slots = column.kind == Kind::tokens ? column.values.size() : 1;
    for (std::size_t i = 0; i < slots; ++i) {
      Slot slot{name, column.kind == Kind::tokens ? column.values[i] : std::string(), {}, {}};
      if (column.kind == Kind::year || column.kind == Kind::country) slot.words.resize(block_records);
      else slot.bytes.resize(block_records);
      column.slots.push_back(all.slots_.size());
      all.slots_.push_back(std::move(slot));
    }
    all.columns_.push_back(std::move(column));
  }
  return all;
}

Done Columns::bind(const std::vector<std::string>& header, std::string_view file) {
  position_.clear();
  not_mapped_.clear();
  std::string missing;
  for (const Column& column : columns_) {
    const auto at = std::find(header.begin(), header.end(), column.name);
    if (at == header.end()) missing += (missing.empty() ? "" : ", ") + column.name;
    position_.push_back(static_cast<std::size_t>(at - header.begin()));
  }
  if (!missing.empty()) {
    core::Args args{{"columns", missing}, {"expected", std::to_string(columns_.size())}, {"found", std::to_string(header.size())}};
    const bool one = header.size() == 1 && columns_.size() > 1;
    if (one) args.emplace("delimiter", delimiter_ == '\t' ? "\\t" : std::string(1, delimiter_));
    return core::fail(one ? kOneColumn : kMissingColumn, {.file = std::string(file), .row = 1}, std::move(args));
  }
  for (const std::string& name : header)
    if (std::none_of(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == name; }) && !contains(known_, name))
      not_mapped_.push_back(name);
  return {};
}

void Columns::add(std::span<const std::string_view> cells) {
  for (std::size_t i = 0; i < columns_.size(); ++i) add_cell(columns_[i], cells[position_[i]]);
  ++size_;
}

void Columns::add_cell(Column& column, std::string_view cell) {
  if (column.kind == Kind::tokens) return add_tokens(column, cell);
  Slot& slot = slots_[column.slots.front()];
  if (column.kind == Kind::values) {
    const std::uint8_t code = code_of_cell(column, cell);
    slot.bytes[size_] = code;
    code == kMissing ? ++column.counts.missing : ++column.counts.filled;
    if (code == kNotUnderstood) not_understood(column, cell);
    return;
  }
  const std::uint16_t code = column.kind == Kind::year ? year_code(column, cell) : country_code(column, cell);
  slot.words[size_] = code;
  code == kMissing ? ++column.counts.missing : ++column.counts.filled;
  if (code == kNotUnderstood) not_understood(column, cell);
}

void Columns::add_tokens(Column& column, std::string_view cell) {
  const bool missing = cell.empty() || contains(column.missing, cell);
  for (const std::size_t slot : column.slots) slots_[slot].bytes[size_] = missing ? kMissing : kAbsent;
  missing ? ++column.counts.missing : ++column.counts.filled;
  bool strange = false;
  while (!missing && !cell.empty()) {
    const std::size_t end = std::min(cell.find(column.separator), cell.size());
    std::string_view token = cell.substr(0, end);
    cell.remove_prefix(std::min(end + 1, cell.size()));
    while (!token.empty() && token.front() == ' ') token.remove_prefix(1);
    while (!token.empty() && token.back() == ' ') token.remove_suffix(1);
    if (token.empty()) continue;
    const auto known = std::find(column.values.begin(), column.values.end(), token);
    if (known != column.values.end())
      slots_[column.slots[static_cast<std::size_t>(known - column.values.begin())]].bytes[size_] = kPresent;
    else {
      not_understood(column, token);
      strange = true;
    }
  }
  // A token that nobody understood may have meant any of them: what is not seen is then not known to be absent.
  if (strange)
    for (const std::size_t slot : column.slots)
      if (slots_[slot].bytes[size_] == kAbsent) slots_[slot].bytes[size_] = kNotUnderstood;
}

std::uint16_t Columns::year_code(Column& column, std::string_view cell) const {
  if (cell.empty() || contains(column.missing, cell)) return kMissing;
  int year = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), year);
  const auto rest = cell.substr(static_cast<std::size_t>(end - cell.data()));
  const bool date = rest.empty() || rest == ".0" || rest.front() == '-';
  if (error != std::errc() || !date || year < 1000 || year > 9999) return kNotUnderstood;
  if (year < column.year_min || year > column.year_max) {
    ++column.counts.impossible;
    return kNotUnderstood;
  }
  return static_cast<std::uint16_t>(kFirstValue + year - column.year_min);
}

std::uint16_t Columns::country_code(const Column& column, std::string_view cell) const {
  if (cell.empty() || contains(column.missing, cell)) return kMissing;
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (cell.size() == 2 && capital(cell[0]) && capital(cell[1]))
    return two_letters_[static_cast<std::size_t>((cell[0] - 'A') * 26 + cell[1] - 'A')];
  return code_of_country(cell);
}

std::uint16_t Columns::code_of_country(std::string_view code) const {
  const core::Country* country = countries_.find(code);
  return country ? static_cast<std::uint16_t>(kFirstValue + (country - countries_.all().data())) : kNotUnderstood;
}

std::uint8_t Columns::code_of_cell(const Column& column, std::string_view cell) const {
  if (cell.size() == 1) return column.one_byte[static_cast<unsigned char>(cell[0])];
  if (cell.size() > kKeyBytes) return value_code(column, cell);
  const std::uint64_t key = short_key(cell);
  for (const auto& [known, code] : column.short_cells)
    if (known == key) return code;
  return cell.empty() ? kMissing : kNotUnderstood;
}

std::uint8_t Columns::value_code(const Column& column, std::string_view cell) const {
  const auto at = std::find(column.values.begin(), column.values.end(), cell);
  if (at != column.values.end()) return static_cast<std::uint8_t>(kFirstValue + (at - column.values.begin()));
  return cell.empty() || contains(column.missing, cell) ? kMissing : kNotUnderstood;
}

void Columns::not_understood(Column& column, std::string_view cell) {
  ++column.counts.not_understood;
  const std::string shape = shape_of(cell);
  if (column.counts.shapes.contains(shape) || column.counts.shapes.size() < kMostShapes) ++column.counts.shapes[shape];
  if (column.counts.distinct.size() < kMostDistinct) column.counts.distinct.insert(std::hash<std::string_view>{}(cell));
}

const Columns::Column& Columns::column(std::string_view name) const {
  return *std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == name; });
}

std::size_t Columns::slot(std::string_view name, std::string_view token) const {
  for (const std::size_t s : column(name).slots)
    if (slots_[s].token == token) return s;
  return kNowhere;
}

std::span<const std::uint8_t> Columns::bytes(std::size_t slot) const { return {slots_[slot].bytes.data(), size_}; }
std::span<const std::uint16_t> Columns::words(std::size_t slot) const { return {slots_[slot].words.data(), size_}; }

std::uint8_t Columns::code_of(std::size_t slot, std::string_view value) const {
  return value_code(column(slots_[slot].column), value);
}

std::size_t Columns::value_count(std::size_t slot) const { return kFirstValue + column(slots_[slot].column).values.size(); }

std::vector<std::string> Columns::categories(const Dimension& dimension) const {
  const Column& source = column(dimension.column);
  std::vector<std::string> by_code(kFirstValue);
  if (dimension.kind == Dimension::Kind::year)
    for (int year = source.year_min; year <= source.year_max; ++year) by_code.push_back(std::to_string(year));
  else if (dimension.kind == Dimension::Kind::country)
    for (const core::Country& country : countries_.all()) by_code.push_back(country.alpha2);
  else
    for (const std::string& value : source.values) {
      const auto at = std::find_if(dimension.values.begin(), dimension.values.end(), [&](const auto& v) { return v.first == value; });
      by_code.push_back(at == dimension.values.end() ? std::string() : at->second);
    }
  return by_code;
}

int Columns::first_year(std::string_view name) const { return column(name).year_min; }
const ColumnCounts& Columns::counts(std::string_view name) const { return column(name).counts; }

}  // namespace palermo::intake
