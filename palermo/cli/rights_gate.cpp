// SPDX-License-Identifier: Apache-2.0
// palermo rights gate FILE [--pack FILE...]: what is missing and what stands against a return, for each person alone.
// Exit 3 (D26, D27) unless nothing is; no answer says that a return is in order, and exit 0 does not either: a line on
// stderr says so, also to a script that looks at nothing but the code. The answer is printed whatever the exit code:
// with --json it is the receipt. The clock is asked only to refuse a day of the gate that lies far ahead.
#include <CLI/CLI.hpp>

#include <chrono>
#include <filesystem>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/rights/gate_receipt.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {
namespace {

struct GateCall {
  std::string file;
  std::vector<std::string> packs;
};

core::Day today() {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return static_cast<core::Day>(days.time_since_epoch().count());
}

core::Result<core::Value> read_input(const std::string& path, std::string_view role,
                                     std::vector<rights::GateInput>& inputs) {
  const std::string name = std::filesystem::path(path).filename().string();
  PALERMO_TRY(const std::string text, core::read_file(path, core::kHandWritten));
  PALERMO_TRY(core::Value document, core::parse_yaml(text, name));
  inputs.push_back({role, core::sha256_hex(text), static_cast<std::int64_t>(text.size())});
  return document;
}

core::Result<rights::GateReceipt> answer(const Context& context, const GateCall& call) {
  std::vector<rights::GateInput> inputs;
  PALERMO_TRY(const core::Value document, read_input(call.file, "return", inputs));
  PALERMO_TRY(const rights::GateBatch batch, rights::parse_return(document, today()));
  std::vector<rights::GatePack> packs;
  for (const std::string& path : call.packs) {
    PALERMO_TRY(const core::Value pack_document, read_input(path, "pack", inputs));
    PALERMO_TRY(rights::GatePack pack, rights::parse_return_pack(pack_document));
    packs.push_back(std::move(pack));
  }
  PALERMO_TRY(std::vector<rights::GateAddedGround> added, rights::added_grounds(packs));
  PALERMO_TRY(const law::Corpus corpus, study::load_corpus(context.data_folder() + "/law"));
  PALERMO_TRY(rights::GateReceipt receipt,
              rights::gate(batch, std::move(added), corpus, rights::shortest_periods(packs)));
  receipt.inputs = std::move(inputs);
  return receipt;
}

core::Error refusal(const rights::GateReceipt& receipt) {
  if (receipt.members.size() == 1) return {rights::kGateClosed, {}, {}};
  return {rights::kGateBatchFlagged,
          {},
          {{"closed", std::to_string(receipt.closed())}, {"count", std::to_string(receipt.members.size())}}};
}

int run_gate(Context& context, const GateCall& call) {
  const auto receipt = answer(context, call);
  if (!receipt) return context.fail(receipt.error());
  if (context.json())
    rights::print_gate_json(*receipt, context.catalogue(),
                            [&](const std::string& piece) { context.print_json_lines(piece); });
  else
    rights::print_gate_text(*receipt, context.catalogue(), [&](const std::string& piece) { context.print(piece); });
  if (receipt->closed() == 0) {
    if (context.ended(0) == 0) context.note(context.text("rights.gate.exit"));
    return 0;
  }
  const core::Error error = refusal(*receipt);
  return context.json() ? exit_code(error) : context.fail(error);
}

}  // namespace

void add_rights_gate(CLI::App& family, Context& context) {
  auto call = std::make_shared<GateCall>();
  CLI::App& verb = add_verb(family, context, "rights.gate", "palermo rights gate data/demo/return.yaml",
                            [&context, call] { return run_gate(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.rights.gate.file"))->required();
  verb.add_option("--pack", call->packs, context.text("verb.rights.gate.pack"))
      ->type_name("FILE")
      ->allow_extra_args(false);
}

}  // namespace palermo::cli
