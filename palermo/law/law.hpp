// SPDX-License-Identifier: Apache-2.0
// Law: one instrument or provision, its dated versions, and in each the elements of its offences in the article's order.
//
// Format: palermo-law/1 (docs/formats/law.md), one YAML file a law. Versions are added, never edited; a finding names
// law, version and content hash. Marks say whether the text was read (verified), taken from a secondary source, or is
// general knowledge; they travel into every finding and act in one direction only.
// Invariants of a Corpus: ids are unique, every reference is resolved and no definition depends on itself; no element
// mentions a fact that the offence declares irrelevant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/partial_date.hpp"
#include "palermo/law/article.hpp"
#include "palermo/law/expression.hpp"

namespace palermo::law {

inline constexpr core::ErrorKind kDuplicateId{"law.duplicate_id", core::Exit::unreadable};
inline constexpr core::ErrorKind kUnknownReference{"law.unknown_reference", core::Exit::unreadable};
inline constexpr core::ErrorKind kCircularReference{"law.circular_reference", core::Exit::unreadable};
inline constexpr core::ErrorKind kAmbiguousReference{"law.ambiguous_reference", core::Exit::unreadable};
inline constexpr core::ErrorKind kTooLarge{"law.too_large", core::Exit::unreadable};
inline constexpr core::ErrorKind kIrrelevantFactUsed{"law.irrelevant_fact_used", core::Exit::unreadable};
inline constexpr core::ErrorKind kVersionsOverlap{"law.versions_overlap", core::Exit::unreadable};
inline constexpr core::ErrorKind kEmptyVersion{"law.empty_version", core::Exit::unreadable};
inline constexpr core::ErrorKind kBadId{"law.bad_id", core::Exit::unreadable};
inline constexpr core::ErrorKind kUnknownLaw{"law.unknown_law", core::Exit::usage};

struct Definition {
  std::string id, cite, says;
  Mark mark = Mark::verified;
  Expression expression;
};

// Condition under which an element is not asked for (TIP Protocol, art. 3(c): a child needs no means).
struct Waiver {
  std::string cite, says;
  Mark mark = Mark::verified;
  Expression expression;
};

struct Element {
  std::string id, cite, says;
  Mark mark = Mark::verified;
  Expression expression;
  std::optional<Waiver> not_required_if;
};

struct Exception {
  std::string id, cite, says;
  Mark mark = Mark::verified;
  Expression expression;
  bool must_be_settled = false;  // the protected person's: never taken as "not raised"
};

struct IrrelevantFact {
  FactId fact = 0;
  std::string cite;
};

// Offence = every element (or its waiver) and no exception. An exception that nobody settled keeps it unknown.
struct Offence {
  std::string id, cite, says, qualifier, offence_class;
  Mark mark = Mark::verified;
  std::vector<Element> elements;
  std::vector<Exception> exceptions;
  std::vector<IrrelevantFact> irrelevant;
  std::vector<Penalty> penalties;
};

// Aggravation = its offence and at least one ground.
struct Aggravation {
  std::string id, of, cite, says;
  Mark mark = Mark::verified;
  std::vector<Element> grounds;  // without waivers
  std::vector<Penalty> penalties;
};

struct Scope {
  std::string id, cite, says;
  Expression expression;
};

// Who can never be the subject of an offence under this law (Smuggling Protocol, art. 5).
struct ProtectedPerson {
  FactId fact = 0;    // actor.is_object_of_conduct_only
  std::string cite;   // "art. 5"
  std::string says;   // "was the object of smuggling"
};

// Part of the text for which there is no rule, and why. `facts`: what it may reach or excuse, so that the silence of the encoding on
// them is not that of the law.
struct NotEncoded {
  std::string cite, why;
  std::vector<FactId> facts;  // three-valued
};

struct Version {
  std::string id;
  core::Interval<core::Day> in_force;  // first and last day; no max: still in force
  core::PartialDate text_as_of;        // known: the text read is that of this time; on other days it may have been another
  Mark date_mark = Mark::verified;     // of these days
  std::vector<Definition> definitions;
  std::vector<Offence> offences;
  std::vector<Aggravation> aggravations;
  std::vector<Scope> scopes;
  std::vector<Article> articles;  // in the instrument's order
  std::vector<Silence> silent_on;
  std::optional<ProtectedPerson> protected_person;
  std::vector<NotEncoded> not_encoded;
};

// The instrument that speaks where this one is silent (TIP Protocol, art. 1(2): the Convention applies).
struct Parent {
  std::string law, cite;  // id of its law, which the corpus may lack; where it is called in
};

struct Law {
  std::string id, title, kind, jurisdiction, source, review_status;
  std::vector<Identifier> identifiers;
  std::optional<Parent> parent;
  Mark mark = Mark::verified;  // default of everything in it that has no mark of its own
  std::vector<Version> versions;  // in order of their dates, not overlapping
  std::string content_hash;       // SHA-256 of the file, hex
};

// "un.tip-protocol#trafficking": one offence or aggravation of a law, in whatever version is in force.
struct FindingId {
  std::string law;
  std::string offence;
  [[nodiscard]] std::string text() const { return law + "#" + offence; }
  bool operator==(const FindingId&) const = default;
};

class Corpus {
 public:
  struct Source {
    std::string name;  // file name, for errors
    std::string text;  // YAML
  };
  // Parses the vocabulary and every law, resolves references, checks the invariants. The source among `laws` whose format is
  // palermo-clauses/1 is the table of clauses.
  [[nodiscard]] static core::Result<Corpus> parse(const Source& vocabulary, const std::vector<Source>& laws);

  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] const Clauses& clauses() const { return clauses_; }
  [[nodiscard]] const std::vector<Law>& laws() const { return laws_; }
  [[nodiscard]] const Law* find(std::string_view law) const;
  // "law#offence"; "law" alone when the law has exactly one offence. Errors: law.unknown_law.
  [[nodiscard]] core::Result<FindingId> resolve(std::string_view id) const;
  [[nodiscard]] std::vector<FindingId> findings() const;  // every offence and aggravation, in file order

  [[nodiscard]] const Definition& definition(const Expression& reference) const {
    return laws_[reference.law].versions[reference.version].definitions[reference.definition];
  }

 private:
  Vocabulary vocabulary_;
  Clauses clauses_;
  std::vector<Law> laws_;
};

// What it rests on that a day falls in one version of the law and not in another, or in none: the weakest `date_mark`.
[[nodiscard]] Mark days_mark(const Law& law);
inline constexpr std::string_view kInForce = "in_force";  // how the days of a law are cited

[[nodiscard]] const Offence* find_offence(const Version& version, std::string_view id);
[[nodiscard]] const Aggravation* find_aggravation(const Version& version, std::string_view id);

}  // namespace palermo::law
