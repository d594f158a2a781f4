// SPDX-License-Identifier: Apache-2.0
// palermo flows selection FILE.csv: the composition of each list, and what it leaves possible for everybody.
#include <CLI/CLI.hpp>

#include <charconv>
#include <filesystem>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/flows_verbs.hpp"
#include "palermo/cli/page_file.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/publish/selection_page.hpp"

namespace palermo::cli {
namespace {

inline constexpr core::ErrorKind kBadExploited{"flows.bad_exploited", core::Exit::usage};

struct SelectionCall {
  std::string file, exploited, html;
  double odds = 3;
  bool replace = false;
};

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

// "2000,9000"; an empty text: nothing is known of how many there are.
core::Result<std::optional<flows::CountRange>> exploited_of(const std::string& text) {
  std::optional<flows::CountRange> out;
  if (text.empty()) return out;
  out = flows::CountRange{};
  const char* end = text.data() + text.size();
  const auto [comma, bad_low] = std::from_chars(text.data(), end, out->lo);
  if (bad_low != std::errc() || comma == end || *comma != ',') return core::fail(kBadExploited);
  const auto [rest, bad_high] = std::from_chars(comma + 1, end, out->hi);
  if (bad_high != std::errc() || rest != end || out->lo < 0 || out->hi < out->lo) return core::fail(kBadExploited);
  return out;
}

core::Result<std::vector<publish::SelectionSection>> sections_of(const SelectionCall& call) {
  flows::SelectionOptions options{.odds = call.odds, .exploited = {}};
  PALERMO_TRY(options.exploited, exploited_of(call.exploited));
  PALERMO_TRY(const std::string text, core::read_file(call.file));
  PALERMO_TRY(const std::vector<flows::Composition> compositions, flows::parse_compositions(text, name_of(call.file)));
  std::vector<publish::SelectionSection> sections;
  for (const flows::Composition& composition : compositions) {
    PALERMO_TRY(publish::SelectionSection section, publish::selection_section(composition, options));
    sections.push_back(std::move(section));
  }
  return sections;
}

core::Done write(const SelectionCall& call, const std::string& html) {
  if (call.html.empty()) return {};
  PALERMO_CHECK_DONE(not_an_input(call.html, {call.file}));
  if (!call.replace && std::filesystem::exists(call.html)) return core::fail(kPageExists, {.file = call.html}, {{"file", call.html}});
  return core::write_files({{call.html, html}}, {.mode = 0644, .replace = call.replace});
}

int run_selection(Context& context, const SelectionCall& call) {
  const auto sections = sections_of(call);
  if (!sections) return context.fail(sections.error());
  if (const auto written = write(call, publish::selection_page(*sections, context.catalogue())); !written) return context.fail(written.error());
  if (context.json()) return context.print_json(publish::selection_answer(*sections));
  const std::string where = call.html.empty() ? "" : "\n" + context.text("flows.written", {{"file", call.html}});
  return context.print(publish::selection_text(*sections, context.catalogue()) + where);
}

}  // namespace

void add_flows_selection(CLI::App& family, Context& context) {
  auto call = std::make_shared<SelectionCall>();
  CLI::App& verb = add_verb(family, context, "flows.selection", "palermo flows selection data/demo/flows/lists.csv --exploited 4000,9000",
                            [&context, call] { return run_selection(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.flows.selection.file"))->required();
  verb.add_option("--exploited", call->exploited, context.text("verb.flows.selection.exploited"))->option_text("LOW,HIGH");
  verb.add_option("--odds", call->odds, context.text("verb.flows.selection.odds"))->option_text("N")->check(CLI::Range(1.0, 1000.0))->capture_default_str();
  verb.add_option("--html", call->html, context.text("verb.flows.html"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.flows.replace"));
}

}  // namespace palermo::cli
