// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/provenance.hpp"

#include <cstdlib>
#include <filesystem>

namespace palermo::core {
namespace {

namespace fs = std::filesystem;

std::string beside_the_program() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (failed) return {};
  const fs::path folder = program.parent_path().parent_path() / "share" / "palermo" / "data";
  return fs::is_directory(folder, failed) ? folder.string() : std::string();
}

}  // namespace

std::string_view version() { return PALERMO_VERSION; }

Value to_value(const InputFile& input) {
  Value value;
  value.set("name", input.name);
  value.set("sha256", input.sha256);
  value.set("bytes", input.bytes);
  return value;
}

std::string data_folder() {
  if (const char* named = std::getenv("PALERMO_DATA"); named != nullptr && *named != '\0') return named;
  if (std::string installed = beside_the_program(); !installed.empty()) return installed;
  std::error_code failed;
  if (fs::is_directory(PALERMO_SOURCE_DATA, failed)) return PALERMO_SOURCE_DATA;
  return PALERMO_INSTALL_DATA;  // a program of somebody else, linked with the installed library
}

}  // namespace palermo::core
