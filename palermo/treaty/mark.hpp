// SPDX-License-Identifier: Apache-2.0
// Words of the treaty tables: how well a row is known, what kind of act it is, and the three answers.
#pragma once

#include <optional>
#include <string_view>

namespace palermo::treaty {

// verified: read in an official publication; secondary: somebody else's account of it; unverified: general knowledge.
enum class Mark { verified, secondary, unverified };
[[nodiscard]] std::string_view word(Mark mark);
[[nodiscard]] std::optional<Mark> mark_of(std::string_view word);
[[nodiscard]] Mark weaker(Mark a, Mark b);

// By what a State consents to be bound. `deposit` where the source does not tell which; a signature binds nobody.
enum class Kind { ratification, accession, acceptance, approval, succession, deposit, signature };
[[nodiscard]] std::string_view word(Kind kind);
[[nodiscard]] std::optional<Kind> kind_of(std::string_view word);

enum class Answer { no, yes, unknown };
[[nodiscard]] std::string_view word(Answer answer);

}  // namespace palermo::treaty
