// SPDX-License-Identifier: Apache-2.0
// palermo recruit fees FILE: what a recruitment costs the worker, how long it takes to repay, and which rules it
// touches.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/checklist_files.hpp"
#include "palermo/cli/context.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/rights/recruit_fees.hpp"

namespace palermo::cli {
namespace {

int run_fees(Context& context, const std::string& file) {
  const auto document = read_document(file);
  if (!document) return context.fail(document.error());
  const auto recruitment = rights::parse_recruitment(*document);
  if (!recruitment) return context.fail(recruitment.error());
  const auto corpus = study::load_corpus(context.data_folder() + "/law");
  if (!corpus) return context.fail(corpus.error());
  const auto answer = rights::answer(*recruitment, *corpus);
  if (!answer) return context.fail(answer.error());
  if (context.json()) return context.print_json(rights::to_value(*recruitment, *answer));
  return context.print(rights::fees_text(*recruitment, *answer, context.catalogue()));
}

}  // namespace

void add_recruit_fees(CLI::App& family, Context& context) {
  auto file = std::make_shared<std::string>();
  CLI::App& verb = add_verb(family, context, "recruit.fees", "palermo recruit fees data/demo/recruitment.yaml",
                            [&context, file] { return run_fees(context, *file); });
  verb.add_option("FILE", *file, context.text("verb.recruit.fees.file"))->required();
}

}  // namespace palermo::cli
