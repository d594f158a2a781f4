// SPDX-License-Identifier: Apache-2.0
// palermo law site: the whole observatory as a folder of pages that need neither script nor network.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_case_files.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/output.hpp"
#include "palermo/observatory/site.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {
namespace {

using core::Value;

struct SiteCall {
  std::string cases, out;
};

core::Result<std::size_t> write_site(Context& context, const SiteCall& call) {
  PALERMO_TRY(const law::Corpus corpus, study::load_corpus(context.data_folder() + "/law"));
  PALERMO_TRY(const std::vector<law::Case> cases, read_case_files(corpus, call.cases));
  PALERMO_TRY(const std::vector<observatory::Page> pages, observatory::site(corpus, cases, context.catalogue()));
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, "law-site"));
  for (const observatory::Page& page : pages)
    PALERMO_CHECK_DONE(folder.write(page.file(), to_html(page, context.catalogue(), true)));
  PALERMO_CHECK_DONE(folder.commit());
  return pages.size();
}

int run_site(Context& context, const SiteCall& call) {
  const auto pages = write_site(context, call);
  if (!pages) return context.fail(pages.error());
  const auto count = static_cast<std::int64_t>(*pages);
  if (!context.json())
    return context.print(context.text("observatory.site_written", {{"pages", count}, {"out", call.out}}));
  Value answer{Value::Object{}};
  answer.set("format", "palermo-law-site/1");
  answer.set("out", call.out);
  answer.set("pages", count);
  return context.print_json(answer);
}

}  // namespace

void add_law_site(CLI::App& family, Context& context) {
  auto call = std::make_shared<SiteCall>();
  CLI::App& verb = add_verb(family, context, "law.site", "palermo law site --out law-site/",
                            [&context, call] { return run_site(context, *call); });
  verb.add_option("--out", call->out, context.text("verb.law.site.out"))->type_name("DIR")->required();
  verb.add_option("--cases", call->cases, context.text("verb.law.page.cases"))->type_name("PATH");
}

}  // namespace palermo::cli
