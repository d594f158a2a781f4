// SPDX-License-Identifier: Apache-2.0
// palermo release key ROLE...: a key for each officer, in two files.
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/release_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/output.hpp"
#include "palermo/publish/release_key.hpp"

namespace palermo::cli {
namespace {

struct KeyCall {
  std::vector<std::string> names;
  std::string out;
};

std::string file_of(const KeyCall& call, const std::string& name, std::string_view ending) { return (std::filesystem::path(call.out) / (name + std::string(ending))).string(); }

core::Result<std::vector<publish::Officer>> made(const KeyCall& call) {
  std::vector<publish::SigningKey> keys;
  for (const std::string& name : call.names) {
    PALERMO_TRY(publish::SigningKey key, publish::SigningKey::fresh(name));
    keys.push_back(std::move(key));
  }
  std::error_code error;
  if (std::filesystem::create_directory(call.out, error)) std::filesystem::permissions(call.out, std::filesystem::perms::owner_all, error);
  std::vector<publish::Officer> officers;
  for (const publish::SigningKey& key : keys) {
    const std::string secret = key.to_text(), open = publish::public_key_text(key.officer());
    PALERMO_CHECK_DONE(core::write_files({{file_of(call, key.officer().name, ".key"), secret}}, {.mode = 0600}));
    PALERMO_CHECK_DONE(core::write_files({{file_of(call, key.officer().name, ".pub"), open}}, {.mode = 0644}));
    officers.push_back(key.officer());
  }
  return officers;
}

int run_key(Context& context, const KeyCall& call) {
  const auto officers = made(call);
  if (!officers) return context.fail(officers.error());
  if (!context.json()) return context.print(context.text("release.key_made", {{"keys", static_cast<std::int64_t>(officers->size())}, {"out", call.out}}));
  core::Value value, keys(core::Value::Array{});
  value.set("format", "palermo-release-key-made/1");
  for (const publish::Officer& officer : *officers) {
    core::Value one;
    one.set("name", officer.name);
    one.set("key", publish::hex_of(officer.key));
    one.set("secret_file", file_of(call, officer.name, ".key"));
    one.set("public_file", file_of(call, officer.name, ".pub"));
    keys.push(std::move(one));
  }
  value.set("keys", std::move(keys));
  return context.print_json(value);
}

}  // namespace

void add_release_key(CLI::App& family, Context& context) {
  auto call = std::make_shared<KeyCall>();
  CLI::App& verb = add_verb(family, context, "release.key", "palermo release key first-officer second-officer --out keys/", [&context, call] { return run_key(context, *call); });
  verb.add_option("ROLE", call->names, context.text("verb.release.key.name"))->required();
  verb.add_option("--out", call->out, context.text("verb.release.key.out"))->option_text("DIR")->required();
}

}  // namespace palermo::cli
