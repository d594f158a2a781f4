// SPDX-License-Identifier: Apache-2.0
// Pack: one published list of signs as questions, one thing at a time (docs/formats/screen-pack.md).
//
// A sign is a reason to look further. It has no weight and there is no field for one: a weight would become a number about a
// person (SAFEGUARDS.md, D18). A pack whose source weighs its signs, by weights that nobody checked, is off.
// Invariants: ids of signs and of questions are unique in the pack; every question opens only needs of common/steps.yaml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "palermo/core/value.hpp"
#include "palermo/law/mark.hpp"

namespace palermo::screen {

inline constexpr core::ErrorKind kBadPack{"screen.bad_pack", core::Exit::unreadable};

using Texts = std::map<std::string, std::string, std::less<>>;  // by language

// asked_of: the person; or the worker, who looks and asks nobody.
struct Question {
  std::string id;
  Texts ask;
  bool of_worker = false;
  bool not_sure_opens = false;      // being not sure opens its needs as well: the safe side
  std::vector<std::string> opens;   // needs
  core::Place place;
};

struct Sign {
  std::string id, title, group;
  bool about_place = false;  // about a workplace or an event, not about one person
  bool fits_many = false;    // fits many who travel or work abroad: never alone a reason for anything but care
  bool withheld = false;     // gives entry, stay or papers away: opens needs and stands in no list (D2)
  std::optional<law::Mark> mark;
  std::vector<Question> questions;
  core::Place place;
};

struct Pack {
  std::string id, title, publisher, source_key, source_read, note;
  std::optional<law::Mark> mark;  // how its source was read
  bool complete = false;          // the source's list was read to its end
  bool children = false;          // made for children
  bool off = false;               // its source's weights were not checked: not run
  std::string review;             // draft | reviewed
  std::string reviewed_by_community;  // "none yet", or who
  std::string error_report;           // "none", or where it is published
  std::map<std::string, bool, std::less<>> audio;  // language: reviewed audio exists
  std::vector<Sign> signs;
  core::Place place;

  [[nodiscard]] bool reading_only(std::string_view language) const;
};

// Reads the form; what the words say is lint_pack's business. Errors: schema.*, screen.bad_pack, document.not_one_line.
[[nodiscard]] core::Result<Pack> parse_pack(const core::Value& document);

// One question, as it stands in a pack and in common/steps.yaml.
[[nodiscard]] core::Result<Question> parse_question(const core::Value& value);

}  // namespace palermo::screen
