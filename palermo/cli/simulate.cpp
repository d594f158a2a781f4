// SPDX-License-Identifier: Apache-2.0
// palermo simulate world | cases | lists (tables: simulate_tables.cpp): invented data with a known truth, for demonstrations, tests and measurements.
#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

#include "palermo/cli/context.hpp"
#include "palermo/cli/simulate_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/simulate/cases.hpp"
#include "palermo/simulate/lists.hpp"
#include "palermo/simulate/lists_stream.hpp"
#include "palermo/simulate/world.hpp"

namespace palermo::cli {
namespace {

constexpr std::string_view kWorldMark = "world";
constexpr std::string_view kWorldExample = "palermo simulate world --seed 7 --persons 500 --out world/";
constexpr std::string_view kListsMark = "lists";
constexpr std::string_view kCasesExample = "palermo simulate cases --seed 7 --rows 100000 --out cases.csv.gz";
constexpr std::string_view kListsExample = "palermo simulate lists --seed 7 --people 400 --out lists/";

struct WorldCall {
  simulate::WorldOptions options;
  std::string out;
};

struct CasesCall {
  simulate::CasesOptions options;
  std::string out;
};

// What was not said on the command line stays as the configuration, or the default, has it.
struct ListsCall {
  std::uint64_t seed = 1;
  std::optional<std::int64_t> people;
  std::optional<std::int64_t> one_list;
  std::optional<double> duplicates;
  std::string config;
  std::string out;
};

core::Value answer(std::string_view kind, std::uint64_t seed, std::string_view out) {
  core::Value value;
  value.set("format", "palermo-simulated/1");
  value.set("kind", kind);
  value.set("simulated", true);
  value.set("seed", static_cast<std::int64_t>(seed));
  value.set("out", out);
  return value;
}

core::Done make_world(const WorldCall& call, core::Progress& progress) {
  auto folder = core::OutputFolder::open(call.out, kWorldMark);
  if (!folder) return core::fail(std::move(folder.error()));
  PALERMO_CHECK_DONE(simulate::write_world(call.options, *folder, progress));
  return folder->commit();
}

int run_world(Context& context, const WorldCall& call) {
  if (auto done = make_world(call, context.progress()); !done) return context.fail(done.error());
  if (context.json()) return context.print_json(answer("world", call.options.seed, call.out));
  return context.print(context.text("cli.simulate.world_done", {{"out", call.out}}));
}

int run_cases(Context& context, const CasesCall& call) {
  if (auto done = simulate::write_cases(call.options, call.out, context.progress()); !done)
    return context.fail(done.error());
  if (context.json()) return context.print_json(answer("cases", call.options.seed, call.out));
  return context.print(context.text("cli.simulate.cases_done", {{"out", call.out}}));
}

core::Result<simulate::ListsOptions> lists_options(const ListsCall& call) {
  simulate::ListsOptions options = simulate::default_lists();
  if (!call.config.empty()) {
    PALERMO_TRY(const std::string text, core::read_file(call.config, core::kHandWritten));
    PALERMO_TRY(options, simulate::parse_lists_options(text, call.config));
  }
  options.seed = call.seed;
  options.people = call.people.value_or(options.people);
  options.duplicates = call.duplicates.value_or(options.duplicates);
  return options;
}

// How many records were made.
core::Result<std::int64_t> make_lists(const ListsCall& call, const std::string& data, core::Progress& progress) {
  PALERMO_TRY(simulate::ListsOptions options, lists_options(call));
  PALERMO_TRY(const simulate::NameBook book, simulate::NameBook::read(data + "/simulate/names"));
  std::int64_t records = 0;
  if (call.one_list) {
    const simulate::OneListOptions one{.lists = std::move(options), .records = *call.one_list};
    PALERMO_CHECK_DONE(simulate::check(one, book));
    PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, kListsMark));
    PALERMO_CHECK_DONE(simulate::write_one_list(book, one, folder, progress));
    PALERMO_CHECK_DONE(folder.commit());
    return one.records;
  }
  PALERMO_TRY(const simulate::InventedLists made, simulate::invent_lists(book, options, progress));
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, kListsMark));
  PALERMO_CHECK_DONE(simulate::write_lists(made, folder, progress));
  PALERMO_CHECK_DONE(folder.commit());
  for (const simulate::InventedList& list : made.lists) records += static_cast<std::int64_t>(list.rows.size());
  return records;
}

int run_lists(Context& context, const ListsCall& call) {
  const auto records = make_lists(call, context.data_folder(), context.progress());
  if (!records) return context.fail(records.error());
  if (context.json()) {
    core::Value value = answer(call.one_list ? "one_list" : "lists", call.seed, call.out);
    value.set("records", *records);
    return context.print_json(value);
  }
  return context.print(context.text("cli.simulate.lists_done", {{"out", call.out}, {"records", *records}}));
}

void add_world(CLI::App& family, Context& context) {
  auto call = std::make_shared<WorldCall>();
  CLI::App& verb = add_verb(family, context, "simulate.world", kWorldExample,
                            [&context, call] { return run_world(context, *call); });
  verb.add_option("--seed", call->options.seed, context.text("verb.simulate.seed"))->option_text("S")->capture_default_str();
  verb.add_option("--persons", call->options.persons, context.text("verb.simulate.persons"))->option_text("N")->capture_default_str();
  verb.add_option("--out", call->out, context.text("verb.simulate.world.out"))->option_text("DIR")->required();
}

void add_cases(CLI::App& family, Context& context) {
  auto call = std::make_shared<CasesCall>();
  CLI::App& verb = add_verb(family, context, "simulate.cases", kCasesExample,
                            [&context, call] { return run_cases(context, *call); });
  verb.add_option("--seed", call->options.seed, context.text("verb.simulate.seed"))->option_text("S")->capture_default_str();
  verb.add_option("--rows", call->options.rows, context.text("verb.simulate.rows"))->option_text("N")->capture_default_str();
  verb.add_option("--out", call->out, context.text("verb.simulate.cases.out"))->option_text("FILE")->required();
  verb.add_flag("--replace", call->options.replace, context.text("verb.simulate.cases.replace"));
}

void add_lists(CLI::App& family, Context& context) {
  auto call = std::make_shared<ListsCall>();
  CLI::App& verb = add_verb(family, context, "simulate.lists", kListsExample,
                            [&context, call] { return run_lists(context, *call); });
  const auto text = [&](std::string_view name) { return context.text("verb.simulate.lists." + std::string(name)); };
  verb.add_option("--seed", call->seed, context.text("verb.simulate.seed"))->option_text("S")->capture_default_str();
  CLI::Option* people = verb.add_option("--people", call->people, text("people"))->option_text("N");
  verb.add_option("--one-list", call->one_list, text("one_list"))->option_text("RECORDS")->excludes(people);
  verb.add_option("--duplicates", call->duplicates, text("duplicates"))->option_text("SHARE");
  verb.add_option("--config", call->config, text("config"))->option_text("FILE");
  verb.add_option("--out", call->out, text("out"))->option_text("DIR")->required();
}

}  // namespace

void add_simulate_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "simulate");
  add_world(family, context);
  add_cases(family, context);
  add_lists(family, context);
  add_simulate_samples(family, context);
  add_simulate_tables(family, context);
  add_simulate_case_table(family, context);
  add_simulate_study(family, context);
}

}  // namespace palermo::cli
