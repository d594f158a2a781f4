// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/recruit_agreement.hpp"

#include <algorithm>

#include "palermo/core/plain_text.hpp"

namespace palermo::rights {
namespace {

using core::Quote;
using core::Reader;
using core::Value;

core::Result<AgreementClaim> read_claim(const Value& value, const Checklist& elements) {
  Reader reader(value, "element", Quote::settings);
  AgreementClaim claim;
  claim.element = reader.text("element");
  if (claim.element.size() == 1 && elements.find("0" + claim.element) != nullptr) claim.element.insert(0, "0");  // 1 without quotation marks
  if (!reader.failed() && elements.find(claim.element) == nullptr)
    reader.fail_at(value, kChecklistUnknownItem, {{"list", elements.id}});
  claim.is = reader.choice("is", {"present", "absent", "not_known"}, "not_known");
  claim.article = reader.optional_text("article").value_or("");
  claim.says = reader.optional_text("says").value_or("");
  PALERMO_CHECK_DONE(reader.finish());
  return claim;
}

AgreementStanding standing_of(const std::vector<AgreementClaim>& claims) {
  const auto any = [&](auto test) { return std::any_of(claims.begin(), claims.end(), test); };
  const bool present = any([](const AgreementClaim& c) { return c.is == "present"; });
  const bool absent = any([](const AgreementClaim& c) { return c.is == "absent"; });
  if (present && absent) return AgreementStanding::differ;
  if (any([](const AgreementClaim& c) { return c.is == "present" && !c.article.empty(); }))
    return AgreementStanding::present;
  if (present) return AgreementStanding::no_article;
  if (absent) return AgreementStanding::absent;
  return claims.empty() ? AgreementStanding::open : AgreementStanding::not_known;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& one : words) text += (text.empty() ? "" : ", ") + one;
  return text;
}

std::string row_text(const AgreementRow& row, const core::Catalogue& texts) {
  std::string text = texts.text("recruit.agreement.row", {{"element", row.element->id}, {"says", row.element->says}});
  if (row.element->mark != law::Mark::verified)
    text += " " + texts.text("rights.cited.mark",
                             {{"mark", texts.text("rights.cited.mark." + std::string(law::word(row.element->mark)))}});
  if (row.standing == AgreementStanding::no_article || row.standing == AgreementStanding::differ)
    text += "\n" + texts.text("recruit.agreement.why." + std::string(word(row.standing)));
  for (const AgreementClaim& claim : row.claims)
    if (!claim.article.empty() || !claim.says.empty())
      text += "\n" + texts.text(claim.says.empty()      ? "recruit.agreement.claim.plain"
                                : claim.article.empty() ? "recruit.agreement.claim.says"
                                                        : "recruit.agreement.claim",
                                {{"article", claim.article}, {"says", claim.says}});
  return text;
}

// Under which of the three heads a standing is shown.
std::string_view head_of(AgreementStanding standing) {
  if (standing == AgreementStanding::present) return "present";
  return standing == AgreementStanding::absent ? "absent" : "not_known";
}

}  // namespace

std::string_view word(AgreementStanding standing) {
  static constexpr std::string_view kWords[] = {"present", "absent", "no_article", "differ", "not_known", "open"};
  return kWords[static_cast<std::size_t>(standing)];
}

core::Result<LabourAgreement> parse_agreement(const Value& document, const Checklist& elements) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  Reader reader(document, "agreement", Quote::settings);
  if (reader.choice("format", {"palermo-agreement/1"}, "").empty())
    reader.fail_at(document, core::kMissingKey, {{"key", "format"}});
  LabourAgreement agreement;
  agreement.id = reader.text("id");
  agreement.title = reader.text("title");
  agreement.parties = reader.texts("parties");
  const auto date = core::parse_date(reader.optional_text("date").value_or(""));
  const Value* claims = reader.array("elements");
  PALERMO_CHECK_DONE(reader.finish());
  const auto is_code = [](const std::string& party) {
    return party.size() == 2 && std::all_of(party.begin(), party.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  };
  if (!std::all_of(agreement.parties.begin(), agreement.parties.end(), is_code))
    return core::fail(kAgreementParties, document["parties"].is_null() ? document.place() : document["parties"].place());
  if (!date) return core::fail(date.error().kind, document.find("date")->place(), date.error().args);
  agreement.date = *date;
  if (claims != nullptr)
    for (const Value& node : claims->items()) {
      PALERMO_TRY(AgreementClaim claim, read_claim(node, elements));
      agreement.claims.push_back(std::move(claim));
    }
  return agreement;
}

std::vector<AgreementRow> agreement_rows(const LabourAgreement& agreement, const Checklist& elements) {
  std::vector<AgreementRow> rows;
  for (const ChecklistItem& element : elements.items) {
    AgreementRow row{&element, AgreementStanding::open, {}};
    for (const AgreementClaim& claim : agreement.claims)
      if (claim.element == element.id) row.claims.push_back(claim);
    row.standing = standing_of(row.claims);
    rows.push_back(std::move(row));
  }
  return rows;
}

Value to_value(const LabourAgreement& agreement, const Checklist& elements) {
  Value value;
  value.set("format", "palermo-recruit-agreement/1");
  value.set("id", agreement.id);
  value.set("title", agreement.title);
  Value parties{Value::Array{}};
  for (const std::string& party : agreement.parties) parties.push(party);
  value.set("parties", std::move(parties));
  value.set("date", agreement.date.known() ? Value(agreement.date.text()) : Value{});
  value.set("checklist", elements.id);
  Value rows{Value::Array{}};
  for (const AgreementRow& row : agreement_rows(agreement, elements)) {
    Value one;
    one.set("element", row.element->id);
    one.set("says", row.element->says);
    one.set("mark", law::word(row.element->mark));
    one.set("standing", word(row.standing));
    Value articles{Value::Array{}};
    for (const AgreementClaim& claim : row.claims)
      if (!claim.article.empty()) articles.push(claim.article);
    one.set("articles", std::move(articles));
    rows.push(std::move(one));
  }
  value.set("elements", std::move(rows));
  return value;
}

std::string agreement_text(const LabourAgreement& agreement, const Checklist& elements, const core::Catalogue& texts) {
  std::string text =
      texts.text("recruit.agreement.head",
                 {{"id", agreement.id}, {"title", agreement.title}, {"parties", joined(agreement.parties)}});
  const std::vector<AgreementRow> rows = agreement_rows(agreement, elements);
  for (const std::string_view head : {"present", "absent", "not_known"}) {
    const auto count =
        std::count_if(rows.begin(), rows.end(), [&](const AgreementRow& r) { return head_of(r.standing) == head; });
    text += "\n\n" +
            texts.text("recruit.agreement.list." + std::string(head),
                       {{"count", static_cast<std::int64_t>(count)}, {"of", static_cast<std::int64_t>(rows.size())}});
    for (const AgreementRow& row : rows)
      if (head_of(row.standing) == head) text += "\n" + row_text(row, texts);
  }
  return text + "\n\n" + texts.text("recruit.agreement.caveat", {{"list", elements.id}});
}

}  // namespace palermo::rights
