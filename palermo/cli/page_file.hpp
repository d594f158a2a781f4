// SPDX-License-Identifier: Apache-2.0
// A page for a browser or for paper, as a verb with --html FILE and --replace writes it.
#pragma once

#include <filesystem>
#include <string>

#include "palermo/cli/context.hpp"
#include "palermo/core/output.hpp"
#include "palermo/observatory/page.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kPageExists{"observatory.file_exists", core::Exit::usage};

// Nothing when no file is asked for. Errors: observatory.file_exists, those of core::write_file.
[[nodiscard]] inline core::Done write_page(const Context& context, const observatory::Page& page,
                                           const std::string& file, bool replace) {
  if (file.empty()) return {};
  if (!replace && std::filesystem::exists(file)) return core::fail(kPageExists, {.file = file}, {{"file", file}});
  return core::write_file(file, to_html(page, context.catalogue(), false));
}

}  // namespace palermo::cli
