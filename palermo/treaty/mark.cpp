// SPDX-License-Identifier: Apache-2.0
#include "palermo/treaty/mark.hpp"

#include <algorithm>
#include <array>

namespace palermo::treaty {
namespace {

constexpr std::array<std::string_view, 3> kMarks{"verified", "secondary", "unverified"};
constexpr std::array<std::string_view, 7> kKinds{"ratification", "accession", "acceptance", "approval",
                                                 "succession",   "deposit",   "signature"};
constexpr std::array<std::string_view, 3> kAnswers{"no", "yes", "unknown"};

template <class Word, std::size_t n>
std::optional<Word> read(const std::array<std::string_view, n>& words, std::string_view text) {
  const auto found = std::find(words.begin(), words.end(), text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Word>(found - words.begin());
}

}  // namespace

std::string_view word(Mark mark) { return kMarks[static_cast<std::size_t>(mark)]; }
std::string_view word(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view word(Answer answer) { return kAnswers[static_cast<std::size_t>(answer)]; }
std::optional<Mark> mark_of(std::string_view text) { return read<Mark>(kMarks, text); }
std::optional<Kind> kind_of(std::string_view text) { return read<Kind>(kKinds, text); }
Mark weaker(Mark a, Mark b) { return std::max(a, b); }

}  // namespace palermo::treaty
