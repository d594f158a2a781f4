// SPDX-License-Identifier: Apache-2.0
// How hard an English text is to read: the Flesch-Kincaid grade level.
//
//   grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59
//
// Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom: Derivation of New Readability Formulas for Navy Enlisted
// Personnel, Research Branch Report 8-75, Naval Technical Training, 1975. A grade is a year of school in the United States: grade 6 is
// read by children of eleven to twelve. Syllables are counted by rule (vowel groups, silent endings, a few word parts), not
// looked up. Limits: docs/methods/screening.md.
#pragma once

#include <cstddef>
#include <string_view>

namespace palermo::core {

// Of what is handed or read to a person: read at twelve (SAFEGUARDS.md, D14).
inline constexpr double kHighestGrade = 7.0;

struct Readability {
  std::size_t sentences = 0, words = 0, syllables = 0;
  [[nodiscard]] double grade() const;  // of no words: 0
};

// Of one English word; at least 1. Letters outside a-z are not looked at.
[[nodiscard]] std::size_t syllables(std::string_view word);
[[nodiscard]] Readability readability(std::string_view text);

}  // namespace palermo::core
