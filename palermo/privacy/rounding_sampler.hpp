// SPDX-License-Identifier: Apache-2.0
// Rounding sampler: rows whose tables are as near to the model's as whole people allow, instead of off by chance.
//
// From the root clique to the leaves: of the m rows that share a separator's value, each cell gets the whole part of m p or one
// more, by one systematic sweep with a random start; which rows get which cell is shuffled. A cell of probability 0 is never drawn.
// Source: [mckenna2019] (synthetic data by rounding), systematic rounding instead of sampling the remainders.
#pragma once

#include "palermo/core/random.hpp"
#include "palermo/privacy/graphical_model.hpp"
#include "palermo/privacy/person_table.hpp"

namespace palermo::privacy {

// `people` rows, by column of the model. Same stream, same rows.
[[nodiscard]] CodedRows sample_rounded(const GraphicalModel& model, std::size_t people, core::Stream& stream);

}  // namespace palermo::privacy
