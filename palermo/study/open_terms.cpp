// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/open_terms.hpp"

#include <set>

namespace palermo::study {
namespace {

using Terms = std::set<std::string>;

void add(Terms& terms, const law::Expression& expression) {
  if (expression.kind == law::Expression::Kind::open) terms.insert(expression.name);
  for (const law::Expression& item : expression.items) add(terms, item);
}

void add(Terms& terms, const std::vector<law::Element>& elements) {
  for (const law::Element& element : elements) {
    add(terms, element.expression);
    if (element.not_required_if) add(terms, element.not_required_if->expression);
  }
}

void add(Terms& terms, const law::Version& version) {
  for (const law::Definition& definition : version.definitions) add(terms, definition.expression);
  for (const law::Offence& offence : version.offences) {
    add(terms, offence.elements);
    for (const law::Exception& exception : offence.exceptions) add(terms, exception.expression);
  }
  for (const law::Aggravation& aggravation : version.aggravations) add(terms, aggravation.grounds);
  for (const law::Scope& scope : version.scopes) add(terms, scope.expression);
}

}  // namespace

std::vector<std::string> open_terms(const law::Law& law) {
  Terms terms;
  for (const law::Version& version : law.versions) add(terms, version);
  return {terms.begin(), terms.end()};
}

}  // namespace palermo::study
