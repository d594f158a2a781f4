// SPDX-License-Identifier: Apache-2.0
// Questionnaire: a pack together with what every pack shares, as one row of questions and a list of outcomes they can open.
//
// Questions on what the person needs now come first, those of the pack after them. An outcome is a need or a next step. What opens it
// is a Gate over questions, without negation: a question is either open (answered so that it opens), settled or not asked.
// Invariant: the gate of a need lists the questions that open it; gates of steps hold no reference to a need any more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/screen/answer.hpp"
#include "palermo/screen/pack.hpp"
#include "palermo/screen/steps.hpp"

namespace palermo::screen {

// Whoever is asked by a pack made for children is cared for as a child, whatever is answered.
inline constexpr std::string_view kChildNeed = "child_protection";

struct Gate {
  enum class Kind { always, question, all, any };  // any of nothing: never
  Kind kind = Kind::always;
  std::size_t question = 0;
  std::vector<Gate> parts;
};

struct Outcome {
  std::string id;
  Gate gate;
  const Step* step = nullptr;  // nullptr: a need
};

class Questionnaire {
 public:
  // Both must outlive it. Errors: screen.bad_pack for a need that is not there or an id that both have.
  [[nodiscard]] static core::Result<Questionnaire> make(const Common& common, const Pack& pack);

  [[nodiscard]] const Pack& pack() const { return *pack_; }
  [[nodiscard]] const std::vector<const Question*>& questions() const { return questions_; }
  [[nodiscard]] std::size_t first_of_pack() const { return first_of_pack_; }
  [[nodiscard]] const std::vector<Outcome>& outcomes() const { return outcomes_; }
  [[nodiscard]] Answers nothing_asked() const { return Answers(questions_.size(), Answer::not_asked); }
  // Where `id` stands, or questions().size().
  [[nodiscard]] std::size_t find(std::string_view id) const;

  // Whether this answer to this question opens what the question can open.
  [[nodiscard]] bool opens(std::size_t question, Answer answer) const {
    return answer == Answer::yes || (answer == Answer::not_sure && questions_[question]->not_sure_opens);
  }

 private:
  const Pack* pack_ = nullptr;
  std::vector<const Question*> questions_;
  std::size_t first_of_pack_ = 0;
  std::vector<Outcome> outcomes_;
};

}  // namespace palermo::screen
