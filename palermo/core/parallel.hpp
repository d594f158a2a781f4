// SPDX-License-Identifier: Apache-2.0
// Work on numbered things by several threads: each takes the next block when it is free.
//
// Which thread takes which block is not determined; so `work` may only write what belongs to its own things.
#pragma once

#include <cstddef>
#include <functional>

#include "palermo/core/progress.hpp"

namespace palermo::core {

// Calls work(begin, end) for blocks of [0, count); reports things done and asks between blocks whether to go on.
// threads <= 0: as many as the machine has. False when cancelled. What `work` throws is thrown here, once all have stopped.
[[nodiscard]] bool in_parallel(std::size_t count, std::size_t block, int threads, Progress& progress,
                               const std::function<void(std::size_t begin, std::size_t end)>& work);

}  // namespace palermo::core
