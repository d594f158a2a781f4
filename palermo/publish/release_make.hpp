// SPDX-License-Identifier: Apache-2.0
// make_release(): the one way from people to a release folder (D29).
//
//   PALERMO_TRY(const ReleasePlan plan, read_plan("plan.yaml"));
//   PALERMO_TRY(const ReleasePeople people, read_people(plan, {"cases.csv"}, progress));       // or rows made in memory
//   PALERMO_TRY(const ReleaseMade made, make_release({.plan = plan, .people = people, .ledger = "register.ledger",
//                                                     .keys = {"a.key", "b.key"}, .now = now, .today = today, .out = "release/"},
//                                                    catalogue, progress));
//
// Order, whatever happens in between: the plan's refusals (D5, D31, D34) → the ledger is locked and verified → officers' approvals →
// differencing and budget → the intent is on the disk → noise is drawn → the folder appears whole → what was published is entered.
// A run that ends in between has spent what its intent says, and leaves no folder that check_release() would accept.
// A test (a seed, and a plan that says `simulated: true`) may go without a ledger; whatever it makes says TEST – NOT PRIVATE.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/partial_date.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/randomness.hpp"
#include "palermo/publish/plan_file.hpp"
#include "palermo/publish/release_input.hpp"
#include "palermo/publish/release_tables.hpp"

namespace palermo::publish {

inline constexpr core::ErrorKind kNoLedger{"release.no_ledger", core::Exit::refused, "D29"};       // real people, and no ledger
inline constexpr core::ErrorKind kTestOfReal{"release.test_of_real", core::Exit::refused, "D29"};  // a seed, and people not said to be invented
inline constexpr core::ErrorKind kBadAttack{"release.bad_attack", core::Exit::unreadable};         // no answer of palermo release attack
inline constexpr core::ErrorKind kOtherRegister{"release.other_register", core::Exit::refused, "D29"};

struct ReleaseRequest {
  const ReleasePlan& plan;
  const ReleasePeople& people;
  std::string ledger = {};                      // path; "": only for a test
  std::vector<std::string> keys = {};           // officers' key files: each approves the plan before and signs what was published after
  std::string now;                              // "2026-11-22T13:05:00Z"
  core::Day today = 0;
  std::optional<privacy::TestSeed> seed = {};   // TEST – NOT PRIVATE
  std::string out;                              // folder; replaced when it is an earlier release's
  std::vector<std::string> attack_files = {};   // JSON answers of attacks; of people who exist the manifest says only that they were run
};

struct ReleaseMade {
  std::string release;                          // id
  std::vector<ReleaseCount> counts;             // as in counts.csv
  std::int64_t rows = 0;                        // of data.csv; 0 without microdata
  double epsilon = 0, delta = 0, rho = 0;       // told; 0 for a closed circle
  bool test = false;
  std::optional<privacy::PairError> pair_error; // how the rows tell pairs of columns; unless better, it must be said
  bool rows_agree = true;                       // false: rows lie outside the counts' intervals too often (release_folder.hpp)
  std::vector<std::string> signed_by;           // officers who have signed what was published: two, or it is not to be handed out yet
};

// Errors: those of the plan, the ledger, differencing and synthesis; output.*; core.cancelled.
[[nodiscard]] core::Result<ReleaseMade> make_release(const ReleaseRequest& request, const core::Catalogue& catalogue, core::Progress& progress);

}  // namespace palermo::publish
