// SPDX-License-Identifier: Apache-2.0
// An invented country: the files of several organisations about overlapping people, and the truth beside them.
//
//   hotline.jsonl, labour_inspection.csv, shelter_north.csv, ctdc_contributor.csv   what the organisations have
//   truth/persons.csv    one row a person: findings, captures, record handles (the contributor's file has none: row numbers)
//   truth/facts.csv      one row an event: what truly happened, by the vocabulary's fact ids
//   truth/capture.csv    a core::CaptureTable of everybody on at least one list; stratum: the finding of trafficking
//   README.md            seed, version, formats and all parameters
// The organisations work in Velmora, a country that does not exist; citizenships and countries of conduct are real codes
// drawn at random and say nothing about those countries. No person in it exists, and there are no names to be found.
//
// Each person is drawn from streams of her own: the same seed gives the same bytes, and a world of more persons contains
// the people of a smaller one. Record files are in the order of random handles. Memory: about 2 kB a person.
#pragma once

#include <cstdint>

#include "palermo/core/output.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"

namespace palermo::simulate {

inline constexpr core::ErrorKind kBadPersons{"simulate.bad_persons", core::Exit::usage};
inline constexpr std::int64_t kFewestPersons = 200;  // fewer could leave a list empty
inline constexpr std::int64_t kMostPersons = 1'000'000;

struct WorldOptions {
  std::uint64_t seed = 1;
  std::int64_t persons = 2000;
};

// Writes into `out`; the caller commits. Errors: simulate.bad_persons, output.cannot_write, core.cancelled.
[[nodiscard]] core::Done write_world(const WorldOptions& options, core::OutputFolder& out, core::Progress& progress);

}  // namespace palermo::simulate
