// SPDX-License-Identifier: Apache-2.0
// Ctrl-C (SIGINT) and SIGTERM ask the running verb to stop and leave nothing half-written; the second one kills.
#pragma once

namespace palermo::cli {

void listen_for_interrupts();
[[nodiscard]] bool interrupted();

}  // namespace palermo::cli
