// SPDX-License-Identifier: Apache-2.0
// Text similarity: Jaro, Jaro-Winkler and optimal string alignment, on ASCII tokens and on code points.
//
// Allocates nothing. Tokens of up to 64 characters are compared in 64-bit words [hyyro2003]; longer texts by plain
// tables on the stack, cut at 256 characters. Each is checked against a slow, plain program (text_similarity_test.cpp)
// and published values: MARTHA/MARHTA 0.9611, DWAYNE/DUANE 0.8400, DIXON/DICKSONX 0.8133 [winkler1990].
#pragma once

#include <cstdint>
#include <string_view>

namespace palermo::link {

// In [0, 1]; 1 exactly when equal. Two empty texts: 1; one empty: 0. Bytes are characters: for ASCII.
[[nodiscard]] double jaro(std::string_view a, std::string_view b);
[[nodiscard]] double jaro(std::u32string_view a, std::u32string_view b);

// jaro + 0.1 * l * (1 - jaro), l = common prefix up to 4, added only when jaro >= 0.7.
[[nodiscard]] double jaro_winkler(std::string_view a, std::string_view b);
[[nodiscard]] double jaro_winkler(std::u32string_view a, std::u32string_view b);

// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours, none edited twice.
[[nodiscard]] int osa(std::string_view a, std::string_view b);
[[nodiscard]] int osa(std::u32string_view a, std::u32string_view b);

// osa(a, b) <= 1, without computing it; the fast case of typo checks.
[[nodiscard]] bool one_edit(std::string_view a, std::string_view b);

// How many edits may separate two spellings of one name: short names (Sok, Kim, Ly) must be equal. Longer of the two:
// below 5 none, below 8 one, else two.
[[nodiscard]] int allowed_edits(std::size_t longer);

}  // namespace palermo::link
