// SPDX-License-Identifier: Apache-2.0
// palermo simulate world | cases: invented data with a known truth, for demonstrations, tests and measurements.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/output.hpp"
#include "palermo/simulate/cases.hpp"
#include "palermo/simulate/world.hpp"

namespace palermo::cli {
namespace {

constexpr std::string_view kWorldMark = "world";
constexpr std::string_view kWorldExample = "palermo simulate world --seed 7 --persons 500 --out world/";
constexpr std::string_view kCasesExample = "palermo simulate cases --seed 7 --rows 100000 --out cases.csv.gz";

struct WorldCall {
  simulate::WorldOptions options;
  std::string out;
};

struct CasesCall {
  simulate::CasesOptions options;
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

}  // namespace

void add_simulate_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "simulate");
  add_world(family, context);
  add_cases(family, context);
}

}  // namespace palermo::cli
