// SPDX-License-Identifier: Apache-2.0
// The verbs of screening, and what they share.
#pragma once

#include <string>

#include "palermo/observatory/page.hpp"
#include "palermo/screen/library.hpp"
#include "palermo/screen/screening.hpp"

namespace CLI {
class App;
}

namespace palermo::cli {

class Context;

void add_screen_check(CLI::App& family, Context& context);
void add_screen_list(CLI::App& family, Context& context);
void add_screen_run(CLI::App& family, Context& context);
void add_screen_show(CLI::App& family, Context& context);

inline constexpr core::ErrorKind kScreenFileExists{"screen.file_exists", core::Exit::usage};
inline constexpr core::ErrorKind kScreenLanguage{"screen.unknown_language", core::Exit::usage};

[[nodiscard]] core::Result<screen::Library> open_library(const Context& context);

// The same page for a terminal, a browser and paper.
[[nodiscard]] observatory::Page list_page(const screen::Library& library, const core::Catalogue& catalogue);
[[nodiscard]] observatory::Page cards_page(const screen::Library& library, const screen::Pack& pack, std::string_view language,
                                           const core::Catalogue& catalogue);
[[nodiscard]] observatory::Page run_page(const screen::Questionnaire& questionnaire, const screen::Answers& answers,
                                         std::string_view language, const core::Catalogue& catalogue);
// What is owed to everybody, alone: the same whatever was answered before somebody stopped.
[[nodiscard]] observatory::Page stopped_page(const screen::Questionnaire& questionnaire, const core::Catalogue& catalogue);

// A file that somebody asks to be written. Errors: screen.file_exists, before any work is done; output.cannot_write.
[[nodiscard]] core::Done may_write(const std::string& file, bool replace);

}  // namespace palermo::cli
