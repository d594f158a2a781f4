// SPDX-License-Identifier: Apache-2.0
// palermo rights claim FILE CASE --state XX --date DAY: articles, facts, documents and lines to fill in, for a claim.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/paper.hpp"
#include "palermo/cli/rights_desk.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/rights/claim.hpp"

namespace palermo::cli {
namespace {

using core::Value;
using observatory::data;
using observatory::Item;
using observatory::Line;
using observatory::Page;
using rights::Claim;
using rights::Owed;

constexpr core::ErrorKind kUnknownClaim{"rights.unknown_claim", core::Exit::usage};

struct ClaimCall {
  RightsCall rights;
  std::vector<std::string> kinds;
  std::string html;
  bool replace = false;
};

class Writer {
 public:
  Writer(const RightsDesk& desk, const core::Catalogue& texts) : desk_(desk), texts_(texts) {}

  [[nodiscard]] Page page(const std::vector<Claim>& claims) const {
    Page page("claim.html", say("claim.title.all"));
    page.notice(say("claim.where", {{"state", data(desk_.state_name)}, {"day", {.text = spoken_date(core::PartialDate{{desk_.day, desk_.day}}.text(), texts_)}}}));
    page.paragraph(say("claim.not_advice", {{"state", data(desk_.state_name)}}));
    page.paragraph(say("claim.firewall"));
    if (claims.empty()) page.paragraph(say("claim.none", {{"state", data(desk_.state_name)}}));
    for (const Claim& claim : claims) add(page, claim);
    page.paragraph(say("claim.foot"));
    return page;
  }

  // The facts that would tell, but for those that no claim may hold.
  [[nodiscard]] std::vector<law::FactId> questions(const Owed& one) const {
    std::vector<law::FactId> facts;
    for (const rights::OwedGround* ground : one.carrying())
      for (const law::FactId fact : ground->missing)
        if (!rights::withheld_in_claim(desk_.corpus.vocabulary()[fact]) && std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
    return facts;
  }

 private:
  [[nodiscard]] Line say(const std::string& key, const std::vector<std::pair<std::string, observatory::Span>>& args = {}) const { return observatory::message(texts_, key, args); }
  [[nodiscard]] observatory::Span mark(law::Mark mark) const { return {.text = texts_.text("law.mark." + std::string(law::word(mark)))}; }
  [[nodiscard]] const std::string& ask(law::FactId fact) const { return desk_.corpus.vocabulary()[fact].ask; }

  // An article with whether it binds. What is presumed about the person, and the question behind it, is no part of a claim.
  void ground(std::vector<Item>& items, const rights::OwedGround& one) const {
    const law::Law* law = desk_.corpus.find(one.ground->law);
    if (!one.article || !law) {
      items.push_back({say("claim.ground.soft", {{"title", data(one.ground->soft)}, {"says", data(one.ground->says)}}), 1});
      return;
    }
    const Line space{{.text = " "}};
    const bool binds = one.force.force == rights::Force::binding;
    const char* force = !binds ? "letter.law.unknown" : one.force.since.known() ? "letter.law.binding_since" : "letter.law.binding";
    Line how = say(force, {{"state", data(desk_.state_name)}, {"since", {.text = spoken_date(one.force.since.text(), texts_)}}});
    if (!one.article->qualifier.empty()) how = how + space + say("letter.law.qualifier", {{"qualifier", data(one.article->qualifier)}});
    if (!one.article->deadline.says.empty()) how = how + space + say("claim.ground.time", {{"says", data(one.article->deadline.says)}});
    how = how + space + say(binds ? "letter.law.mark" : "claim.ground.mark", {{"mark", mark(one.mark())}, {"bound", mark(one.force.mark)}});
    items.push_back({say("claim.ground", {{"title", data(law->title)}, {"cite", data(one.article->cite)}, {"says", data(one.article->says)}}) + space + how, 1});
  }

  void entry(std::vector<Item>& items, const Owed& one) const {
    items.push_back({say("claim.entry", {{"id", data(one.entitlement->id)}, {"says", data(one.entitlement->says)}}), 0});
    for (const rights::OwedGround* cited : one.carrying()) ground(items, *cited);
    for (const law::FactId fact : questions(one)) items.push_back({say("claim.ask", {{"ask", data(ask(fact))}}), 1});
  }

  void entries(Page& page, const std::string& key, const std::vector<Owed>& list) const {
    if (list.empty()) return;
    page.heading(3, say(key));
    std::vector<Item> items;
    for (const Owed& one : list) entry(items, one);
    page.list(std::move(items));
  }

  void add(Page& page, const Claim& claim) const {
    page.heading(2, say("claim.title", {{"says", data(claim.kind->says)}}));
    entries(page, "claim.owed", claim.owed);
    entries(page, "claim.open", claim.open);
    std::vector<Item> facts, documents, against;
    for (const rights::ClaimFact& one : claim.facts) facts.push_back({say("claim.fact." + std::string(law::word(one.truth)), {{"ask", data(ask(one.fact))}}), 0});
    for (const std::string& one : claim.kind->documents) documents.push_back({{data(one)}, 0});
    const rights::Practice* told = nullptr;
    for (const rights::Conflict* one : claim.against) {
      if (one->practice != told) against.push_back({{data(one->practice->says)}, 0});
      told = one->practice;
      against.push_back({say("claim.against." + std::string(word(one->grade)), {{"says", data(one->owed.entitlement->says)}}), 1});
    }
    page.heading(3, say("claim.facts"));
    page.list(std::move(facts));
    page.heading(3, say("claim.documents"));
    page.list(std::move(documents));
    if (!against.empty()) page.heading(3, say("claim.against"));
    page.list(std::move(against));
    page.heading(3, say("claim.blanks"));
    std::vector<std::pair<Line, Line>> blanks;
    for (const std::string& one : claim.kind->blanks) blanks.push_back({{data(one)}, {}});
    page.pairs(std::move(blanks));
  }

  const RightsDesk& desk_;
  const core::Catalogue& texts_;
};

Value owed_value(const RightsDesk& desk, const Writer& writer, const std::vector<Owed>& list) {
  Value all{Value::Array{}};
  for (const Owed& one : list) {
    Value made, grounds{Value::Array{}}, missing{Value::Array{}};
    made.set("id", one.entitlement->id);
    made.set("says", one.entitlement->says);
    made.set("standing", word(one.standing));
    made.set("force", word(one.force));
    for (const rights::OwedGround* ground : one.carrying()) {
      Value cited;
      cited.set(ground->article ? "law" : "soft", ground->article ? ground->ground->law : ground->ground->soft);
      cited.set("cite", ground->ground->cite);
      cited.set("mark", law::word(ground->mark()));
      grounds.push(std::move(cited));
    }
    for (const law::FactId fact : writer.questions(one)) missing.push(desk.corpus.vocabulary()[fact].id);
    made.set("grounds", std::move(grounds));
    made.set("missing", std::move(missing));
    all.push(std::move(made));
  }
  return all;
}

Value texts_value(const std::vector<std::string>& texts) {
  Value list{Value::Array{}};
  for (const std::string& one : texts) list.push(one);
  return list;
}

Value value_of(const RightsDesk& desk, const Writer& writer, const std::vector<Claim>& claims) {
  Value answer = inside_answer("palermo-rights-claim/1"), list{Value::Array{}};
  answer.set("state", desk.state);
  answer.set("date", core::PartialDate{{desk.day, desk.day}}.text());
  for (const Claim& claim : claims) {
    Value made, facts{Value::Array{}}, against{Value::Array{}};
    made.set("claim", claim.kind->id);
    made.set("says", claim.kind->says);
    made.set("owed", owed_value(desk, writer, claim.owed));
    made.set("open", owed_value(desk, writer, claim.open));
    for (const rights::ClaimFact& one : claim.facts) {
      Value fact;
      fact.set("fact", desk.corpus.vocabulary()[one.fact].id);
      fact.set("is", law::word(one.truth));
      facts.push(std::move(fact));
    }
    for (const rights::Conflict* one : claim.against) {
      Value conflict;
      conflict.set("practice", one->practice->id);
      conflict.set("entitlement", one->against->entitlement);
      conflict.set("grade", word(one->grade));
      against.push(std::move(conflict));
    }
    made.set("facts", std::move(facts));
    made.set("documents", texts_value(claim.kind->documents));
    made.set("blanks", texts_value(claim.kind->blanks));
    made.set("against", std::move(against));
    list.push(std::move(made));
  }
  answer.set("claims", std::move(list));
  return answer;
}

core::Result<std::vector<rights::ClaimKind>> wanted(std::vector<rights::ClaimKind> kinds, const std::vector<std::string>& ids) {
  if (ids.empty()) return kinds;
  std::string known;
  for (const rights::ClaimKind& kind : kinds) known += (known.empty() ? "" : ", ") + kind.id;
  for (const std::string& id : ids)
    if (std::none_of(kinds.begin(), kinds.end(), [&](const rights::ClaimKind& k) { return k.id == id; })) return core::fail(kUnknownClaim, {}, {{"claims", known}});
  std::erase_if(kinds, [&](const rights::ClaimKind& k) { return std::find(ids.begin(), ids.end(), k.id) == ids.end(); });
  return kinds;
}

core::Done make_pack(Context& context, const ClaimCall& call) {
  PALERMO_CHECK_DONE(may_write_paper(call.html, call.replace, {call.rights.file}));
  PALERMO_TRY(const RightsDesk desk, open_rights(context, call.rights));
  PALERMO_TRY(const Value document, read_data(context, "rights/claims.yaml"));
  PALERMO_TRY(std::vector<rights::ClaimKind> known, rights::parse_claims(document, desk.catalogue, desk.practices, desk.corpus));
  PALERMO_TRY(const std::vector<rights::ClaimKind> kinds, wanted(std::move(known), call.kinds));
  const rights::Question question = desk.question(rights::Assume::as_recorded);
  PALERMO_TRY(const std::vector<Owed> all, rights::owed(desk.catalogue, desk.corpus, question));
  PALERMO_TRY(const std::vector<rights::Conflict> conflicts, rights::conflicts(desk.practices, desk.catalogue, desk.corpus, question));
  PALERMO_TRY(const law::FactBase facts, law::FactBase::derive(desk.stated, desk.corpus.vocabulary()));
  const std::vector<Claim> claims = rights::claims(kinds, all, conflicts, facts, desk.corpus);
  const Writer writer(desk, context.catalogue());
  const Page page = writer.page(claims);
  PALERMO_CHECK_DONE(write_paper(call.html, paper_html(page, context.catalogue(), Paper::letter), call.replace));
  if (context.json()) {
    context.print_json(value_of(desk, writer, claims));
    return {};
  }
  if (!call.html.empty()) context.note(context.text("claim.note.written", {{"file", call.html}}));
  if (call.html.empty()) context.print(to_text(page));
  return {};
}

}  // namespace

void add_rights_claim(CLI::App& family, Context& context) {
  auto call = std::make_shared<ClaimCall>();
  CLI::App& verb = add_verb(family, context, "rights.claim", "palermo rights claim tests/scenarios/rights.yaml RG-17-left-without-wages --state BO --date 2024-03-01", [&context, call] {
    const auto done = make_pack(context, *call);
    return done ? 0 : context.fail(done.error());
  });
  add_rights_options(verb, context, call->rights);
  verb.add_option("--claim", call->kinds, context.text("verb.rights.claim.kind"))->type_name("CLAIM");
  verb.add_option("--html", call->html, context.text("verb.rights.claim.html"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.rights.replace"));
  say_not_for_release(verb, context);
}

}  // namespace palermo::cli
