// SPDX-License-Identifier: Apache-2.0
#include "palermo/screen/questionnaire.hpp"

#include <algorithm>

namespace palermo::screen {
namespace {

Gate question_gate(std::size_t question) { return {.kind = Gate::Kind::question, .question = question, .parts = {}}; }

class GateMaker {
 public:
  GateMaker(const std::vector<const Question*>& questions, std::size_t first_of_pack, const Pack& pack)
      : questions_(questions), first_of_pack_(first_of_pack), pack_(pack) {}

  [[nodiscard]] Gate need(const std::string& id) const {
    if (pack_.children && id == kChildNeed) return {};
    Gate gate{.kind = Gate::Kind::any, .question = 0, .parts = {}};
    for (std::size_t q = 0; q < questions_.size(); ++q)
      if (std::ranges::count(questions_[q]->opens, id) > 0) gate.parts.push_back(question_gate(q));
    return gate;
  }

  [[nodiscard]] Gate of(const Condition& condition) const {
    switch (condition.kind) {
      case Condition::Kind::always:
        return {};
      case Condition::Kind::need:
        return need(condition.need);
      case Condition::Kind::grounds:
        return signs([](const Sign& sign) { return !sign.about_place && !sign.fits_many; });
      case Condition::Kind::place:
        return signs([](const Sign& sign) { return sign.about_place; });
      case Condition::Kind::all:
      case Condition::Kind::any:
        break;
    }
    Gate gate{.kind = condition.kind == Condition::Kind::all ? Gate::Kind::all : Gate::Kind::any, .question = 0, .parts = {}};
    for (const Condition& part : condition.parts) gate.parts.push_back(of(part));
    return gate;
  }

 private:
  template <class Wanted>
  [[nodiscard]] Gate signs(const Wanted& wanted) const {
    Gate gate{.kind = Gate::Kind::any, .question = 0, .parts = {}};
    std::size_t q = first_of_pack_;
    for (const Sign& sign : pack_.signs)
      for (std::size_t i = 0; i < sign.questions.size(); ++i, ++q)
        if (wanted(sign)) gate.parts.push_back(question_gate(q));
    return gate;
  }

  const std::vector<const Question*>& questions_;
  std::size_t first_of_pack_;
  const Pack& pack_;
};

}  // namespace

core::Result<Questionnaire> Questionnaire::make(const Common& common, const Pack& pack) {
  Questionnaire made;
  made.pack_ = &pack;
  for (const Question& question : common.questions) made.questions_.push_back(&question);
  made.first_of_pack_ = made.questions_.size();
  for (const Sign& sign : pack.signs)
    for (const Question& question : sign.questions) {
      if (made.find(question.id) < made.questions_.size()) return core::fail(kBadPack, question.place, {{"reason", "twice"}});
      made.questions_.push_back(&question);
    }
  for (const Question* question : made.questions_)
    for (const std::string& need : question->opens)
      if (std::ranges::count(common.needs, need) == 0) return core::fail(kBadPack, question->place, {{"reason", "need"}});
  const GateMaker maker(made.questions_, made.first_of_pack_, pack);
  for (const std::string& need : common.needs) made.outcomes_.push_back({need, maker.need(need), nullptr});
  for (const Step& step : common.steps) made.outcomes_.push_back({step.id, maker.of(step.when), &step});
  return made;
}

std::size_t Questionnaire::find(std::string_view id) const {
  const auto found = std::ranges::find_if(questions_, [id](const Question* question) { return question->id == id; });
  return static_cast<std::size_t>(found - questions_.begin());
}

}  // namespace palermo::screen
