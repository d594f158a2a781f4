// SPDX-License-Identifier: Apache-2.0
// palermo simulate samples: invented samples of a hidden group for the other routes to a number, with what was true beside them.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/simulate_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/output.hpp"
#include "palermo/simulate/samples.hpp"

namespace palermo::cli {
namespace {

constexpr std::string_view kMark = "samples";

struct SamplesCall {
  simulate::SamplesOptions options;
  std::string out;
};

core::Done make(const SamplesCall& call, core::Progress& progress) {
  PALERMO_TRY(const simulate::InventedSamples made, simulate::invent_samples(call.options, progress));
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, kMark));
  PALERMO_CHECK_DONE(simulate::write_samples(made, folder));
  return folder.commit();
}

int run(Context& context, const SamplesCall& call) {
  if (const auto done = make(call, context.progress()); !done) return context.fail(done.error());
  if (!context.json())
    return context.print(context.text("cli.simulate.samples_done", {{"out", call.out}, {"people", std::int64_t{call.options.members}}}));
  core::Value value;
  value.set("format", "palermo-simulated/1");
  value.set("kind", "samples");
  value.set("simulated", true);
  value.set("seed", static_cast<std::int64_t>(call.options.seed));
  value.set("out", call.out);
  value.set("people", call.options.members);
  return context.print_json(value);
}

}  // namespace

void add_simulate_samples(CLI::App& family, Context& context) {
  auto call = std::make_shared<SamplesCall>();
  CLI::App& verb = add_verb(family, context, "simulate.samples", "palermo simulate samples --seed 7 --out samples/", [&context, call] { return run(context, *call); });
  const auto text = [&](std::string_view name) { return context.text("verb.simulate.samples." + std::string(name)); };
  verb.add_option("--seed", call->options.seed, context.text("verb.simulate.seed"))->option_text("S")->capture_default_str();
  verb.add_option("--members", call->options.members, text("members"))->option_text("N")->capture_default_str();
  verb.add_option("--population", call->options.population, text("population"))->option_text("N")->capture_default_str();
  verb.add_option("--recruited", call->options.recruited, text("recruited"))->option_text("N")->capture_default_str();
  verb.add_option("--asked", call->options.asked, text("asked"))->option_text("N")->capture_default_str();
  verb.add_option("--aware", call->options.aware, text("aware"))->option_text("SHARE")->capture_default_str();
  verb.add_option("--out", call->out, text("out"))->option_text("DIR")->required();
}

}  // namespace palermo::cli
