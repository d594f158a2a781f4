// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/gate_receipt.hpp"

#include <algorithm>

#include "palermo/core/provenance.hpp"

namespace palermo::rights {
namespace {

using core::Value;

core::PartialDate whole(core::Day day) { return {{day, day}}; }

Value list(const std::vector<std::string>& words) {
  Value value{Value::Array{}};
  for (const std::string& one : words) value.push(one);
  return value;
}

Value to_value(const GateFinding& finding) {
  Value value;
  value.set("ground", finding.ground);
  value.set("standing", word(finding.standing));
  value.set("missing", list(finding.missing));
  value.set("barred", list(finding.barred));
  value.set("contradictory", list(finding.contradictory));
  value.set("decided_by", finding.by.empty() ? Value{} : Value(finding.by));
  value.set("date", finding.on.known() ? Value(finding.on.text()) : Value{});
  return value;
}

std::string statement(const GateMemberAnswer& member, const core::Catalogue& texts) {
  return texts.text(member.closed() ? "rights.gate.closed" : "rights.gate.no_bar_found");
}

Value to_value(const GateMemberAnswer& member, const core::Catalogue& texts) {
  Value value;
  value.set("member", member.handle);
  value.set("answer", member.closed() ? "closed" : "no_bar_found");
  value.set("statement", statement(member, texts));
  value.set("of_age", member.of_age ? "known" : "not_known");
  value.set("rules", member.closed() ? list({"D26"}) : list({}));
  Value findings{Value::Array{}};
  for (const GateFinding& finding : member.findings) findings.push(to_value(finding));
  value.set("grounds", std::move(findings));
  return value;
}

Value basis_value(const GateReceipt& receipt) {
  Value all{Value::Array{}};
  for (std::size_t i = 0; i < kGateGrounds; ++i) {
    Value articles{Value::Array{}};
    for (const CitedArticle& article : receipt.basis[i]) articles.push(rights::to_value(article));
    Value ground;
    ground.set("ground", word(static_cast<GateGround>(i)));
    ground.set("articles", std::move(articles));
    all.push(std::move(ground));
  }
  return all;
}

std::string added_name(std::size_t index) { return "added#" + std::to_string(index + 1); }

// The added ground that a finding is about; none for a ground of the gate.
const GateAddedGround* added_of(const GateReceipt& receipt, const std::string& ground) {
  for (std::size_t i = 0; i < receipt.added.size(); ++i)
    if (added_name(i) == ground) return &receipt.added[i];
  return nullptr;
}

Value added_value(const GateReceipt& receipt) {
  Value all{Value::Array{}};
  for (std::size_t i = 0; i < receipt.added.size(); ++i) {
    const GateAddedGround& added = receipt.added[i];
    Value ground;
    ground.set("ground", added_name(i));
    ground.set("asks", added.asks);
    ground.set("wanted", added.wanted == GateReply::yes ? "yes" : "no");
    ground.set("cite", added.cite);
    ground.set("says", added.says);
    ground.set("mark", law::word(added.mark));
    all.push(std::move(ground));
  }
  return all;
}

std::string part_text(const core::Catalogue& texts, const std::string& part) {
  return texts.text("rights.gate.part." + part);
}

std::string parts_text(const core::Catalogue& texts, const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part_text(texts, part);
  return text;
}

// What cannot be so; of two days that cannot be, both.
std::string contradictory_text(const core::Catalogue& texts, const GateFinding& finding, core::Day day) {
  std::string text;
  for (const std::string& part : finding.contradictory) {
    const std::string one = part != "date" ? part_text(texts, part)
                                           : texts.text("rights.gate.two_days", {{"on", finding.on.text()},
                                                                                 {"day", core::PartialDate{{day, day}}.text()}});
    text += (text.empty() ? "" : "; ") + one;
  }
  return text;
}

std::string ground_name(const core::Catalogue& texts, const GateReceipt& receipt, const std::string& ground) {
  if (const std::string key = "rights.gate.ground." + ground; texts.has(key)) return texts.text(key);
  const std::string number = ground.substr(ground.find('#') + 1);
  if (const GateAddedGround* added = added_of(receipt, ground))
    return texts.text("rights.gate.ground_added", {{"number", number}, {"asks", added->asks}});
  return texts.text("rights.gate.ground_left_out", {{"number", number}});
}

std::string added_text(const core::Catalogue& texts, const GateAddedGround& added) {
  return cited_text(texts, {texts.text("rights.gate.pack"), added.cite, added.says, "", "", added.mark});
}

std::string basis_text(const core::Catalogue& texts, const GateReceipt& receipt, const std::string& ground) {
  std::string text;
  for (std::size_t i = 0; i < kGateGrounds; ++i)
    if (word(static_cast<GateGround>(i)) == ground)
      for (const CitedArticle& article : receipt.basis[i])
        text += "\n" + texts.text("rights.gate.basis", {{"article", cited_text(texts, article)}});
  if (const GateAddedGround* added = added_of(receipt, ground))
    text += "\n" + texts.text("rights.gate.basis", {{"article", added_text(texts, *added)}});
  return text;
}

// `asks_child`: the ground is the child's best interests, and the person is not known to be of age.
std::string finding_text(const core::Catalogue& texts, const GateReceipt& receipt, const GateFinding& finding,
                         bool asks_child) {
  std::string text = texts.text(
      "rights.gate.finding", {{"ground", ground_name(texts, receipt, finding.ground)},
                              {"standing", texts.text("rights.gate.standing." + std::string(word(finding.standing)))}});
  const std::pair<const char*, const std::vector<std::string>*> lists[] = {
      {"rights.gate.barred", &finding.barred},
      {"rights.gate.missing", &finding.missing}};
  const bool nothing = finding.nothing_told;
  if (asks_child) text += "\n" + texts.text("rights.gate.asks_child");
  if (nothing) text += "\n" + texts.text("rights.gate.nothing_answered");
  if (!finding.contradictory.empty() && !nothing)
    text += "\n" + texts.text("rights.gate.contradictory", {{"parts", contradictory_text(texts, finding, receipt.day)}});
  for (const auto& [key, parts] : lists)
    if (!parts->empty() && !nothing) text += "\n" + texts.text(key, {{"parts", parts_text(texts, *parts)}});
  return text + basis_text(texts, receipt, finding.ground);
}

std::string member_text(const core::Catalogue& texts, const GateReceipt& receipt, const GateMemberAnswer& member) {
  std::string text =
      texts.text("rights.gate.member", {{"member", member.handle}, {"statement", statement(member, texts)}});
  for (const GateFinding& finding : member.findings)
    if (keeps_closed(finding.standing))
      text += "\n" + finding_text(texts, receipt, finding,
                                  !member.of_age && finding.ground == word(GateGround::best_interests));
  return text;
}

Value inputs_value(const GateReceipt& receipt) {
  Value all{Value::Array{}};
  for (const GateInput& input : receipt.inputs) {
    Value one;
    one.set("role", input.role);
    one.set("sha256", input.sha256);
    one.set("bytes", input.bytes);
    all.push(std::move(one));
  }
  return all;
}

Value batch_value(const GateReceipt& receipt) {
  Value batch;
  batch.set("members", static_cast<std::int64_t>(receipt.members.size()));
  batch.set("closed", static_cast<std::int64_t>(receipt.closed()));
  batch.set("flagged", receipt.closed() > 0);
  batch.set("rules", list(receipt.rules()));
  return batch;
}

Value holds_value(const GateReceipt& receipt) {
  Value days;
  for (std::size_t i = 0; i < kGateGrounds; ++i) days.set(word(static_cast<GateGround>(i)), receipt.holds_days[i]);
  return days;
}

// Everything but the members.
Value head_value(const GateReceipt& receipt, const core::Catalogue& texts) {
  Value value;
  value.set("format", "palermo-rights-gate/1");
  value.set("disclaimer", texts.text("rights.gate.disclaimer"));
  value.set("version", core::version());
  value.set("date", whole(receipt.day).text());
  value.set("inputs", inputs_value(receipt));
  value.set("holds_days", holds_value(receipt));
  value.set("batch", batch_value(receipt));
  value.set("basis", basis_value(receipt));
  value.set("added", added_value(receipt));
  return value;
}

}  // namespace

std::size_t GateReceipt::closed() const {
  return static_cast<std::size_t>(
      std::count_if(members.begin(), members.end(), [](const GateMemberAnswer& m) { return m.closed(); }));
}

std::vector<std::string> GateReceipt::rules() const {
  if (closed() == 0) return {};
  return members.size() > 1 ? std::vector<std::string>{"D26", "D27"} : std::vector<std::string>{"D26"};
}

core::Result<GateReceipt> gate(const GateBatch& batch, std::vector<GateAddedGround> added, const law::Corpus& corpus,
                               const GatePeriods& holds_days) {
  GateReceipt receipt;
  receipt.holds_days = holds_days;
  receipt.day = batch.day;
  receipt.added = std::move(added);
  for (std::size_t i = 0; i < kGateGrounds; ++i) {
    PALERMO_TRY(receipt.basis[i], cite_articles(corpus, basis_of(static_cast<GateGround>(i))));
  }
  for (const GateMember& member : batch.members)
    receipt.members.push_back(judge(member, batch.day, receipt.added, holds_days));
  return receipt;
}

void print_gate_json(const GateReceipt& receipt, const core::Catalogue& texts, const GatePrinter& print) {
  std::string head = core::to_json(head_value(receipt, texts));
  head.resize(head.rfind('\n'));  // up to the closing brace
  print(head + ",\n\"members\": [");
  for (std::size_t i = 0; i < receipt.members.size(); ++i)
    print(core::to_json(to_value(receipt.members[i], texts)) + (i + 1 < receipt.members.size() ? "," : ""));
  print("]}");
}

void print_gate_text(const GateReceipt& receipt, const core::Catalogue& texts, const GatePrinter& print) {
  print(texts.text("rights.gate.head", {{"date", whole(receipt.day).text()},
                                        {"count", static_cast<std::int64_t>(receipt.members.size())}}));
  for (const GateMemberAnswer& member : receipt.members) print("\n" + member_text(texts, receipt, member));
  if (receipt.closed() > 0 && receipt.members.size() > 1)
    print("\n" + texts.text("rights.gate.flagged", {{"closed", static_cast<std::int64_t>(receipt.closed())},
                                                    {"count", static_cast<std::int64_t>(receipt.members.size())}}));
  print("\n" + texts.text("rights.gate.disclaimer"));
}

}  // namespace palermo::rights
