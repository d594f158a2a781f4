// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/law_duties.hpp"

#include "palermo/cli/context.hpp"
#include "palermo/observatory/duties.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {

int run_duties(Context& context, const std::string& a, const std::string& b) {
  const auto corpus = study::load_corpus(context.data_folder() + "/law");
  if (!corpus) return context.fail(corpus.error());
  const auto comparison = observatory::compare_duties(*corpus, a, b);
  if (!comparison) return context.fail(comparison.error());
  if (context.json()) return context.print_json(observatory::to_value(*comparison));
  return context.print(to_text(observatory::duties_page(*comparison, context.catalogue())));
}

}  // namespace palermo::cli
