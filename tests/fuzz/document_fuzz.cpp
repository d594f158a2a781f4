// SPDX-License-Identifier: Apache-2.0
// Any bytes as YAML and as JSON: a tree or one error. What could be read as JSON is written and read back the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "palermo/core/value.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace palermo::core;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto yaml = parse_yaml(text, "fuzz.yaml");
  const auto json = parse_json(text, "fuzz.json");
  for (const auto* read : {&yaml, &json}) {
    if (!*read) continue;
    const auto again = parse_json(to_json(**read), "again.json");
    if (!again || !(*again == **read)) std::abort();
  }
  return 0;
}
