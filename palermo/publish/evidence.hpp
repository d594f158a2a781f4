// SPDX-License-Identifier: Apache-2.0
// evidence(): outside/evidence.json. Every published number with all that makes it one.
//
// Format: palermo-evidence/1 (docs/formats/evidence.md, evidence.schema.json). A number's id is stable from run to run:
//   SOURCE/READING/LAW#OFFENCE                      records that meet the definition: {lo, hi}
//   SOURCE/READING/LAW#OFFENCE/element=ID           the same for one element
//   SOURCE/READING/LAW#OFFENCE/DIMENSION=CATEGORY   the same for one year, sex, age or country
//   SOURCE/READING/LAW#OFFENCE/without=ASSUMPTION   records that stay certain without the assumption: value
//   SOURCE/rows_read, SOURCE/records/DIMENSION=CATEGORY, SOURCE/columns/COLUMN/filled, ...   what the file holds
//   linked/people, linked/READING/contradicted/FACT, ...   of a study that links its lists: people, their records joined
// and, beside the numbers, `estimates`: linked/LAW#OFFENCE, an interval for people in all, or the rules by which there is none.
// The texts inside are English: the file is read by programs and lawyers of any language, and says so.
// What evidence() makes passes lint_evidence(); a test holds them together.
#pragma once

#include "palermo/core/value.hpp"
#include "palermo/publish/protect.hpp"

namespace palermo::publish {

[[nodiscard]] core::Value evidence(const ProtectedResults& results);

}  // namespace palermo::publish
