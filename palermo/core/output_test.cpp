// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/output.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>
#include <vector>

#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"

namespace palermo::core {
namespace {

namespace fs = std::filesystem;

unsigned mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

std::string text_of(const std::string& path) { return read_file(path).value_or("(nothing)"); }

// Writes one file with `content` into the folder `path` and commits.
void publish(const std::string& path, std::string_view content) {
  auto folder = OutputFolder::open(path, "study");
  ASSERT_TRUE(folder);
  ASSERT_TRUE(folder->write("result.txt", content));
  ASSERT_TRUE(folder->commit());
}

TEST(OutputFolder, appears_whole_at_commit_and_not_before) {
  const TemporaryFolder here;
  const std::string target = here / "evidence";
  {
    auto folder = OutputFolder::open(target, "study");
    ASSERT_TRUE(folder);
    EXPECT_EQ(folder->earlier(), "");
    ASSERT_TRUE(folder->write("inside/receipt.json", "{}"));
    EXPECT_FALSE(fs::exists(target));
    ASSERT_TRUE(folder->commit());
  }
  EXPECT_EQ(text_of(target + "/inside/receipt.json"), "{}");
  EXPECT_EQ(text_of(target + "/.palermo"), "study\ninside/\ninside/receipt.json\n");
  EXPECT_EQ(here.entries(), 1U);
}

TEST(OutputFolder, replaces_an_earlier_folder_of_ours_whole) {
  const TemporaryFolder here;
  const std::string target = here / "evidence";
  publish(target, "old");
  {
    auto folder = OutputFolder::open(target + "/", "study");
    ASSERT_TRUE(folder);
    EXPECT_EQ(folder->earlier(), target);
    ASSERT_TRUE(folder->write("new.txt", "new"));
    EXPECT_EQ(text_of(target + "/result.txt"), "old");
    ASSERT_TRUE(folder->commit());
  }
  EXPECT_FALSE(fs::exists(target + "/result.txt"));
  EXPECT_EQ(text_of(target + "/new.txt"), "new");
  EXPECT_EQ(here.entries(), 1U);
}

TEST(OutputFolder, dropped_without_commit_nothing_has_happened) {
  const TemporaryFolder here;
  const std::string target = here / "evidence";
  publish(target, "old");
  {
    auto folder = OutputFolder::open(target, "study");
    ASSERT_TRUE(folder->write("new.txt", "new"));
    auto deep = OutputFolder::open(here / "a/b/c", "study");
    ASSERT_TRUE(deep);
  }
  EXPECT_EQ(text_of(target + "/result.txt"), "old");
  EXPECT_EQ(here.entries(), 1U);
}

TEST(OutputFolder, what_is_not_ours_is_never_touched) {
  const TemporaryFolder here;
  fs::create_directory(here / "holiday");
  (void)here.file("holiday/photo.jpg", "x");
  (void)here.file("a_file", "x");
  publish(here / "world", "of another kind");
  (void)here.file("world/.palermo", "world\n");
  for (const char* name : {"holiday", "a_file", "world"}) {
    const auto folder = OutputFolder::open(here / name, "study");
    ASSERT_FALSE(folder) << name;
    EXPECT_EQ(folder.error().kind.code, kNotOurFolder.code);
  }
  EXPECT_EQ(text_of(here / "holiday/photo.jpg"), "x");
  EXPECT_EQ(here.entries(), 3U);
}

TEST(OutputFolder, a_file_of_the_user_deep_in_a_folder_of_ours_is_never_removed) {
  const TemporaryFolder here;
  const std::string target = here / "evidence";
  const auto run = [&] {
    auto folder = OutputFolder::open(target, "study");
    if (!folder) return std::string(folder.error().kind.code);
    EXPECT_TRUE(folder->write("outside/report/index.html", "ours"));
    return std::string(folder->commit() ? "done" : "failed");
  };
  ASSERT_EQ(run(), "done");
  for (const char* mine : {"note.txt", "outside/note.txt", "outside/report/note.txt"}) {
    const std::string path = here.file("evidence/" + std::string(mine), "precious");
    EXPECT_EQ(run(), "output.foreign_file") << mine;
    EXPECT_EQ(text_of(path), "precious");
    fs::remove(path);
  }
  fs::create_directory(target + "/outside/mine");
  EXPECT_EQ(run(), "output.foreign_file");
  fs::remove(target + "/outside/mine");
  (void)here.file("evidence/outside/report/index.html", "edited by hand");
  EXPECT_EQ(run(), "done") << "what we wrote is ours to replace";
}

TEST(OutputFolder, a_file_that_the_user_adds_during_the_run_is_never_removed) {
  const TemporaryFolder here;
  publish(here / "evidence", "old");
  auto folder = OutputFolder::open(here / "evidence", "study");
  ASSERT_TRUE(folder);
  const std::string note = here.file("evidence/note.txt", "precious");
  EXPECT_FALSE(folder->commit());
  EXPECT_EQ(text_of(note), "precious");
}

TEST(OutputFolder, an_empty_folder_that_the_user_made_is_taken) {
  const TemporaryFolder here;
  fs::create_directory(here / "evidence");
  { auto dropped = OutputFolder::open(here / "evidence", "study"); }
  EXPECT_TRUE(fs::is_empty(here / "evidence"));
  publish(here / "evidence", "new");
  EXPECT_EQ(text_of(here / "evidence/result.txt"), "new");
  EXPECT_EQ(here.entries(), 1U);
}

TEST(OutputFolder, an_empty_folder_that_is_filled_meanwhile_is_not_touched) {
  const TemporaryFolder here;
  fs::create_directory(here / "evidence");
  auto folder = OutputFolder::open(here / "evidence", "study");
  ASSERT_TRUE(folder);
  const std::string note = here.file("evidence/note.txt", "precious");
  EXPECT_FALSE(folder->commit());
  EXPECT_EQ(text_of(note), "precious");
}

TEST(OutputFolder, runs_that_start_together_do_not_take_each_other_for_leftovers) {
  const TemporaryFolder here;
  std::atomic<int> lost = 0;
  std::vector<std::thread> runs;
  for (int run = 0; run < 8; ++run)
    runs.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        auto folder = OutputFolder::open(here / "evidence", "study");
        if (!folder || !folder->write("a/b.txt", "x") || text_of(folder->path_of("a/b.txt")) != "x") ++lost;
      }
    });
  for (std::thread& run : runs) run.join();
  EXPECT_EQ(lost, 0);
  EXPECT_EQ(here.entries(), 0U);
}

TEST(OutputFolder, a_folder_that_somebody_puts_there_meanwhile_is_not_touched) {
  const TemporaryFolder here;
  auto folder = OutputFolder::open(here / "evidence", "study");
  ASSERT_TRUE(folder);
  fs::create_directory(here / "evidence");
  EXPECT_FALSE(folder->commit());
  EXPECT_TRUE(fs::is_empty(here / "evidence"));
}

TEST(OutputFolder, modes_are_exact_whatever_the_umask) {
  const TemporaryFolder here;
  const std::string target = here / "evidence";
  for (const mode_t mask : {0000, 0022, 0077}) {
    const mode_t before = ::umask(mask);
    {
      auto folder = OutputFolder::open(target, "study");
      ASSERT_TRUE(folder);
      ASSERT_TRUE(folder->make_folder("inside", 0700));
      ASSERT_TRUE(folder->write("inside/rows.csv", "x", 0600));
      ASSERT_TRUE(folder->write("outside/report.html", "x"));
      ASSERT_TRUE(folder->commit());
    }
    ::umask(before);
    EXPECT_EQ(mode_of(target), 0755U);
    EXPECT_EQ(mode_of(target + "/inside"), 0700U);
    EXPECT_EQ(mode_of(target + "/inside/rows.csv"), 0600U);
    EXPECT_EQ(mode_of(target + "/outside"), 0755U);
    EXPECT_EQ(mode_of(target + "/outside/report.html"), 0644U);
  }
}

// A child process that opens the folder, writes into it and dies at once.
void die_in_the_middle(const std::string& target) {
  const pid_t child = ::fork();
  if (child == 0) {
    auto folder = OutputFolder::open(target, "study");
    (void)folder->write("half.txt", "half");
    ::_exit(9);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 9);
}

TEST(OutputFolder, what_a_killed_run_left_is_hidden_and_goes_with_the_next_run) {
  const TemporaryFolder here;
  const std::string target = here / "evidence";
  die_in_the_middle(target);
  EXPECT_FALSE(fs::exists(target));
  for (const auto& entry : fs::directory_iterator(here.path())) EXPECT_EQ(entry.path().filename().string()[0], '.');
  EXPECT_EQ(here.entries(), 1U);
  publish(target, "whole");
  EXPECT_EQ(here.entries(), 1U);
  EXPECT_EQ(text_of(target + "/result.txt"), "whole");
}

TEST(OutputFolder, the_work_of_a_run_that_is_alive_is_left_alone) {
  const TemporaryFolder here;
  auto first = OutputFolder::open(here / "evidence", "study");
  ASSERT_TRUE(first->write("a.txt", "a"));
  { auto second = OutputFolder::open(here / "evidence", "study"); }
  EXPECT_EQ(text_of(first->path_of("a.txt")), "a");
}

TEST(OutputFolder, a_link_to_a_folder_of_ours_stays_a_link) {
  const TemporaryFolder here;
  publish(here / "evidence", "old");
  fs::create_directory_symlink(here / "evidence", here / "latest");
  publish(here / "latest", "new");
  EXPECT_TRUE(fs::is_symlink(here / "latest"));
  EXPECT_EQ(text_of(here / "evidence/result.txt"), "new");
}

TEST(OutputFolder, moving_it_moves_the_duty_to_clean_up) {
  const TemporaryFolder here;
  {
    auto folder = OutputFolder::open(here / "evidence", "study");
    OutputFolder moved = *std::move(folder);
    OutputFolder again = std::move(moved);
    ASSERT_TRUE(again.write("a.txt", "a"));
  }
  EXPECT_EQ(here.entries(), 0U);
}

TEST(WriteFile, replaces_a_file_in_one_step_with_the_exact_mode) {
  const TemporaryFolder here;
  const std::string path = here.file("capture.csv", "old");
  ASSERT_TRUE(write_file(path, "new", 0600));
  EXPECT_EQ(text_of(path), "new");
  EXPECT_EQ(mode_of(path), 0600U);
  EXPECT_EQ(here.entries(), 1U);
}

TEST(WriteFile, no_link_and_no_device_is_replaced) {
  const TemporaryFolder here;
  const std::string mine = here.file("mine.csv", "mine");
  fs::create_symlink(mine, here / "link.csv");
  EXPECT_FALSE(write_file(here / "link.csv", "x"));
  EXPECT_EQ(text_of(mine), "mine");
  EXPECT_TRUE(fs::is_symlink(here / "link.csv"));
}

TEST(OutputFolder, never_writes_outside_itself) {
  const TemporaryFolder here;
  const std::string mine = here.file("mine.csv", "mine");
  auto folder = OutputFolder::open(here / "site", "site");
  ASSERT_TRUE(folder);
  EXPECT_FALSE(folder->write("../mine.csv", "x"));
  EXPECT_FALSE(folder->write("a/../../mine.csv", "x"));
  EXPECT_FALSE(folder->write(mine, "x"));
  EXPECT_EQ(text_of(mine), "mine");
}

TEST(WriteFile, a_file_that_cannot_be_written_leaves_nothing) {
  const TemporaryFolder here;
  EXPECT_EQ(write_file(here / "no/such/folder.csv", "x").error().kind.code, kCannotWrite.code);
  fs::create_directory(here / "folder");
  EXPECT_FALSE(write_file(here / "folder", "x"));
  EXPECT_EQ(here.entries(), 1U);
}

TEST(WriteFile, what_a_killed_run_left_beside_it_goes_with_the_next_one) {
  const TemporaryFolder here;
  (void)here.file(".answers.json.palermo-a1B2c3", "no, yes, no");
  const std::string other = here.file(".other.json.palermo-a1B2c3", "of another file"), long_name = here.file(".answers.json.palermo-a1B2c34", "no name of ours");
  ASSERT_TRUE(write_file(here / "answers.json", "new", 0600));
  EXPECT_FALSE(fs::exists(here / ".answers.json.palermo-a1B2c3"));
  EXPECT_TRUE(fs::exists(other) && fs::exists(long_name));
}

TEST(WriteFile, a_run_that_is_killed_while_it_writes_leaves_no_answers_behind) {
  const TemporaryFolder here;
  const std::string large(64U << 20U, 'x');
  const pid_t child = ::fork();
  if (child == 0) {
    (void)write_file(here / "answers.json", large, 0600);
    ::_exit(0);
  }
  ::usleep(5000);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(write_file(here / "answers.json", "new", 0600));
  EXPECT_EQ(here.entries(), 1U);
}

TEST(WriteFiles, of_two_files_none_is_there_when_one_cannot_be_written) {
  const TemporaryFolder here;
  const auto done = write_files({{here / "z.json", "z"}, {here / "none/z.html", "z"}}, {.mode = 0600, .replace = false});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind.code, kCannotWrite.code);
  EXPECT_EQ(here.entries(), 0U);
}

TEST(WriteFiles, a_file_that_appeared_this_moment_is_not_overwritten_without_replace) {
  const TemporaryFolder here;
  const std::string mine = here.file("z.json", "mine");
  const auto done = write_files({{mine, "z"}}, {.mode = 0600, .replace = false});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind.code, kFileExists.code);
  EXPECT_EQ(done.error().kind.exit, Exit::usage);
  EXPECT_EQ(text_of(mine), "mine");
  EXPECT_EQ(here.entries(), 1U);
  ASSERT_TRUE(write_files({{mine, "z"}}, {.mode = 0600, .replace = true}));
  EXPECT_EQ(text_of(mine), "z");
  EXPECT_EQ(mode_of(mine), 0600U);
  EXPECT_EQ(here.entries(), 1U);
}

TEST(WriteFiles, one_file_under_two_names_is_seen) {
  const TemporaryFolder here;
  const std::string mine = here.file("mine.yaml", "mine");
  fs::create_hard_link(mine, here / "same.yaml");
  EXPECT_TRUE(is_same_file(mine, here / "same.yaml"));
  EXPECT_TRUE(is_same_file(here / "new.json", here / "./new.json"));
  EXPECT_FALSE(is_same_file(mine, here / "new.json"));
}

}  // namespace
}  // namespace palermo::core
