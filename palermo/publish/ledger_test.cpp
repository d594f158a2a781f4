// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/ledger_file.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "palermo/publish/ledger_fixture_test.hpp"

namespace palermo::publish {
namespace {

std::string_view code(const core::Done& done) { return done ? "" : done.error().kind.code; }

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  std::istringstream in(*core::read_file(path));
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// Opened, approved by two, an intent, published, signed by two: eight lines.
void whole_release(const TwoOfficers& officers, LedgerFile& file, const Intent& intent) {
  officers.approve(file, intent.plan);
  ASSERT_TRUE(file.append(file.ledger().intend(intent, kNow)).has_value());
  ASSERT_TRUE(file.append(file.ledger().publish({intent.release, {{"data.csv", hash_named("data")}}}, kNow)).has_value());
  officers.approve(file, "");
}

TEST(Ledger, what_was_written_is_read_again) {
  const TwoOfficers officers;
  {
    LedgerFile file = officers.create();
    whole_release(officers, file, release_of("0123456789abcdef", 2019, 2020, 0.3));
  }
  const auto ledger = read_ledger(officers.path);
  ASSERT_TRUE(ledger.has_value());
  ASSERT_EQ(ledger->releases().size(), 1U);
  EXPECT_TRUE(ledger->releases()[0].released());
  EXPECT_EQ(ledger->releases()[0].approved_by.size(), 2U);
  EXPECT_EQ(ledger->spent().by_year.at(2019), privacy::Rho::down(0.3));
  EXPECT_EQ(ledger->spent().ever, privacy::Rho::down(0.3));
}

TEST(Ledger, D29_who_approves_the_next_plan_has_not_signed_what_was_published_before) {
  const TwoOfficers officers;
  LedgerFile file = officers.create();
  const Intent intent = release_of("0123456789abcdef", 2019, 2019, 0.3);
  officers.approve(file, intent.plan);
  ASSERT_TRUE(file.append(file.ledger().intend(intent, kNow)).has_value());
  ASSERT_TRUE(file.append(file.ledger().publish({intent.release, {{"data.csv", hash_named("data")}}}, kNow)).has_value());
  officers.approve(file, hash_named("another plan"));
  EXPECT_FALSE(file.ledger().releases()[0].released());
  officers.approve(file, "");
  EXPECT_TRUE(file.ledger().releases()[0].released());
}

TEST(Ledger, D29_a_spent_budget_refuses) {
  const TwoOfficers officers;
  LedgerFile file = officers.create();
  whole_release(officers, file, release_of("0000000000000001", 2019, 2019, 0.3));
  const Intent again = release_of("0000000000000002", 2018, 2019, 0.3);  // 2019 would have 0.6 of 0.5
  officers.approve(file, again.plan);
  EXPECT_EQ(code(file.ledger().check(again)), "release.budget_gone");
  EXPECT_EQ(code(file.append(file.ledger().intend(again, kNow))), "release.tampered");  // nor can a program that did not ask write it
}

TEST(Ledger, D29_years_that_do_not_meet_share_what_may_ever_be_spent) {
  const TwoOfficers officers;
  LedgerFile file = officers.create();
  whole_release(officers, file, release_of("0000000000000001", 2018, 2018, 0.5));
  const Intent other = release_of("0000000000000002", 2019, 2019, 0.4);  // 0.9 of 0.8 ever
  officers.approve(file, other.plan);
  EXPECT_EQ(code(file.ledger().check(other)), "release.budget_gone");
  const Intent smaller = release_of("0000000000000003", 2019, 2019, 0.3);
  officers.approve(file, smaller.plan);
  EXPECT_TRUE(file.ledger().check(smaller).has_value());
}

TEST(Ledger, D29_one_officer_is_not_enough_and_an_approval_is_good_for_one_release) {
  const TwoOfficers officers;
  LedgerFile file = officers.create();
  const Intent intent = release_of("0000000000000001", 2019, 2019, 0.1);
  ASSERT_TRUE(file.sign(officers.first, intent.plan, kNow).has_value());
  ASSERT_TRUE(file.sign(officers.first, intent.plan, kNow).has_value());  // twice the same
  EXPECT_EQ(code(file.ledger().check(intent)), "release.not_approved");
  ASSERT_TRUE(file.sign(officers.second, intent.plan, kNow).has_value());
  ASSERT_TRUE(file.append(file.ledger().intend(intent, kNow)).has_value());
  Intent again = intent;
  again.release = "0000000000000002";
  EXPECT_EQ(code(file.ledger().check(again)), "release.not_approved");
}

TEST(Ledger, D29_the_signature_of_somebody_else_is_refused) {
  const TwoOfficers officers;
  LedgerFile file = officers.create();
  EXPECT_EQ(code(file.sign(officers.stranger, "", kNow)), "release.no_officer");
  // A stranger who calls himself by an officer's role.
  Entry entry = *file.ledger().sign(*SigningKey::read(officers.first), "", kNow);
  Signed forged = std::get<Signed>(entry.what);
  forged.signature = SigningKey::read(officers.stranger)->sign(signed_text(entry));
  entry.what = forged;
  EXPECT_EQ(code(file.append(entry)), "release.tampered");
}

TEST(Ledger, D29_any_changed_byte_is_found) {
  const TwoOfficers officers;
  {
    LedgerFile file = officers.create();
    whole_release(officers, file, release_of("0123456789abcdef", 2019, 2020, 0.3));
  }
  const std::string text = *core::read_file(officers.path);
  for (std::size_t i = 0; i < text.size(); i += 29) {
    std::string changed = text;
    changed[i] = changed[i] == '0' ? '1' : '0';
    ASSERT_TRUE(core::write_file(officers.path, changed).has_value());
    EXPECT_FALSE(read_ledger(officers.path).has_value()) << "byte " << i;
  }
}

TEST(Ledger, D29_a_line_taken_out_moved_or_played_again_is_found) {
  const TwoOfficers officers;
  {
    LedgerFile file = officers.create();
    whole_release(officers, file, release_of("0123456789abcdef", 2019, 2020, 0.3));
  }
  const std::vector<std::string> lines = lines_of(officers.path);
  ASSERT_EQ(lines.size(), 7U);
  const auto refused = [&](const std::vector<std::string>& changed) {
    EXPECT_TRUE(core::write_file(officers.path, joined(changed)).has_value());
    return !read_ledger(officers.path).has_value();
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::vector<std::string> without = lines, twice = lines;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    twice.insert(twice.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
    EXPECT_TRUE(refused(without)) << i;  // the last too: it was cut short
    EXPECT_TRUE(refused(twice)) << i;
  }
  EXPECT_FALSE(refused(lines));
}

TEST(Ledger, a_line_without_its_format_is_refused) {
  const TwoOfficers officers;
  { LedgerFile file = officers.create(); }
  std::string line = lines_of(officers.path)[0];
  const std::string format = R"("format":"palermo-release-ledger/1",)";
  const std::size_t at = line.find(format);
  ASSERT_NE(at, std::string::npos) << line;
  ASSERT_TRUE(parse_entry(line, "ledger", 1).has_value());
  const auto entry = parse_entry(line.erase(at, format.size()), "ledger", 1);
  ASSERT_FALSE(entry.has_value());
  EXPECT_EQ(entry.error().kind.code, "release.bad_ledger");
}

TEST(Ledger, D29_a_line_of_another_ledger_is_found) {
  const TwoOfficers officers;
  LedgerFile file = officers.create();
  Entry entry = *file.ledger().sign(*SigningKey::read(officers.first), "", kNow);
  entry.ledger = std::string(32, 'b');
  Signed signed_by = std::get<Signed>(entry.what);
  signed_by.signature = SigningKey::read(officers.first)->sign(signed_text(entry));
  entry.what = signed_by;
  EXPECT_EQ(code(file.append(entry)), "release.tampered");
}

TEST(Ledger, D29_a_ledger_wound_back_is_found_by_the_officer_who_saw_more) {
  const TwoOfficers officers;
  namespace fs = std::filesystem;
  { LedgerFile file = officers.create(); }
  fs::copy_file(officers.path, officers.folder / "copy");
  fs::copy_file(officers.path + ".head", officers.folder / "copy.head");
  {
    auto file = LedgerFile::open(officers.path);
    ASSERT_TRUE(file.has_value());
    whole_release(officers, *file, release_of("0123456789abcdef", 2019, 2020, 0.3));
  }
  // Both files are put back as they were: nothing in them shows it.
  fs::copy_file(officers.folder / "copy", officers.path, fs::copy_options::overwrite_existing);
  fs::copy_file(officers.folder / "copy.head", officers.path + ".head", fs::copy_options::overwrite_existing);
  ASSERT_TRUE(read_ledger(officers.path).has_value());
  auto file = LedgerFile::open(officers.path);
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(code(file->sign(officers.first, "", kNow)), "release.cut_short");
  // The head alone tells when only the ledger is put back; without a head nothing is read.
  fs::remove(officers.path + ".head");
  EXPECT_EQ(read_ledger(officers.path).error().kind.code, "release.cut_short");
}

TEST(Ledger, a_line_that_was_being_written_when_the_power_went_is_dropped) {
  const TwoOfficers officers;
  { LedgerFile file = officers.create(); }
  const std::string whole = *core::read_file(officers.path);
  ASSERT_TRUE(core::write_file(officers.path, whole + R"({"format":"palermo-rel)").has_value());
  auto file = LedgerFile::open(officers.path);
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->ledger().size(), 1);
  EXPECT_EQ(*core::read_file(officers.path), whole);
  EXPECT_TRUE(file->sign(officers.first, "", kNow).has_value());
}

TEST(Ledger, a_second_process_is_told_to_wait) {
  const TwoOfficers officers;
  LedgerFile file = officers.create();
  const auto second = LedgerFile::open(officers.path);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().kind.code, "release.ledger_busy");
}

TEST(Ledger, D29_of_many_processes_at_once_one_can_spend) {
  const TwoOfficers officers;
  const Intent intent = release_of("0000000000000000", 2019, 2019, 0.3);
  {
    LedgerFile file = officers.create();
    officers.approve(file, intent.plan);
  }
  std::vector<pid_t> children;
  for (int i = 0; i < 6; ++i) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child > 0) {
      children.push_back(child);
      continue;
    }
    Intent mine = intent;
    mine.release.back() = static_cast<char>('1' + i);
    for (int tries = 0; tries < 100'000; ++tries) {
      auto file = LedgerFile::open(officers.path);
      if (!file) continue;  // busy
      ::_exit(file->ledger().check(mine) && file->append(file->ledger().intend(mine, kNow)) ? 0 : 1);
    }
    ::_exit(2);
  }
  int spent = 0, refused = 0;
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    spent += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 1 : 0;
    refused += WIFEXITED(status) && WEXITSTATUS(status) == 1 ? 1 : 0;
  }
  EXPECT_EQ(spent, 1);
  EXPECT_EQ(refused, 5);
  EXPECT_EQ(read_ledger(officers.path)->spent().ever, privacy::Rho::down(0.3));
}

TEST(Ledger, D29_an_interrupted_release_has_spent) {
  const TwoOfficers officers;
  const Intent intent = release_of("0123456789abcdef", 2019, 2019, 0.4);
  {
    LedgerFile file = officers.create();
    officers.approve(file, intent.plan);
    ASSERT_TRUE(file.append(file.ledger().intend(intent, kNow)).has_value());
  }  // and nothing was published
  const auto ledger = read_ledger(officers.path);
  EXPECT_TRUE(ledger->releases()[0].interrupted());
  EXPECT_EQ(code(ledger->check_budget(release_of("0000000000000002", 2019, 2019, 0.2))), "release.budget_gone");
}

TEST(ReleaseKey, a_key_that_others_can_read_is_refused) {
  const TwoOfficers officers;
  std::filesystem::permissions(officers.first, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  const auto key = SigningKey::read(officers.first);
  ASSERT_FALSE(key.has_value());
  EXPECT_EQ(key.error().kind.code, "release.exposed_key");
}

TEST(ReleaseKey, a_public_key_given_for_the_secret_one_raises_no_alarm_that_a_key_was_copied) {
  const TwoOfficers officers;
  const std::string path = officers.folder / "given.pub";
  ASSERT_TRUE(core::write_file(path, R"({"format": "palermo-release-public-key/1", "name": "given", "key": "00"})").has_value());
  std::filesystem::permissions(path, std::filesystem::perms::group_read | std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  const auto key = SigningKey::read(path);
  ASSERT_FALSE(key.has_value());
  EXPECT_EQ(key.error().kind.code, "schema.wrong_value");
}

// RFC 8032, section 7.1, TEST 2: one byte.
TEST(ReleaseKey, signs_as_the_standard_says) {
  const auto key = SigningKey::parse(R"({"format": "palermo-release-key/1", "name": "test", "secret": "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"})", "test");
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(hex_of(key->officer().key), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(hex_of(key->sign("\x72")),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_TRUE(is_signed_by(key->officer().key, "\x72", key->sign("\x72")));
  EXPECT_FALSE(is_signed_by(key->officer().key, "\x73", key->sign("\x72")));
}

}  // namespace
}  // namespace palermo::publish
