// SPDX-License-Identifier: Apache-2.0
// What the encoded offences of the smuggling type say of benefit and of exemptions.
#include <algorithm>
#include <functional>

#include "palermo/observatory/omissions.hpp"

namespace palermo::observatory {
namespace {

using law::Corpus;
using law::Expression;
using law::FactId;
using law::Offence;
using FactTest = std::function<bool(const std::string&)>;  // by the fact's id

bool starts_with(const std::string& text, std::string_view start) { return text.compare(0, start.size(), start) == 0; }

bool mentions(const Corpus& corpus, const Expression& e, const FactTest& wanted) {
  if (e.kind == Expression::Kind::fact || e.kind == Expression::Kind::less || e.kind == Expression::Kind::not_less)
    return wanted(corpus.vocabulary()[e.fact].id);
  if (e.kind == Expression::Kind::reference) return mentions(corpus, corpus.definition(e).expression, wanted);
  return std::any_of(e.items.begin(), e.items.end(),
                     [&](const Expression& item) { return mentions(corpus, item, wanted); });
}

// Whether the expression cannot be true unless a wanted fact is. Negations never need one.
bool needs(const Corpus& corpus, const Expression& e, const FactTest& wanted) {
  const auto needing = static_cast<std::size_t>(std::count_if(
      e.items.begin(), e.items.end(), [&](const Expression& item) { return needs(corpus, item, wanted); }));
  switch (e.kind) {
    case Expression::Kind::fact:
      return wanted(corpus.vocabulary()[e.fact].id);
    case Expression::Kind::reference:
      return needs(corpus, corpus.definition(e).expression, wanted);
    case Expression::Kind::any:
      return needing == e.items.size();
    case Expression::Kind::all:
      return needing > 0;
    case Expression::Kind::at_least:
      return e.items.size() - needing < static_cast<std::size_t>(e.number);
    default:
      return false;
  }
}

// Whether a wanted fact alone makes the expression true.
bool is_enough(const Corpus& corpus, const Expression& e, const FactTest& wanted) {
  switch (e.kind) {
    case Expression::Kind::fact:
      return wanted(corpus.vocabulary()[e.fact].id);
    case Expression::Kind::reference:
      return is_enough(corpus, corpus.definition(e).expression, wanted);
    case Expression::Kind::any:
      return std::any_of(e.items.begin(), e.items.end(),
                         [&](const Expression& item) { return is_enough(corpus, item, wanted); });
    case Expression::Kind::all:
      return std::all_of(e.items.begin(), e.items.end(),
                         [&](const Expression& item) { return is_enough(corpus, item, wanted); });
    default:
      return false;
  }
}

bool is_benefit(const std::string& fact) { return starts_with(fact, "benefit."); }
bool is_facilitation(const std::string& fact) { return starts_with(fact, "facilitation."); }
bool is_humanitarian(const std::string& fact) { return starts_with(fact, "actor.humanitarian_"); }
bool is_family(const std::string& fact) { return fact == "actor.close_family_of_person"; }

bool of_the_smuggling_type(const Corpus& corpus, const Offence& offence) {
  return std::any_of(offence.elements.begin(), offence.elements.end(),
                     [&](const law::Element& e) { return mentions(corpus, e.expression, is_facilitation); });
}

law::Mark weakest(const Offence& offence) {
  law::Mark mark = offence.mark;
  for (const law::Element& element : offence.elements) mark = law::weaker(mark, element.mark);
  return mark;
}

Evidence benefit_of(const Corpus& corpus, const Offence& offence) {
  Evidence found{.ground = Ground::no_element, .cite = offence.cite, .says = offence.says, .mark = weakest(offence)};
  for (const law::Element& element : offence.elements) {
    if (!mentions(corpus, element.expression, is_benefit)) continue;
    const bool always = needs(corpus, element.expression, is_benefit) && !element.not_required_if;
    found.cite = element.cite;
    found.says = element.says;
    found.ground = always ? Ground::element : Ground::element_of_a_limb;
    if (always) break;
  }
  return found;
}

void add_exceptions(const Corpus& corpus, const Offence& offence, const FactTest& wanted,
                    std::vector<Evidence>& found) {
  for (const law::Exception& exception : offence.exceptions)
    if (mentions(corpus, exception.expression, wanted))
      found.push_back(
          {.ground = is_enough(corpus, exception.expression, wanted) ? Ground::exception : Ground::exception_in_part,
           .cite = exception.cite,
           .says = exception.says,
           .mark = exception.mark});
}

}  // namespace

std::vector<Evidence> offence_evidence(const Corpus& corpus, const law::Law& law, const law::Version& version,
                                       Topic topic) {
  std::vector<Evidence> found;
  for (const Offence& offence : version.offences) {
    if (!of_the_smuggling_type(corpus, offence)) continue;
    if (topic == Topic::benefit_element) found.push_back(benefit_of(corpus, offence));
    if (topic == Topic::humanitarian_exemption) add_exceptions(corpus, offence, is_humanitarian, found);
    if (topic == Topic::family_exemption) add_exceptions(corpus, offence, is_family, found);
  }
  for (Evidence& evidence : found) {
    evidence.law = &law;
    evidence.version = &version;
  }
  return found;
}

}  // namespace palermo::observatory
