// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/chain_settings.hpp"

namespace palermo::study {
namespace {

using core::Done;
using core::Reader;
using core::Result;
using core::Value;

constexpr std::int64_t kMostDraws = 1000, kMostSeed = INT64_MAX;

Done take(Reader& reader, std::string_view key, std::int64_t least, std::int64_t most, std::int64_t& into) {
  const auto found = reader.optional_integer(key);
  if (!found) return {};
  if (*found < least || *found > most)
    return core::fail(kOutOfRange, reader.value()[key].place(),
                      {{"key", std::string(key)}, {"least", std::to_string(least)}, {"most", std::to_string(most)}});
  into = *found;
  return {};
}

Done take_seed(Reader& reader, std::uint64_t& into) {
  auto seed = static_cast<std::int64_t>(into);
  PALERMO_CHECK_DONE(take(reader, "seed", 0, kMostSeed, seed));
  into = static_cast<std::uint64_t>(seed);
  return {};
}

Result<LinkSettings> parse_link(const Value& node) {
  Reader reader(node, "link", core::Quote::settings);
  LinkSettings link;
  PALERMO_CHECK_DONE(take_seed(reader, link.seed));
  PALERMO_CHECK_DONE(take(reader, "draws", 1, kMostDraws, link.draws));
  PALERMO_CHECK_DONE(reader.finish());
  return link;
}

Result<EstimateSettings> parse_estimate(const Value& node) {
  Reader reader(node, "estimate", core::Quote::settings);
  EstimateSettings estimate;
  PALERMO_CHECK_DONE(take_seed(reader, estimate.seed));
  PALERMO_CHECK_DONE(take(reader, "tables", 2, 100, estimate.tables));
  PALERMO_CHECK_DONE(take(reader, "replicates", 20, 10'000, estimate.replicates));
  PALERMO_CHECK_DONE(reader.finish());
  return estimate;
}

Result<ReleaseSettings> parse_release(const Value& node) {
  Reader reader(node, "release", core::Quote::settings);
  ReleaseSettings release;
  release.place = node.place();
  release.plan = reader.text("plan");
  release.ledger = reader.optional_text("ledger").value_or("");
  release.keys = reader.texts("keys");
  if (reader.value().find("test_seed")) {
    std::int64_t seed = 0;
    PALERMO_CHECK_DONE(take(reader, "test_seed", 0, kMostSeed, seed));
    release.test_seed = static_cast<std::uint64_t>(seed);
  }
  const Value* columns = reader.object("columns");
  PALERMO_CHECK_DONE(reader.finish());
  if (!columns || columns->members().empty()) return core::fail(core::kMissingKey, node.place(), {{"what", "release"}, {"key", "columns"}});
  for (const auto& [column, from] : columns->members()) {
    if (!from.is_text()) return core::fail(kReleaseColumn, from.place(), {{"column", column}, {"found", ""}});
    release.columns.emplace_back(column, from.as_text());
  }
  return release;
}

}  // namespace

Result<ChainSettings> parse_chain(Reader& reader) {
  ChainSettings chain;
  const Value* link = reader.object("link");
  const Value* estimate = reader.object("estimate");
  const Value* release = reader.object("release");
  if (link) {
    PALERMO_TRY(chain.link, parse_link(*link));
  }
  if (estimate) {
    if (!link) return core::fail(kNeedsLink, estimate->place(), {{"stage", "estimate"}});
    PALERMO_TRY(chain.estimate, parse_estimate(*estimate));
  }
  if (release) {
    if (!link) return core::fail(kNeedsLink, release->place(), {{"stage", "release"}});
    PALERMO_TRY(chain.release, parse_release(*release));
  }
  return chain;
}

}  // namespace palermo::study
