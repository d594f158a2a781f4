// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/chain_run.hpp"

#include <algorithm>
#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/study/chain_estimate.hpp"
#include "palermo/study/chain_json.hpp"
#include "palermo/study/chain_release.hpp"
#include "palermo/study/people_rows.hpp"
#include "palermo/study/release_rows.hpp"

namespace palermo::study {
namespace {

namespace fs = std::filesystem;
using core::Done;
using core::Result;

constexpr const char* kTables = "inside/link/tables.json";
constexpr const char* kPeople = "inside/link/people.jsonl";
constexpr const char* kRows = "inside/link/release_rows.csv";
constexpr const char* kMade = "inside/release/made.json";
constexpr const char* kRelease = "outside/release";
constexpr const char* kEstimate = "inside/estimate/estimate.json";

// Every file that linking reads, with its digest: names and cases of each source.
Result<std::vector<core::InputFile>> linked_files(const Inputs& inputs) {
  std::vector<core::InputFile> files;
  const auto add = [&](const std::string& path) -> Done {
    PALERMO_TRY(std::string sha256, core::sha256_file(path));
    std::error_code error;
    files.push_back({fs::path(path).filename().string(), std::move(sha256), static_cast<std::int64_t>(fs::file_size(path, error))});
    return {};
  };
  for (std::size_t s = 0; s < inputs.study.sources.size(); ++s) {
    PALERMO_CHECK_DONE(add(identity_path(inputs.study, inputs.study.sources[s])));
    PALERMO_CHECK_DONE(add(inputs.source_paths[s]));
  }
  return files;
}

std::string link_key(const Inputs& inputs, const std::vector<core::InputFile>& files) {
  const LinkSettings& link = *inputs.study.chain.link;
  std::vector<std::string> parts = {settings_key(inputs), std::string(kLinkedTablesFormat), std::to_string(link.seed), std::to_string(link.draws)};
  for (const core::InputFile& file : files) parts.push_back(file.sha256);
  for (const intake::Mapping& mapping : inputs.mappings) parts.push_back(mapping.content_hash);
  for (const Source& source : inputs.study.sources)
    for (const std::string& part : {source.id, source.role, source.key, source.consent, std::string(source.duplicate_free ? "once" : "")}) parts.push_back(part);
  if (inputs.study.chain.release)
    for (const auto& [column, from] : inputs.study.chain.release->columns) parts.push_back(column + " = " + from);
  return key_of(parts);
}

Result<CaseFacts> read_cases(const Inputs& inputs, core::Progress& progress) {
  CaseFacts cases(inputs.corpus.vocabulary(), inputs.study.readings.size(), inputs.plan.tables);
  for (std::size_t s = 0; s < inputs.study.sources.size(); ++s)
    PALERMO_CHECK_DONE(read_case_facts(cases, s, inputs.study.sources[s], inputs.source_paths[s], inputs.corpus, inputs.countries, inputs.mappings[s],
                                       inputs.study.readings, progress));
  return cases;
}

// The names live in this function and end with it.
Result<Linkage> who_is_who(const Run& run, core::Progress& progress) {
  const StudyFile& study = run.inputs.study;
  PALERMO_TRY(const link::AdmittedLists lists, admit_lists(study));
  PALERMO_TRY(const Identities identities, read_identities(study, lists, run.options.data_folder, progress));
  return link_people(identities, lists, *study.chain.link, progress);
}

Result<LinkedTables> link_stage(Run& run, core::Progress& progress) {
  const Inputs& inputs = run.inputs;
  PALERMO_TRY(auto files, linked_files(inputs));
  Stage stage;
  stage.name = "link";
  stage.key = link_key(inputs, files);
  PALERMO_TRY(const bool reused, take_over(run, stage.name, stage.key));
  if (reused) {
    PALERMO_TRY(const std::string text, core::read_file(run.out.path_of(kTables)));
    PALERMO_TRY(const core::Value document, core::parse_json(text, kTables));
    return parse_linked_tables(document);
  }
  PALERMO_TRY(const Linkage linkage, who_is_who(run, progress));
  PALERMO_TRY(const CaseFacts cases, read_cases(inputs, progress));
  PALERMO_TRY(const Roster roster, make_roster(linkage, cases, inputs.study));
  PALERMO_TRY(LinkedTables tables, linked_tables(inputs.corpus, inputs.plan, inputs.study, cases, roster, linkage, progress));
  stage.inputs = std::move(files);
  stage.rows_read = stage.records = tables.records;
  PALERMO_CHECK_DONE(write_output(run, stage, kTables, inside_json(to_value(tables)), kPrivateFile));
  if (inputs.study.inside_rows)
    PALERMO_CHECK_DONE(write_output(run, stage, kPeople, people_lines(inputs.corpus.vocabulary(), inputs.study, cases, roster), kPrivateFile));
  if (inputs.study.chain.release) {
    PALERMO_TRY(const auto columns, release_columns(inputs.study, inputs.plan));
    PALERMO_TRY(const std::string rows, release_rows(inputs.corpus, inputs.plan, inputs.study, cases, roster, columns, progress));
    PALERMO_CHECK_DONE(write_output(run, stage, kRows, rows, kPrivateFile));
  }
  run.receipt.stages.push_back(std::move(stage));
  return tables;
}

Result<std::vector<publish::ChainEstimate>> estimate_stage(Run& run, const LinkedTables& tables, core::Progress& progress) {
  const EstimateSettings& settings = *run.inputs.study.chain.estimate;
  PALERMO_TRY(const VerdictRules rules, load_verdict_rules(run.options.data_folder));
  const auto link = std::find_if(run.receipt.stages.begin(), run.receipt.stages.end(), [](const Stage& one) { return one.name == "link"; });
  Stage stage;
  stage.name = "estimate";
  stage.inputs = {{link->outputs.front().path, link->outputs.front().sha256, 0}, {"verdict.yaml", rules.sha256, 0}};
  stage.key = key_of({std::string(core::version()), std::string(kChainEstimateFormat), link->outputs.front().sha256, rules.sha256,
                      std::to_string(settings.seed), std::to_string(settings.tables), std::to_string(settings.replicates)});
  PALERMO_TRY(const bool reused, take_over(run, stage.name, stage.key));
  if (reused) {
    PALERMO_TRY(const std::string text, core::read_file(run.out.path_of(kEstimate)));
    PALERMO_TRY(const core::Value document, core::parse_json(text, kEstimate));
    return parse_chain_estimates(document);
  }
  PALERMO_TRY(auto estimates, estimate_chain(tables, rules.rules, settings, progress));
  PALERMO_CHECK_DONE(write_output(run, stage, kEstimate, inside_json(to_value(estimates)), kPrivateFile));
  run.receipt.stages.push_back(std::move(stage));
  return estimates;
}

// Every file of the release, with its digest.
Done add_outputs(const Run& run, Stage& stage) {
  std::vector<std::string> paths;
  const fs::path root = run.out.path_of("");
  for (const auto& entry : fs::recursive_directory_iterator(run.out.path_of(kRelease)))
    if (entry.is_regular_file()) paths.push_back(entry.path().lexically_relative(root).generic_string());
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    PALERMO_TRY(std::string sha256, core::sha256_file(run.out.path_of(path)));
    stage.outputs.push_back({path, std::move(sha256)});
  }
  return {};
}

Result<publish::ChainRelease> release_stage(Run& run, const core::Catalogue& catalogue, core::Progress& progress) {
  const StudyFile& study = run.inputs.study;
  const ReleaseSettings& settings = *study.chain.release;
  PALERMO_TRY(const publish::ReleasePlan plan, publish::read_plan(release_path(study, settings.plan)));
  PALERMO_TRY(const std::string rows, core::read_file(run.out.path_of(kRows)));
  const std::string digest = core::sha256_hex(rows);
  Stage stage;
  stage.name = "release";
  stage.inputs = {{kRows, digest, 0}, {fs::path(settings.plan).filename().string(), plan.hash, 0}};
  stage.key = key_of({std::string(core::version()), digest, plan.hash, settings.ledger, settings.test_seed ? std::to_string(*settings.test_seed) : "",
                      catalogue.language()});
  PALERMO_TRY(const bool reused, take_over(run, stage.name, stage.key));
  if (reused) {
    PALERMO_TRY(const std::string text, core::read_file(run.out.path_of(kMade)));
    PALERMO_TRY(const core::Value document, core::parse_json(text, kMade));
    return parse_chain_release(document);
  }
  PALERMO_TRY(publish::ChainRelease made,
              release_people({study, plan, run.options.now, run.options.today, run.out.path_of(kRelease)}, rows, catalogue, progress));
  PALERMO_CHECK_DONE(write_output(run, stage, kMade, inside_json(to_value(made)), kPrivateFile));
  PALERMO_CHECK_DONE(add_outputs(run, stage));
  run.receipt.stages.push_back(std::move(stage));
  return made;
}

publish::ChainResults results_of(const LinkedTables& tables) {
  publish::ChainResults results;
  results.lists = tables.lists;
  results.records = tables.records;
  results.linkable = tables.linkable;
  results.without_name = tables.without_name;
  results.without_case = tables.without_case;
  results.people = results.people_least = results.people_most = tables.people;
  for (const std::int64_t people : tables.people_drawn) {
    results.people_least = std::min(results.people_least, people);
    results.people_most = std::max(results.people_most, people);
  }
  results.draws = static_cast<std::int64_t>(tables.people_drawn.size());
  results.contradictions = tables.contradictions;
  results.contradicted_people = tables.contradicted_people;
  return results;
}

}  // namespace

Result<std::optional<publish::ChainResults>> run_chain(Run& run, const core::Catalogue& catalogue, core::Progress& progress) {
  const ChainSettings& chain = run.inputs.study.chain;
  if (!chain.link) return std::nullopt;
  PALERMO_CHECK_DONE(run.out.make_folder("inside/link", 0700));
  if (chain.estimate) PALERMO_CHECK_DONE(run.out.make_folder("inside/estimate", 0700));
  PALERMO_TRY(const LinkedTables tables, link_stage(run, progress));
  publish::ChainResults results = results_of(tables);
  if (chain.estimate) {
    PALERMO_TRY(results.estimates, estimate_stage(run, tables, progress));
  }
  if (chain.release) {
    PALERMO_CHECK_DONE(run.out.make_folder("inside/release", 0700));
    PALERMO_TRY(results.release, release_stage(run, catalogue, progress));
  }
  return std::optional<publish::ChainResults>(std::move(results));
}

}  // namespace palermo::study
