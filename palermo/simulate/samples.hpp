// SPDX-License-Identifier: Apache-2.0
// Invented samples for the other routes to a number, all of one hidden group whose size and shares are known.
//
// A population, known groups in it, and a hidden group. Its members know one another (ties are likelier within a kind, and who has papers knows more people)
// and people outside, some of whom know that they are members. From that: a sample by recruitment, a survey of the population, a survey of members,
// one row a person of those on lists, with region and age that move both lists and chances, and capture tables of two periods with the same lists
// between which the group grew. What is given to estimation never has a name; truth.json says what was true. Depends on the seed alone.
// Files and settings: docs/formats/estimate-routes.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/core/output.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"

namespace palermo::simulate {

struct SamplesOptions {
  std::uint64_t seed = 1;
  int members = 900;         // of the hidden group
  int population = 60'000;   // everybody, members among them
  int asked = 800;           // people of the population in the survey
  int recruited = 250;       // in the sample by recruitment
  int seeds = 8;
  double aware = 0.6;        // of the people outside who know a member: who know that she is one
  double growth = 1.4;       // members in the second period over those in the first
};

// Errors: simulate.bad_samples.
inline constexpr core::ErrorKind kBadSamples{"simulate.bad_samples", core::Exit::usage};  // args: why

struct SampleFile {
  std::string name, text;
};

struct InventedSamples {
  std::vector<SampleFile> files;  // rds.csv, survey.csv, members.csv, groups.yaml, people.csv, first.csv, second.csv, truth.json
  int members = 0;
};

// Errors: simulate.bad_samples, core.cancelled.
[[nodiscard]] core::Result<InventedSamples> invent_samples(const SamplesOptions& options, core::Progress& progress);

// The caller commits.
[[nodiscard]] core::Done write_samples(const InventedSamples& made, core::OutputFolder& out);

}  // namespace palermo::simulate
