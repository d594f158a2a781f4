// SPDX-License-Identifier: Apache-2.0
// A page for a browser or for paper, as a verb with --html FILE and --replace writes it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "palermo/cli/context.hpp"
#include "palermo/core/output.hpp"
#include "palermo/observatory/page.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kPageExists{"observatory.file_exists", core::Exit::usage};
inline constexpr core::ErrorKind kOutputIsInput{"output.is_input", core::Exit::usage};

// Whether a file that is to be written is none of those that are read, under whatever name: --replace is not meant for these.
[[nodiscard]] inline core::Done not_an_input(const std::string& file, const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs)
    if (!file.empty() && !input.empty() && core::is_same_file(file, input)) return core::fail(kOutputIsInput, {.file = file}, {{"file", file}});
  return {};
}

// Nothing when no file is asked for. Errors: observatory.file_exists, output.is_input, those of core::write_files.
[[nodiscard]] inline core::Done write_page(const Context& context, const observatory::Page& page,
                                           const std::string& file, bool replace, const std::vector<std::string>& inputs = {}) {
  if (file.empty()) return {};
  PALERMO_CHECK_DONE(not_an_input(file, inputs));
  if (!replace && std::filesystem::exists(file)) return core::fail(kPageExists, {.file = file}, {{"file", file}});
  return core::write_files({{file, to_html(page, context.catalogue(), false)}}, {.mode = 0644, .replace = replace});
}

}  // namespace palermo::cli
