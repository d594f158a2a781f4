// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/help.hpp"

#include <array>
#include <string_view>

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

}  // namespace

std::shared_ptr<CLI::Formatter> help_formatter(const core::Catalogue& catalogue) {
  return std::make_shared<HelpFormatter>(catalogue);
}

core::Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const std::string sentence = error.what();
  core::Args args{{"command", called_command(app)}};
  if (const auto unknown = app.remaining(true); !unknown.empty()) {
    args.emplace("argument", unknown.front());
    return {kUnexpectedArgument, {}, std::move(args)};
  }
  if (sentence.starts_with("A subcommand")) return {kMissingVerb, {}, std::move(args)};
  args.emplace("argument", argument_of(sentence));
  const bool missing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  return {missing ? kMissingArgument : kWrongArgument, {}, std::move(args)};
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
