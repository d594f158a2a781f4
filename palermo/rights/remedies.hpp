// SPDX-License-Identifier: Apache-2.0
// Remedies: the ways to compensation, wages, a review or consular help that are open to one person in one State on one day, with their
// conditions, time limits and missing facts.
//
// Format: palermo-remedies/1 (data/rights/remedies.yaml, docs/formats/remedies.md). A route stands on grounds as an entitlement does
// (owed.hpp) and has conditions of its own. Only facts close a route: a State that is not bound, and an article that nobody has read, do not,
// for its own law may open the route; except before a treaty body, which hears complaints against parties alone.
// Invariant: cooperation, the wish to return, entry and stay are among the inputs of no route, unless a condition names the article that
// says so; such a file is refused (D15). Method: docs/methods/remedies.md.
#pragma once

#include "palermo/core/catalogue.hpp"
#include "palermo/rights/owed.hpp"
#include "palermo/rights/owed_text.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kConditionalRemedy{"rights.conditional_remedy", core::Exit::refused, "D15"};

enum class RemedyKind { criminal_compensation, civil_claim, wage_claim, complaint, consular, treaty_body, crime_victim };
inline constexpr std::size_t kRemedyKinds = 7;
[[nodiscard]] std::string_view word(RemedyKind kind);

// national: the State's own law has a time limit, perhaps, and nobody knows it here. procedure: the procedure has one. none: it has none.
enum class Limitation { national, procedure, none };
[[nodiscard]] std::string_view word(Limitation limitation);

struct RemedyCondition {
  std::string says;
  std::optional<law::Expression> when;     // nothing: no fact of a case answers it, and `ask` is put instead
  std::string ask;
  std::string law, cite;                   // the article whose condition it is; empty: it lies in the nature of the route
  law::Mark mark = law::Mark::verified;    // of that article, or of what the file says
};

struct Remedy {
  std::string id, says, care;  // care: what to be careful with; may be empty
  RemedyKind kind = RemedyKind::complaint;
  Limitation limitation = Limitation::national;
  std::vector<RemedyCondition> conditions;
  std::vector<std::string> keep, ask_whom;
};

class Remedies {
 public:
  // `rights` is data/rights/entitlements.yaml: its short names, clocks, conditions and presumptions hold here too.
  // Errors: those of Catalogue::parse; rights.conditional_remedy (D15).
  [[nodiscard]] static core::Result<Remedies> parse(const core::Value& document, const core::Value& rights, const law::Corpus& corpus);

  [[nodiscard]] const std::vector<Remedy>& routes() const { return routes_; }
  [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }  // one entitlement of class remedy for each route, in their order
  [[nodiscard]] const std::vector<std::string>& practices() const { return practices_; }  // those that stand in the way, shown beside

 private:
  std::vector<Remedy> routes_;
  Catalogue catalogue_;
  std::vector<std::string> practices_;
};

// Facts that no route may depend on by itself.
[[nodiscard]] bool barred_from_remedies(const law::FactDef& fact);

enum class RouteStanding { open, facts_missing, not_open };
[[nodiscard]] std::string_view word(RouteStanding standing);

struct ConditionKnown {
  const RemedyCondition* condition = nullptr;
  law::Truth is = law::Truth::unknown;
  std::vector<law::FactId> missing;
};

struct RouteKnown {
  const Remedy* remedy = nullptr;
  Owed owed;
  std::vector<ConditionKnown> conditions;
  RouteStanding standing = RouteStanding::facts_missing;
  std::vector<law::FactId> missing;  // facts_missing: of the grounds and the conditions
  bool ask_own_law = false;          // the facts are there, and no article that is known to bind the State opens the route
  bool not_a_party = false;          // treaty body: the State is not bound by the treaty
};

// One for each route, in the order of the file. Everything must outlive the answer. Errors: law.contradictory_facts.
[[nodiscard]] core::Result<std::vector<RouteKnown>> routes(const Remedies& remedies, const law::Corpus& corpus, const Question& question);

// `conditions` of a file, after those of the file of rights. Errors: rights.twice.
[[nodiscard]] core::Result<core::Value> conditions_of_both(const core::Value& document, const core::Value& rights);

[[nodiscard]] std::string remedies_text(const std::vector<RouteKnown>& routes, const Told& of, const core::Catalogue& messages);
[[nodiscard]] core::Value to_value(const RouteKnown& route, const Told& of);

}  // namespace palermo::rights
