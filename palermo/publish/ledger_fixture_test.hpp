// SPDX-License-Identifier: Apache-2.0
// For tests: two officers with key files, a ledger of theirs on disk, and a release that could be entered in it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/output.hpp"
#include "palermo/publish/ledger_file.hpp"

namespace palermo::publish {

inline const std::string kNow = "2026-11-22T13:00:00Z";
inline std::string hash_named(std::string_view name) { return core::sha256_hex(name); }

// A key file of mode 0600 in `folder`; returns its path.
inline std::string new_key(const core::TemporaryFolder& folder, const std::string& name) {
  const auto key = SigningKey::fresh(name);
  EXPECT_TRUE(key.has_value());
  EXPECT_TRUE(core::write_file(folder / (name + ".key"), key->to_text(), 0600).has_value());
  return folder / (name + ".key");
}

inline Officer officer_of(const std::string& key_path) { return SigningKey::read(key_path)->officer(); }

struct TwoOfficers {
  core::TemporaryFolder folder;
  std::string first = new_key(folder, "data-protection"), second = new_key(folder, "statistics"), stranger = new_key(folder, "stranger");
  std::string path = folder / "register.ledger";

  [[nodiscard]] Opened opened(double rho_per_year = 0.5, double rho_ever = 0.8) const {
    return {.register_name = "An invented register",
            .officers = {officer_of(first), officer_of(second)},
            .limits = {.per_year = privacy::Rho::down(rho_per_year), .ever = privacy::Rho::down(rho_ever), .epsilon_per_year = 5, .epsilon_ever = 7, .delta = 1e-6}};
  }
  [[nodiscard]] LedgerFile create() const {
    auto file = LedgerFile::create(path, Ledger::opening(opened(), std::string(32, 'a'), kNow));
    EXPECT_TRUE(file.has_value());
    return std::move(*file);
  }
  void approve(LedgerFile& file, const std::string& plan) const {
    EXPECT_TRUE(file.sign(first, plan, kNow).has_value());
    EXPECT_TRUE(file.sign(second, plan, kNow).has_value());
  }
};

inline Intent release_of(const std::string& name, int first_year, int last_year, double rho) {
  return {.release = name, .plan = hash_named(name), .title = "A release", .mode = Mode::dp, .first_year = first_year, .last_year = last_year,
          .columns = {"year", "sex"}, .shape = hash_named("year, sex"), .where = "", .minimum = 0, .rho = privacy::Rho::down(rho), .epsilon = 4, .delta = 1e-6, .persons = "", .test = false};
}

}  // namespace palermo::publish
