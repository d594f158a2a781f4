// SPDX-License-Identifier: Apache-2.0
// The one program. Everything it does lies in palermo/cli; here stand only the streams and the last catch.
#include <unistd.h>

#include <exception>
#include <iostream>
#include <string>
#include <typeinfo>
#include <vector>

#include "palermo/cli/interrupt.hpp"
#include "palermo/cli/main_app.hpp"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const palermo::cli::Streams streams{std::cout, std::cerr, isatty(STDERR_FILENO) == 1};
  try {
    palermo::cli::listen_for_interrupts();
    return palermo::cli::run(arguments, streams);
  } catch (const std::exception& unexpected) {
    return palermo::cli::our_fault(arguments, typeid(unexpected).name(), streams);
  }
}
