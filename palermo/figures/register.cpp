// SPDX-License-Identifier: Apache-2.0
#include "palermo/figures/register.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <span>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/schema.hpp"

namespace palermo::figures {
namespace {

using core::Done;
using core::Result;
using Fields = std::span<const std::string_view>;

constexpr const char* kFile = "figures.csv";
constexpr std::array<const char*, 23> kColumns{"id", "question", "kind", "edition", "concept", "value_low", "value", "value_high", "unit", "population", "period", "place",
                                               "definition", "method", "publisher", "title", "year", "page", "mark", "source", "part_of", "split", "note"};
constexpr std::array kKinds{FigureKind::modelled, FigureKind::detected, FigureKind::counted, FigureKind::estimated};

auto bad(const char* reason, std::int64_t row, const char* column) {
  return core::fail(kBadRegister, {.file = kFile, .row = row, .field = column}, {{"reason", reason}});
}

std::string_view without_comments(std::string_view text, std::int64_t& lines) {
  while (text.starts_with('#')) {
    const std::size_t end = text.find('\n');
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    ++lines;
  }
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

Done read_number(std::string_view text, std::int64_t row, const char* column, std::optional<double>& out) {
  if (text.empty()) return {};
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !(number >= 0)) return bad("number", row, column);
  out = number;
  return {};
}

Result<FigureKind> kind_of(std::string_view text, std::int64_t row) {
  for (const FigureKind kind : kKinds)
    if (text == word(kind)) return kind;
  return bad("kind", row, "kind");
}

Result<PublishedFigure> figure_of(std::int64_t row, Fields f) {
  const auto text = [&](std::size_t column) { return core::one_line(f[column]); };
  PublishedFigure figure{.id = text(0), .question = text(1), .edition = text(3), .concept_name = text(4), .value = {}, .unit = text(8), .population = text(9),
                         .period = text(10), .place = text(11), .definition = text(12), .method = text(13), .publisher = text(14), .title = text(15),
                         .year = text(16), .page = text(17), .source = text(19), .part_of = text(20), .split = text(21), .note = text(22)};
  for (const std::size_t column : {0U, 4U, 8U, 14U, 19U})
    if (f[column].empty()) return bad("empty", row, kColumns[column]);
  PALERMO_TRY(figure.kind, kind_of(f[2], row));
  PALERMO_CHECK_DONE(read_number(f[5], row, "value_low", figure.value.low));
  PALERMO_CHECK_DONE(read_number(f[6], row, "value", figure.value.value));
  PALERMO_CHECK_DONE(read_number(f[7], row, "value_high", figure.value.high));
  const FigureValue& value = figure.value;
  const bool ends = value.low || value.high;
  if (value.value.has_value() == ends || (value.low && value.high && *value.low >= *value.high)) return bad("form", row, "value");
  if (f[18] != "V" && f[18] != "V2") return bad("mark", row, "mark");
  figure.grade = f[18] == "V" ? FigureGrade::official : FigureGrade::secondary;
  if (figure.part_of.empty() != figure.split.empty()) return bad("part", row, "part_of");
  return figure;
}

Result<std::vector<PublishedFigure>> read_figures(std::string_view text) {
  core::Silence silence;
  std::vector<PublishedFigure> figures;
  std::int64_t above = 0;
  const auto source = core::from_memory(without_comments(text, above), kFile);
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> Done {
    if (!std::ranges::equal(header, kColumns)) return bad("columns", above + 1, "");
    return {};
  };
  sink.row = [&](std::int64_t row, Fields fields) -> Done {
    PALERMO_TRY(PublishedFigure figure, figure_of(row + above, fields));
    figures.push_back(std::move(figure));
    return {};
  };
  PALERMO_TRY(const core::CsvSummary summary, core::read_csv(*source, {}, sink, silence));
  if (!summary.set_aside.empty()) return bad("columns", summary.set_aside.front().row + above, "");
  return figures;
}

// Each member of a list as a map of texts.
template <class Item, class Read>
Result<std::vector<Item>> read_items(core::Reader& reader, std::string_view key, Read read) {
  std::vector<Item> items;
  const core::Value* array = reader.array(key);
  if (array == nullptr) return items;
  for (const core::Value& one : array->items()) {
    core::Reader item(one, key, core::Quote::settings);
    items.push_back(read(item));
    PALERMO_CHECK_DONE(item.finish());
  }
  return items;
}

Result<std::vector<KindOfFigure>> read_kinds(const core::Value* object) {
  std::vector<KindOfFigure> kinds;
  for (const FigureKind kind : kKinds) {
    const core::Value* one = object == nullptr ? nullptr : object->find(word(kind));
    if (one == nullptr) return bad("kind", 0, word(kind));
    core::Reader reader(*one, "kind", core::Quote::settings);
    kinds.push_back({kind, reader.text("title"), reader.text("is"), reader.text("use"), reader.text("not")});
    PALERMO_CHECK_DONE(reader.finish());
  }
  return kinds;
}

}  // namespace

Result<FigureRegister> FigureRegister::parse(std::string_view figures_csv, std::string_view questions_yaml) {
  FigureRegister out;
  PALERMO_TRY(out.figures_, read_figures(figures_csv));
  PALERMO_TRY(const core::Value document, core::parse_yaml(questions_yaml, "questions.yaml"));
  core::Reader reader(document, "questions", core::Quote::settings);
  static_cast<void>(reader.text("format"));
  static_cast<void>(reader.choice("format", {"palermo-figure-questions/1"}, ""));
  PALERMO_TRY(out.kinds_, read_kinds(reader.object("kinds")));
  PALERMO_TRY(out.editions_, read_items<Edition>(reader, "editions", [](core::Reader& r) {
                return Edition{r.text("id"), r.text("family"), r.text("title"), r.text("differs")};
              }));
  PALERMO_TRY(out.questions_, read_items<Question>(reader, "questions", [](core::Reader& r) {
                return Question{r.text("id"), r.text("theme"), r.text("asks")};
              }));
  PALERMO_CHECK_DONE(reader.finish());
  std::set<std::string_view> ids;
  for (const PublishedFigure& figure : out.figures_) {
    if (!ids.insert(figure.id).second) return bad("twice", 0, figure.id.c_str());
    if (!figure.question.empty() && out.question(figure.question) == nullptr) return bad("question", 0, figure.id.c_str());
    if (!figure.edition.empty() && out.edition(figure.edition) == nullptr) return bad("edition", 0, figure.id.c_str());
  }
  for (const PublishedFigure& figure : out.figures_) {
    if (figure.part_of.empty()) continue;
    const auto whole = out.find(figure.part_of);
    if (!whole || *whole == &figure || (*whole)->unit != figure.unit) return bad("part", 0, figure.id.c_str());
  }
  return out;
}

const KindOfFigure& FigureRegister::kind(FigureKind kind) const {
  return *std::ranges::find(kinds_, kind, &KindOfFigure::kind);
}

const Edition* FigureRegister::edition(std::string_view id) const {
  const auto found = std::ranges::find(editions_, id, &Edition::id);
  return found == editions_.end() ? nullptr : &*found;
}

const Question* FigureRegister::question(std::string_view id) const {
  const auto found = std::ranges::find(questions_, id, &Question::id);
  return found == questions_.end() ? nullptr : &*found;
}

Result<const PublishedFigure*> FigureRegister::find(std::string_view id) const {
  const auto found = std::ranges::find(figures_, id, &PublishedFigure::id);
  if (found == figures_.end()) return core::fail(kNoFigure, {}, {{"id", std::string(id)}});
  return &*found;
}

Result<std::vector<const PublishedFigure*>> FigureRegister::about(std::string_view wanted, std::string_view place) const {
  const std::string name = lower(wanted), where = lower(place);
  std::set<std::string_view> asked;
  for (const Question& question : questions_)
    if (question.id == name || question.theme == name) asked.insert(question.id);
  std::vector<const PublishedFigure*> out;
  bool known = wanted.empty() || !asked.empty();
  for (const PublishedFigure& figure : figures_) {
    const bool meant = wanted.empty() || asked.contains(figure.question) || (asked.empty() && lower(figure.concept_name) == name);
    known = known || meant;
    if (meant && (place.empty() || lower(figure.place) == where)) out.push_back(&figure);
  }
  if (!known) return core::fail(kNoQuestion, {}, {{"concept", std::string(wanted)}});
  return out;
}

}  // namespace palermo::figures
