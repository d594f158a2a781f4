// SPDX-License-Identifier: Apache-2.0
// palermo release ledger open | show | verify | sign: what was ever published about the people of a register.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/release_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/random.hpp"
#include "palermo/core/table.hpp"
#include "palermo/publish/ledger_file.hpp"
#include "palermo/publish/ledger_limits.hpp"
#include "palermo/publish/plan_file.hpp"

namespace palermo::cli {
namespace {

using core::Done;
using core::Result;

struct LedgerCall {
  std::string ledger, settings, out, key, plan;
  std::vector<std::string> officers, manifests;
};

Result<publish::Ledger> opened(const LedgerCall& call) {
  std::vector<publish::Officer> officers;
  for (const std::string& file : call.officers) {
    PALERMO_TRY(const std::string text, core::read_file(file, core::kHandWritten));
    PALERMO_TRY(publish::Officer officer, publish::parse_public_key(text, file));
    officers.push_back(std::move(officer));
  }
  PALERMO_TRY(const std::string text, core::read_file(call.settings, core::kHandWritten));
  PALERMO_TRY(publish::Opened settings, publish::parse_limits(text, call.settings, std::move(officers)));
  PALERMO_TRY(const publish::LedgerFile file, publish::LedgerFile::create(call.out, publish::Ledger::opening(std::move(settings), core::secret_hex(16), utc_now())));
  return file.ledger();
}

Result<publish::Ledger> shown(const LedgerCall& call) { return publish::read_ledger(call.ledger); }

// A manifest names the line of its intent: a ledger that lost it was cut off, or is another.
Done check_manifest(const publish::Ledger& ledger, const std::string& path) {
  PALERMO_TRY(const std::string text, core::read_file(path));
  PALERMO_TRY(const core::Value manifest, core::parse_json(text, path));
  const core::Value& place = manifest["ledger"];
  const std::int64_t number = place["number"].is_int() ? place["number"].as_int() : 0;
  const bool there = number >= 1 && number <= ledger.size() && place["hash"] == core::Value(ledger.hash_of(number));
  if (!there || !(place["id"] == core::Value(ledger.id()))) return core::fail(publish::kCutShort, {.file = path}, {{"number", std::to_string(number)}, {"witness", path}});
  return {};
}

Result<publish::Ledger> verified(const LedgerCall& call) {
  PALERMO_TRY(publish::Ledger ledger, publish::read_ledger(call.ledger));
  if (!call.key.empty()) PALERMO_CHECK_DONE(publish::check_seen(call.key, ledger));
  for (const std::string& manifest : call.manifests) PALERMO_CHECK_DONE(check_manifest(ledger, manifest));
  return ledger;
}

Result<publish::Ledger> signed_by(const LedgerCall& call) {
  std::string plan;
  if (!call.plan.empty()) {
    PALERMO_TRY(const publish::ReleasePlan read, publish::read_plan(call.plan));
    plan = read.hash;
  }
  PALERMO_TRY(publish::LedgerFile file, publish::LedgerFile::open(call.ledger));
  PALERMO_CHECK_DONE(file.sign(call.key, plan, utc_now()));
  return file.ledger();
}

int answer(Context& context, const Result<publish::Ledger>& ledger, std::string_view said) {
  if (!ledger) return context.fail(ledger.error());
  if (context.json()) return context.print_json(publish::ledger_state(*ledger));
  return context.print(context.text("release.ledger." + std::string(said), {{"lines", ledger->size()}}) + "\n\n" + ledger_text(context, *ledger));
}

}  // namespace

std::string ledger_text(const Context& context, const publish::Ledger& ledger) {
  const auto text = [&](std::string_view key, const std::vector<core::Arg>& args = {}) { return context.text("release.ledger." + std::string(key), args); };
  const publish::Limits& limits = ledger.opened().limits;
  std::string out = text("register", {{"register", ledger.opened().register_name}}) + "\n";
  out += text("limits", {{"year", fmt::format("{:g}", limits.epsilon_per_year)}, {"ever", fmt::format("{:g}", limits.epsilon_ever)}, {"delta", fmt::format("{:g}", limits.delta)}}) + "\n";
  out += text("spent", {{"spent", fmt::format("{:.4f}", ledger.spent().ever.to_double())}, {"limit", fmt::format("{:.4f}", limits.ever.to_double())}}) + "\n";
  if (ledger.releases().empty()) return out + text("nothing");
  core::Table table{.caption = text("releases"), .columns = {{text("column.release")}, {text("column.period")}, {text("column.rho"), true}, {text("column.state")}}, .rows = {}};
  for (const publish::LedgerRelease& release : ledger.releases()) {
    const std::string state = release.interrupted() ? "interrupted" : release.released() ? "released" : "unsigned";
    table.rows.push_back({release.intent.release, fmt::format("{}–{}", release.intent.first_year, release.intent.last_year), fmt::format("{:.4f}", release.intent.rho.to_double()),
                          text("state." + state)});
  }
  return out + "\n" + core::to_plain_text(table);
}

void add_release_ledger(CLI::App& parent, Context& context) {
  CLI::App& family = add_family(parent, context, "release.ledger");
  const auto call = [] { return std::make_shared<LedgerCall>(); };
  const auto text = [&](std::string_view key) { return context.text("verb.release.ledger." + std::string(key)); };

  auto open = call();
  CLI::App& open_verb = add_verb(family, context, "release.ledger.open",
                                 "palermo release ledger open data/demo/release/ledger.yaml --officer keys/first-officer.pub --officer keys/second-officer.pub --out register.ledger",
                                 [&context, open] { return answer(context, opened(*open), "opened"); });
  open_verb.add_option("SETTINGS", open->settings, text("settings"))->required();
  open_verb.add_option("--officer", open->officers, text("officer"))->option_text("FILE")->required();
  open_verb.add_option("--out", open->out, text("out"))->option_text("FILE")->required();

  auto sign = call();
  CLI::App& sign_verb = add_verb(family, context, "release.ledger.sign", "palermo release ledger sign register.ledger --key keys/first-officer.key --plan data/demo/release/plan.yaml",
                                 [&context, sign] { return answer(context, signed_by(*sign), "signed"); });
  sign_verb.add_option("LEDGER", sign->ledger, text("ledger"))->required();
  sign_verb.add_option("--key", sign->key, text("key"))->option_text("FILE")->required();
  sign_verb.add_option("--plan", sign->plan, text("plan"))->option_text("FILE");

  auto show = call();
  CLI::App& show_verb = add_verb(family, context, "release.ledger.show", "palermo release ledger show register.ledger", [&context, show] { return answer(context, shown(*show), "shown"); });
  show_verb.add_option("LEDGER", show->ledger, text("ledger"))->required();

  auto verify = call();
  CLI::App& verify_verb = add_verb(family, context, "release.ledger.verify", "palermo release ledger verify register.ledger --key keys/first-officer.key",
                                   [&context, verify] { return answer(context, verified(*verify), "verified"); });
  verify_verb.add_option("LEDGER", verify->ledger, text("ledger"))->required();
  verify_verb.add_option("--key", verify->key, text("key_seen"))->option_text("FILE");
  verify_verb.add_option("--manifest", verify->manifests, text("manifest"))->option_text("FILE");
}

}  // namespace palermo::cli
