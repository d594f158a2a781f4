// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/help.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "palermo/core/edits.hpp"

namespace palermo::cli {
namespace {

class HelpFormatter final : public CLI::Formatter {
 public:
  explicit HelpFormatter(const core::Catalogue& catalogue) : catalogue_(catalogue) {
    label("Usage", catalogue.text("cli.help.usage"));
    label("OPTIONS", catalogue.text("cli.help.options_word"));
    label("SUBCOMMAND", catalogue.text("cli.help.verb_word"));
    label("SUBCOMMANDS", catalogue.text("cli.help.verb_word"));
    label("REQUIRED", catalogue.text("cli.help.required"));
    label("Positionals", "Positionals");  // translated in make_group, with the other headings
    column_width(28);
  }

  std::string make_group(std::string group, bool is_positional, std::vector<const CLI::Option*> opts) const override {
    return CLI::Formatter::make_group(heading(group), is_positional, std::move(opts));
  }

  std::string make_option_opts(const CLI::Option* option) const override {
    // Of an argument, CLI11's TEXT or INT says less than the name that we gave.
    std::string text = option->get_option_text();
    if (text.empty() && !option->get_positional() && option->get_type_size() != 0) text = option->get_type_name();
    if (!text.empty()) text.insert(0, " ");
    if (option->get_expected_max() >= CLI::detail::expected_max_vector_size) text += " ...";
    if (const std::string value = option->get_default_str(); !value.empty())
      text += " " + catalogue_.text("cli.help.default", {{"value", value}});
    return option->get_required() ? text + " " + get_label("REQUIRED") : text;
  }

  std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode mode) const override {
    std::string page = CLI::Formatter::make_subcommands(app, mode);
    static constexpr std::string_view kEnglish = "\nSubcommands:\n";
    if (const auto at = page.find(kEnglish); at != std::string::npos)
      page.replace(at, kEnglish.size(), "\n" + heading("Subcommands") + ":\n");
    return page;
  }

 private:
  [[nodiscard]] std::string heading(const std::string& group) const {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kHeadings{
        {{"Options", "cli.help.options"}, {"Positionals", "cli.help.arguments"}, {"Subcommands", "cli.help.verbs"}}};
    for (const auto& [english, key] : kHeadings)
      if (group == english) return catalogue_.text(key);
    return group;
  }

  const core::Catalogue& catalogue_;
};

// CLI11 says which argument it means at the start of its sentence: "--seed: ...", "FILE is required".
std::string argument_of(std::string_view sentence) {
  static constexpr std::string_view kConvert = "Could not convert: ";
  if (sentence.starts_with(kConvert)) sentence.remove_prefix(kConvert.size());
  return std::string(sentence.substr(0, sentence.find_first_of(": =")));
}

const CLI::App& deepest(const CLI::App& app) {
  const CLI::App* here = &app;
  while (!here->get_subcommands().empty()) here = here->get_subcommands().front();
  return *here;
}

// The words that may stand there, where CLI11 tells them: "--request: x not in {identity,list}".
std::string allowed_words(std::string_view sentence) {
  static constexpr std::string_view kBefore = " not in {";
  const std::size_t from = sentence.rfind(kBefore), to = sentence.rfind('}');
  if (from == std::string_view::npos || to == std::string_view::npos || to < from) return "";
  std::string words;
  for (const char c : sentence.substr(from + kBefore.size(), to - from - kBefore.size())) words += c == ',' ? ", " : std::string(1, c);
  return words;
}

// An argument of which something else is wrong than that it is missing.
core::Error wrong_argument(const CLI::ParseError& error, core::Args args) {
  const std::string sentence = error.what();
  if (std::string allowed = allowed_words(sentence); !allowed.empty()) {
    args.emplace("allowed", std::move(allowed));
    return {kNotAWord, {}, std::move(args)};
  }
  static constexpr std::string_view kRequires = " requires ";  // "--paper requires --html"
  if (dynamic_cast<const CLI::RequiresError*>(&error) != nullptr)
    if (const std::size_t at = sentence.find(kRequires); at != std::string::npos) {
      args["argument"] = sentence.substr(0, at);
      args.emplace("other", sentence.substr(at + kRequires.size()));
      return {kOnlyWith, {}, std::move(args)};
    }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && sentence.ends_with(" missing")) return {kMissingValue, {}, std::move(args)};
  return {kWrongArgument, {}, std::move(args)};
}

// The verb or option that `word` most likely is a misspelling of; "" when none is near.
std::string near_miss(const CLI::App& app, const std::string& word) {
  constexpr std::size_t kMost = 2;
  std::vector<std::string> known;
  for (const CLI::App* here : {&app, &deepest(app)}) {
    for (const CLI::Option* option : here->get_options())
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    if (here == &deepest(app))
      for (const CLI::App* verb : here->get_subcommands([](const CLI::App*) { return true; })) known.push_back(verb->get_name());
  }
  const std::string written = word.substr(0, word.find('='));
  std::string nearest;
  std::size_t least = std::min(kMost, written.size() / 2) + 1;
  for (const std::string& name : known)
    if (const std::size_t distance = core::edits(written, name); distance < least) {
      least = distance;
      nearest = name;
    }
  return nearest;
}

}  // namespace

std::shared_ptr<CLI::Formatter> help_formatter(const core::Catalogue& catalogue) {
  return std::make_shared<HelpFormatter>(catalogue);
}

core::Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const std::string sentence = error.what();
  core::Args args{{"command", called_command(app)}};
  if (const auto unknown = app.remaining(true); !unknown.empty()) {
    args.emplace("argument", unknown.front());
    if (std::string near = near_miss(app, unknown.front()); !near.empty()) {
      args.emplace("near", std::move(near));
      return {kDidYouMean, {}, std::move(args)};
    }
    return {kUnexpectedArgument, {}, std::move(args)};
  }
  if (sentence.starts_with("A subcommand")) return {kMissingVerb, {}, std::move(args)};
  args.emplace("argument", argument_of(sentence));
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) return {kMissingArgument, {}, std::move(args)};
  return wrong_argument(error, std::move(args));
}

std::string called_command(const CLI::App& app) {
  std::string name = app.get_name();
  for (const CLI::App* here = &app; !here->get_subcommands().empty();) {
    here = here->get_subcommands().front();
    name += " " + here->get_name();
  }
  return name;
}

}  // namespace palermo::cli
