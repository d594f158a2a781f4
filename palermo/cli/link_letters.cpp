// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_letters.hpp"

#include <algorithm>
#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"

namespace palermo::cli {
namespace {

constexpr std::int64_t kLargestLetter = std::int64_t{1} << 30;

}  // namespace

core::Done check_free(const std::string& path) {
  if (std::filesystem::exists(path)) return core::fail(kLetterExists, {.file = path});
  return {};
}

core::Result<std::string> read_letter_file(const std::string& path) { return core::read_file(path, kLargestLetter); }

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

std::vector<std::pair<link::Print, link::RecordIndex>> in_order_of_prints(const link::Records& records, const link::Secret& desk) {
  std::vector<std::pair<link::Print, link::RecordIndex>> printed;
  for (link::RecordIndex i = 0; i < records.size(); ++i) printed.emplace_back(link::print_of(records, i, desk), i);
  std::ranges::sort(printed);
  return printed;
}

core::Done enter_and_write(const OpenDesk& desk, link::JournalEntry entry, const std::optional<link::ListPrints>& prints, const std::string& path,
                           const std::string& bytes) {
  PALERMO_CHECK_DONE(enter(desk, std::move(entry), prints));
  return core::write_file(path, bytes, 0600);
}

}  // namespace palermo::cli
