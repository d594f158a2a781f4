// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/output.hpp"

#include <algorithm>
#include <fcntl.h>
#include <stdio.h>  // renameat2
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "palermo/core/bytes.hpp"

namespace palermo::core {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMarkFile = ".palermo";
constexpr unsigned kPublic = 0755;
constexpr std::int64_t kLongestList = std::int64_t{16} << 20;
constexpr int kAttempts = 100;

auto cannot_write(const fs::path& path, int number) {
  return fail(kCannotWrite, Place{.file = path.string()}, {{"reason", std::generic_category().message(number)}});
}

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

Done write_all(int file, const fs::path& path, std::string_view content, unsigned mode) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno != EINTR) return cannot_write(path, errno);
    if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fchmod(file, static_cast<mode_t>(mode)) != 0 || ::fsync(file) != 0) return cannot_write(path, errno);
  return {};
}

Done write_new_file(const fs::path& path, std::string_view content, unsigned mode) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.get() < 0) return cannot_write(path, errno);
  return write_all(file.get(), path, content, mode);
}

std::string sibling_prefix(const fs::path& target) { return "." + target.filename().string() + ".palermo-"; }

// A new name beside `target`: "." name ".palermo-" and six characters of mkdtemp or mkstemp.
std::string sibling_pattern(const fs::path& target) { return (target.parent_path() / (sibling_prefix(target) + "XXXXXX")).string(); }

// The lock of a work folder: whoever holds it is alive. -1 when somebody else does, or has just removed the folder.
int try_lock(const fs::path& folder) {
  Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (file.get() < 0 || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) return -1;
  struct stat locked {}, standing {};
  if (::fstat(file.get(), &locked) != 0 || ::stat(folder.c_str(), &standing) != 0 || locked.st_ino != standing.st_ino) return -1;
  return file.release();
}

// Whether a folder is a work folder of ours: named by mkdtemp, and marked or still empty.
bool is_leftover(const fs::path& folder, const std::string& prefix) {
  std::error_code ignored;
  const std::string name = folder.filename().string();
  return name.starts_with(prefix) && name.size() == prefix.size() + 6 && fs::is_directory(fs::symlink_status(folder, ignored)) &&
         (fs::exists(folder / kMarkFile, ignored) || fs::is_empty(folder, ignored));
}

// Removes what runs for the same target left when they were killed.
void remove_leftovers(const fs::path& target) {
  std::error_code ignored;
  const std::string prefix = sibling_prefix(target);
  std::vector<fs::path> leftovers;
  for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path(), ignored))
    if (is_leftover(entry.path(), prefix)) leftovers.push_back(entry.path());
  for (const fs::path& leftover : leftovers) {
    const Descriptor lock(try_lock(leftover));
    if (lock.get() >= 0) fs::remove_all(leftover, ignored);
  }
}

// The lines of a folder's mark file: the mark, then what was written; nothing when it has none.
std::vector<std::string> mark_lines(const fs::path& folder) {
  std::vector<std::string> lines;
  const Result<std::string> text = read_file((folder / kMarkFile).string(), kLongestList);
  if (!text) return lines;
  for (std::size_t at = 0; at < text->size(); at = std::min(text->find('\n', at), text->size() - 1) + 1)
    lines.push_back(text->substr(at, text->find('\n', at) - at));
  return lines;
}

// Everything below `folder`, relative to it and sorted, folders with a "/" at their end.
Result<std::set<std::string>> paths_below(const fs::path& folder) {
  std::set<std::string> paths;
  std::error_code failed;
  fs::recursive_directory_iterator entry(folder, failed);
  for (; !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
    const bool is_folder = fs::is_directory(entry->symlink_status());
    paths.insert(entry->path().lexically_relative(folder).generic_string() + (is_folder ? "/" : ""));
  }
  if (failed) return cannot_write(folder, failed.value());
  return paths;
}

// Whether nothing lies in a folder of ours but what `lines` says that we wrote.
Done check_all_ours(const fs::path& folder, const std::vector<std::string>& lines) {
  const std::set<std::string> ours(lines.begin() + 1, lines.end());
  PALERMO_TRY(const std::set<std::string> found, paths_below(folder));
  for (const std::string& path : found)
    if (path != kMarkFile && !ours.contains(path)) return fail(kForeignFile, Place{.file = folder.string()}, {{"file", path}});
  return {};
}

// "" when nothing or an empty folder stands at `target`; its path when it is ours; else the error.
Result<std::string> earlier_folder(const fs::path& target, std::string_view mark) {
  std::error_code failed;
  if (!fs::exists(fs::symlink_status(target, failed))) return std::string();
  if (fs::is_directory(target, failed) && fs::is_empty(target, failed) && !failed) return std::string();
  const std::vector<std::string> lines = mark_lines(target);
  if (!fs::is_directory(target, failed) || lines.empty() || lines.front() != mark)
    return fail(kNotOurFolder, Place{.file = target.string()}, {{"mark", std::string(mark)}});
  PALERMO_CHECK_DONE(check_all_ours(target, lines));
  return target.string();
}

// Makes missing parents of `target`; returns the topmost one made, or "".
Result<std::string> make_parents(const fs::path& target) {
  fs::path made;
  for (fs::path folder = target.parent_path(); !fs::exists(folder) && folder.has_relative_path(); folder = folder.parent_path()) made = folder;
  std::error_code failed;
  fs::create_directories(target.parent_path(), failed);
  if (failed) return cannot_write(target.parent_path(), failed.value());
  return made.string();
}

// One step where the kernel and the file system can, else two with a way back.
Done swap_in(const fs::path& work, const fs::path& target) {
  if (::renameat2(AT_FDCWD, work.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) return {};
  if (errno != EINVAL && errno != ENOSYS) return cannot_write(target, errno);
  const fs::path aside = work.string() + ".old";
  if (::rename(target.c_str(), aside.c_str()) != 0) return cannot_write(target, errno);
  if (::rename(work.c_str(), target.c_str()) != 0) {
    const int number = errno;
    if (::rename(aside.c_str(), target.c_str()) != 0) return cannot_write(aside, errno);
    return cannot_write(target, number);
  }
  if (::rename(aside.c_str(), work.c_str()) != 0) return cannot_write(aside, errno);
  return {};
}

// Makes the folders from `top` down to `relative`, public ones whatever the umask.
Done make_folders(fs::path top, const fs::path& relative) {
  for (const fs::path& name : relative) {
    top /= name;
    if (::mkdir(top.c_str(), kPublic) != 0) {
      if (errno == EEXIST) continue;
      return cannot_write(top, errno);
    }
    if (::chmod(top.c_str(), kPublic) != 0) return cannot_write(top, errno);
  }
  return {};
}

Done place_new(const fs::path& work, const fs::path& target, bool over_empty) {
  // A folder takes the place of another only when that one is empty.
  if (over_empty && ::rename(work.c_str(), target.c_str()) == 0) return {};
  if (over_empty) return cannot_write(target, errno);
  if (::renameat2(AT_FDCWD, work.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) return {};
  if ((errno == EINVAL || errno == ENOSYS) && ::rename(work.c_str(), target.c_str()) == 0) return {};
  return cannot_write(target, errno);
}

// Removes what runs for the same file left when they were killed. A file that is being written is locked by its writer.
void remove_left_files(const fs::path& target) {
  std::error_code ignored;
  const std::string prefix = sibling_prefix(target);
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path(), ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(prefix) && name.size() == prefix.size() + 6) found.push_back(entry.path());
  }
  for (const fs::path& path : found) {
    struct stat status {};
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_uid != ::geteuid()) continue;
    if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) ::unlink(path.c_str());
  }
}

std::string path_of_open_file(int file) { return "/proc/self/fd/" + std::to_string(file); }

// A file written and not yet in its place. Where the file system can, it has no name until then, and nothing stays of it when we are killed.
class StagedFile {
 public:
  static Result<StagedFile> write(const std::string& path, std::string_view content, const WriteOptions& options) {
    StagedFile made;
    made.path_ = path;
    made.target_ = fs::absolute(path);
    std::error_code absent;
    const fs::file_status there = fs::symlink_status(made.target_, absent);
    if (fs::exists(there) && !fs::is_regular_file(there)) return cannot_write(path, EEXIST);  // no link, device or folder is replaced
    remove_left_files(made.target_);
    PALERMO_CHECK_DONE(made.open());
    PALERMO_CHECK_DONE(write_all(made.file_, path, content, options.mode));
    return made;
  }

  StagedFile(StagedFile&& other) noexcept
      : path_(std::move(other.path_)), target_(std::move(other.target_)), name_(std::exchange(other.name_, {})), file_(std::exchange(other.file_, -1)) {}
  StagedFile& operator=(StagedFile&&) = delete;
  ~StagedFile() {
    if (!name_.empty()) ::unlink(name_.c_str());
    if (file_ >= 0) ::close(file_);
  }

  Done publish(bool replace) {
    if (name_.empty()) {
      if (link_as(target_) == 0) return {};
      if (errno == EEXIST && !replace) return exists();
      if (errno != EEXIST) return cannot_write(path_, errno);
      PALERMO_CHECK_DONE(give_name());
    }
    if (replace ? ::rename(name_.c_str(), target_.c_str()) != 0 : place_beside() != 0) {
      if (errno == EEXIST && !replace) return exists();
      return cannot_write(path_, errno);
    }
    name_.clear();
    return {};
  }

 private:
  StagedFile() = default;

  Done open() {
    const fs::path folder = target_.parent_path();
    file_ = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (file_ >= 0 && ::access(path_of_open_file(file_).c_str(), F_OK) == 0) {
      ::flock(file_, LOCK_EX | LOCK_NB);
      return {};
    }
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      if (file_ >= 0) ::close(file_);
      name_ = sibling_pattern(target_);
      file_ = ::mkostemp(name_.data(), O_CLOEXEC);
      if (file_ < 0) name_.clear();
      if (file_ < 0) return cannot_write(path_, errno);
      struct stat status {};
      // Until its lock is ours, another run may take it for a leftover.
      if (::flock(file_, LOCK_EX | LOCK_NB) == 0 && ::fstat(file_, &status) == 0 && status.st_nlink > 0) return {};
    }
    return cannot_write(path_, EBUSY);
  }

  int link_as(const fs::path& name) const { return ::linkat(AT_FDCWD, path_of_open_file(file_).c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW); }

  // For as long as it takes to rename it over the file that stands there.
  Done give_name() {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      name_ = sibling_pattern(target_);
      const int free = ::mkostemp(name_.data(), O_CLOEXEC);
      if (free >= 0) ::close(free);
      if (free >= 0) ::unlink(name_.c_str());
      if (free >= 0 && link_as(name_) == 0) return {};
      if (free < 0 || errno != EEXIST) break;
    }
    name_.clear();
    return cannot_write(path_, errno);
  }

  // Where nothing stands; -1 and EEXIST otherwise.
  [[nodiscard]] int place_beside() const {
    if (::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return -1;
    if (::link(name_.c_str(), target_.c_str()) != 0) return -1;
    return ::unlink(name_.c_str());
  }

  [[nodiscard]] tl::unexpected<Error> exists() const { return fail(kFileExists, Place{.file = path_}, {{"file", path_}}); }

  std::string path_;
  fs::path target_;
  std::string name_;  // beside the target; empty: it has none
  int file_ = -1;
};

}  // namespace

Result<OutputFolder> OutputFolder::open(const std::string& path, std::string_view mark) {
  std::error_code failed;
  fs::path target = fs::absolute(path, failed).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  if (std::error_code none; fs::is_symlink(fs::symlink_status(target, none))) target = fs::canonical(target, failed);
  if (failed || !target.has_filename()) return cannot_write(path, failed ? failed.value() : EINVAL);

  OutputFolder folder;
  PALERMO_TRY(folder.earlier_, earlier_folder(target, mark));
  PALERMO_TRY(folder.made_, make_parents(target));
  folder.target_ = target.string();
  folder.mark_ = std::string(mark);
  folder.over_empty_ = folder.earlier_.empty() && fs::exists(target, failed);
  remove_leftovers(target);
  PALERMO_CHECK_DONE(folder.make_work());
  PALERMO_CHECK_DONE(folder.write(kMarkFile, folder.mark_ + "\n"));
  return folder;
}

// Until its lock is ours, another run that looks for leftovers may take the empty folder for one: then we make another.
Done OutputFolder::make_work() {
  for (int attempt = 0; attempt < kAttempts && lock_ < 0; ++attempt) {
    std::string work = sibling_pattern(target_);
    if (::mkdtemp(work.data()) == nullptr) return cannot_write(target_, errno);
    lock_ = try_lock(work);
    if (lock_ >= 0) work_ = work;
  }
  if (lock_ < 0) return cannot_write(target_, EBUSY);
  return {};
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept { *this = std::move(other); }

OutputFolder& OutputFolder::operator=(OutputFolder&& other) noexcept {
  std::swap(target_, other.target_);
  std::swap(work_, other.work_);
  std::swap(earlier_, other.earlier_);
  std::swap(made_, other.made_);
  std::swap(mark_, other.mark_);
  std::swap(over_empty_, other.over_empty_);
  std::swap(lock_, other.lock_);
  return *this;
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (!work_.empty()) {
    fs::remove_all(work_, ignored);
    // Parents that we made go too, as far as they are empty.
    for (fs::path parent = fs::path(target_).parent_path(); !made_.empty() && fs::remove(parent, ignored); parent = parent.parent_path())
      if (parent == made_) break;
  }
  if (lock_ >= 0) ::close(lock_);
}

std::string OutputFolder::path_of(std::string_view relative) const { return (fs::path(work_) / relative).string(); }

Done OutputFolder::write(std::string_view relative, std::string_view content, unsigned mode) {
  const fs::path inside(relative);
  if (inside.is_absolute() || std::find(inside.begin(), inside.end(), "..") != inside.end())
    return cannot_write(std::string(relative), EPERM);  // never outside the folder
  PALERMO_CHECK_DONE(make_folders(work_, fs::path(relative).parent_path()));
  return write_new_file(path_of(relative), content, mode);
}

Done OutputFolder::make_folder(std::string_view relative, unsigned mode) {
  PALERMO_CHECK_DONE(make_folders(work_, relative));
  const std::string path = path_of(relative);
  if (::chmod(path.c_str(), static_cast<mode_t>(mode)) != 0) return cannot_write(path, errno);
  return {};
}

Done OutputFolder::commit() {
  PALERMO_TRY(const std::string standing, earlier_folder(target_, mark_));
  PALERMO_TRY(const std::set<std::string> written, paths_below(work_));
  std::string list = mark_ + "\n";
  for (const std::string& path : written)
    if (path != kMarkFile) list += path + "\n";
  PALERMO_CHECK_DONE(write(kMarkFile, list));
  if (::chmod(work_.c_str(), kPublic) != 0) return cannot_write(work_, errno);
  PALERMO_CHECK_DONE(standing.empty() ? place_new(work_, target_, over_empty_) : swap_in(work_, target_));
  std::error_code ignored;
  if (!standing.empty()) fs::remove_all(work_, ignored);
  work_.clear();
  return {};
}

Done write_file(const std::string& path, std::string_view content, unsigned mode) { return write_files({{path, content}}, {.mode = mode, .replace = true}); }

Done write_files(const std::vector<FileToWrite>& files, const WriteOptions& options) {
  std::vector<StagedFile> staged;
  for (const FileToWrite& file : files) {
    PALERMO_TRY(StagedFile one, StagedFile::write(file.path, file.content, options));
    staged.push_back(std::move(one));
  }
  for (StagedFile& one : staged) PALERMO_CHECK_DONE(one.publish(options.replace));
  return {};
}

bool is_same_file(const std::string& a, const std::string& b) {
  std::error_code none;
  if (fs::equivalent(a, b, none)) return true;
  const fs::path first = fs::weakly_canonical(a, none);
  return !none && first == fs::weakly_canonical(b, none) && !none;
}

}  // namespace palermo::core
