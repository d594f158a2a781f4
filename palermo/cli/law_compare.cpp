// SPDX-License-Identifier: Apache-2.0
// palermo law compare A B: what one law covers and the other does not, each difference with a smallest case. --all: the whole corpus.
#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_duties.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/compare/matrix.hpp"
#include "palermo/compare/tell.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {
namespace {

constexpr core::ErrorKind kTwoLawsNeeded{"compare.two_laws_needed", core::Exit::usage};

struct CompareCall {
  std::string a, b;
  bool all = false, duties = false;
  std::optional<std::int64_t> time_limit_ms;  // of the whole command
};

int run_all(Context& context, const law::Corpus& corpus, const CompareCall& call) {
  compare::MatrixOptions options;
  options.time_limit_ms = call.time_limit_ms.value_or(options.time_limit_ms);
  const auto themes = compare::matrix(corpus, options, context.progress());
  if (!themes) return context.fail(themes.error());
  if (context.json()) return context.print_json(compare::to_value(*themes));
  return context.print(compare::to_text(*themes, context.catalogue()));
}

int run_compare(Context& context, const CompareCall& call) {
  if (call.all ? !call.a.empty() || call.duties : call.b.empty()) return context.fail(core::Error{kTwoLawsNeeded, {}, {}});
  if (call.duties) return run_duties(context, call.a, call.b);
  const auto corpus = study::load_corpus(context.data_folder() + "/law");
  if (!corpus) return context.fail(corpus.error());
  if (call.all) return run_all(context, *corpus, call);
  const auto a = compare::find_side(*corpus, call.a);
  if (!a) return context.fail(a.error());
  const auto b = compare::find_side(*corpus, call.b);
  if (!b) return context.fail(b.error());
  compare::CompareOptions options{.listener = &context.progress()};
  options.time_limit_ms = call.time_limit_ms.value_or(options.time_limit_ms);
  const auto found = compare::compare(*a, *b, options);
  if (!found) return context.fail(found.error());
  if (context.json()) return context.print_json(compare::to_value(*found, context.catalogue()));
  return context.print(compare::to_text(*found, context.catalogue()));
}

}  // namespace

void add_law_compare(CLI::App& family, Context& context) {
  auto call = std::make_shared<CompareCall>();
  CLI::App& verb = add_verb(family, context, "law.compare", "palermo law compare un.tip-protocol de.stgb232",
                            [&context, call] { return run_compare(context, *call); });
  verb.add_option("A", call->a, context.text("verb.law.compare.side"));
  verb.add_option("B", call->b, context.text("verb.law.compare.other"));
  verb.add_flag("--all", call->all, context.text("verb.law.compare.all"));
  verb.add_flag("--duties", call->duties, context.text("verb.law.compare.duties"));
  verb.add_option("--time-limit", call->time_limit_ms, context.text("verb.law.compare.time_limit"))
      ->option_text("MS")
      ->check(CLI::Range(1, 3'600'000));
}

}  // namespace palermo::cli
