// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/conditions.hpp"

#include "palermo/rights/catalogue.hpp"

namespace palermo::rights {

using core::Value;
using law::Expression;

namespace {

// No law stands behind these files, so a reference or an open term would have no meaning.
core::Done only_facts(const Expression& e) {
  using Kind = Expression::Kind;
  if (e.kind == Kind::reference || e.kind == Kind::open) return core::fail(kNotHere, e.place, {{"name", e.name}});
  for (const Expression& item : e.items) PALERMO_CHECK_DONE(only_facts(item));
  return {};
}

}  // namespace

core::Done Conditions::name_all(const Value* conditions) {
  if (!conditions) return {};
  for (const auto& [name, value] : conditions->members()) {
    PALERMO_TRY(Value meant, written_out(value));
    named_.emplace(name, std::move(meant));
    PALERMO_CHECK_DONE(read(value));
  }
  return {};
}

core::Result<Value> Conditions::written_out(const Value& value) const {
  if (const Value* name = value.find("is"); name && name->is_text() && value.members().size() == 1) {
    const auto found = named_.find(name->as_text());
    if (found == named_.end()) return core::fail(kUnknownCondition, name->place(), {{"condition", name->as_text()}});
    return found->second;
  }
  Value copy = value;
  if (value.is_array()) {
    copy = Value(Value::Array{});
    for (const Value& item : value.items()) {
      PALERMO_TRY(Value inner, written_out(item));
      copy.push(std::move(inner));
    }
  } else if (value.is_object()) {
    copy = Value(Value::Object{});
    for (const auto& [key, item] : value.members()) {
      PALERMO_TRY(Value inner, written_out(item));
      copy.set(key, std::move(inner));
    }
  }
  copy.set_place(value.place());
  return copy;
}

core::Result<Expression> Conditions::read(const Value& value) const {
  PALERMO_TRY(const Value meant, written_out(value));
  PALERMO_TRY(Expression e, law::parse_expression(meant, vocabulary_));
  PALERMO_CHECK_DONE(only_facts(e));
  return e;
}

void mentioned(const Expression& e, const law::Corpus& corpus, std::set<law::FactId>& facts) {
  using Kind = Expression::Kind;
  if (e.kind == Kind::fact || e.kind == Kind::less || e.kind == Kind::not_less) facts.insert(e.fact);
  if (e.kind == Kind::reference) mentioned(corpus.definition(e).expression, corpus, facts);
  for (const Expression& item : e.items) mentioned(item, corpus, facts);
}

}  // namespace palermo::rights
