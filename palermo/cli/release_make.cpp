// SPDX-License-Identifier: Apache-2.0
// palermo release make PLAN: from people to a release folder, by the ledger.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "palermo/cli/context.hpp"
#include "palermo/cli/release_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/publish/release_folder.hpp"
#include "palermo/publish/release_make.hpp"

namespace palermo::cli {
namespace {

using core::Result;
using core::Value;

inline constexpr core::ErrorKind kNoInput{"release.no_input", core::Exit::usage};

struct MakeCall {
  std::string plan, ledger, out;
  std::vector<std::string> inputs, keys, attacks;
  std::optional<std::uint64_t> seed;
};

Result<publish::ReleaseMade> made(Context& context, const MakeCall& call) {
  PALERMO_TRY(const publish::ReleasePlan plan, publish::read_plan(call.plan));
  std::vector<std::string> inputs = call.inputs;
  if (inputs.empty() && !plan.input_file.empty()) inputs.push_back((std::filesystem::path(call.plan).parent_path() / plan.input_file).string());
  if (inputs.empty()) return core::fail(kNoInput);
  PALERMO_TRY(const publish::ReleasePeople people, publish::read_people(plan, inputs, context.progress()));
  std::optional<privacy::TestSeed> seed;
  if (call.seed) seed = privacy::TestSeed{*call.seed};
  const publish::ReleaseRequest request{.plan = plan,
                                        .people = people,
                                        .ledger = call.ledger,
                                        .keys = call.keys,
                                        .now = utc_now(),
                                        .today = utc_today(),
                                        .seed = seed,
                                        .out = call.out,
                                        .attack_files = call.attacks};
  return publish::make_release(request, context.catalogue(), context.progress());
}

int run_make(Context& context, const MakeCall& call) {
  const auto release = made(context, call);
  if (!release) return context.fail(release.error());
  if (!context.json()) {
    std::string text = context.text("release.made", {{"out", call.out}, {"release", release->release}});
    if (release->test) text += "\nTEST – NOT PRIVATE";
    if (release->pair_error && release->pair_error->verdict() != privacy::PairError::Verdict::better)
      text += "\n" + context.text("release.report.pairs." + std::string(publish::word(release->pair_error->verdict())));
    if (!release->rows_agree) text += "\n" + context.text("release.report.agreement_poor");
    if (!release->test && release->signed_by.size() < publish::kSignatures) text += "\n" + context.text("release.made_unsigned");
    return context.print(text);
  }
  Value value, officers(Value::Array{});
  value.set("format", "palermo-release-made/1");
  value.set("release", release->release);
  value.set("out", call.out);
  value.set("test", release->test);
  value.set("rows", release->rows);
  value.set("rows_agree", release->rows_agree);
  value.set("pairs", release->pair_error ? core::Value(publish::word(release->pair_error->verdict())) : core::Value());
  value.set("counts", static_cast<std::int64_t>(release->counts.size()));
  value.set("epsilon", release->epsilon);
  value.set("delta", release->delta);
  value.set("rho", release->rho);
  for (const std::string& officer : release->signed_by) officers.push(officer);
  value.set("signed_by", std::move(officers));
  return context.print_json(value);
}

}  // namespace

void add_release_make(CLI::App& family, Context& context) {
  auto call = std::make_shared<MakeCall>();
  CLI::App& verb = add_verb(family, context, "release.make",
                            "palermo release make data/demo/release/plan.yaml --ledger register.ledger --key keys/first-officer.key --key keys/second-officer.key --out release/",
                            [&context, call] { return run_make(context, *call); });
  const auto text = [&](std::string_view key) { return context.text("verb.release.make." + std::string(key)); };
  verb.add_option("PLAN", call->plan, context.text("verb.release.plan.plan"))->required();
  verb.add_option("--input", call->inputs, text("input"))->option_text("FILE");
  verb.add_option("--ledger", call->ledger, text("ledger"))->option_text("FILE");
  verb.add_option("--key", call->keys, text("key"))->option_text("FILE");
  verb.add_option("--seed", call->seed, text("seed"))->option_text("N");
  verb.add_option("--attack", call->attacks, text("attack"))->option_text("FILE");
  verb.add_option("--out", call->out, text("out"))->option_text("DIR")->required();
}

}  // namespace palermo::cli
