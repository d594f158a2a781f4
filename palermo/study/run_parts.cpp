// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/run_parts.hpp"

#include "palermo/core/bytes.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/study/results_json.hpp"

namespace palermo::study {

using core::Done;
using core::Value;

std::string inside_json(const Value& value) {
  std::string text = core::to_json(value);
  const std::string_view mark = "{\n  \"not for release\": true";
  if (text.starts_with(mark)) text.replace(0, mark.size(), "{\"not for release\": true");
  return text + "\n";
}

Done write_output(Run& run, Stage& stage, const std::string& path, const std::string& content, unsigned mode) {
  PALERMO_CHECK_DONE(run.out.write(path, content, mode));
  stage.outputs.push_back({path, core::sha256_hex(content)});
  return {};
}

std::string settings_key(const Inputs& inputs) {
  std::vector<std::string> parts = {std::string(core::version()), std::string(kResultsFormat), inputs.law_sha256, inputs.study.by_date ? "by_date" : "as_definition",
                                    inputs.study.inside_rows ? "rows" : "no rows"};
  for (const auto& finding : inputs.plan.findings) parts.push_back(finding.text());
  for (const auto& table : inputs.plan.tables) parts.push_back(table);
  for (const intake::Reading& reading : inputs.study.readings) {
    parts.push_back(reading.id + (reading.exceptions_not_raised ? " not raised" : ""));
    for (const auto& assumption : reading.assumptions) parts.push_back(assumption);
    for (const auto& answer : reading.answers)
      parts.push_back(answer.law + " " + answer.term + " " + std::string(law::word(answer.truth)));
  }
  return key_of(parts);
}

core::Result<bool> take_over(Run& run, const std::string& name, const std::string& key) {
  if (run.options.fresh) return false;
  const Stage* stage = reusable(run.earlier, run.out.earlier(), name, key);
  if (!stage) return false;
  PALERMO_CHECK_DONE(carry_over(*stage, run.out.earlier(), run.out));
  run.receipt.stages.push_back(*stage);
  run.receipt.stages.back().reused = true;
  return true;
}

}  // namespace palermo::study
