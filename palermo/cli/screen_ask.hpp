// SPDX-License-Identifier: Apache-2.0
// One question at a time, on standard input and output. What was answered lives in this process and nowhere else.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "palermo/screen/questionnaire.hpp"

namespace palermo::cli {

class Context;

// A line that somebody typed, without its end; nothing at the end of input or when asked to stop (Ctrl-C).
using LineSource = std::function<std::optional<std::string>()>;

// Standard input, looking twice a second whether somebody asked to stop.
[[nodiscard]] LineSource typed_lines();

// The answers when the person is done or nothing that is left would change anything; nothing when she stopped.
[[nodiscard]] std::optional<screen::Answers> ask_one_by_one(Context& context, const screen::Questionnaire& questionnaire,
                                                            std::string_view language, const LineSource& next_line);

}  // namespace palermo::cli
