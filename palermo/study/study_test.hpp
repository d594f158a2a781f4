// SPDX-License-Identifier: Apache-2.0
// What the tests of this room share: a folder of the test's own, and the mapping of a small form.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"

namespace palermo::study::testing {

// A form that asks for force, forced labour and whether the person is a minor. `more` holds further keys of the mapping; `assumptions`
// further items of its list, each with its dash.
inline std::string small_mapping(const std::string& more, const std::string& assumptions = "") {
  return R"(
format: palermo-mapping/1
id: form
title: Form
source: test
unit: record
flags: {yes: ["1"], no: ["0"]}
numbers:
  - {fact: person.age, column: minor, values: {"1": {max: 17}, "0": {min: 18}}}
signals:
  - {column: force, shows: [means.force]}
  - {column: labour, shows: [purpose.forced_labour]}
assumptions:
  - id: identified_victim
    says: Registered persons were identified, so an act and the intent are accepted.
    states: {actor.intentional: true}
    one_of: [[act.recruit, act.transport, act.transfer, act.harbour, act.receive]]
)" + assumptions + more;
}

class StudyFolder : public ::testing::Test {
 public:
  void put(const std::string& name, const std::string& text) const { (void)folder_.file(name, text); }
  [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }
  // What the file holds; nothing when there is none.
  [[nodiscard]] std::string get(const std::string& name) const {
    auto text = core::read_file(path(name));
    return text ? *text : std::string();
  }

 protected:
  core::TemporaryFolder folder_;
};

}  // namespace palermo::study::testing
