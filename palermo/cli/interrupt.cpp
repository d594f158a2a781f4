// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/interrupt.hpp"

#include <csignal>

#include <atomic>

namespace palermo::cli {
namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

extern "C" void ask_to_stop(int) { stop.store(true, std::memory_order_relaxed); }

}  // namespace

void listen_for_interrupts() {
  struct sigaction action {};
  action.sa_handler = ask_to_stop;
  action.sa_flags = SA_RESETHAND | SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // A limit on the size of files: a write that fails, and is told and cleaned up after, not the end of the program.
  std::signal(SIGXFSZ, SIG_IGN);
}

bool interrupted() { return stop.load(std::memory_order_relaxed); }

}  // namespace palermo::cli
