// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/expression.hpp"

#include "palermo/law/bounds.hpp"

namespace palermo::law {

namespace {

using core::Value;
using Kind = Expression::Kind;

core::Result<FactId> find_fact(const Value& value, const Vocabulary& vocabulary, bool number) {
  if (!value.is_text()) return core::fail(kBadExpression, value.place(), {{"expected", "fact"}});
  const auto fact = vocabulary.find(value.as_text());
  if (!fact) return core::fail(kUnknownFact, value.place(), {{"fact", value.as_text()}});
  if (vocabulary[*fact].number != number)
    return core::fail(kWrongKindOfFact, value.place(),
                      {{"fact", value.as_text()}, {"expected", number ? "number" : "truth"}});
  return *fact;
}

core::Result<std::vector<Expression>> parse_operands(const Value& value, const Vocabulary& vocabulary) {
  if (value.items().empty()) return core::fail(kBadExpression, value.place(), {{"expected", "operands"}});
  std::vector<Expression> operands;
  for (const Value& item : value.items()) {
    PALERMO_TRY(Expression operand, parse_expression(item, vocabulary));
    operands.push_back(std::move(operand));
  }
  return operands;
}

core::Result<Expression> parse_comparison(Kind kind, const Value& value, const Vocabulary& vocabulary) {
  if (value.items().size() != 2 || !value.items()[1].is_number())
    return core::fail(kBadExpression, value.place(), {{"expected", "comparison"}});
  Expression expression;
  expression.kind = kind;
  PALERMO_TRY(expression.fact, find_fact(value.items()[0], vocabulary, true));
  const FactDef& fact = vocabulary[expression.fact];
  PALERMO_TRY(expression.number, whole_number(value.items()[1], fact.id, allowed_numbers(fact)));
  return expression;
}

core::Result<Expression> parse_at_least(const Value& value, const Vocabulary& vocabulary) {
  const Value* n = value.find("n");
  const Value* of = value.find("of");
  if (!n || !n->is_int() || !of || value.members().size() != 2)
    return core::fail(kBadExpression, value.place(), {{"expected", "at_least"}});
  Expression expression;
  expression.kind = Kind::at_least;
  expression.number = n->as_int();
  PALERMO_TRY(expression.items, parse_operands(*of, vocabulary));
  if (expression.number < 1 || expression.number > static_cast<std::int64_t>(expression.items.size()))
    return core::fail(kBadExpression, n->place(), {{"expected", "count"}});
  return expression;
}

core::Result<Expression> parse_named(Kind kind, const Value& value) {
  if (!value.is_text() || value.as_text().empty())
    return core::fail(kBadExpression, value.place(), {{"expected", "name"}});
  Expression expression;
  expression.kind = kind;
  expression.name = value.as_text();
  return expression;
}

core::Result<Expression> parse_form(const std::string& form, const Value& value, const Vocabulary& vocabulary) {
  Expression expression;
  if (form == "any" || form == "all") {
    expression.kind = form == "any" ? Kind::any : Kind::all;
    PALERMO_TRY(expression.items, parse_operands(value, vocabulary));
    return expression;
  }
  if (form == "not") {
    expression.kind = Kind::negation;
    PALERMO_TRY(Expression operand, parse_expression(value, vocabulary));
    expression.items.push_back(std::move(operand));
    return expression;
  }
  if (form == "at_least") return parse_at_least(value, vocabulary);
  if (form == "lt") return parse_comparison(Kind::less, value, vocabulary);
  if (form == "ge") return parse_comparison(Kind::not_less, value, vocabulary);
  if (form == "ref") return parse_named(Kind::reference, value);
  if (form == "open") return parse_named(Kind::open, value);
  return core::fail(kBadExpression, value.place(), {{"expected", "form"}});
}

}  // namespace

core::Result<Expression> parse_expression(const Value& value, const Vocabulary& vocabulary) {
  Expression expression;
  if (value.is_text()) {
    PALERMO_TRY(expression.fact, find_fact(value, vocabulary, false));
  } else if (value.members().size() == 1) {
    PALERMO_TRY(expression, parse_form(value.members()[0].first, value.members()[0].second, vocabulary));
  } else {
    return core::fail(kBadExpression, value.place(), {{"expected", "form"}});
  }
  expression.place = value.place();
  return expression;
}

}  // namespace palermo::law
