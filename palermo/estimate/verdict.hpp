// SPDX-License-Identifier: Apache-2.0
// Verdict: what may be said from a table: usable, usable as a lower bound, or not usable; with the rules that fired.
//
// Rules are data (data/estimate/verdict.yaml): each measures one thing, has a threshold, a reason and what would help. This file knows how to
// compare, not what is enough. A rule has an effect:
//   refuse        nothing may be said: no method is run, the program ends with 3 (D30)
//   not_usable    methods are shown for inspection; no number of them may be quoted
//   lower_bound   the smallest lower end may be quoted as "at least"
// The gravest effect of those that fired is the verdict; without any the table is usable, which means that nothing in it speaks against the
// number, not that the number is right. A measure that could not be taken fires a rule that says `missing: fires`; else its rule is silent.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/value.hpp"
#include "palermo/estimate/overlap.hpp"

namespace palermo::estimate {

// args: rule, key
inline constexpr core::ErrorKind kBadRules{"estimate.bad_rules", core::Exit::unreadable};

enum class Usable : std::uint8_t { yes = 0, lower_bound = 1, no = 2 };
[[nodiscard]] std::string_view word(Usable value);  // "usable", "usable as a lower bound", "not usable"

enum class Effect : std::uint8_t { lower_bound, not_usable, refuse };
enum class Fires : std::uint8_t { below, above };

struct Rule {
  std::string id;       // "nobody_twice"
  Effect effect = Effect::refuse;
  std::string measure;  // one of kMeasures
  Fires fires = Fires::below;
  double threshold = 0; // fires when the measure is below, or above, it
  bool fires_when_missing = false;
  std::string reason;   // why, one or two sentences
  std::string helps;    // what would help
  std::string set_by;   // how the threshold was set

  bool operator==(const Rule&) const = default;
};

// What rules may measure. Factors are at least 1; probabilities are p values.
inline constexpr std::string_view kMeasures[] = {
    "lists", "identical_lists", "nested_lists", "lists_apart", "people_on_several", "people_on_three",        // of the table alone
    "models_with_estimate", "p_positive", "p_negative", "p_any", "heterogeneity_factor", "model_factor",
    "method_factor", "drop_factor", "truth_bias", "below_bound_factor", "trajectory_factor", "width_factor",
    "replicates_failed", "linkage_share"};

using Measures = std::map<std::string, double, std::less<>>;

struct Fired {
  Rule rule;
  double measured = 0;
  bool missing = false;            // it fired because nothing could be measured
  std::vector<std::string> lists;  // those that the rule is about, where it is about some
};

struct Verdict {
  Usable value = Usable::yes;
  bool refused = false;     // a rule of effect refuse fired
  std::vector<Fired> fired; // gravest first, then in the order of the rules
};

// document: of verdict.yaml. Errors: kBadRules.
[[nodiscard]] core::Result<std::vector<Rule>> parse_rules(const core::Value& document);

// Those of the table alone.
[[nodiscard]] Measures measures_of(const OverlapReport& overlap);

// Rules whose measure is absent are passed over; one that stands in `not_taken` was tried and could not be taken.
[[nodiscard]] Verdict judge(const std::vector<Rule>& rules, const Measures& measures, const std::vector<std::string>& not_taken = {});

// Names the lists that the rules about single lists mean.
void name_lists(Verdict& verdict, const OverlapReport& overlap);

}  // namespace palermo::estimate
