// SPDX-License-Identifier: Apache-2.0
// Library: all packs of a data folder, what they share, and the lists that were looked for and not obtained.
//
// Invariant: every pack of it passes the linter; one that does not keeps the library from opening, so no unchecked word can reach
// a person.
#pragma once

#include <string>
#include <vector>

#include "palermo/screen/lint.hpp"
#include "palermo/screen/pack.hpp"
#include "palermo/screen/steps.hpp"

namespace palermo::screen {

inline constexpr core::ErrorKind kUnknownPack{"screen.unknown_pack", core::Exit::usage};
inline constexpr core::ErrorKind kUnfitPack{"screen.unfit_pack", core::Exit::unreadable};
inline constexpr core::ErrorKind kPackOff{"screen.pack_off", core::Exit::refused, "D18"};
inline constexpr core::ErrorKind kNoAudio{"screen.no_audio", core::Exit::refused, "D14"};

struct NotObtained {
  std::string title, publisher, why;
};

struct Library {
  Common common;
  std::vector<Pack> packs;  // by id
  std::vector<NotObtained> not_obtained;

  [[nodiscard]] core::Result<const Pack*> find(std::string_view id) const;  // Errors: screen.unknown_pack
};

// `folder` is data/screen. Errors: file.*, document.*, schema.*, screen.*.
[[nodiscard]] core::Result<Library> load_library(const std::string& folder);

// What all packs share, alone: enough to read along in one pack.
[[nodiscard]] core::Result<Common> load_common(const std::string& folder);

// Whether the pack may be run in this language, for somebody who reads, or not. Errors: screen.pack_off, screen.no_audio.
[[nodiscard]] core::Done may_run(const Pack& pack, std::string_view language, bool reads);

}  // namespace palermo::screen
