// SPDX-License-Identifier: Apache-2.0
// FigureRegister: the published figures, what each kind may be used for, and the questions that figures compete to answer.
//
// Read from data/figures/figures.csv and questions.yaml (docs/formats/figures.md). Figures stand in the order of the file; no function of this room sorts
// them by value (SAFEGUARDS.md, D31). Immutable after parsing, thread-safe.
// Invariants: ids are unique; every figure has a concept, a value, a unit, a publisher and a source; its kind, edition and question are known; what it is a
// part of is another figure, of the same unit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/figures/figure.hpp"

namespace palermo::figures {

// args: reason (columns, kind, mark, number, form, empty, question, edition, twice, part), column
inline constexpr core::ErrorKind kBadRegister{"figures.bad_register", core::Exit::unreadable};
inline constexpr core::ErrorKind kNoFigure{"figures.no_figure", core::Exit::usage};      // args: id
inline constexpr core::ErrorKind kNoQuestion{"figures.no_question", core::Exit::usage};  // args: concept

struct KindOfFigure {
  FigureKind kind = FigureKind::estimated;
  std::string title, is, use, not_use;  // sentences of the data file
};

struct Edition {
  std::string id, family, title, differs;
};

struct Question {
  std::string id, theme, asks;
};

class FigureRegister {
 public:
  // Errors: figures.bad_register, those of read_csv and parse_yaml.
  [[nodiscard]] static core::Result<FigureRegister> parse(std::string_view figures_csv, std::string_view questions_yaml);

  [[nodiscard]] const std::vector<PublishedFigure>& figures() const { return figures_; }
  [[nodiscard]] const std::vector<Question>& questions() const { return questions_; }
  [[nodiscard]] const KindOfFigure& kind(FigureKind kind) const;
  [[nodiscard]] const Edition* edition(std::string_view id) const;  // nullptr when there is none
  [[nodiscard]] const Question* question(std::string_view id) const;
  [[nodiscard]] core::Result<const PublishedFigure*> find(std::string_view id) const;

  // The figures meant by `wanted`: a question's id, a theme, or the words of a concept; of `place`, where that is not empty. Case of letters does not matter.
  // Errors: figures.no_question when `wanted` names nothing; an empty answer when nothing is of that place.
  [[nodiscard]] core::Result<std::vector<const PublishedFigure*>> about(std::string_view wanted, std::string_view place) const;

 private:
  std::vector<PublishedFigure> figures_;
  std::vector<KindOfFigure> kinds_;
  std::vector<Edition> editions_;
  std::vector<Question> questions_;
};

}  // namespace palermo::figures
