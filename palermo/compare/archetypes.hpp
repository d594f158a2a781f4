// SPDX-License-Identifier: Apache-2.0
// Archetypes: which classes of people a law catches (the unpaid helper, the relative, the landlord, the rescuer, ...), by story.
//
// The stories are a file of cases (data/law/scenarios/archetypes.yaml) that a lawyer edits; the class is the part of a case's id before
// the dot. Each is judged under a chosen edition whatever the date, by the text as encoded, and every derivation is re-checked. The
// answer is about a text, not about anybody: of a story about the person moved no finding is made, only the question whether the text
// could reach her at all (docs/methods/check.md).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/law/finding.hpp"

namespace palermo::compare {

inline constexpr core::ErrorKind kUnknownVersion{"compare.unknown_version", core::Exit::usage};
inline constexpr core::ErrorKind kNoSuchLaw{"compare.unknown_law", core::Exit::usage};
inline constexpr core::ErrorKind kBadDerivation{"compare.derivation_refused", core::Exit::ours};

// One version of one law. The corpus must outlive it.
struct Edition {
  const law::Corpus* corpus = nullptr;
  const law::Law* law = nullptr;
  const law::Version* version = nullptr;
  [[nodiscard]] std::string text() const { return law->id + "@" + version->id; }
};

// "law@version", or "law" for its latest version. Errors: compare.unknown_law, compare.unknown_version.
[[nodiscard]] core::Result<Edition> find_edition(const law::Corpus& corpus, std::string_view name);

// What `edition` says of a case, whatever its date; the derivation has passed the checker.
[[nodiscard]] core::Result<law::Finding> assess_edition(const Edition& edition, law::Case stated, std::string_view offence);

enum class Caught { no, yes, open };
[[nodiscard]] std::string_view word(Caught caught);  // "caught", "not_caught", "open"

// A part of the text on which the answer turns.
struct Hinge {
  enum class Kind { element, exception, term, fact, mental_element };
  Kind kind = Kind::element;
  std::string id, cite, says;
};
[[nodiscard]] std::string_view word(Hinge::Kind kind);

// What one edition does in one story. Caught: by `offence`. Not caught: `offence` comes nearest, and fails by its hinges. Open: it
// turns on the hinges (a term that the law leaves open, a fact that the story leaves open, or a mental element that is not encoded).
struct Reach {
  Caught caught = Caught::no;
  std::string offence, cite, says;
  std::vector<Hinge> hinges;
};
[[nodiscard]] core::Result<Reach> reach_of(const Edition& edition, const law::Case& story);

// `comparable`: what catches is an offence about a subject, smuggling or trafficking, of which the other law has an offence too. The two
// are never merged, so a trafficking offence is not new because a smuggling treaty has none.
struct ArchetypeRow {
  std::string class_id, case_id, title;
  bool about_moved = false;  // the story is about the person moved: caught means that the text could be true of her
  bool comparable = true;
  Reach draft;
  std::optional<Reach> against;
  [[nodiscard]] bool newly_caught() const { return comparable && against && draft.caught == Caught::yes && against->caught == Caught::no; }
  [[nodiscard]] bool newly_free() const { return comparable && against && draft.caught == Caught::no && against->caught == Caught::yes; }
};

// Whether an edition could reach the person moved herself, in a story about her (check.hpp asks the solver).
using MovedReach = std::function<core::Result<Reach>(const Edition&, const law::Case&)>;

// Every story in the order of the file.
[[nodiscard]] core::Result<std::vector<ArchetypeRow>> compare_archetypes(const Edition& draft, const std::optional<Edition>& against,
                                                                         const std::vector<law::Case>& stories,
                                                                         const MovedReach& moved);

[[nodiscard]] core::Value to_value(const Reach& reach);
[[nodiscard]] core::Value to_value(const ArchetypeRow& row);

}  // namespace palermo::compare
