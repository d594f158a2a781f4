// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/screen_verbs.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>

#include "palermo/cli/context.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {

core::Result<screen::Library> open_library(const Context& context) {
  PALERMO_CHECK_DONE(study::check_data_folder(context.data_folder(), "screen/common/steps.yaml"));
  return screen::load_library(context.data_folder() + "/screen");
}

core::Done may_write(const std::string& file, bool replace) {
  std::error_code ignored;
  if (file.empty() || replace || !std::filesystem::exists(file, ignored)) return {};
  return core::fail(kScreenFileExists, {.file = file}, {{"file", file}});
}

void add_screen_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "screen");
  add_screen_check(family, context);
  add_screen_list(family, context);
  add_screen_run(family, context);
  add_screen_show(family, context);
}

}  // namespace palermo::cli
