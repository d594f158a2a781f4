// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/record.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "palermo/link/numbers.hpp"
#include "palermo/link/place.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kMemo = std::size_t{1} << 19U;  // cells remembered a field; then forgotten and begun again
constexpr std::size_t kNameTokens = 8;                // what is beyond is not compared (token_match.hpp)

constexpr std::string_view kFemale = " f female woman girl w femme fille mujer femenino feminin weiblich ";
constexpr std::string_view kMale = " m male man boy homme garcon hombre masculino masculin maennlich ";
constexpr std::string_view kNoSex = " unknown u na n/a none - ? ";

// Lower case letters and digits with single blanks; text with other letters is left to the romaniser.
bool plain_ascii(std::string_view text, std::string& out, bool blanks) {
  out.clear();
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) return false;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    } else if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (c != '\'' && blanks && !out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return true;
}

bool placeholder_text(std::string_view text) {
  return text == "unknown" || text == "na" || text == "n a" || text == "none" || text == "null" || text == "nan";
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

struct Memo {
  std::unordered_map<std::string, std::vector<TokenUse>> names;
  std::unordered_map<std::string, TextId> texts;
};

}  // namespace

std::vector<RecordIndex> Records::canonical_order() const {
  std::vector<RecordIndex> order(records.size());
  std::iota(order.begin(), order.end(), RecordIndex{0});
  std::ranges::sort(order, [this](RecordIndex a, RecordIndex b) {
    return records[a].content != records[b].content ? records[a].content < records[b].content : a < b;
  });
  return order;
}

struct RecordReader::State {
  State(const NameTables& given_tables, ColumnOptions given_options)
      : tables(given_tables), names(given_tables), options(std::move(given_options)) {
    out.id_begin.push_back(0);
  }

  NameTables tables;
  NameReader names;
  ColumnOptions options;
  Records out;
  std::unordered_map<std::string, std::uint32_t> token_ids;
  std::unordered_map<std::string, std::uint32_t> spellings;
  std::map<std::string, ListIndex, std::less<>> list_index;
  std::map<std::string, ListInfo, std::less<>> described;
  std::array<Memo, 8> memos;
  ListInfo file_list;
  std::uint32_t file_row = 0;
  std::string scratch;

  ListIndex list_of(const ListInfo& info) {
    if (const auto found = list_index.find(info.name); found != list_index.end()) return found->second;
    const auto index = static_cast<ListIndex>(out.lists.size());
    const auto said = described.find(info.name);
    out.lists.push_back(said != described.end() ? said->second : info);
    list_index.emplace(info.name, index);
    return index;
  }

  TokenUse use_of(const NameToken& token) {
    scratch.assign(token.folded).append(1, '\n').append(token.roman).append(1, '\n').append(token.key);
    scratch.append(1, token.low_information ? 'l' : ' ').append(1, token.initial ? 'i' : ' ');
    const auto [at, fresh] = token_ids.try_emplace(scratch, static_cast<std::uint32_t>(out.tokens.size()));
    if (fresh) {
      Token made;
      made.roman = out.texts.add(token.roman);
      made.key = out.texts.add(token.key);
      made.skeleton = out.texts.add(token.skeleton);
      made.low_information = token.low_information;
      made.vowels_known = token.vowels_known;
      made.initial = token.initial;
      made.script = token.script;
      made.spelling = spellings.try_emplace(token.roman, static_cast<std::uint32_t>(spellings.size())).first->second;
      out.tokens.push_back(made);
    }
    TokenUse use;
    use.token = at->second & 0x3fffffffU;
    use.part = static_cast<std::uint32_t>(token.part) & 3U;
    return use;
  }

  const std::vector<TokenUse>& name_cell(std::string_view cell, NamePart part) {
    auto& memo = memos[static_cast<std::size_t>(part)].names;
    if (memo.size() > kMemo) memo.clear();
    const auto [at, fresh] = memo.try_emplace(std::string(cell));
    if (!fresh) return at->second;
    NameParts parts;
    (part == NamePart::given ? parts.given : part == NamePart::family ? parts.family : parts.full) = cell;
    for (const NameToken& token : names.read(parts).tokens)
      if (!token.roman.empty()) at->second.push_back(use_of(token));
    return at->second;
  }

  const std::vector<TokenUse>& alias_cell(std::string_view cell) {
    auto& memo = memos[3].names;
    if (memo.size() > kMemo) memo.clear();
    const auto [at, fresh] = memo.try_emplace(std::string(cell));
    if (!fresh) return at->second;
    for (const auto& alias : names.read({.aliases = cell}).aliases)
      for (const NameToken& token : alias)
        if (!token.roman.empty()) at->second.push_back(use_of(token));
    return at->second;
  }

  // Lower case, a-z and digits; other scripts romanised.
  std::string text_of(std::string_view cell, bool blanks) {
    std::string text;
    if (plain_ascii(cell, text, blanks)) return text;
    text.clear();
    for (const NameToken& token : names.tokens(cell)) {
      if (!text.empty() && blanks) text += ' ';
      text += token.roman;
    }
    return text;
  }

  TextId text_cell(std::string_view cell, bool blanks = true) {
    if (cell.empty()) return 0;
    auto& memo = memos[blanks ? 4 : 5].texts;
    if (memo.size() > kMemo) memo.clear();
    const auto [at, fresh] = memo.try_emplace(std::string(cell), 0);
    if (!fresh) return at->second;
    const std::string text = text_of(cell, blanks);
    if (!placeholder_text(text)) at->second = out.texts.add(text);
    return at->second;
  }

  TextId place_cell(std::string_view cell) {
    auto& memo = memos[6].texts;
    if (memo.size() > kMemo) memo.clear();
    const auto [at, fresh] = memo.try_emplace(std::string(cell), 0);
    if (!fresh) return at->second;
    const std::string bare = bare_place(tables, cell);
    std::string text = text_of(bare, true);
    if (auto known = known_place(tables, bare)) text = std::move(*known);
    else if (known = known_place(tables, text); known) text = std::move(*known);
    if (!placeholder_text(text)) at->second = out.texts.add(text);
    return at->second;
  }

  static Sex sex_cell(std::string_view cell) {
    std::string wanted = " ";
    for (const char c : cell) wanted += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    wanted += ' ';
    if (wanted.size() < 3 || kNoSex.find(wanted) != std::string_view::npos) return Sex::unknown;
    if (kFemale.find(wanted) != std::string_view::npos) return Sex::female;
    if (kMale.find(wanted) != std::string_view::npos) return Sex::male;
    return Sex::other;
  }

  template <class Reader>
  void number_cell(std::string_view cell, std::array<TextId, 2>& into, const Reader& read) {
    while (!cell.empty()) {
      const std::size_t end = cell.find_first_of(";|");
      const Number number = read(tables, trimmed(cell.substr(0, end)));
      cell = end == std::string_view::npos ? std::string_view() : cell.substr(end + 1);
      if (!number.usable()) continue;
      const TextId id = out.texts.add(number.normal);
      if (into[0] == 0) {
        into[0] = id;
      } else if (into[0] != id && into[1] == 0) {
        into[1] = id;
      }
    }
  }

  void add_name(Record& record, std::span<const std::string_view> cells, const std::vector<Column>& columns) {
    record.name_begin = static_cast<std::uint32_t>(out.uses.size());
    const auto put = [&](const std::vector<TokenUse>& uses, std::uint8_t& count) {
      for (const TokenUse use : uses) {
        if (count >= kNameTokens) return;
        out.uses.push_back(use);
        ++count;
      }
    };
    const auto cell_of = [&](std::size_t i) { return i < cells.size() ? trimmed(cells[i]) : std::string_view(); };
    for (const auto& [field, part] : {std::pair{Field::given_name, NamePart::given}, {Field::family_name, NamePart::family}})
      for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].field == field && !cell_of(i).empty()) put(name_cell(cell_of(i), part), record.name_count);
    const bool parts = record.name_count != 0;
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (!parts && columns[i].field == Field::full_name && !cell_of(i).empty())
        put(name_cell(cell_of(i), NamePart::unknown), record.name_count);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].field == Field::alias && !cell_of(i).empty()) put(alias_cell(cell_of(i)), record.alias_count);
      // The whole name beside its parts may say more than they do.
      if (parts && columns[i].field == Field::full_name && !cell_of(i).empty()) {
        for (const TokenUse use : name_cell(cell_of(i), NamePart::unknown)) {
          bool there = false;
          for (std::size_t k = record.name_begin; k < out.uses.size() && !there; ++k)
            there = out.tokens[out.uses[k].token].spelling == out.tokens[use.token].spelling;
          if (!there) put({use}, record.alias_count);
        }
      }
    }
    if (record.name_count != 0) record.script = out.tokens[out.uses[record.name_begin].token].script;
  }

  void seal(Record& record) {
    std::uint64_t hash = mix(stable_hash(out.lists[record.list].name) + static_cast<std::uint64_t>(record.sex));
    const auto take = [&hash](std::uint64_t x) { hash = mix(hash * 31 + x); };
    const std::size_t uses = record.name_begin + record.name_count + record.alias_count;
    for (std::size_t k = record.name_begin; k < uses; ++k) {
      const Token& token = out.tokens[out.uses[k].token];
      take(out.texts.hash(token.roman) + out.uses[k].part + (token.low_information ? 8U : 0U));
      take(static_cast<std::uint64_t>(token.script));
    }
    take(record.name_count);
    const Birth& b = record.birth;
    take(static_cast<std::uint64_t>(((b.year * 16 + b.month) * 64 + b.day)));
    take(static_cast<std::uint64_t>(b.first_year) * 4096 + static_cast<std::uint64_t>(b.last_year));
    for (const TextId text : {record.documents[0], record.documents[1], record.phones[0], record.phones[1], record.email,
                              record.nationality, record.place, record.street_number, record.street, record.address_rest,
                              record.town, record.postcode, record.state, record.occupation})
      take(out.texts.hash(text));
    record.content = hash;
  }
};

RecordReader::RecordReader(const NameTables& tables, ColumnOptions options)
    : state_(std::make_unique<State>(tables, std::move(options))) {}
RecordReader::~RecordReader() = default;
RecordReader::RecordReader(RecordReader&&) noexcept = default;

const std::vector<Column>& RecordReader::begin_file(const ListInfo& list, std::span<const std::string> headers) {
  state_->file_list = list;
  state_->file_row = 0;
  state_->out.columns.push_back(recognise_columns(headers, state_->options));
  return state_->out.columns.back();
}

void RecordReader::describe_list(const ListInfo& list) {
  state_->described[list.name] = list;
  if (const auto found = state_->list_index.find(list.name); found != state_->list_index.end())
    state_->out.lists[found->second] = list;
}

void RecordReader::add_row(std::span<const std::string_view> cells) {
  State& s = *state_;
  const std::vector<Column>& columns = s.out.columns.back();
  Record record;
  record.row = ++s.file_row;
  ListInfo list = s.file_list;
  std::string_view id;
  BirthParts birth;
  for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
    const std::string_view cell = trimmed(cells[i]);
    if (cell.empty()) continue;
    const auto text = [&](TextId& into, bool blanks = true) { if (into == 0) into = s.text_cell(cell, blanks); };
    const auto part = [&](std::string_view& into) { if (into.empty()) into = cell; };
    switch (columns[i].field) {
      case Field::record_id: part(id); break;
      case Field::list: list = ListInfo{.name = std::string(cell), .role = {}, .duplicate_free = false}; break;
      case Field::sex: if (record.sex == Sex::unknown) record.sex = State::sex_cell(cell); break;
      case Field::birth_date: part(birth.dob); break;
      case Field::birth_year: part(birth.year); break;
      case Field::birth_month: part(birth.month); break;
      case Field::birth_day: part(birth.day); break;
      case Field::age: part(birth.age); break;
      case Field::reference_date: part(birth.ref_date); break;
      case Field::reference_year: part(birth.ref_year); break;
      case Field::nationality: text(record.nationality); break;
      case Field::place: if (record.place == 0) record.place = s.place_cell(cell); break;
      case Field::document: s.number_cell(cell, record.documents, read_document); break;
      case Field::phone: s.number_cell(cell, record.phones, read_phone); break;
      case Field::email: {
        if (const Number mail = read_email(s.tables, cell); mail.usable() && record.email == 0)
          record.email = s.out.texts.add(mail.normal);
        break;
      }
      case Field::street_number: text(record.street_number); break;
      case Field::street: text(record.street); break;
      case Field::address_rest: text(record.address_rest); break;
      case Field::town: text(record.town); break;
      case Field::postcode: text(record.postcode, false); break;
      case Field::state: text(record.state); break;
      case Field::occupation: text(record.occupation); break;
      case Field::ignored:
      case Field::truth:
      case Field::given_name:
      case Field::family_name:
      case Field::full_name:
      case Field::alias: break;
    }
  }
  record.list = s.list_of(list);
  record.birth = read_birth(birth);
  s.add_name(record, cells, columns);
  s.seal(record);
  s.out.records.push_back(record);
  if (id.empty()) {
    s.out.ids += std::to_string(record.row);
  } else {
    s.out.ids += id;
  }
  s.out.id_begin.push_back(s.out.ids.size());
}

void RecordReader::set_row_aside(std::span<const std::string_view> cells) {
  State& s = *state_;
  const std::vector<Column>& columns = s.out.columns.back();
  ListInfo list = s.file_list;
  AsideRow aside;
  aside.row = ++s.file_row;
  for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
    const std::string_view cell = trimmed(cells[i]);
    if (columns[i].field == Field::record_id && aside.id.empty()) aside.id = cell;
    if (columns[i].field == Field::list && !cell.empty()) list = ListInfo{.name = std::string(cell), .role = {}, .duplicate_free = false};
  }
  if (aside.id.empty()) aside.id = std::to_string(aside.row);
  aside.list = s.list_of(list);
  s.out.aside.push_back(std::move(aside));
}

std::size_t RecordReader::rows() const { return state_->out.records.size(); }

Records RecordReader::finish() {
  Records out = std::move(state_->out);
  state_ = std::make_unique<State>(state_->tables, state_->options);
  return out;
}

}  // namespace palermo::link
