// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/run.hpp"

#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/publish/evidence.hpp"
#include "palermo/publish/lint.hpp"
#include "palermo/publish/report.hpp"
#include "palermo/study/chain_run.hpp"
#include "palermo/study/identities.hpp"
#include "palermo/study/inputs.hpp"
#include "palermo/study/results_json.hpp"
#include "palermo/study/run_parts.hpp"

namespace palermo::study {
namespace {

namespace fs = std::filesystem;
using core::Done;
using core::Result;
using core::Value;

constexpr unsigned kPrivateFolder = 0700;
// Whoever keeps the output in a repository does not commit the inside half by mistake.
constexpr std::string_view kGitIgnore = "# not for release: nothing of this folder belongs into a repository\n*\n";

std::string source_key(const Inputs& inputs, std::size_t s, const std::string& file_sha256) {
  const Source& source = inputs.study.sources[s];
  return key_of({settings_key(inputs), source.id, source.title, source.organisation, inputs.mappings[s].content_hash, file_sha256});
}

std::string counts_path(const Source& source) { return "inside/counts/" + source.id + ".json"; }
std::string rows_path(const Source& source) { return "inside/rows/" + source.id + ".csv"; }
std::string mapping_path(const Source& source) { return "inside/mapping/" + source.id + ".json"; }

// The source's results from the earlier run, when nothing they depend on has changed.
Result<std::optional<publish::SourceResults>> reuse(Run& run, std::size_t s) {
  const Source& source = run.inputs.study.sources[s];
  if (run.options.fresh || !run.earlier) return std::nullopt;
  PALERMO_TRY(const std::string sha256, core::sha256_file(run.inputs.source_paths[s]));
  const Stage* stage = reusable(run.earlier, run.out.earlier(), "count:" + source.id, source_key(run.inputs, s, sha256));
  if (!stage) return std::nullopt;
  PALERMO_CHECK_DONE(carry_over(*stage, run.out.earlier(), run.out));
  PALERMO_TRY(const std::string text, core::read_file(run.out.path_of(counts_path(source))));
  PALERMO_TRY(const Value value, core::parse_json(text, counts_path(source)));
  PALERMO_TRY(auto results, source_results(value));
  run.receipt.stages.push_back(*stage);
  run.receipt.stages.back().reused = true;
  return std::optional<publish::SourceResults>(std::move(results));
}

Result<publish::SourceResults> count(Run& run, std::size_t s, core::Progress& progress) {
  PALERMO_TRY(auto reused, reuse(run, s));
  if (reused) return std::move(*reused);
  const Source& source = run.inputs.study.sources[s];
  const bool rows = run.inputs.study.inside_rows;
  const CountSourceOptions options{run.inputs.source_paths[s], rows ? run.out.path_of(rows_path(source)) : std::string()};
  PALERMO_TRY(auto counted, count_source(source, options, run.inputs.corpus, run.inputs.countries, run.inputs.mappings[s],
                                         run.inputs.study.readings, run.inputs.plan, progress));
  Stage stage;
  stage.name = "count:" + source.id;
  stage.key = source_key(run.inputs, s, counted.sha256);
  stage.inputs = {{fs::path(source.file).filename().string(), counted.sha256, counted.bytes},
                  {source.mapping, run.inputs.mappings[s].content_hash, 0}};
  stage.rows_read = counted.results.rows_read;
  stage.rows_set_aside = counted.results.rows_set_aside;
  stage.records = stage.rows_read - stage.rows_set_aside;
  PALERMO_CHECK_DONE(write_output(run, stage, counts_path(source), inside_json(to_value(counted.results)), kPrivateFile));
  PALERMO_CHECK_DONE(write_output(run, stage, mapping_path(source), inside_json(counted.mapping_report), kPrivateFile));
  if (rows) {
    PALERMO_TRY(auto digest, core::sha256_file(options.rows_path));
    stage.outputs.push_back({rows_path(source), std::move(digest)});
  }
  run.receipt.stages.push_back(std::move(stage));
  return std::move(counted.results);
}

// The only door out: protect, lint, write.
Result<publish::ProtectedResults> publish_results(Run& run, const publish::Results& results, const core::Catalogue& catalogue) {
  publish::ProtectedResults shown = publish::protect(results);
  const Value evidence = publish::evidence(shown);
  PALERMO_CHECK_DONE(publish::lint_evidence(evidence));
  Stage stage;
  stage.name = "publish";
  std::vector<std::string> parts = {std::string(core::version()), run.inputs.study.content_hash, catalogue.language()};
  for (const Stage& counted : run.receipt.stages) {
    parts.push_back(counted.key);
    for (const StageOutput& output : counted.outputs)
      if (output.path.starts_with("inside/counts/")) stage.inputs.push_back({output.path, output.sha256, 0});
  }
  stage.key = key_of(parts);
  PALERMO_CHECK_DONE(write_output(run, stage, "outside/evidence.json", core::to_json(evidence) + "\n", 0644));
  PALERMO_CHECK_DONE(write_output(run, stage, "outside/report/index.html", publish::report_html(shown, catalogue), 0644));
  run.receipt.stages.push_back(std::move(stage));
  return shown;
}

// A run replaces the whole folder, so nothing that it reads may lie in it.
Done check_output(const std::string& out, const Inputs& inputs, const std::string& study) {
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(out, error);
  std::vector<std::string> read = inputs.source_paths;
  read.push_back(study);
  for (const Source& source : inputs.study.sources) {
    read.push_back((fs::path(inputs.study.folder) / source.mapping).string());
    if (!source.identity.empty()) read.push_back(identity_path(inputs.study, source));
  }
  for (const std::string& file : read) {
    const fs::path below = fs::weakly_canonical(file, error).lexically_relative(folder);
    if (!below.empty() && *below.begin() != ".." && fs::exists(file, error))
      return core::fail(kInputInsideOutput, {.file = out}, {{"file", fs::path(file).filename().string()}});
  }
  return {};
}

Done make_folders(core::OutputFolder& out, bool rows) {
  for (const char* folder : {"inside", "inside/counts", "inside/mapping"}) PALERMO_CHECK_DONE(out.make_folder(folder, kPrivateFolder));
  if (rows) PALERMO_CHECK_DONE(out.make_folder("inside/rows", kPrivateFolder));
  PALERMO_CHECK_DONE(out.write("inside/.gitignore", kGitIgnore, kPrivateFile));
  PALERMO_CHECK_DONE(out.make_folder("outside", 0755));
  return out.make_folder("outside/report", 0755);
}

// Whether a category of the dimension year is a year outside the period.
bool lies_outside(const core::Interval<core::Day>& period, const std::string& year) {
  if (year.size() != 4 || year.find_first_not_of("0123456789") != std::string::npos) return false;
  const int number = std::stoi(year);
  return (period.min && number < core::year_of(*period.min)) || (period.max && number > core::year_of(*period.max));
}

std::vector<SourceNotice> notices_of(const publish::Results& results, const StudyFile& study, const fs::path& out) {
  std::vector<SourceNotice> notices;
  for (std::size_t s = 0; s < results.sources.size(); ++s) {
    const publish::SourceResults& source = results.sources[s];
    SourceNotice notice{source.id, {}, source.rows_set_aside > 0, false, (out / mapping_path(study.sources[s])).string()};
    for (const publish::ColumnReport& column : source.columns)
      if (column.not_understood > 0) notice.not_understood.push_back(column.column);
    if (const auto years = source.records_by.find("year"); years != source.records_by.end())
      for (const auto& [year, records] : years->second) notice.outside_period |= records > 0 && lies_outside(study.period_days, year);
    if (!notice.not_understood.empty() || notice.set_aside || notice.outside_period) notices.push_back(std::move(notice));
  }
  return notices;
}

}  // namespace

Result<RunResult> run_study(const RunOptions& options, const core::Catalogue& catalogue, core::Progress& progress) {
  PALERMO_TRY(const Inputs inputs, load_inputs(options.study, options.data_folder));
  PALERMO_CHECK_DONE(check_output(options.out, inputs, options.study));
  PALERMO_TRY(auto out, core::OutputFolder::open(options.out, "study"));
  PALERMO_CHECK_DONE(make_folders(out, inputs.study.inside_rows));
  Receipt receipt{inputs.study.id, inputs.study.content_hash, inputs.law_sha256, std::string(core::version()), {}};
  const std::optional<Receipt> earlier = earlier_receipt(out.earlier());
  Run run{options, inputs, out, earlier, receipt};
  publish::Results results = describe(inputs);
  for (std::size_t s = 0; s < inputs.study.sources.size(); ++s) {
    PALERMO_TRY(auto counted, count(run, s, progress));
    results.sources.push_back(std::move(counted));
  }
  PALERMO_TRY(results.chain, run_chain(run, catalogue, progress));
  PALERMO_TRY(auto shown, publish_results(run, results, catalogue));
  PALERMO_CHECK_DONE(out.write("inside/receipt.json", inside_json(to_value(receipt)), kPrivateFile));
  PALERMO_CHECK_DONE(out.commit());
  const fs::path written = options.out;
  return RunResult{std::move(shown), std::move(receipt), (written / "outside/report/index.html").string(), (written / "inside").string(),
                   notices_of(results, inputs.study, written)};
}

}  // namespace palermo::study
