// SPDX-License-Identifier: Apache-2.0
// palermo law page LAW: one law article by article, for a terminal or a browser.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_case_files.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/page_file.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/observatory/law_page.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {
namespace {

using core::Value;

struct PageCall {
  std::string law, html, cases;
  bool replace = false;
};

int run_page(Context& context, const PageCall& call) {
  const auto corpus = study::load_corpus(context.data_folder() + "/law");
  if (!corpus) return context.fail(corpus.error());
  const auto law = observatory::find_law(*corpus, call.law);
  if (!law) return context.fail(law.error());
  const auto cases = read_case_files(*corpus, call.cases);
  if (!cases) return context.fail(cases.error());
  const observatory::Page page = observatory::law_page(*corpus, **law, *cases, context.catalogue());
  if (const core::Done written = write_page(context, page, call.html, call.replace); !written)
    return context.fail(written.error());
  if (context.json()) {
    Value answer{Value::Object{}};
    answer.set("format", "palermo-law-page/1");
    answer.set("law", (*law)->id);
    answer.set("content_hash", (*law)->content_hash);
    answer.set("file", call.html);
    answer.set("markdown", to_text(page));
    return context.print_json(answer);
  }
  if (!call.html.empty()) return context.print(context.text("observatory.page_written", {{"file", call.html}}));
  return context.print(to_text(page));
}

}  // namespace

void add_law_page(CLI::App& family, Context& context) {
  auto call = std::make_shared<PageCall>();
  CLI::App& verb = add_verb(family, context, "law.page",
                            "palermo law page un.tip-protocol --cases tests/scenarios/tip-protocol.yaml",
                            [&context, call] { return run_page(context, *call); });
  verb.add_option("LAW", call->law, context.text("verb.law.page.law"))->required();
  verb.add_option("--html", call->html, context.text("verb.law.page.html"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.law.page.replace"));
  verb.add_option("--cases", call->cases, context.text("verb.law.page.cases"))->type_name("PATH");
}

}  // namespace palermo::cli
