// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value, or the one Error that kept us from it.
//
//   Result<Law> law = parse_law(bytes, "un.untoc.yaml");
//   if (!law) return fail(law.error());
//
// Imperfect input is not a failure: functions that can go on return the value and a list of problems.
#pragma once

#include <tl/expected.hpp>

#include "palermo/core/error.hpp"

namespace palermo::core {

template <class T>
using Result = tl::expected<T, Error>;

using Done = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

[[nodiscard]] inline tl::unexpected<Error> fail(const ErrorKind& kind, Place place = {}, Args args = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(place), std::move(args)});
}

}  // namespace palermo::core

// Leaves the function with the error of `expression`, or goes on with its value: PALERMO_TRY(auto law, parse_law(...));
#define PALERMO_TRY_CONCAT_(a, b) a##b
#define PALERMO_TRY_NAME_(line) PALERMO_TRY_CONCAT_(palermo_try_, line)
#define PALERMO_TRY(declaration, expression)                                                    \
  auto PALERMO_TRY_NAME_(__LINE__) = (expression);                                              \
  if (!PALERMO_TRY_NAME_(__LINE__))                                                             \
    return ::palermo::core::fail(std::move(PALERMO_TRY_NAME_(__LINE__).error()));               \
  declaration = std::move(*PALERMO_TRY_NAME_(__LINE__))

#define PALERMO_CHECK_DONE(expression)                                                          \
  if (auto palermo_done = (expression); !palermo_done) return ::palermo::core::fail(std::move(palermo_done.error()))
