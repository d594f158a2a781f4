// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/article.hpp"

#include <algorithm>

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
                    "choice_of_party",   "nonbinding"};
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
    if (const auto count = reader.optional_integer(key)) {
      deadline.kind = kind;
      deadline.count = *count;
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

}  // namespace

std::string_view word(Modality modality) { return kModalities[static_cast<std::size_t>(modality)]; }

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
  article.clause = reader.optional_text("clause").value_or("");
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
  const Clause* clause = clauses.find(article.clause);
  if (!article.clause.empty() && !clause)
    return core::fail(kUnknownClause, value["clause"].place(), {{"what", "clause"}, {"name", article.clause}});
  PALERMO_CHECK_DONE(known_words(value, "asks", article.asks, clause ? clause->asks : Words{}));
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
                  .min_months = reader.optional_integer("min_months"),
                  .max_months = reader.optional_integer("max_months"),
                  .life = reader.flag("life", false),
                  .fine = reader.flag("fine", false),
                  .mark = read_mark(reader, otherwise)};
  reader.ignore("note");
  PALERMO_CHECK_DONE(reader.finish());
  return penalty;
}

}  // namespace palermo::law
