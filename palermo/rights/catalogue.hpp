// SPDX-License-Identifier: Apache-2.0
// Catalogue: what a person is owed, as data: entitlements, the grounds they stand on, and the presumptions that act on them.
//
// Format: palermo-rights/1 (data/rights/entitlements.yaml, docs/formats/rights.md). A ground is an article of a law, which brings its
// duty-bearer, modality, qualifier, deadline and mark, or a soft instrument.
// Invariants: every article that is named stands in the corpus. No entitlement of class service has entry, stay, status, cooperation or
// willingness to return among its inputs, the finding of trafficking included: such a catalogue is refused (SAFEGUARDS.md, D15).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/law/case.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kUnknownArticle{"rights.unknown_article", core::Exit::unreadable};
inline constexpr core::ErrorKind kUnknownCondition{"rights.unknown_condition", core::Exit::unreadable};
inline constexpr core::ErrorKind kNotHere{"rights.not_here", core::Exit::unreadable};
inline constexpr core::ErrorKind kTwice{"rights.twice", core::Exit::unreadable};
inline constexpr core::ErrorKind kConditionalService{"rights.conditional_service", core::Exit::refused, "D15"};

enum class Class { service, residence, procedure, remedy, non_penalty, non_return };
[[nodiscard]] std::string_view word(Class kind);

// To whom it is owed: to anybody (the floor); when there are reasonable grounds to believe that the person was trafficked; when that was
// formally found.
enum class From { anybody, reasonable_grounds, finding };
[[nodiscard]] std::string_view word(From from);

struct Ground {
  std::string law, cite;   // an article of the corpus; or
  std::string soft, says;  // the title of a soft instrument, and what it says
  law::Mark mark = law::Mark::unverified;  // of a soft instrument, or of the reading
  core::PartialDate since{};  // of a soft instrument: when it was made
  std::string reading;     // how the article is read here, where its words alone do not say it; may be empty
  std::string applies_law, applies_cite;  // the article of another law that this one makes apply, with its limits; may be empty
  From from = From::anybody;
  std::optional<law::Expression> whom;  // whom the instrument is about, which does not hang on what the article says; nothing: everybody
  std::optional<law::Expression> when;  // nothing: always
  std::vector<law::FactId> events;      // owed from the time on that all of them are true
  bool by_origin = false;               // owed by the person's own State, whoever is the bearer in the words of the article
  std::string clock;                    // the day from which the deadline of the article runs; may be empty
};

struct Entitlement {
  std::string id, says;
  Class kind = Class::service;
  std::vector<Ground> grounds;
};

// Who a person may be in law: a child, a refugee, a migrant worker.
struct Category {
  std::string id, says;
  From from = From::anybody;
  std::optional<law::Expression> when;
};

// Something taken to be so, for entitlements alone, until it is settled. It never alters a finding.
struct Presumption {
  std::string id, says, until;
  std::vector<std::string> cites;  // the articles that make it; none: it only stands for a question that nobody has answered
  std::vector<std::string> laws;   // it acts on grounds of these laws alone; none: on all
  law::Expression reasons, unless;
  std::vector<law::Statement> statements;  // what it supposes
  std::vector<law::NumberStatement> numbers;
  [[nodiscard]] bool acts_on(const Ground& ground) const;
};

class Catalogue {
 public:
  // Errors: schema.*, law.unknown_fact, law.bad_expression, rights.unknown_article, rights.unknown_condition, rights.not_here,
  // rights.twice; rights.conditional_service (D15).
  [[nodiscard]] static core::Result<Catalogue> parse(const core::Value& document, const law::Corpus& corpus);

  [[nodiscard]] const std::vector<Entitlement>& entitlements() const { return entitlements_; }
  [[nodiscard]] const Entitlement* find(std::string_view id) const;
  [[nodiscard]] const std::vector<Presumption>& presumptions() const { return presumptions_; }
  [[nodiscard]] const std::vector<Category>& categories() const { return categories_; }
  // "TIP" -> "un.tip-protocol": how case files name the instruments that bind a State.
  [[nodiscard]] const std::map<std::string, std::string>& short_names() const { return short_names_; }
  [[nodiscard]] const std::map<std::string, std::string>& clocks() const { return clocks_; }

 private:
  std::vector<Entitlement> entitlements_;
  std::vector<Presumption> presumptions_;
  std::vector<Category> categories_;
  std::map<std::string, std::string> clocks_, short_names_;
};

// The laws whose finding counts as reasonable grounds, besides what an authority found.
inline constexpr std::string_view kTrafficking[] = {"un.tip-protocol#trafficking", "eu.2011-36#trafficking"};

// Every fact on which it can depend whether a ground is owed; those of the finding of trafficking too, where it is asked for.
[[nodiscard]] std::set<law::FactId> inputs(const Ground& ground, const law::Corpus& corpus);
// Facts that no service may depend on: every withheld one, cooperation with the authorities, and the wish to return.
[[nodiscard]] bool barred_from_services(const law::FactDef& fact);

}  // namespace palermo::rights
