// SPDX-License-Identifier: Apache-2.0
// Gate words: whether a text of a return file says anything at all, whether two texts are the same words, and whether a text of a
// pack would make the gate print permission (SAFEGUARDS.md, D26-D28).
//
// A text is weighed by its letters, in any script: blanks of every kind, characters without width, signs, digits and case do not
// count. Nothing here judges whether a reason is good. Input: UTF-8. Thread-safe. Source: docs/methods/return-gate.md.
#pragma once

#include <string>
#include <string_view>

namespace palermo::rights {

// A reason in words: at least three different words that are no filling words ("none", "not known"), twelve letters, five of them
// different. A syllable or word sign (Hangul, CJK) counts as two letters; scripts without blanks between words need no three words.
[[nodiscard]] bool tells_a_reason(std::string_view text);

// A legal basis that can be looked up: a word of a law and a number ("s. 58 Aliens Act").
[[nodiscard]] bool names_a_law(std::string_view text);

// The letters of a text, small, and nothing else: what stays the same when a copied text is numbered or spaced anew.
[[nodiscard]] std::string letters_of(std::string_view text);

// Whether the text uses a word of permission ("cleared", "may be returned", "genehmigt"), also when its letters are spaced out.
[[nodiscard]] bool says_permission(std::string_view text);

// What keeps a text of a pack from being printed besides: more than `most` characters, "@", "<" or ">", six digits in a row or nine
// with blanks and signs between them, and letters made to look like others.
[[nodiscard]] bool may_be_printed(std::string_view text, std::size_t most);

// Whether the text ends as a question does in its script.
[[nodiscard]] bool is_question(std::string_view text);

}  // namespace palermo::rights
