// SPDX-License-Identifier: Apache-2.0
// Membership between two holders: the receiver learns which of its own records stand on the other's list, and by which key.
//
// Private set intersection by commuting exponents. The receiver hands over its points in its own order; the other holder
// raises them, adds its own list raised and shuffled; the receiver raises that list and looks its own points up in it. The
// receiver learns the size of the other list; the other learns the size of the receiver's and nothing about any record.
// Being on a shelter's list is itself sensitive: an agreement with enforcement or immigration on either side is refused when it
// is read (agreement.hpp, D20). Source: [meadows1986], facts linkage 3.5. One letter each way.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "palermo/link/ring.hpp"

namespace palermo::link {

// The receiver's letter: own list raised once, in its own order.
[[nodiscard]] core::Result<Letter> ask_membership(const Seat& seat, BlindedList own, int threads);
// The other's answer. Errors: private.out_of_turn, private.short_list, private.bad_point.
[[nodiscard]] core::Result<Letter> answer_membership(const Seat& seat, Letter letter, BlindedList own, int threads);
// For each own record, in its order, the strictest key by which it stands on the other list; nothing where it does not. `asked`: how
// many records were asked for; an answer about more or fewer of them is refused, and so is one from a list that is too short.
// Errors: private.out_of_turn, private.short_list, private.bad_point.
[[nodiscard]] core::Result<std::vector<std::optional<MatchKey>>> read_membership(const Seat& seat, Letter letter, std::size_t asked, int threads);

}  // namespace palermo::link
