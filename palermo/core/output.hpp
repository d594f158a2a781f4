// SPDX-License-Identifier: Apache-2.0
// OutputFolder: a folder of results that appears whole or not at all.
//
// Everything is written into a hidden sibling and takes the folder's place in one rename when commit() is called; an
// earlier folder of ours is exchanged in one step and then removed. Dropped without commit(), nothing has happened.
// A folder that exists and is not ours is never touched: ours has a file .palermo, whose first line is the mark and whose
// other lines are the paths of all that was written, folders with a "/" at their end. A folder of ours that holds anything
// else is not touched either; a file of ours that somebody edited may be replaced. An empty folder is taken as it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"

namespace palermo::core {

inline constexpr ErrorKind kNotOurFolder{"output.not_ours", Exit::usage};
inline constexpr ErrorKind kForeignFile{"output.foreign_file", Exit::usage};
inline constexpr ErrorKind kCannotWrite{"output.cannot_write", Exit::unreadable};
inline constexpr ErrorKind kFileExists{"output.file_exists", Exit::usage};

class OutputFolder {
 public:
  // `mark` says whose folder it is ("study", "world"); a folder with another mark is refused.
  // Errors: output.not_ours, output.foreign_file, output.cannot_write.
  [[nodiscard]] static Result<OutputFolder> open(const std::string& path, std::string_view mark);
  OutputFolder(OutputFolder&&) noexcept;
  OutputFolder& operator=(OutputFolder&&) noexcept;
  ~OutputFolder();

  // Where to write now; sub-folders are the caller's. Parents are made by write().
  [[nodiscard]] std::string path_of(std::string_view relative) const;
  [[nodiscard]] Done write(std::string_view relative, std::string_view content, unsigned mode = 0644);
  [[nodiscard]] Done make_folder(std::string_view relative, unsigned mode = 0755);
  // The folder that stood here before, or "" when there was none or an empty one: for reusing what has not changed.
  [[nodiscard]] const std::string& earlier() const { return earlier_; }
  [[nodiscard]] Done commit();

 private:
  OutputFolder() = default;
  Done make_work();
  std::string target_, work_, earlier_;
  std::string made_;  // the topmost parent that open() made, or ""
  std::string mark_;
  bool over_empty_ = false;  // an empty folder stood here
  int lock_ = -1;  // held while we live: a work folder without a holder is a leftover
};

struct FileToWrite {
  std::string path;
  std::string_view content;
};

struct WriteOptions {
  unsigned mode = 0644;
  bool replace = false;  // what stands there; otherwise it is never overwritten, not even when it appeared this moment
};

// Writes all of them and only then puts each in its place: an error in writing leaves none. A file has no name while it is written, where
// the file system can; else a hidden one beside the target, which a killed run leaves and the next one for the target removes.
// Errors: output.file_exists, output.cannot_write.
[[nodiscard]] Done write_files(const std::vector<FileToWrite>& files, const WriteOptions& options);

// Whether two names are, or would be, one file.
[[nodiscard]] bool is_same_file(const std::string& a, const std::string& b);

// One file, whatever stands there.
[[nodiscard]] Done write_file(const std::string& path, std::string_view content, unsigned mode = 0644);

}  // namespace palermo::core
