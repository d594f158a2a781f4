// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/main_app.hpp"

#include <algorithm>
#include <cstdlib>
#include <ostream>
#include <vector>

#include "palermo/cli/context.hpp"
#include "palermo/cli/help.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/provenance.hpp"

namespace palermo::cli {
namespace {

inline constexpr core::ErrorKind kUnknownLocale{"cli.unknown_locale", core::Exit::usage};
inline constexpr core::ErrorKind kOurFault{"cli.our_fault", core::Exit::ours};

// The language is needed before the command line can be explained, so it is looked up first.
std::string locale_of(std::span<const std::string> arguments) {
  static constexpr std::string_view kFlag = "--locale";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == kFlag && i + 1 < arguments.size()) return arguments[i + 1];
    if (arguments[i].starts_with("--locale=")) return arguments[i].substr(kFlag.size() + 1);
  }
  const char* environment = std::getenv("PALERMO_LOCALE");
  return environment != nullptr ? environment : "en";
}

// Whether there are texts in a language: of its own ("ar-XB"), or of the language without its country ("en" for "en-GB").
bool has_texts(const std::string& locale) {
  const std::vector<std::string> languages = core::Catalogue::languages();
  return std::ranges::count(languages, locale) > 0 || std::ranges::count(languages, locale.substr(0, locale.find_first_of("-_."))) > 0;
}

bool wants_json(std::span<const std::string> arguments) { return std::ranges::count(arguments, "--json") > 0; }

int unknown_locale(const std::string& locale, std::span<const std::string> arguments, Streams streams) {
  Context context("en", streams.out, streams.err, false);
  context.options.json = wants_json(arguments);
  std::string languages;
  for (const std::string& language : core::Catalogue::languages()) languages += (languages.empty() ? "" : ", ") + language;
  return context.fail({kUnknownLocale, {}, {{"locale", locale}, {"languages", languages}}});
}

void add_global_options(CLI::App& app, Context& context) {
  GlobalOptions& options = context.options;
  app.set_help_flag("-h,--help", context.text("cli.option.help"));
  app.set_version_flag("--version", std::string(core::version()), context.text("cli.option.version"));
  app.add_flag("--json", options.json, context.text("cli.option.json"));
  app.add_flag("--quiet", options.quiet, context.text("cli.option.quiet"));
  app.add_option("--locale", options.locale, context.text("cli.option.locale"))->option_text("LANG");
  app.add_option("--data", options.data, context.text("cli.option.data"))->option_text("DIR");
}

void add_verbs(CLI::App& app, Context& context) {
  add_study_verbs(app, context);
  add_law_verbs(app, context);
  add_screen_verbs(app, context);
  add_rights_verbs(app, context);
  add_recruit_verbs(app, context);
  add_intake_verbs(app, context);
  add_link_verbs(app, context);
  add_estimate_verbs(app, context);
  add_figures_verbs(app, context);
  add_flows_verbs(app, context);
  add_release_verbs(app, context);
  add_simulate_verbs(app, context);
  add_version_verb(app, context);
}

int parse_and_act(CLI::App& app, Context& context, std::span<const std::string> arguments) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
  try {
    app.parse(reversed);
  } catch (const CLI::CallForVersion& version) {
    return context.print(version.what());
  } catch (const CLI::Success&) {  // --help
    return context.print(app.help());
  } catch (const CLI::ParseError& error) {
    context.options.json = wants_json(arguments);
    return context.fail(usage_error(app, error));
  }
  if (!context.options.data.empty()) setenv("PALERMO_DATA", context.options.data.c_str(), 1);
  return context.action();
}

}  // namespace

int run(std::span<const std::string> arguments, Streams streams) {
  const std::string locale = locale_of(arguments);
  if (!has_texts(locale)) return unknown_locale(locale, arguments, streams);
  Context context(locale, streams.out, streams.err, streams.bar);
  CLI::App app(context.text("cli.about"), "palermo");
  app.formatter(help_formatter(context.catalogue()));
  app.require_subcommand(1);
  app.footer(context.text("cli.help.example") +
             ":\n  palermo study run data/demo/study.yaml --out evidence/");
  add_global_options(app, context);
  add_verbs(app, context);
  return context.ended(parse_and_act(app, context, arguments));
}

int our_fault(std::span<const std::string> arguments, const char* type_name, Streams streams) {
  const std::string locale = locale_of(arguments);
  Context context(has_texts(locale) ? locale : "en", streams.out, streams.err, false);
  context.options.json = wants_json(arguments);
  return context.fail({kOurFault, {}, {{"type", type_name}, {"version", std::string(core::version())}}});
}

}  // namespace palermo::cli
