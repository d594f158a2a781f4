// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/solver.hpp"

#include <z3++.h>

#include <chrono>
#include <optional>

namespace palermo::compare {

using law::Expression;

std::int64_t largest(const law::FactDef& number) { return number.unit == "years" ? 150 : 1'000'000; }

struct Solver::Z3 {
  Z3(const law::Corpus& of, Options asked)
      : corpus(of), options(asked), solver(context, z3::solver::simple()), facts(context), pool(context) {
    guard([this] { declare(); });
  }

  // The facts of the vocabulary and what is always so.
  void declare() {
    const auto& defined = corpus.vocabulary().facts();
    for (const law::FactDef& fact : defined)
      facts.push_back(fact.number ? context.int_const(fact.id.c_str()) : context.bool_const(fact.id.c_str()));
    for (law::FactId id = 0; id < defined.size(); ++id) {
      const z3::expr fact = facts[static_cast<int>(id)];
      if (defined[id].number)
        solver.add(fact >= 0 && fact <= context.int_val(largest(defined[id])));
      else if (options.hold_mental && defined[id].mental)
        solver.add(fact);
    }
    for (const law::Implication& i : corpus.vocabulary().implications()) {
      const z3::expr consequence = facts[static_cast<int>(i.consequence)];
      solver.add(z3::implies(facts[static_cast<int>(i.premise)], i.negated ? !consequence : consequence));
    }
  }

  [[nodiscard]] z3::expr at(Formula a) const { return pool[static_cast<int>(a.index)]; }
  [[nodiscard]] z3::expr fact(law::FactId id) const { return facts[static_cast<int>(id)]; }

  z3::expr term(const std::string& name) {
    const auto found = terms.find(name);
    if (found != terms.end()) return found->second;
    return terms.emplace(name, context.bool_const(("open " + name).c_str())).first->second;
  }

  z3::expr_vector items(const Expression& e, Reading reading) {
    z3::expr_vector made(context);
    for (const Expression& item : e.items) made.push_back(of(item, reading));
    return made;
  }

  z3::expr of(const Expression& e, Reading reading) {
    using Kind = Expression::Kind;
    switch (e.kind) {
      case Kind::fact:
        return fact(e.fact);
      case Kind::less:
        return fact(e.fact) < context.int_val(e.number);
      case Kind::not_less:
        return fact(e.fact) >= context.int_val(e.number);
      case Kind::any:
        return z3::mk_or(items(e, reading));
      case Kind::all:
        return z3::mk_and(items(e, reading));
      case Kind::negation:
        return !of(e.items.front(), opposite(reading));
      case Kind::at_least:
        return z3::atleast(items(e, reading), static_cast<unsigned>(e.number));
      case Kind::reference:
        return of(corpus.definition(e).expression, reading);
      case Kind::open:
        break;
    }
    return reading == Reading::held ? term(e.name) : context.bool_val(reading == Reading::broad);
  }

  z3::expr of(const law::Element& e, Reading reading) {
    const z3::expr asked = of(e.expression, reading);
    return e.not_required_if ? asked || of(e.not_required_if->expression, reading) : asked;
  }

  z3::expr of(const law::Offence& o, Reading reading) {
    z3::expr_vector parts(context);
    for (const law::Element& e : o.elements) parts.push_back(of(e, reading));
    for (const law::Exception& e : o.exceptions) parts.push_back(!of(e.expression, opposite(reading)));
    return z3::mk_and(parts);
  }

  // Keeps what `build` makes. After an exception the solver is at fault and answers no question any more.
  template <class Build>
  Formula keep(Build build) {
    const Formula made{static_cast<std::uint32_t>(pool.size())};
    try {
      pool.push_back(build());
    } catch (const z3::exception&) {
      fault = true;
      pool.push_back(context.bool_val(false));
    }
    return made;
  }

  template <class Act>
  void guard(Act act) {
    try {
      act();
    } catch (const z3::exception&) {
      fault = true;
    }
  }

  [[nodiscard]] std::int64_t milliseconds_left() const {
    const auto gone = std::chrono::steady_clock::now() - started;
    return options.time_limit_ms - std::chrono::duration_cast<std::chrono::milliseconds>(gone).count();
  }

  const law::Corpus& corpus;
  Options options;
  z3::context context;
  z3::solver solver;
  z3::expr_vector facts;  // by FactId
  z3::expr_vector pool;   // by Formula
  std::map<std::string, z3::expr> terms;
  std::optional<z3::model> model;
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
  std::int64_t limit_given = -1;  // to Z3, for one check
  bool fault = false;
};

Solver::Solver(const law::Corpus& corpus) : Solver(corpus, Options{}) {}
Solver::Solver(const law::Corpus& corpus, Options options) : z3_(std::make_unique<Z3>(corpus, options)) {}
Solver::~Solver() = default;
Solver::Solver(Solver&&) noexcept = default;
Solver& Solver::operator=(Solver&&) noexcept = default;

Formula Solver::constant(bool value) {
  return z3_->keep([&] { return z3_->context.bool_val(value); });
}
Formula Solver::fact(law::FactId three_valued) {
  return z3_->keep([&] { return z3_->fact(three_valued); });
}
Formula Solver::at_least(law::FactId number, std::int64_t bound) {
  return z3_->keep([&] { return z3_->fact(number) >= z3_->context.int_val(bound); });
}
Formula Solver::equals(law::FactId number, std::int64_t value) {
  return z3_->keep([&] { return z3_->fact(number) == z3_->context.int_val(value); });
}
Formula Solver::term(const std::string& name) {
  return z3_->keep([&] { return z3_->term(name); });
}
Formula Solver::negation(Formula a) {
  return z3_->keep([&] { return !z3_->at(a); });
}

Formula Solver::all(const std::vector<Formula>& of) {
  return z3_->keep([&] {
    z3::expr_vector parts(z3_->context);
    for (const Formula a : of) parts.push_back(z3_->at(a));
    return z3::mk_and(parts);
  });
}
Formula Solver::any(const std::vector<Formula>& of) {
  return z3_->keep([&] {
    z3::expr_vector parts(z3_->context);
    for (const Formula a : of) parts.push_back(z3_->at(a));
    return z3::mk_or(parts);
  });
}

Formula Solver::given(Formula a, const std::map<law::FactId, bool>& facts) {
  return z3_->keep([&] {
    z3::expr_vector from(z3_->context), to(z3_->context);
    for (const auto& [fact, value] : facts) {
      from.push_back(z3_->fact(fact));
      to.push_back(z3_->context.bool_val(value));
    }
    return z3_->at(a).substitute(from, to);
  });
}

Formula Solver::expression(const law::Expression& e, Reading reading) {
  return z3_->keep([&] { return z3_->of(e, reading); });
}
Formula Solver::element(const law::Element& e, Reading reading) {
  return z3_->keep([&] { return z3_->of(e, reading); });
}
Formula Solver::exception(const law::Exception& e, Reading reading) { return expression(e.expression, reading); }
Formula Solver::offence(const law::Offence& o, Reading reading) {
  return z3_->keep([&] { return z3_->of(o, reading); });
}

Formula Solver::aggravation(const law::Aggravation& a, const law::Version& of, Reading reading) {
  return z3_->keep([&] {
    z3::expr_vector grounds(z3_->context);
    for (const law::Element& ground : a.grounds) grounds.push_back(z3_->of(ground, reading));
    return z3_->of(*law::find_offence(of, a.of), reading) && z3::mk_or(grounds);
  });
}

Formula Solver::version(const law::Version& v, Reading reading) {
  return z3_->keep([&] {
    z3::expr_vector offences(z3_->context);
    for (const law::Offence& o : v.offences) offences.push_back(z3_->of(o, reading));
    return z3::mk_or(offences);
  });
}

void Solver::push() {
  z3_->guard([&] { z3_->solver.push(); });
}
void Solver::pop() {
  z3_->guard([&] { z3_->solver.pop(); });
}
void Solver::assert_that(Formula a) {
  z3_->guard([&] { z3_->solver.add(z3_->at(a)); });
}

core::Result<Sat> Solver::check(const std::vector<Formula>& assuming) {
  z3_->model.reset();
  const std::int64_t left = z3_->milliseconds_left();
  if (left <= 0 && !z3_->fault) return Sat::not_decided;
  z3::check_result answer = z3::unknown;
  z3_->guard([&] {
    // Set anew only where it is much too long by now: most checks take far less than a millisecond.
    if (z3_->limit_given < 0 || left < z3_->limit_given / 2) {
      z3_->solver.set("timeout", static_cast<unsigned>(left));
      z3_->limit_given = left;
    }
    z3::expr_vector assumed(z3_->context);
    for (const Formula a : assuming) assumed.push_back(z3_->at(a));
    answer = z3_->solver.check(assumed);
    if (answer == z3::sat) z3_->model = z3_->solver.get_model();
  });
  if (z3_->fault) return core::fail(kSolverFault);
  return answer == z3::sat ? Sat::yes : answer == z3::unsat ? Sat::no : Sat::not_decided;
}

bool Solver::holds(Formula a) const {
  bool found = false;
  z3_->guard([&] { found = z3_->model && z3_->model->eval(z3_->at(a), true).is_true(); });
  return found;
}

World Solver::world() const {
  World world;
  if (!z3_->model) return world;
  z3_->guard([&] {
    for (law::FactId id = 0; id < z3_->corpus.vocabulary().facts().size(); ++id) {
      const z3::expr value = z3_->model->eval(z3_->fact(id), true);
      if (z3_->corpus.vocabulary()[id].number)
        world.numbers[id] = value.get_numeral_int64();
      else
        world.facts[id] = value.is_true();
    }
    for (const auto& [name, atom] : z3_->terms) world.terms[name] = z3_->model->eval(atom, true).is_true();
  });
  return world;
}

void Solver::start_clock() {
  z3_->started = std::chrono::steady_clock::now();
  z3_->limit_given = -1;
}

bool Solver::out_of_time() const { return z3_->milliseconds_left() <= 0; }

}  // namespace palermo::compare
