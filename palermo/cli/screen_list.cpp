// SPDX-License-Identifier: Apache-2.0
// palermo screen list: the packs, which are off and why, and which lists were not obtained.
#include <CLI/CLI.hpp>

#include "palermo/cli/context.hpp"
#include "palermo/cli/screen_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/screen/show.hpp"

namespace palermo::cli {

void add_screen_list(CLI::App& family, Context& context) {
  add_verb(family, context, "screen.list", "palermo screen list", [&context] {
    const auto library = open_library(context);
    if (!library) return context.fail(library.error());
    if (context.json()) return context.print_json(screen::list_answer(*library));
    return context.print(to_text(list_page(*library, context.catalogue())));
  });
}

}  // namespace palermo::cli
