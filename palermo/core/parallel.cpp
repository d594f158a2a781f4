// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace palermo::core {

bool in_parallel(std::size_t count, std::size_t block, int threads, Progress& progress,
                 const std::function<void(std::size_t begin, std::size_t end)>& work) {
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> stop{false};
  std::mutex guard;
  std::exception_ptr thrown;
  const auto run = [&] {
    while (!stop) {
      const std::size_t begin = next.fetch_add(block);
      if (begin >= count) return;
      const std::size_t end = std::min(count, begin + block);
      try {
        work(begin, end);
        progress.report(static_cast<std::int64_t>(done += end - begin));
      } catch (...) {
        const std::lock_guard lock(guard);
        if (!thrown) thrown = std::current_exception();
        stop = true;
      }
      if (progress.cancelled()) stop = true;
    }
  };
  const std::size_t wanted = threads > 0 ? static_cast<std::size_t>(threads) : std::max(1U, std::thread::hardware_concurrency());
  const std::size_t helpers = std::min(wanted, (count + block - 1) / std::max<std::size_t>(block, 1));
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < helpers; ++i) others.emplace_back(run);
    run();
  }
  if (thrown) std::rethrow_exception(thrown);
  return !progress.cancelled();
}

}  // namespace palermo::core
