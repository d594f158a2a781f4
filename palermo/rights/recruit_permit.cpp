// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/recruit_permit.hpp"

#include <algorithm>

#include "palermo/core/plain_text.hpp"

namespace palermo::rights {
namespace {

using core::Quote;
using core::Reader;
using core::Value;

core::Result<PermitArticle> read_article(const Value& value, const law::Corpus& corpus) {
  Reader reader(value, "article", Quote::settings);
  const std::string law = reader.text("law");
  const std::string cite = reader.text("cite");
  const std::string bearing = reader.choice("bearing", {"against", "bears_on"}, "bears_on");
  const std::string only = reader.choice("only", {"domestic_work"}, "");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(CitedArticle article, cite_article(corpus, law, cite));
  const bool read = article.mark == law::Mark::verified;
  return PermitArticle{std::move(article), bearing == "against" && read, !only.empty()};
}

core::Result<PermitCondition> read_condition(const Value& value, const law::Corpus& corpus) {
  Reader reader(value, "condition", Quote::settings);
  PermitCondition condition;
  condition.id = reader.text("id");
  condition.asks = reader.text("asks");
  condition.depends_on = reader.text("depends_on");
  condition.questions = reader.texts("questions");
  const Value* articles = reader.array("articles");
  PALERMO_CHECK_DONE(reader.finish());
  if (articles != nullptr)
    for (const Value& node : articles->items()) {
      PALERMO_TRY(PermitArticle article, read_article(node, corpus));
      condition.articles.push_back(std::move(article));
    }
  return condition;
}

core::Result<PermitReply> read_reply(const Value& value) {
  Reader reader(value, "condition", Quote::settings);
  PermitReply reply;
  reply.condition = reader.text("condition");
  reply.is = reader.choice("is", {"yes", "no", "not_known"}, "not_known");
  reply.cite = reader.optional_text("cite").value_or("");
  PALERMO_CHECK_DONE(reader.finish());
  return reply;
}

Value finding_value(const PermitFinding& finding) {
  Value value;
  value.set("condition", finding.condition->id);
  value.set("is", finding.is);
  value.set("cite", finding.cite.empty() ? Value{} : Value(finding.cite));
  value.set("depends_on", finding.is == "yes" ? Value(finding.condition->depends_on) : Value{});
  Value articles{Value::Array{}}, questions{Value::Array{}};
  if (finding.is == "yes")
    for (const PermitArticle* article : finding.articles) {
      Value one = to_value(article->article);
      one.set("bearing", article->against ? "against" : "bears_on");
      one.set("domestic_work_only", article->domestic_work_only);
      articles.push(std::move(one));
    }
  if (finding.is == "yes")
    for (const std::string& question : finding.condition->questions) questions.push(question);
  if (finding.is == "not_known") questions.push(finding.condition->asks);
  value.set("articles", std::move(articles));
  value.set("questions", std::move(questions));
  return value;
}

std::string dependency_text(const PermitFinding& finding, bool domestic_known, const core::Catalogue& texts) {
  std::string text = texts.text(finding.cite.empty() ? "recruit.permit.dependency.plain" : "recruit.permit.dependency",
                                {{"condition", finding.condition->asks}, {"cite", finding.cite}});
  text += "\n" + texts.text("recruit.permit.depends_on", {{"what", finding.condition->depends_on}});
  for (const PermitArticle* article : finding.articles) {
    text += "\n" + texts.text(article->against ? "recruit.permit.against" : "recruit.permit.bears_on",
                              {{"article", cited_text(texts, article->article)}});
    if (article->domestic_work_only && !domestic_known) text += " " + texts.text("recruit.permit.domestic_only");
  }
  if (finding.articles.empty()) text += "\n" + texts.text("recruit.permit.no_article");
  for (const std::string& question : finding.condition->questions)
    text += "\n" + texts.text("recruit.permit.ask", {{"question", question}});
  return text;
}

}  // namespace

core::Result<std::vector<PermitCondition>> parse_permit_conditions(const Value& document, const law::Corpus& corpus) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  Reader reader(document, "permit conditions", Quote::settings);
  if (reader.choice("format", {"palermo-permit-conditions/1"}, "").empty())
    reader.fail_at(document, core::kMissingKey, {{"key", "format"}});
  const Value* items = reader.array("conditions");
  PALERMO_CHECK_DONE(reader.finish());
  std::vector<PermitCondition> conditions;
  if (items == nullptr) return conditions;
  for (const Value& node : items->items()) {
    PALERMO_TRY(PermitCondition condition, read_condition(node, corpus));
    if (std::any_of(conditions.begin(), conditions.end(),
                    [&](const PermitCondition& c) { return c.id == condition.id; }))
      return core::fail(kPermitConditionTwice, node.place(), {{"condition", condition.id}});
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

core::Result<WorkPermit> parse_permit(const Value& document, const std::vector<PermitCondition>& conditions) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  Reader reader(document, "permit", Quote::settings);
  if (reader.choice("format", {"palermo-permit/1"}, "").empty())
    reader.fail_at(document, core::kMissingKey, {{"key", "format"}});
  WorkPermit permit;
  permit.id = reader.text("id");
  permit.state = reader.text("state");
  permit.title = reader.text("title");
  permit.domestic_work = reader.choice("domestic_work", {"yes", "no", "not_known"}, "not_known");
  const auto as_of = core::parse_date(reader.optional_text("text_as_of").value_or(""));
  const Value* replies = reader.array("conditions");
  PALERMO_CHECK_DONE(reader.finish());
  if (!as_of) return core::fail(as_of.error().kind, document.find("text_as_of")->place(), as_of.error().args);
  permit.text_as_of = *as_of;
  if (replies == nullptr) return permit;
  for (const Value& node : replies->items()) {
    PALERMO_TRY(PermitReply reply, read_reply(node));
    const auto is_it = [&](const auto& other) { return other == reply.condition; };
    if (std::none_of(conditions.begin(), conditions.end(), [&](const PermitCondition& c) { return is_it(c.id); })) {
      std::string known;
      for (const PermitCondition& condition : conditions) known += (known.empty() ? "" : ", ") + condition.id;
      return core::fail(kPermitUnknownCondition, node.place(), {{"known", known}});
    }
    if (std::any_of(permit.replies.begin(), permit.replies.end(),
                    [&](const PermitReply& r) { return is_it(r.condition); }))
      return core::fail(kPermitConditionTwice, node.place(), {{"condition", reply.condition}});
    permit.replies.push_back(std::move(reply));
  }
  return permit;
}

std::vector<PermitFinding> permit_findings(const WorkPermit& permit, const std::vector<PermitCondition>& conditions) {
  std::vector<PermitFinding> findings;
  for (const PermitCondition& condition : conditions) {
    PermitFinding finding{&condition, "not_known", "", {}};
    for (const PermitReply& reply : permit.replies)
      if (reply.condition == condition.id) {
        finding.is = reply.is;
        finding.cite = reply.cite;
      }
    for (const PermitArticle& article : condition.articles)
      if (!article.domestic_work_only || permit.domestic_work != "no") finding.articles.push_back(&article);
    findings.push_back(std::move(finding));
  }
  return findings;
}

Value to_value(const WorkPermit& permit, const std::vector<PermitFinding>& findings) {
  Value value;
  value.set("format", "palermo-recruit-permit/1");
  value.set("id", permit.id);
  value.set("state", permit.state);
  value.set("title", permit.title);
  value.set("text_as_of", permit.text_as_of.known() ? Value(permit.text_as_of.text()) : Value{});
  value.set("domestic_work", permit.domestic_work);
  Value all{Value::Array{}};
  for (const PermitFinding& finding : findings) all.push(finding_value(finding));
  value.set("conditions", std::move(all));
  return value;
}

std::string permit_text(const WorkPermit& permit, const std::vector<PermitFinding>& findings,
                        const core::Catalogue& texts) {
  std::string text = texts.text(
      permit.text_as_of.known() ? "recruit.permit.head" : "recruit.permit.head.no_date",
      {{"id", permit.id}, {"title", permit.title}, {"state", permit.state}, {"date", permit.text_as_of.text()}});
  text += "\n\n" + texts.text("recruit.permit.dependencies");
  for (const PermitFinding& finding : findings)
    if (finding.is == "yes") text += "\n" + dependency_text(finding, permit.domestic_work == "yes", texts);
  text += "\n\n" + texts.text("recruit.permit.not_conditions");
  for (const PermitFinding& finding : findings)
    if (finding.is == "no")
      text += "\n" + texts.text(finding.cite.empty() ? "recruit.permit.line" : "recruit.permit.line.cited",
                                {{"what", finding.condition->asks}, {"cite", finding.cite}});
  text += "\n\n" + texts.text("recruit.permit.to_ask");
  for (const PermitFinding& finding : findings)
    if (finding.is == "not_known")
      text += "\n" + texts.text("recruit.permit.line", {{"what", finding.condition->asks}});
  return text + "\n\n" + texts.text("recruit.caveat");
}

}  // namespace palermo::rights
