// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/chain_release.hpp"

#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/schema.hpp"

namespace palermo::study {
namespace {

namespace fs = std::filesystem;
using core::Result;
using core::Value;

constexpr std::string_view kFormat = "palermo-chain-release/1";

Result<publish::ReleasePeople> people_of(const publish::ReleasePlan& plan, std::string_view rows, core::Progress& progress) {
  rows.remove_prefix(rows.find('\n') + 1);  // the line "not for release"
  privacy::PersonReader reader(plan.codebook);
  const core::CsvSink sink{.header = [&](const std::vector<std::string>& header) { return reader.header(header); },
                           .row = [&](std::int64_t, std::span<const std::string_view> fields) -> core::Done {
                             reader.add(fields);
                             return {};
                           }};
  const auto source = core::from_memory(rows, "release_rows.csv");
  PALERMO_TRY(const core::CsvSummary summary, core::read_csv(*source, {}, sink, progress));
  (void)summary;
  return publish::chosen(plan, {std::move(reader).finish(), {}});
}

}  // namespace

std::string release_path(const StudyFile& study, const std::string& file) {
  return file.empty() || fs::path(file).is_absolute() || study.folder.empty() ? file : (fs::path(study.folder) / file).string();
}

Result<publish::ChainRelease> release_people(const ReleaseCall& call, std::string_view rows, const core::Catalogue& catalogue, core::Progress& progress) {
  const ReleaseSettings& settings = *call.study.chain.release;
  PALERMO_TRY(const publish::ReleasePeople people, people_of(call.plan, rows, progress));
  std::vector<std::string> keys;
  for (const std::string& key : settings.keys) keys.push_back(release_path(call.study, key));
  std::optional<privacy::TestSeed> seed;
  if (settings.test_seed) seed = privacy::TestSeed{*settings.test_seed};
  PALERMO_TRY(const publish::ReleaseMade made,
              publish::make_release({.plan = call.plan, .people = people, .ledger = release_path(call.study, settings.ledger), .keys = keys, .now = call.now,
                                     .today = call.today, .seed = seed, .out = call.out, .attack_files = {}},
                                    catalogue, progress));
  return publish::ChainRelease{made.release, made.epsilon, made.delta, made.test};
}

Value to_value(const publish::ChainRelease& release) {
  Value value;
  value.set("not for release", true);
  value.set("format", kFormat);
  value.set("release", release.id);
  value.set("epsilon", release.epsilon);
  value.set("delta", release.delta);
  value.set("test", release.test);
  return value;
}

Result<publish::ChainRelease> parse_chain_release(const Value& document) {
  core::Reader reader(document, "release");
  publish::ChainRelease release;
  reader.ignore("not for release");
  (void)reader.choice("format", {std::string(kFormat)}, "");
  release.id = reader.text("release");
  const auto number = [&](std::string_view key) {
    const Value* found = reader.any(key);
    return found && found->is_number() ? found->as_number() : 0.0;
  };
  release.epsilon = number("epsilon");
  release.delta = number("delta");
  release.test = reader.flag("test", false);
  PALERMO_CHECK_DONE(reader.finish());
  return release;
}

}  // namespace palermo::study
