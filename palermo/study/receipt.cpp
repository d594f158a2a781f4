// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/receipt.hpp"

#include <algorithm>
#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/core/schema.hpp"

namespace palermo::study {
namespace {

namespace fs = std::filesystem;
using core::Done;
using core::Reader;
using core::Result;
using core::Value;

constexpr std::string_view kReceiptPath = "inside/receipt.json";

Value stage_value(const Stage& stage) {
  Value inputs(Value::Array{}), outputs(Value::Array{});
  for (const core::InputFile& input : stage.inputs) inputs.push(core::to_value(input));
  for (const StageOutput& output : stage.outputs) {
    Value value;
    value.set("path", output.path);
    value.set("sha256", output.sha256);
    outputs.push(std::move(value));
  }
  Value value;
  value.set("name", stage.name);
  value.set("key", stage.key);
  value.set("reused", stage.reused);
  value.set("inputs", std::move(inputs));
  value.set("outputs", std::move(outputs));
  value.set("rows_read", stage.rows_read);
  value.set("rows_set_aside", stage.rows_set_aside);
  value.set("records", stage.records);
  return value;
}

Result<core::InputFile> read_input(const Value& node) {
  Reader reader(node, "input");
  core::InputFile input{reader.text("name"), reader.text("sha256"), reader.integer("bytes")};
  PALERMO_CHECK_DONE(reader.finish());
  return input;
}

Result<StageOutput> read_output(const Value& node) {
  Reader reader(node, "output");
  StageOutput output{reader.text("path"), reader.text("sha256")};
  PALERMO_CHECK_DONE(reader.finish());
  return output;
}

Result<Stage> read_stage(const Value& node) {
  Reader reader(node, "stage");
  Stage stage;
  stage.name = reader.text("name");
  stage.key = reader.text("key");
  stage.reused = reader.flag("reused", false);
  stage.rows_read = reader.integer("rows_read");
  stage.rows_set_aside = reader.integer("rows_set_aside");
  stage.records = reader.integer("records");
  const Value* inputs = reader.array("inputs");
  const Value* outputs = reader.array("outputs");
  PALERMO_CHECK_DONE(reader.finish());
  if (inputs)
    for (const Value& item : inputs->items()) {
      PALERMO_TRY(auto input, read_input(item));
      stage.inputs.push_back(std::move(input));
    }
  if (outputs)
    for (const Value& item : outputs->items()) {
      PALERMO_TRY(auto output, read_output(item));
      stage.outputs.push_back(std::move(output));
    }
  return stage;
}

// A path that stays below the folder it is relative to.
bool stays_below(const std::string& path) {
  const fs::path p(path);
  return p.is_relative() && std::none_of(p.begin(), p.end(), [](const fs::path& part) { return part == ".."; });
}

}  // namespace

Value to_value(const Receipt& receipt) {
  Value stages(Value::Array{});
  for (const Stage& stage : receipt.stages) stages.push(stage_value(stage));
  Value value;
  value.set("not for release", true);
  value.set("format", "palermo-receipt/1");
  value.set("version", receipt.version);
  value.set("study", receipt.study);
  value.set("study_sha256", receipt.study_sha256);
  value.set("law_sha256", receipt.law_sha256);
  value.set("stages", std::move(stages));
  return value;
}

Result<Receipt> parse_receipt(std::string_view json, std::string_view file) {
  PALERMO_TRY(const Value document, core::parse_json(json, file));
  Reader reader(document, "receipt");
  Receipt receipt;
  reader.ignore("not for release");
  (void)reader.choice("format", {"palermo-receipt/1"}, "");
  receipt.version = reader.text("version");
  receipt.study = reader.text("study");
  receipt.study_sha256 = reader.text("study_sha256");
  receipt.law_sha256 = reader.text("law_sha256");
  const Value* stages = reader.array("stages");
  PALERMO_CHECK_DONE(reader.finish());
  if (stages)
    for (const Value& node : stages->items()) {
      PALERMO_TRY(auto stage, read_stage(node));
      receipt.stages.push_back(std::move(stage));
    }
  return receipt;
}

std::optional<Receipt> earlier_receipt(const std::string& folder) {
  if (folder.empty()) return std::nullopt;
  const auto text = core::read_file((fs::path(folder) / kReceiptPath).string());
  if (!text) return std::nullopt;
  auto receipt = parse_receipt(*text, kReceiptPath);
  if (!receipt) return std::nullopt;
  return std::move(*receipt);
}

const Stage* reusable(const std::optional<Receipt>& earlier, const std::string& folder, const std::string& name, const std::string& key) {
  if (!earlier) return nullptr;
  const auto stage = std::find_if(earlier->stages.begin(), earlier->stages.end(),
                                  [&](const Stage& s) { return s.name == name && s.key == key; });
  if (stage == earlier->stages.end()) return nullptr;
  const bool unchanged = std::all_of(stage->outputs.begin(), stage->outputs.end(), [&](const StageOutput& output) {
    const auto digest = stays_below(output.path) ? core::sha256_file((fs::path(folder) / output.path).string())
                                                 : core::Result<std::string>(std::string());
    return digest && *digest == output.sha256;
  });
  return unchanged ? &*stage : nullptr;
}

Done carry_over(const Stage& stage, const std::string& from, core::OutputFolder& to) {
  for (const StageOutput& output : stage.outputs) {
    const fs::path source = fs::path(from) / output.path;
    const fs::path target = to.path_of(output.path);
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    fs::create_hard_link(source, target, error);
    if (error) fs::copy_file(source, target, fs::copy_options::overwrite_existing, error);
    if (error) return core::fail(core::kCannotWrite, {.file = output.path}, {{"reason", error.message()}});
  }
  return {};
}

std::string key_of(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += std::to_string(part.size()) + ":" + part;
  return core::sha256_hex(all);
}

}  // namespace palermo::study
