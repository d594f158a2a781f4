// SPDX-License-Identifier: Apache-2.0
#include "palermo/screen/screening.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <span>
#include <utility>

namespace palermo::screen {
namespace {

// What is known of each question: it opens, it is settled without opening, or it was not asked.
enum class Known : std::uint8_t { open, settled, not_asked };

std::vector<Known> known(const Questionnaire& questionnaire, const Answers& answers) {
  std::vector<Known> states;
  for (std::size_t q = 0; q < answers.size(); ++q)
    states.push_back(questionnaire.opens(q, answers[q])      ? Known::open
                     : answers[q] == Answer::not_asked ? Known::not_asked
                                                             : Known::settled);
  return states;
}

// The gate's value when every question that was not asked counts as `rest`.
bool passes(const Gate& gate, const std::vector<Known>& states, bool rest) {
  const auto part_passes = [&](const Gate& part) { return passes(part, states, rest); };
  switch (gate.kind) {
    case Gate::Kind::always:
      return true;
    case Gate::Kind::question:
      return states[gate.question] == Known::open || (rest && states[gate.question] == Known::not_asked);
    case Gate::Kind::all:
      return std::ranges::all_of(gate.parts, part_passes);
    case Gate::Kind::any:
      break;
  }
  return std::ranges::any_of(gate.parts, part_passes);
}

// Gates have no negation, so the two extremes decide for all answers between them.
OutcomeState state(const Gate& gate, const std::vector<Known>& states) {
  if (passes(gate, states, false)) return OutcomeState::open;
  return passes(gate, states, true) ? OutcomeState::undecided : OutcomeState::settled;
}

// The smallest sets of questions left that open the gate together, each sorted. A gate without negation depends on a question
// exactly when one of them holds it.
using Way = std::vector<std::size_t>;

void keep_smallest(std::vector<Way>& ways) {
  std::ranges::sort(ways, [](const Way& a, const Way& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  std::vector<Way> smallest;
  for (Way& way : ways)
    if (std::ranges::none_of(smallest, [&](const Way& kept) { return std::ranges::includes(way, kept); })) smallest.push_back(std::move(way));
  ways = std::move(smallest);
}

std::vector<Way> ways_to_pass(const Gate& gate, const std::vector<Known>& states) {
  switch (gate.kind) {
    case Gate::Kind::always:
      return {{}};
    case Gate::Kind::question:
      if (states[gate.question] == Known::open) return {{}};
      if (states[gate.question] == Known::settled) return {};
      return {{gate.question}};
    case Gate::Kind::any: {
      std::vector<Way> ways;
      for (const Gate& part : gate.parts) std::ranges::copy(ways_to_pass(part, states), std::back_inserter(ways));
      keep_smallest(ways);
      return ways;
    }
    case Gate::Kind::all:
      break;
  }
  std::vector<Way> ways{{}};
  for (const Gate& part : gate.parts) {
    std::vector<Way> longer;
    const std::vector<Way> of_part = ways_to_pass(part, states);
    for (const Way& way : ways)
      for (const Way& more : of_part) {
        Way both;
        std::ranges::set_union(way, more, std::back_inserter(both));
        longer.push_back(std::move(both));
      }
    keep_smallest(longer);
    ways = std::move(longer);
  }
  return ways;
}

std::vector<const Outcome*> decided_by(const std::vector<const Outcome*>& undecided, std::vector<Known> states,
                                       std::size_t question, Known answered) {
  states[question] = answered;
  std::vector<const Outcome*> decided;
  for (const Outcome* outcome : undecided)
    if (state(outcome->gate, states) != OutcomeState::undecided) decided.push_back(outcome);
  return decided;
}

void place_sign(const Sign& sign, std::span<const Known> states, std::span<const Answer> answers, Screening& screening) {
  if (sign.withheld) return;
  if (std::ranges::count(states, Known::open) > 0)
    screening.present.push_back(&sign);
  else if (std::ranges::all_of(answers, [](Answer answer) { return answer == Answer::no; }))
    screening.absent.push_back(&sign);
  else
    screening.not_asked.push_back(&sign);
}

}  // namespace

OutcomeState state_of(const Questionnaire& questionnaire, const Outcome& outcome, const Answers& answers) {
  return state(outcome.gate, known(questionnaire, answers));
}

Screening screen(const Questionnaire& questionnaire, const Answers& answers) {
  const std::vector<Known> states = known(questionnaire, answers);
  Screening screening;
  std::size_t q = questionnaire.first_of_pack();
  for (const Sign& sign : questionnaire.pack().signs) {
    const std::size_t size = sign.questions.size();
    place_sign(sign, std::span(states).subspan(q, size), std::span(answers).subspan(q, size), screening);
    q += size;
  }
  for (const Outcome& outcome : questionnaire.outcomes()) {
    if (state(outcome.gate, states) != OutcomeState::open) continue;
    if (outcome.step == nullptr)
      screening.needs.push_back(outcome.id);
    else
      (outcome.gate.kind == Gate::Kind::always ? screening.owed_to_everybody : screening.next_steps).push_back(outcome.step);
  }
  return screening;
}

std::optional<NextQuestion> next_question(const Questionnaire& questionnaire, const Answers& answers) {
  const std::vector<Known> states = known(questionnaire, answers);
  std::vector<const Outcome*> undecided;
  std::vector<std::set<std::size_t>> hang_on;  // of each undecided outcome: the questions it depends on
  for (const Outcome& outcome : questionnaire.outcomes()) {
    if (state(outcome.gate, states) != OutcomeState::undecided) continue;
    undecided.push_back(&outcome);
    hang_on.emplace_back();
    for (const Way& way : ways_to_pass(outcome.gate, states)) hang_on.back().insert(way.begin(), way.end());
  }
  std::optional<NextQuestion> best;
  for (std::size_t q = 0; q < states.size(); ++q) {
    if (best && q == questionnaire.first_of_pack()) break;  // a question on needs is left: those of the pack wait
    NextQuestion candidate{.question = q, .decides = {}, .touches = {}};
    for (std::size_t i = 0; i < undecided.size(); ++i)
      if (hang_on[i].contains(q)) candidate.touches.push_back(undecided[i]);
    if (candidate.touches.empty()) continue;
    if (best && q < questionnaire.first_of_pack()) continue;  // those on needs: as they stand, being alone and the language before all else
    candidate.decides = decided_by(undecided, states, q, Known::open);
    if (auto by_no = decided_by(undecided, states, q, Known::settled); by_no.size() > candidate.decides.size())
      candidate.decides = std::move(by_no);
    const auto power = [](const NextQuestion& next) { return std::pair(next.decides.size(), next.touches.size()); };
    if (!best || power(candidate) > power(*best)) best = std::move(candidate);
  }
  return best;
}

}  // namespace palermo::screen
