// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/article.hpp"

#include <algorithm>

#include "palermo/law/bounds.hpp"

namespace palermo::law {

namespace {

using core::Reader;
using core::Value;
using Words = std::vector<std::string>;

const Words kKinds{"purpose", "definition", "scope", "offence", "duty", "right", "saving", "procedure"};
const Words kModalities{"shall", "shall_not", "shall_endeavour", "shall_consider", "should", "may"};
const Words kWho{"state_party",      "state_of_origin", "state_of_destination", "receiving_state", "returning_state",
                 "requested_state",  "requesting_state", "sending_state",       "detaining_state", "flag_state",
                 "acting_state",     "coastal_state",   "authority",            "any_person",      "employer",
                 "agency",           "master",          "carrier",              "consular_officer", "international_body"};
const Words kTo{"person",         "victim",          "child",   "smuggled_migrant", "refugee",     "stateless_person",
                "migrant_worker", "worker",          "witness", "detained_person",  "other_state", "vessel",
                "everybody",      "state_of_origin", "receiving_state"};
const Words kLimits{"appropriate_cases", "domestic_law",       "within_means",     "extent_possible", "basic_concepts",
                    "legal_principles",  "progressive",        "as_appropriate",   "where_applicable", "reasonableness",
                    "public_order",      "national_security",  "lawful_presence",  "lawful_residence", "on_request",
                    "identified_only",   "compelled_only",     "exceptions_by_authority", "necessity", "rights_of_defence",
                    "choice_of_party",   "nonbinding",         "due_account_only"};
const Words kAuthorities{"drafting_history", "official_commentary", "treaty_body", "un_agency", "policy_guide", "court"};
const Words kSchemes{"unts", "eli", "ecli", "celex", "cets", "ilo", "other"};
// What `law omissions` asks of a State beside the clauses: read from its encoded offences.
const Words kTopics{"benefit_element", "humanitarian_exemption", "family_exemption"};

bool among(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string optional_choice(Reader& reader, std::string_view key, const Words& allowed) {
  return reader.any(key) ? reader.choice(key, allowed, "") : "";
}

core::Done known_words(const Value& value, std::string_view key, const Words& given, const Words& allowed) {
  for (const std::string& word : given)
    if (!among(allowed, word))
      return core::fail(kUnknownClause, value[key].place(), {{"what", std::string(key)}, {"name", word}});
  return {};
}

core::Result<Deadline> parse_deadline(const Value& value) {
  if (value.is_text()) return Deadline{.kind = Deadline::Kind::standard, .count = 0, .says = value.as_text()};
  Reader reader(value, "deadline");
  Deadline deadline;
  deadline.says = reader.optional_text("from").value_or("");
  for (const auto& [key, kind] : {std::pair{"at_least_days", Deadline::Kind::at_least_days},
                                  {"within_days", Deadline::Kind::within_days},
                                  {"within_months", Deadline::Kind::within_months}})
    if (const Value* count = reader.any(key); count && !count->is_null()) {
      if (deadline.kind != Deadline::Kind::none) return core::fail(kTwoDeadlines, count->place());
      deadline.kind = kind;
      const bool months = kind == Deadline::Kind::within_months;
      PALERMO_TRY(deadline.count, whole_number(*count, key, months ? kDeadlineMonths : kDeadlineDays));
    }
  PALERMO_CHECK_DONE(reader.finish());
  if (deadline.kind == Deadline::Kind::none)
    return core::fail(core::kMissingKey, value.place(), {{"key", "within_days"}, {"what", "deadline"}});
  return deadline;
}

core::Result<Guidance> parse_guidance(const Value& value) {
  Reader reader(value, "guidance");
  Guidance guidance{.source = reader.text("source"),
                    .authority = reader.choice("authority", kAuthorities, ""),
                    .says = reader.optional_text("says").value_or(""),
                    .mark = read_mark(reader, Mark::unverified)};
  PALERMO_CHECK_DONE(reader.finish());
  return guidance;
}

core::Result<std::optional<std::int64_t>> parse_months(Reader& reader, std::string_view key) {
  const Value* months = reader.any(key);
  if (!months || months->is_null()) return std::nullopt;
  PALERMO_TRY(const std::int64_t number, whole_number(*months, key, kPenaltyMonths));
  return number;
}

}  // namespace

std::string_view word(Modality modality) { return kModalities[static_cast<std::size_t>(modality)]; }

bool speaks_to(const Article& article, std::string_view clause) {
  return std::find(article.clauses.begin(), article.clauses.end(), clause) != article.clauses.end();
}

std::vector<std::string> asks_under(const Article& article, const Clause& clause) {
  Words found;
  for (const std::string& ask : article.asks)
    if (among(clause.asks, ask)) found.push_back(ask);
  return found;
}

core::Result<Article> parse_article(const Value& value, const Clauses& clauses, Mark otherwise) {
  Reader reader(value, "article");
  Article article;
  article.place = value.place();
  article.cite = reader.text("cite");
  article.says = reader.text("says");
  article.kind = reader.choice("kind", kKinds, "");
  article.who = optional_choice(reader, "who", kWho);
  article.to = optional_choice(reader, "to", kTo);
  article.qualifier = reader.optional_text("qualifier").value_or("");
  for (std::string& clause : reader.texts("clause"))
    if (!among(article.clauses, clause)) article.clauses.push_back(std::move(clause));
  article.not_encoded = reader.optional_text("not_encoded").value_or("");
  article.asks = reader.texts("asks");
  article.limits = reader.texts("limits");
  article.rules = reader.texts("rules");
  article.mark = read_mark(reader, otherwise);
  for (const std::string_view key : {"note", "title"}) reader.ignore(key);
  if (const std::string modality = optional_choice(reader, "modality", kModalities); !modality.empty())
    article.modality = static_cast<Modality>(std::find(kModalities.begin(), kModalities.end(), modality) - kModalities.begin());
  if (const Value* deadline = reader.any("deadline")) {
    PALERMO_TRY(article.deadline, parse_deadline(*deadline));
  }
  if (const Value* guidance = reader.array("guidance"))
    for (const Value& item : guidance->items()) {
      PALERMO_TRY(Guidance read, parse_guidance(item));
      article.guidance.push_back(std::move(read));
    }
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_CHECK_DONE(known_words(value, "limits", article.limits, kLimits));
  Words asks;
  for (const std::string& id : article.clauses) {
    const Clause* clause = clauses.find(id);
    if (!clause) return core::fail(kUnknownClause, value["clause"].place(), {{"what", "clause"}, {"name", id}});
    asks.insert(asks.end(), clause->asks.begin(), clause->asks.end());
  }
  PALERMO_CHECK_DONE(known_words(value, "asks", article.asks, asks));
  if ((!article.modality && article.rules.empty() && article.not_encoded.empty()) ||
      (article.kind == "duty" && !article.modality))
    return core::fail(kArticleWithoutRule, value.place(), {{"cite", article.cite}});
  return article;
}

core::Result<Silence> parse_silence(const Value& value, const Clauses& clauses, Mark otherwise) {
  Reader reader(value, "silence");
  Silence silence{.clause = reader.text("clause"), .cite = reader.text("cite"), .mark = read_mark(reader, otherwise)};
  PALERMO_CHECK_DONE(reader.finish());
  if (!clauses.find(silence.clause) && !among(kTopics, silence.clause))
    return core::fail(kUnknownClause, value["clause"].place(), {{"what", "clause"}, {"name", silence.clause}});
  return silence;
}

core::Result<Identifier> parse_identifier(const Value& value) {
  Reader reader(value, "identifier");
  Identifier identifier{.scheme = reader.choice("scheme", kSchemes, ""),
                        .value = reader.text("value"),
                        .mark = read_mark(reader, Mark::unverified)};
  PALERMO_CHECK_DONE(reader.finish());
  return identifier;
}

core::Result<Penalty> parse_penalty(const Value& value, Mark otherwise) {
  Reader reader(value, "penalty");
  Penalty penalty{.cite = reader.text("cite"),
                  .who = reader.optional_text("who").value_or("natural_person"),
                  .when = reader.optional_text("when").value_or(""),
                  .min_months = std::nullopt,
                  .max_months = std::nullopt,
                  .life = reader.flag("life", false),
                  .fine = reader.flag("fine", false),
                  .mark = read_mark(reader, otherwise)};
  PALERMO_TRY(penalty.min_months, parse_months(reader, "min_months"));
  PALERMO_TRY(penalty.max_months, parse_months(reader, "max_months"));
  reader.ignore("note");
  PALERMO_CHECK_DONE(reader.finish());
  if (penalty.min_months && penalty.max_months && *penalty.min_months > *penalty.max_months)
    return core::fail(kPenaltyTurnedRound, value["min_months"].place(), {{"cite", penalty.cite}});
  return penalty;
}

}  // namespace palermo::law
