// SPDX-License-Identifier: Apache-2.0
// palermo simulate tables: an invented capture table with a stated truth, and the referrals on record beside it.
#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

#include "palermo/cli/context.hpp"
#include "palermo/cli/simulate_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/simulate/tables.hpp"

namespace palermo::cli {
namespace {

constexpr std::string_view kMark = "table";
constexpr std::string_view kExample = "palermo simulate tables --seed 7 --people 4000 --out table/";

// What was not said on the command line stays as the configuration, or the default, has it.
struct TablesCall {
  std::uint64_t seed = 1;
  std::optional<std::int64_t> people;
  std::optional<double> missed_links, false_links;
  std::string config;
  std::string out;
};

core::Result<simulate::TablesOptions> options_of(const TablesCall& call) {
  simulate::TablesOptions options = simulate::default_tables();
  if (!call.config.empty()) {
    PALERMO_TRY(const std::string text, core::read_file(call.config, core::kHandWritten));
    PALERMO_TRY(options, simulate::parse_tables_options(text, call.config));
  }
  options.seed = call.seed;
  options.people = call.people.value_or(options.people);
  options.missed_links = call.missed_links.value_or(options.missed_links);
  options.false_links = call.false_links.value_or(options.false_links);
  return options;
}

core::Result<simulate::InventedTable> make(const TablesCall& call, core::Progress& progress) {
  PALERMO_TRY(const simulate::TablesOptions options, options_of(call));
  PALERMO_TRY(simulate::InventedTable made, simulate::invent_table(options, progress));
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, kMark));
  PALERMO_CHECK_DONE(simulate::write_table(options, made, folder));
  PALERMO_CHECK_DONE(folder.commit());
  return made;
}

int run(Context& context, const TablesCall& call) {
  const auto made = make(call, context.progress());
  if (!made) return context.fail(made.error());
  if (!context.json())
    return context.print(context.text("cli.simulate.tables_done", {{"out", call.out}, {"people", made->people}, {"observed", made->table.observed()}}));
  core::Value value;
  value.set("format", "palermo-simulated/1");
  value.set("kind", "table");
  value.set("simulated", true);
  value.set("seed", static_cast<std::int64_t>(call.seed));
  value.set("out", call.out);
  value.set("people", made->people);
  value.set("observed", made->table.observed());
  return context.print_json(value);
}

}  // namespace

void add_simulate_tables(CLI::App& family, Context& context) {
  auto call = std::make_shared<TablesCall>();
  CLI::App& verb = add_verb(family, context, "simulate.tables", kExample, [&context, call] { return run(context, *call); });
  const auto text = [&](std::string_view name) { return context.text("verb.simulate.tables." + std::string(name)); };
  verb.add_option("--seed", call->seed, context.text("verb.simulate.seed"))->option_text("S")->capture_default_str();
  verb.add_option("--people", call->people, text("people"))->option_text("N");
  verb.add_option("--missed-links", call->missed_links, text("missed_links"))->option_text("SHARE");
  verb.add_option("--false-links", call->false_links, text("false_links"))->option_text("SHARE");
  verb.add_option("--config", call->config, text("config"))->option_text("FILE");
  verb.add_option("--out", call->out, text("out"))->option_text("DIR")->required();
}

}  // namespace palermo::cli
