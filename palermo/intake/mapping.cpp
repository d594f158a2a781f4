// SPDX-License-Identifier: Apache-2.0
#include "palermo/intake/mapping.hpp"

#include <algorithm>
#include <cctype>

#include "palermo/core/bytes.hpp"

namespace palermo::intake {
namespace {

using core::Done;
using core::Place;
using core::Reader;
using core::Result;
using core::Value;

constexpr std::int64_t kMostYears = 120;

// The age bands of the CTDC Global Dataset, into which ages in years are put.
std::string age_band(std::int64_t years) {
  static constexpr std::pair<std::int64_t, std::string_view> kBands[] = {
      {8, "0-8"}, {17, "9-17"}, {20, "18-20"}, {23, "21-23"}, {26, "24-26"}, {29, "27-29"}, {38, "30-38"}, {47, "39-47"}};
  for (const auto& [last, band] : kBands)
    if (years <= last) return std::string(band);
  return "48+";
}

// "17" is one age, "about 17" one of three: it goes into a band only when the whole of it lies there.
void add_ages(Dimension& dimension) {
  for (std::int64_t n = 0; n <= kMostYears; ++n) {
    const std::string low = age_band(std::max<std::int64_t>(0, n - 1)), high = age_band(n + 1);
    dimension.values.emplace_back(std::to_string(n), age_band(n));
    dimension.values.emplace_back("about " + std::to_string(n), low == high ? low : std::string());
  }
}

// What the parts of a mapping need while they are read.
struct Context {
  const law::Vocabulary& vocabulary;
  Mapping& mapping;
  std::vector<std::string> yes, no;  // the default cell values of flags
};

Result<law::FactId> fact_at(const Value& node, const law::Vocabulary& vocabulary, bool number) {
  const std::string name = node.is_text() ? node.as_text() : std::string();
  const auto id = vocabulary.find(name);
  if (!id) return core::fail(law::kUnknownFact, node.place(), {{"fact", name}});
  if (vocabulary[*id].number != number)
    return core::fail(kBadMapping, node.place(), {{"problem", number ? "a number was expected" : "a number has no true or false"}});
  return *id;
}

Result<std::vector<law::FactId>> facts_at(const Value* list, const law::Vocabulary& vocabulary) {
  std::vector<law::FactId> facts;
  if (!list) return facts;
  for (const Value& node : list->items()) {
    PALERMO_TRY(const law::FactId id, fact_at(node, vocabulary, false));
    facts.push_back(id);
  }
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

Done read_states(Assumption& assumption, const Value& states, const law::Vocabulary& vocabulary) {
  for (const auto& [name, value] : states.members()) {
    Value node(name);
    node.set_place(value.place());
    PALERMO_TRY(const law::FactId id, fact_at(node, vocabulary, false));
    if (!value.is_bool()) return core::fail(core::kWrongType, value.place(), {{"what", name}, {"expected", "flag"}});
    assumption.states.emplace_back(id, value.as_bool());
  }
  return {};
}

Done read_assumption(const Value& node, Context& context) {
  Reader reader(node, "assumption");
  Assumption assumption;
  assumption.id = reader.text("id");
  assumption.says = reader.text("says");
  assumption.empty_means_no = reader.flag("empty_means_no", false);
  assumption.dates_conduct = reader.flag("dates_conduct", false);
  const Value* states = reader.object("states");
  const Value* one_of = reader.array("one_of");
  const Value* closes = reader.array("closes");
  PALERMO_CHECK_DONE(reader.finish());
  if (states) PALERMO_CHECK_DONE(read_states(assumption, *states, context.vocabulary));
  if (one_of)
    for (const Value& set : one_of->items()) {
      PALERMO_TRY(auto facts, facts_at(&set, context.vocabulary));
      if (facts.size() < 2) return core::fail(kBadMapping, set.place(), {{"problem", "one_of needs at least two facts"}});
      assumption.one_of.push_back(std::move(facts));
    }
  if (closes)
    for (const Value& group : closes->items()) {
      const auto id = context.vocabulary.find_group(group.is_text() ? group.as_text() : "");
      if (!id) return core::fail(law::kUnknownGroup, group.place(), {{"group", group.is_text() ? group.as_text() : ""}});
      assumption.closes.push_back(*id);
    }
  if (context.mapping.find(assumption.id))
    return core::fail(core::kDuplicateKey, node.place(), {{"key", assumption.id}});
  context.mapping.assumptions.push_back(std::move(assumption));
  return {};
}

Done check_conditions(const std::vector<std::string>& conditions, const Value& node, const Mapping& mapping) {
  std::vector<std::string> known;
  for (const Assumption& assumption : mapping.assumptions) known.push_back(assumption.id);
  for (const std::string& condition : conditions)
    if (!mapping.find(condition))
      return core::fail(kUnknownAssumption, node.place(), {{"assumption", condition}, {"mapping", mapping.id}, {"known", joined(known)}});
  return {};
}

// A column has a name: an empty one (YAML's `!`, or "") would be bound to no cell of the file.
Done check_column(const std::string& column, const Value& node) {
  if (!column.empty()) return {};
  return core::fail(kBadMapping, node.place(), {{"problem", "`column` is empty; give the name that stands in the file's first row"}});
}

Done read_signal(const Value& node, Context& context) {
  Reader reader(node, "signal");
  Signal signal;
  signal.column = reader.text("column");
  signal.token = reader.optional_text("has").value_or("");
  signal.yes = reader.texts("yes");
  signal.no = reader.texts("no");
  signal.conditions = reader.texts("if");
  signal.denies = reader.flag("denies", false);
  signal.says = reader.optional_text("says").value_or("");
  signal.absent_means_no = reader.flag("absent_means_no", true);
  const bool own_values = node.find("yes") || node.find("no");
  const Value* shows = reader.any("shows");
  const Value* may_show = reader.any("may_show");
  const Value* refutes = reader.any("refutes");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_CHECK_DONE(check_column(signal.column, node));
  PALERMO_TRY(signal.shows, facts_at(shows, context.vocabulary));
  PALERMO_TRY(signal.may_show, facts_at(may_show, context.vocabulary));
  PALERMO_TRY(signal.refutes, facts_at(refutes, context.vocabulary));
  PALERMO_CHECK_DONE(check_conditions(signal.conditions, node, context.mapping));
  if (signal.denies && signal.shows.size() != 1)
    return core::fail(kBadMapping, node.place(), {{"problem", "`denies` goes with a signal that shows exactly one fact"}});
  if (signal.shows.empty() && signal.may_show.empty() && signal.refutes.empty())
    return core::fail(kBadMapping, node.place(), {{"problem", "a signal shows, may show or refutes at least one fact"}});
  const bool split = context.mapping.split.contains(signal.column);
  if (split != !signal.token.empty() || (split && own_values))
    return core::fail(kBadMapping, node.place(), {{"problem", "`has` goes with a column listed under `split`, and without yes and no"}});
  if (!split && !own_values) {
    signal.flag = true;
    signal.yes = context.yes;
    signal.no = context.no;
  }
  context.mapping.signals.push_back(std::move(signal));
  return {};
}

Result<core::Interval<std::int64_t>> range_at(const Value& node) {
  Reader reader(node, "range");
  core::Interval<std::int64_t> range{reader.optional_integer("min"), reader.optional_integer("max")};
  PALERMO_CHECK_DONE(reader.finish());
  return range;
}

Done read_number(const Value& node, Context& context) {
  Reader reader(node, "number");
  NumberSource number;
  const Value* fact = reader.any("fact");
  number.column = reader.text("column");
  number.conditions = reader.texts("if");
  number.at_most = reader.flag("at_most", false);
  number.says = reader.optional_text("says").value_or("");
  number.fallback = reader.flag("fallback", false);
  number.whole_number = reader.flag("whole_number", false);
  const Value* values = reader.object("values");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_CHECK_DONE(check_column(number.column, node));
  if (!fact || (!values && !number.whole_number))
    return core::fail(core::kMissingKey, node.place(), {{"what", "number"}, {"key", fact ? "values" : "fact"}});
  PALERMO_TRY(number.fact, fact_at(*fact, context.vocabulary, true));
  PALERMO_CHECK_DONE(check_conditions(number.conditions, node, context.mapping));
  if (number.whole_number)
    for (std::int64_t n = 0; n <= kMostYears; ++n) {
      number.values.emplace(std::to_string(n), core::Interval<std::int64_t>{n, n});
      number.values.emplace("about " + std::to_string(n), core::Interval<std::int64_t>{std::max<std::int64_t>(0, n - 1), n + 1});
    }
  if (values)
    for (const auto& [cell, range] : values->members()) {
      PALERMO_TRY(const auto interval, range_at(range));
      number.values.insert_or_assign(cell, interval);
    }
  if (number.at_most)
    for (auto& [cell, range] : number.values) range.min.reset();
  context.mapping.numbers.push_back(std::move(number));
  return {};
}

Done read_dimension(const std::string& name, const Value& node, Mapping& mapping) {
  static const std::vector<std::string> kNames = {"year", "sex", "age", "country"};
  if (std::find(kNames.begin(), kNames.end(), name) == kNames.end())
    return core::fail(core::kUnknownKey, node.place(), {{"key", name}, {"what", "dimensions"}, {"allowed", "year, sex, age, country"}});
  Reader reader(node, "dimension", core::Quote::settings);
  Dimension dimension;
  dimension.name = name;
  dimension.column = reader.text("column");
  const std::string kind = reader.choice("kind", {"values", "year", "country", "age_years"}, "values");
  dimension.kind = kind == "year"      ? Dimension::Kind::year
                   : kind == "country" ? Dimension::Kind::country
                                       : Dimension::Kind::values;
  if (kind == "age_years") add_ages(dimension);
  dimension.year_min = static_cast<int>(reader.optional_integer("min").value_or(1900));
  dimension.year_max = static_cast<int>(reader.optional_integer("max").value_or(2100));
  if (const Value* values = reader.object("values")) {
    for (const auto& [cell, category] : values->members()) {
      if (!category.is_text()) reader.fail_at(category, core::kWrongType, {{"what", cell}, {"expected", "text"}});
      else if (name == "sex" && std::find(sexes().begin(), sexes().end(), category.as_text()) == sexes().end())
        reader.fail_at(category, kUnknownCategory, {{"dimension", name}, {"found", category.as_text()}, {"allowed", joined(sexes())}});
      else dimension.values.emplace_back(cell, category.as_text());
    }
  }
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_CHECK_DONE(check_column(dimension.column, node));
  if (dimension.year_min < 1 || dimension.year_max > 9999 || dimension.year_max - dimension.year_min > 1000)
    return core::fail(kBadMapping, node.place(), {{"problem", "years run from min to max, at most 1000 of them"}});
  mapping.dimensions.push_back(std::move(dimension));
  return {};
}

Done read_columns(Reader& reader, Context& context) {
  if (const Value* split = reader.object("split"))
    for (const auto& [column, separator] : split->members()) {
      if (!separator.is_text() || separator.as_text().size() != 1)
        return core::fail(core::kWrongType, separator.place(), {{"what", column}, {"expected", "one character"}});
      context.mapping.split.emplace(column, separator.as_text().front());
    }
  if (const Value* known = reader.object("known")) {
    for (const auto& [column, values] : known->members()) {
      for (const Value& value : values.items()) {
        if (!value.is_text()) return core::fail(core::kWrongType, value.place(), {{"what", column}, {"expected", "text"}});
        context.mapping.known[column].push_back(value.as_text());
      }
    }
  }
  if (const Value* flags = reader.object("flags")) {
    Reader values(*flags, "flags");
    context.yes = values.texts("yes");
    context.no = values.texts("no");
    PALERMO_CHECK_DONE(values.finish());
  }
  context.mapping.flag_values = context.yes;
  context.mapping.flag_values.insert(context.mapping.flag_values.end(), context.no.begin(), context.no.end());
  return {};
}

Done read_head(Reader& reader, Mapping& mapping) {
  (void)reader.text("format");  // needed
  (void)reader.choice("format", {"palermo-mapping/1"}, "");
  mapping.id = reader.text("id");
  mapping.title = reader.text("title");
  mapping.source = reader.text("source");
  mapping.status = reader.optional_text("status").value_or("");
  mapping.unit = reader.choice("unit", {"person", "record"}, "record");
  mapping.kind = reader.choice("kind", {"csv", "json-lines"}, "csv") == "csv" ? FileKind::csv : FileKind::json_lines;
  const std::string delimiter = reader.optional_text("delimiter").value_or(",");
  if (delimiter.size() != 1) reader.fail_at(reader.value()["delimiter"], core::kWrongType, {{"what", "delimiter"}, {"expected", "one character"}});
  else mapping.delimiter = delimiter.front();
  mapping.missing = reader.texts("missing");
  mapping.not_used = reader.texts("not_used");
  mapping.conduct_year = reader.optional_text("conduct_year").value_or("");
  return {};
}

// Whether a column is read as years or countries, and not as whole values.
bool is_wide(const Mapping& mapping, const std::string& column) {
  return column == mapping.conduct_year || std::any_of(mapping.dimensions.begin(), mapping.dimensions.end(), [&](const Dimension& d) {
           return d.column == column && d.kind != Dimension::Kind::values;
         });
}

// A column is read in one way: as years or countries, as tokens, or as whole values.
Done check_columns(const Mapping& mapping, const Value& document) {
  std::string wrong;
  for (const auto& [column, separator] : mapping.split)
    if (is_wide(mapping, column)) wrong = column;
  const auto whole = [&](const std::string& column) {
    if (is_wide(mapping, column) || mapping.split.contains(column)) wrong = column;
  };
  for (const Signal& signal : mapping.signals)
    if (signal.token.empty()) whole(signal.column);
  for (const NumberSource& number : mapping.numbers) whole(number.column);
  for (const Dimension& dimension : mapping.dimensions)
    if (dimension.kind == Dimension::Kind::values) whole(dimension.column);
  if (wrong.empty()) return {};
  Place place = document.place();
  place.field = wrong;
  return core::fail(kBadMapping, place, {{"problem", "a column of years, of countries or with several values in a cell cannot be read as a whole value too"}});
}

// Tables by nationality are not offered (SAFEGUARDS.md, D31): whatever the mapping calls them.
Done check_no_nationality(const Mapping& mapping, const Value& document) {
  for (const Dimension& dimension : mapping.dimensions) {
    std::string name = dimension.column;
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (const char* word : {"citizen", "nationalit", "ethnic", "countryofbirth", "country_of_birth", "countryoforigin", "country_of_origin"})
      if (name.find(word) != std::string::npos)
        return core::fail(kNationalityTable, document["dimensions"][dimension.name].place(), {{"column", dimension.column}});
  }
  return {};
}

}  // namespace

const std::vector<std::string>& sexes() {
  static const std::vector<std::string> kSexes = {"female", "male", "other", "transgender", "not_recorded_as_female", "unknown"};
  return kSexes;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all.empty() ? "–" : all;
}

const Assumption* Mapping::find(std::string_view assumption) const {
  for (const Assumption& a : assumptions)
    if (a.id == assumption) return &a;
  return nullptr;
}

const Dimension* Mapping::dimension(std::string_view name) const {
  for (const Dimension& d : dimensions)
    if (d.name == name) return &d;
  return nullptr;
}

std::vector<std::string> Mapping::columns() const {
  std::vector<std::string> used;
  const auto add = [&used](const std::string& column) {
    if (!column.empty() && std::find(used.begin(), used.end(), column) == used.end()) used.push_back(column);
  };
  for (const Dimension& d : dimensions) add(d.column);
  add(conduct_year);
  for (const NumberSource& n : numbers) add(n.column);
  for (const Signal& s : signals) add(s.column);
  return used;
}

Result<Mapping> parse_mapping(std::string_view text, std::string_view file, const law::Vocabulary& vocabulary) {
  PALERMO_TRY(const Value document, core::parse_yaml(text, file));
  Mapping mapping;
  mapping.content_hash = core::sha256_hex(text);
  Context context{vocabulary, mapping, {"1"}, {"0"}};
  Reader reader(document, "mapping", core::Quote::settings);
  PALERMO_CHECK_DONE(read_head(reader, mapping));
  PALERMO_CHECK_DONE(read_columns(reader, context));
  const Value* assumptions = reader.array("assumptions");
  const Value* signals = reader.array("signals");
  const Value* numbers = reader.array("numbers");
  const Value* dimensions = reader.object("dimensions");
  PALERMO_CHECK_DONE(reader.finish());
  // Assumptions first: signals and numbers may be conditional on them.
  if (assumptions)
    for (const Value& node : assumptions->items()) PALERMO_CHECK_DONE(read_assumption(node, context));
  if (signals)
    for (const Value& node : signals->items()) PALERMO_CHECK_DONE(read_signal(node, context));
  if (numbers)
    for (const Value& node : numbers->items()) PALERMO_CHECK_DONE(read_number(node, context));
  if (dimensions)
    for (const auto& [name, node] : dimensions->members()) PALERMO_CHECK_DONE(read_dimension(name, node, mapping));
  if (mapping.signals.empty())
    return core::fail(kBadMapping, document.place(), {{"problem", "a mapping needs at least one signal"}});
  PALERMO_CHECK_DONE(check_columns(mapping, document));
  PALERMO_CHECK_DONE(check_no_nationality(mapping, document));
  return mapping;
}

}  // namespace palermo::intake
