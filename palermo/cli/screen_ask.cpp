// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/screen_ask.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>
#include <vector>

#include "palermo/cli/context.hpp"
#include "palermo/cli/interrupt.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/screen/screening.hpp"
#include "palermo/screen/show.hpp"

namespace palermo::cli {
namespace {

using screen::Answer;

constexpr int kLookEvery = 500;            // ms
constexpr std::size_t kLongestLine = 4096;  // more is no answer

enum class Typed { answer, done, stop, back, help, unclear };

struct Meant {
  Typed typed = Typed::unclear;
  Answer answer = Answer::not_asked;
};

// A letter or the word, large or small, with blanks around it or not.
Meant meaning(std::string_view line) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!line.empty() && blank(line.back())) line.remove_suffix(1);
  while (!line.empty() && blank(line.front())) line.remove_prefix(1);
  std::string word(line);
  std::ranges::transform(word, word.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '_' ? ' ' : c; });
  const auto is = [&](std::initializer_list<std::string_view> words) { return std::ranges::find(words, word) != words.end(); };
  if (is({"y", "yes"})) return {Typed::answer, Answer::yes};
  if (is({"n", "no"})) return {Typed::answer, Answer::no};
  if (is({"u", "not sure", "unsure"})) return {Typed::answer, Answer::not_sure};
  if (is({"r", "rather not say", "rather not"})) return {Typed::answer, Answer::rather_not_say};
  if (is({"", "s", "leave out", "skip", "not asked"})) return {Typed::answer, Answer::not_asked};
  if (is({"d", "done"})) return {Typed::done, {}};
  if (is({"q", "quit", "stop"})) return {Typed::stop, {}};
  if (is({"b", "back"})) return {Typed::back, {}};
  if (is({"?", "h", "help"})) return {Typed::help, {}};
  return {};
}

// Reads the descriptor itself: a stream would keep lines where poll does not see them.
class TypedLines {
 public:
  std::optional<std::string> next() {
    for (;;) {
      if (const std::size_t end = held_.find('\n'); end != std::string::npos) {
        std::string line = held_.substr(0, end);
        held_.erase(0, end + 1);
        return line;
      }
      if (interrupted() || held_.size() > kLongestLine) return std::nullopt;
      pollfd waiting{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
      if (::poll(&waiting, 1, kLookEvery) <= 0) continue;
      std::array<char, 512> bytes{};
      const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
      if (count <= 0) return std::nullopt;  // what was typed without an end of line is no answer
      held_.append(bytes.data(), static_cast<std::size_t>(count));
    }
  }

 private:
  std::string held_;
};

void put(const Context& context, const screen::Questionnaire& questionnaire, const screen::Question& question, std::string_view language) {
  std::string card = context.text(question.of_worker ? "screen.show.card.worker" : "screen.show.card",
                                  {{"question", core::one_line(screen::ask_text(question, language))}});
  if (questionnaire.pack().reading_only(language)) card += " [" + context.text("screen.show.reading_only") + "]";
  context.print("\n" + card);
}

}  // namespace

LineSource typed_lines() {
  return [lines = std::make_shared<TypedLines>()] { return lines->next(); };
}

std::optional<screen::Answers> ask_one_by_one(Context& context, const screen::Questionnaire& questionnaire, std::string_view language,
                                              const LineSource& next_line) {
  context.print(context.text("screen.ask.begin"));
  context.print(context.text("screen.ask.keys"));
  screen::Answers answers = questionnaire.nothing_asked();
  screen::Answers put_already = answers;  // what was left out counts as put, so that it is not put again
  std::vector<std::size_t> asked;         // in the order in which they were put
  while (const auto next = screen::next_question(questionnaire, put_already)) {
    put(context, questionnaire, *questionnaire.questions()[next->question], language);
    const auto line = next_line();
    if (!line) return std::nullopt;
    const Meant meant = meaning(*line);
    switch (meant.typed) {
      case Typed::stop:
        return std::nullopt;
      case Typed::done:
        return answers;
      case Typed::unclear:
        context.print(context.text("screen.ask.again"));
        context.print(context.text("screen.ask.keys"));
        break;
      case Typed::help:
        context.print(context.text("screen.ask.help"));
        context.print(context.text("screen.ask.keys"));
        break;
      case Typed::back:
        if (asked.empty()) {
          context.print(context.text("screen.ask.first"));
          break;
        }
        answers[asked.back()] = put_already[asked.back()] = Answer::not_asked;
        asked.pop_back();
        break;
      case Typed::answer:
        asked.push_back(next->question);
        answers[next->question] = meant.answer;
        put_already[next->question] = meant.answer == Answer::not_asked ? Answer::rather_not_say : meant.answer;
    }
  }
  return answers;
}

}  // namespace palermo::cli
