// SPDX-License-Identifier: Apache-2.0
// Vocabulary: the facts that laws may ask about, in groups, and which fact implies which.
//
// Format: palermo-vocabulary/1 (docs/formats/vocabulary.md). A fact's id is "group.name". A fact is three-valued, or a
// whole number known as an interval (person.age). One event: one actor, one person, one State entered or stayed in.
// Implications are applied forwards (a true, so b true) and backwards (b false, so a false); they have no cycles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "palermo/core/value.hpp"

namespace palermo::law {

inline constexpr core::ErrorKind kUnknownFact{"law.unknown_fact", core::Exit::unreadable};
inline constexpr core::ErrorKind kUnknownFactNear{"law.unknown_fact_near", core::Exit::unreadable};  // of a case: one of ours is near
inline constexpr core::ErrorKind kUnknownGroup{"law.unknown_group", core::Exit::unreadable};
inline constexpr core::ErrorKind kWrongKindOfFact{"law.wrong_kind_of_fact", core::Exit::unreadable};
inline constexpr core::ErrorKind kCircularImplication{"law.circular_implication", core::Exit::unreadable};

using FactId = std::uint32_t;   // index into Vocabulary::facts()
using GroupId = std::uint32_t;  // index into Vocabulary::groups()

struct FactDef {
  std::string id;     // "means.threat"
  GroupId group = 0;
  bool number = false;
  std::string unit;   // of a number: "years"
  std::string ask;    // the question to ask, English; may be empty
  bool withheld = false;  // fact of entry, stay or status: never in any output row (SAFEGUARDS.md, D2)
  bool mental = false;    // a state of the actor's mind: held true when laws are compared
  bool conduct = false;   // a thing the actor does: recruiting, procuring an entry, making a document
};

// premise true => consequence true; with `negated`, premise true => consequence false.
struct Implication {
  FactId premise = 0;
  FactId consequence = 0;
  bool negated = false;
  std::string cite;
};

// Where `fact` is true, a reader of a law may take `other` to be true as well, and another reader may not: whether who buys a person
// receives her. No finding uses it; the comparer does, before it calls a difference sure.
struct MayBe {
  FactId fact = 0;
  FactId other = 0;
  std::string cite;
};

class Vocabulary {
 public:
  [[nodiscard]] static core::Result<Vocabulary> parse(const core::Value& document);

  [[nodiscard]] std::optional<FactId> find(std::string_view fact) const;
  [[nodiscard]] std::optional<GroupId> find_group(std::string_view group) const;
  [[nodiscard]] const FactDef& operator[](FactId id) const { return facts_[id]; }
  [[nodiscard]] const std::vector<FactDef>& facts() const { return facts_; }
  [[nodiscard]] const std::vector<std::string>& groups() const { return groups_; }
  [[nodiscard]] const std::vector<Implication>& implications() const { return implications_; }
  [[nodiscard]] const std::vector<MayBe>& may_be() const { return may_be_; }

 private:
  std::vector<FactDef> facts_;
  std::vector<std::string> groups_;
  std::vector<Implication> implications_;
  std::vector<MayBe> may_be_;
  std::unordered_map<std::string, FactId> index_;
};

}  // namespace palermo::law
