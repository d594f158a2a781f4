// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/release_check.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/partial_date.hpp"
#include "palermo/publish/release_folder.hpp"
#include "palermo/publish/release_safeguards.hpp"

namespace palermo::publish {
namespace {

namespace fs = std::filesystem;
using core::Done;
using core::Result;
using core::Value;

std::string text_of(const Value& value) { return value.is_text() ? value.as_text() : ""; }
std::int64_t int_of(const Value& value) { return value.is_int() ? value.as_int() : 0; }

std::vector<std::string> texts_of(const Value& value) {
  std::vector<std::string> out;
  for (const Value& one : value.items()) out.push_back(text_of(one));
  return out;
}

class Checker {
 public:
  Checker(std::string folder, const Ledger* ledger, core::Progress& progress) : folder_(std::move(folder)), ledger_(ledger), progress_(progress) {}

  Result<ReleaseChecked> run() {
    PALERMO_CHECK_DONE(read_manifest());
    check_hashes();
    check_plan();
    if (fs::exists(path("data.csv"))) PALERMO_CHECK_DONE(check_data());
    if (fs::exists(path("counts.csv"))) PALERMO_CHECK_DONE(check_counts());
    check_codebook();
    if (ledger_ != nullptr) check_ledger();
    return out_;
  }

 private:
  [[nodiscard]] std::string path(std::string_view name) const { return (fs::path(folder_) / name).string(); }
  void problem(std::string_view rule, std::string_view key, std::string_view file, std::string what = {}) {
    out_.problems.push_back({std::string(rule), std::string(key), std::string(file), std::move(what)});
  }

  Done read_manifest() {
    PALERMO_TRY(manifest_text_, core::read_file(path("manifest.json")));
    PALERMO_TRY(manifest_, core::parse_json(manifest_text_, "manifest.json"));
    if (text_of(manifest_["format"]) != kManifestFormat || text_of(manifest_["release"]).empty()) return core::fail(kBadManifest, {.file = path("manifest.json")});
    out_.release = text_of(manifest_["release"]);
    out_.id = text_of(manifest_["id"]);
    out_.title = text_of(manifest_["title"]);
    out_.test = !text_of(manifest_["test"]).empty();
    minimum_ = int_of(manifest_["parameters"]["minimum_shown"]);
    const std::vector<std::string> nationality = texts_of(manifest_["parameters"]["nationality"]["columns"]);
    nationality_.insert(nationality.begin(), nationality.end());
    if (out_.test) problem("D29", "test", "manifest.json");
    return {};
  }

  void check_hashes() {
    std::set<std::string> named{"manifest.json", ".palermo"};
    for (const Value& file : manifest_["files"].items()) {
      const std::string name = text_of(file["path"]);
      named.insert(name);
      ++out_.files;
      // Only names in the folder itself: a manifest is nobody's permission to read elsewhere.
      const bool inside = !name.empty() && fs::path(name).filename() == name;
      const auto hash = inside ? core::sha256_file(path(name)) : Result<std::string>(std::string());
      if (!inside || !hash) {
        problem("D29", "missing", name);
      } else if (*hash != text_of(file["sha256"])) {
        problem("D29", "changed", name);
      }
    }
    std::vector<std::string> strange;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored))
      if (!named.contains(entry.path().filename().string())) strange.push_back(entry.path().filename().string());
    std::ranges::sort(strange);
    for (const std::string& name : strange) problem("D29", "not_named", name);
  }

  void check_plan() {
    const Value& parameters = manifest_["parameters"];
    if (minimum_ < kLeastMinimum) problem("D29", "minimum", "manifest.json", std::to_string(minimum_));
    for (const std::string& column : texts_of(parameters["columns"]))
      if (tells_nationality(column) && !nationality_.contains(column)) problem("D31", "nationality", "manifest.json", column);
    if (!nationality_.empty() && text_of(parameters["nationality"]["purpose"]).empty()) problem("D31", "purpose", "manifest.json");
    if (parameters["places"].members().size() > 1)
      for (const auto& [column, grain] : parameters["places"].members())
        if (text_of(grain) == word(PlaceGrain::district)) problem("D34", "route", "manifest.json", column);
    check_delay_of(parameters);
  }

  void check_delay_of(const Value& parameters) {
    const auto made = core::parse_date(text_of(manifest_["made"]).substr(0, 10));
    const std::int64_t delay = int_of(parameters["delay_months"]), last = int_of(manifest_["period"]["last"]);
    const std::int64_t month = last * 12 + 12 + delay;
    if (!made || last < 1900 || last > 2200 || delay < kLeastDelayMonths || delay > 1200) return problem("D34", "delay", "manifest.json");
    const auto from = core::day_of(static_cast<int>(month / 12), static_cast<int>(month % 12) + 1, 1);
    if (!from || !made->days.min || *made->days.min < *from) problem("D34", "delay", "manifest.json");
  }

  Done check_data() {
    std::vector<std::string> columns;
    std::int64_t unmarked = 0;
    std::set<std::string> fine;
    std::map<std::string, std::map<std::string, std::int64_t>> nationalities;  // column, value, rows
    const core::CsvSink sink{.header =
                                 [&](const std::vector<std::string>& names) -> Done {
                                   columns = names;
                                   return {};
                                 },
                             .row =
                                 [&](std::int64_t, std::span<const std::string_view> fields) -> Done {
                                   ++out_.rows;
                                   const bool marked = columns[0] == kSyntheticColumn && fields[0] == (out_.test ? kSyntheticTestMark : kSyntheticMark);
                                   if (!marked) ++unmarked;
                                   for (std::size_t i = 1; i < fields.size(); ++i) {
                                     if (looks_too_fine(fields[i])) fine.insert(columns[i]);
                                     if (nationality_.contains(columns[i]) && !fields[i].empty() && fields[i] != privacy::kOtherText) ++nationalities[columns[i]][std::string(fields[i])];
                                   }
                                   return {};
                                 }};
    PALERMO_TRY(const core::CsvSummary summary, read("data.csv", sink));
    if (unmarked + summary.rows_set_aside > 0) problem("D33", "unmarked", "data.csv", std::to_string(unmarked + summary.rows_set_aside));
    for (const std::string& column : fine) problem("D5", "fine", "data.csv", column);
    for (const auto& [column, values] : nationalities)
      if (std::ranges::any_of(values, [&](const auto& one) { return one.second < minimum_; })) problem("D31", "few", "data.csv", column);
    return {};
  }

  Done check_counts() {
    std::vector<std::string> columns;
    std::set<std::string> fine;
    std::int64_t small = 0, upside_down = 0, told = 0;
    std::set<std::string> few;  // nationalities that stand alone with fewer people than the minimum
    const bool is_table = text_of(manifest_["parameters"]["mode"]) == word(Mode::circle_table);
    const auto place = [&](std::string_view name) { return static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin()); };
    const auto number = [](std::string_view text) {
      std::int64_t value = -1;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      return error == std::errc() && end == text.data() + text.size() ? value : -1;
    };
    const core::CsvSink sink{.header =
                                 [&](const std::vector<std::string>& names) -> Done {
                                   columns = names;
                                   for (const std::string_view name : {"people", "least", "most"})
                                     if (place(name) == names.size()) return core::fail(kBadManifest, {.file = path("counts.csv"), .field = std::string(name)});
                                   return {};
                                 },
                             .row =
                                 [&](std::int64_t, std::span<const std::string_view> fields) -> Done {
                                   ++out_.counts;
                                   const std::string_view shown = fields[place("people")], end = fields[place("most")];
                                   const std::int64_t people = number(shown), least = number(fields[place("least")]);
                                   const std::int64_t most = is_table && end.empty() ? kNoMost : number(end);
                                   const bool gap = is_table && shown.empty();
                                   small += gap || (is_table && people == 0) ? 0 : people < minimum_ ? 1 : 0;
                                   told += gap && most < minimum_ ? 1 : 0;
                                   upside_down += least < 0 || most < least ? 1 : 0;
                                   if (!gap && people < minimum_) few.insert(nationality_of(columns, fields));
                                   for (std::size_t i = 0; i < fields.size(); ++i)
                                     if (columns[i].starts_with("value_") && looks_too_fine(fields[i])) fine.insert(columns[i]);
                                   return {};
                                 }};
    PALERMO_TRY(const core::CsvSummary summary, read("counts.csv", sink));
    if (small > 0) problem("D29", "small", "counts.csv", std::to_string(small));
    if (told > 0) problem("D29", "gap_told", "counts.csv", std::to_string(told));
    for (const std::string& column : few)
      if (!column.empty()) problem("D31", "few", "counts.csv", column);
    if (upside_down + summary.rows_set_aside > 0) problem("D29", "interval", "counts.csv", std::to_string(upside_down + summary.rows_set_aside));
    for (const std::string& column : fine) problem("D5", "fine", "counts.csv", column);
    return {};
  }

  // The nationality column of a line that counts one nationality alone; "" of any other line.
  [[nodiscard]] std::string nationality_of(const std::vector<std::string>& columns, std::span<const std::string_view> fields) const {
    std::string name;
    for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
      if (!columns[i].starts_with("variable_") || fields[i].empty()) continue;
      const std::string_view value = fields[i + 1];
      if (!name.empty() || !nationality_.contains(std::string(fields[i])) || value == privacy::kOtherText || value == kNotRecorded) return "";
      name = fields[i];
    }
    return name;
  }

  void check_codebook() {
    const auto text = core::read_file(path("codebook.yaml"), core::kHandWritten);
    if (!text) return;  // told among the hashes
    const auto value = core::parse_yaml(*text, "codebook.yaml");
    const auto codebook = value ? privacy::Codebook::read(*value) : Result<privacy::Codebook>(core::fail(kBadManifest));
    if (!codebook) return problem("D29", "codebook", "codebook.yaml");
    for (const privacy::CodebookColumn& column : codebook->columns)
      if (std::ranges::any_of(column.levels, looks_too_fine)) problem("D5", "fine", "codebook.yaml", column.name);
  }

  Result<core::CsvSummary> read(std::string_view name, const core::CsvSink& sink) {
    PALERMO_TRY(const std::unique_ptr<core::ByteSource> source, core::open_file(path(name)));
    return core::read_csv(*source, {}, sink, progress_);
  }

  void check_ledger() {
    const Value& place = manifest_["ledger"];
    const LedgerRelease* release = ledger_->find(out_.release);
    if (release == nullptr || text_of(place["id"]) != ledger_->id() || int_of(place["number"]) != release->number || text_of(place["hash"]) != ledger_->hash_of(release->number))
      return problem("D29", "not_in_ledger", "manifest.json");
    if (!release->published) return problem("D29", "interrupted", "manifest.json");
    out_.in_ledger = true;
    for (const PublishedFile& file : release->published->files) {
      const auto hash = fs::path(file.path).filename() == file.path ? core::sha256_file(path(file.path)) : Result<std::string>(std::string());
      if (!hash || *hash != file.sha256) problem("D29", "not_as_signed", file.path);
    }
    out_.signed_by = release->signed_by;
    if (!release->released()) problem("D29", "unsigned", "manifest.json", std::to_string(release->signed_by.size()));
  }

  std::string folder_;
  const Ledger* ledger_;
  core::Progress& progress_;
  std::string manifest_text_;
  Value manifest_;
  std::int64_t minimum_ = 0;
  std::set<std::string> nationality_;
  ReleaseChecked out_;
};

}  // namespace

Result<ReleaseChecked> check_release(const std::string& folder, const Ledger* ledger, core::Progress& progress) {
  return Checker(folder, ledger, progress).run();
}

Value to_value(const ReleaseChecked& checked) {
  Value value, problems(Value::Array{}), officers(Value::Array{});
  value.set("format", "palermo-release-check/1");
  value.set("release", checked.release);
  value.set("id", checked.id);
  value.set("title", checked.title);
  value.set("test", checked.test);
  value.set("rows", checked.rows);
  value.set("counts", checked.counts);
  value.set("files", checked.files);
  value.set("in_ledger", checked.in_ledger);
  for (const std::string& officer : checked.signed_by) officers.push(officer);
  value.set("signed_by", std::move(officers));
  for (const CheckProblem& problem : checked.problems) {
    Value one;
    one.set("rule", problem.rule);
    one.set("problem", problem.key);
    one.set("file", problem.file);
    one.set("what", problem.what);
    problems.push(std::move(one));
  }
  value.set("problems", std::move(problems));
  return value;
}

}  // namespace palermo::publish
