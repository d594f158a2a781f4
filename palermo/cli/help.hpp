// SPDX-License-Identifier: Apache-2.0
// Help pages and usage errors in the reader's language. The only header of the frame that needs CLI11.
#pragma once

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/error.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kMissingVerb{"cli.missing_verb", core::Exit::usage};
inline constexpr core::ErrorKind kMissingArgument{"cli.missing_argument", core::Exit::usage};
inline constexpr core::ErrorKind kUnexpectedArgument{"cli.unexpected_argument", core::Exit::usage};
inline constexpr core::ErrorKind kDidYouMean{"cli.did_you_mean", core::Exit::usage};
inline constexpr core::ErrorKind kWrongArgument{"cli.wrong_argument", core::Exit::usage};
inline constexpr core::ErrorKind kNotAWord{"cli.not_a_word", core::Exit::usage};
inline constexpr core::ErrorKind kMissingValue{"cli.missing_value", core::Exit::usage};
inline constexpr core::ErrorKind kOnlyWith{"cli.only_with", core::Exit::usage};

// Writes help through the catalogue; `catalogue` must outlive it.
[[nodiscard]] std::shared_ptr<CLI::Formatter> help_formatter(const core::Catalogue& catalogue);

// What was wrong with the call, in our own words.
[[nodiscard]] core::Error usage_error(const CLI::App& app, const CLI::ParseError& error);

// The deepest verb or family that was named: "palermo law assess".
[[nodiscard]] std::string called_command(const CLI::App& app);

}  // namespace palermo::cli
