// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/finding.hpp"

namespace palermo::law {

using core::Value;

std::string_view word(ActorRole role) {
  switch (role) {
    case ActorRole::not_stated:
      return "not_stated";
    case ActorRole::organiser:
      return "organiser";
    case ActorRole::paid_facilitator:
      return "paid_facilitator";
    case ActorRole::unpaid_helper:
      return "unpaid_helper";
    case ActorRole::family_member:
      break;
  }
  return "family_member";
}

namespace {

Value to_value(const Subject& subject) {
  Value value{Value::Object{}};
  value.set("role", word(subject.role));
  if (!subject.because.empty()) value.set("because", subject.because);
  if (!subject.refused.empty()) {
    value.set("refused", subject.refused);
    value.set("cite", subject.cite);
  }
  return value;
}

}  // namespace

Value to_value(const Finding& finding, const Vocabulary& vocabulary) {
  Value value{Value::Object{}};
  value.set("case", finding.case_id);
  value.set("finding", finding.id.text());
  value.set("title", finding.title);
  value.set("jurisdiction", finding.jurisdiction);
  value.set("review", finding.review_status);
  value.set("version", finding.version);
  value.set("content_hash", finding.content_hash);
  value.set("outcome", word(finding.outcome));
  value.set("as_encoded", word(finding.as_encoded));
  Value to_check{Value::Array{}};
  for (const std::string& cite : finding.to_check) to_check.push(cite);
  value.set("to_check", std::move(to_check));
  value.set("subject", to_value(finding.subject));
  value.set("mark", word(finding.mark));
  Value readings{Value::Array{}};
  for (const std::string& reading : finding.readings) readings.push(reading);
  value.set("readings", readings);
  value.set("derivation", to_value(finding.derivation, vocabulary));
  return value;
}

}  // namespace palermo::law
