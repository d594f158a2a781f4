// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/law_reasoning.hpp"

#include <CLI/CLI.hpp>

#include "palermo/cli/context.hpp"
#include "palermo/law/certificate_check.hpp"
#include "palermo/law/checker.hpp"

namespace palermo::cli {

void add_case_options(CLI::App& verb, const Context& context, CaseCall& call) {
  verb.add_option("FILE", call.file, context.text("verb.law.file"))->required();
  verb.add_option("CASE", call.case_id, context.text("verb.law.case"));
  CLI::Option& law = *verb.add_option("--law", call.laws, context.text(call.one_finding ? "verb.law.explain.law" : "verb.law.law"));
  law.type_name("ID");
  if (call.one_finding) law.required()->expected(1);
  say_not_for_release(verb, context);
}

void say_not_for_release(CLI::App& verb, const Context& context) {
  verb.footer(context.text("verb.law.not_for_release") + "\n\n" + verb.get_footer());
}

core::Result<CaseDesk> open_case(const Context& context, const CaseCall& call) {
  PALERMO_TRY(LawDesk desk, open_desk(context, call.file));
  PALERMO_TRY(law::Case stated, pick_case(std::move(desk.cases), call.case_id, call.file));
  CaseDesk found{std::move(desk.corpus), std::move(stated), {}};
  if (call.one_finding) {
    PALERMO_TRY(law::FindingId id, found.corpus.resolve(call.laws.front()));
    found.ids.push_back(std::move(id));
  } else {
    PALERMO_TRY(found.ids, findings_wanted(found.corpus, call.laws));
  }
  return found;
}

core::Done accept(const law::Corpus& corpus, const law::Case& stated, const law::Completion& completion) {
  const core::Args args{{"case", stated.id}, {"finding", completion.finding.id.text()}};
  if (law::check(corpus, stated, completion.finding)) return core::fail(kDerivationRefused, {.field = stated.id}, args);
  if (completion.certificate &&
      law::check_certificate(corpus, stated, completion.finding, completion.outcome, *completion.certificate))
    return core::fail(kCertificateRefused, {.field = stated.id}, args);
  return {};
}

law::Look accept_each(const law::Corpus& corpus) {
  return [&corpus](const law::Case& stated, const law::Completion& completion) { return accept(corpus, stated, completion); };
}

core::Value inside_answer(std::string_view format) {
  core::Value answer;
  answer.set("not for release", true);
  answer.set("format", format);
  return answer;
}

int print_inside(const Context& context, std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return context.print(text + "\n\n" + context.text("law.not_for_release"));
}

}  // namespace palermo::cli
