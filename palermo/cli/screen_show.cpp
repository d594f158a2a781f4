// SPDX-License-Identifier: Apache-2.0
// palermo screen show PACK: the questions as cards, with the marks of the pack.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/screen_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/output.hpp"
#include "palermo/screen/show.hpp"

namespace palermo::cli {
namespace {

struct ShowCall {
  std::string pack, html;
  bool replace = false;
};

int run_show(Context& context, const ShowCall& call) {
  if (const auto free = may_write(call.html, call.replace); !free) return context.fail(free.error());
  const auto library = open_library(context);
  if (!library) return context.fail(library.error());
  const auto pack = library->find(call.pack);
  if (!pack) return context.fail(pack.error());
  const std::string& reader = context.catalogue().language();
  const observatory::Page page = cards_page(*library, **pack, (*pack)->audio.contains(reader) ? reader : "en", context.catalogue());
  if (!call.html.empty())
    if (const auto written = core::write_files({{call.html, to_html(page, context.catalogue(), false)}}, {.mode = 0644, .replace = call.replace}); !written) return context.fail(written.error());
  if (context.json()) return context.print_json(screen::show_answer(*library, **pack));
  if (!call.html.empty()) return context.print(context.text("observatory.page_written", {{"file", call.html}}));
  return context.print(to_text(page));
}

}  // namespace

void add_screen_show(CLI::App& family, Context& context) {
  auto call = std::make_shared<ShowCall>();
  CLI::App& verb = add_verb(family, context, "screen.show", "palermo screen show ilo11", [&context, call] { return run_show(context, *call); });
  verb.add_option("PACK", call->pack, context.text("verb.screen.pack"))->required();
  verb.add_option("--html", call->html, context.text("verb.screen.html"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.screen.replace"));
}

}  // namespace palermo::cli
