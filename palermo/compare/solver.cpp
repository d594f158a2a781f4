// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/solver.hpp"

#include <z3++.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <tuple>

namespace palermo::compare {

using law::Expression;

std::int64_t largest(const law::FactDef& number) { return number.unit == "years" ? 150 : 1'000'000; }

namespace {

// Interrupts Z3 when the patience is over, and again until it is gone: an interrupt between two questions is lost. Z3 4.8 allows
// Z3_interrupt from another thread.
class Watch {
 public:
  Watch(z3::context& context, const Patience& patience) {
    if (!patience.endless()) thread_ = std::jthread([this, &context, &patience](const std::stop_token& stop) { run(stop, context, patience); });
  }

 private:
  void run(const std::stop_token& stop, z3::context& context, const Patience& patience) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      woken_.wait_for(lock, stop, std::chrono::milliseconds(20), [] { return false; });
      if (!stop.stop_requested() && patience.over()) context.interrupt();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::jthread thread_;  // the last: it ends before what it uses
};

}  // namespace

struct Solver::Z3 {
  Z3(const law::Corpus& of, Options asked)
      : corpus(of), options(asked), solver(context, z3::solver::simple()), facts(context), pool(context), watch(context, options.patience) {
    guard([this] {
      solver.set("ctrl_c", false);  // or else Z3 keeps Ctrl-C to itself while it thinks
      declare();
    });
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

  z3::expr definition(const Expression& reference, Reading reading) {
    const std::tuple key{reference.law, reference.version, reference.definition, reading};
    const auto found = definitions.find(key);
    if (found != definitions.end()) return found->second;
    return definitions.emplace(key, of(corpus.definition(reference).expression, reading)).first->second;
  }

  z3::expr of(const Expression& e, Reading reading) {
    using Kind = Expression::Kind;
    ++nodes;
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
        return definition(e, reading);
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

  // Keeps what `build` makes.
  template <class Build>
  Formula keep(Build build) {
    const Formula made{static_cast<std::uint32_t>(pool.size())};
    guard([&] { pool.push_back(build()); });
    if (made.index == pool.size()) guard([&] { pool.push_back(context.bool_val(false)); });
    return made;
  }

  // After an exception the solver is at fault and answers no question any more; unless it was interrupted, which ends it as well.
  template <class Act>
  void guard(Act act) {
    try {
      act();
    } catch (const z3::exception&) {
      if (!options.patience.over()) fault = true;
    }
  }

  const law::Corpus& corpus;
  Options options;
  z3::context context;
  z3::solver solver;
  z3::expr_vector facts;  // by FactId
  z3::expr_vector pool;   // by Formula
  std::map<std::string, z3::expr> terms;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, Reading>, z3::expr> definitions;  // by law, version, place
  std::optional<z3::model> model;
  std::size_t nodes = 0;
  bool fault = false;
  Watch watch;  // the last: it ends before the context
};

Solver::Solver(const law::Corpus& corpus) : Solver(corpus, Options{}) {}
Solver::Solver(const law::Corpus& corpus, Options options) : z3_(std::make_unique<Z3>(corpus, options)) {}
Solver::~Solver() = default;

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

Formula Solver::is_all_it_may_be(const std::set<law::FactId>& among) {
  return z3_->keep([&] {
    z3::expr_vector each(z3_->context);
    for (const law::MayBe& m : z3_->corpus.vocabulary().may_be())
      if (among.count(m.fact) && among.count(m.other)) each.push_back(z3::implies(z3_->fact(m.fact), z3_->fact(m.other)));
    return z3::mk_and(each);
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
  const Patience& patience = z3_->options.patience;
  z3::check_result answer = z3::unknown;
  if (!patience.over())
    z3_->guard([&] {
      z3::expr_vector assumed(z3_->context);
      for (const Formula a : assuming) assumed.push_back(z3_->at(a));
      answer = z3_->solver.check(assumed);
      if (answer == z3::sat) z3_->model = z3_->solver.get_model();
    });
  if (patience.cancelled()) return core::fail(core::kCancelled);
  if (z3_->fault) return core::fail(kSolverFault);
  if (answer == z3::unknown || (answer == z3::sat && !z3_->model)) return Sat::not_decided;
  return answer == z3::sat ? Sat::yes : Sat::no;
}

bool Solver::holds(Formula a) const {
  bool found = false;
  z3_->guard([&] { found = z3_->model && z3_->model->eval(z3_->at(a), true).is_true(); });
  return found;
}

World Solver::world() const {
  World world;
  const auto& facts = z3_->corpus.vocabulary().facts();
  for (law::FactId id = 0; id < facts.size(); ++id)  // an interrupted reading leaves these
    if (facts[id].number)
      world.numbers[id] = 0;
    else
      world.facts[id] = false;
  if (!z3_->model) return world;
  z3_->guard([&] {
    for (law::FactId id = 0; id < facts.size(); ++id) {
      const z3::expr value = z3_->model->eval(z3_->fact(id), true);
      if (facts[id].number)
        world.numbers[id] = value.get_numeral_int64();
      else
        world.facts[id] = value.is_true();
    }
    for (const auto& [name, atom] : z3_->terms) world.terms[name] = z3_->model->eval(atom, true).is_true();
  });
  return world;
}

bool Solver::over() const { return z3_->options.patience.over(); }

std::size_t Solver::nodes_built() const { return z3_->nodes; }

}  // namespace palermo::compare
