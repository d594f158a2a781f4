// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/kernel_logic.hpp"

namespace palermo::law {
namespace {

// As wide as one register of the level.
typedef Word Lane16 __attribute__((vector_size(16), aligned(8), may_alias));
typedef Word Lane32 __attribute__((vector_size(32), aligned(8), may_alias));
typedef Word Lane64 __attribute__((vector_size(64), aligned(8), may_alias));

#define PALERMO_NAME execute_plain
#define PALERMO_LANE Lane16
#define PALERMO_TARGET
#include "palermo/law/kernel_logic.inc"
#undef PALERMO_NAME
#undef PALERMO_LANE
#undef PALERMO_TARGET

#if PALERMO_X86_LEVELS
#define PALERMO_NAME execute_avx2
#define PALERMO_LANE Lane32
#define PALERMO_TARGET PALERMO_TARGET_AVX2
#include "palermo/law/kernel_logic.inc"
#undef PALERMO_NAME
#undef PALERMO_LANE
#undef PALERMO_TARGET

#define PALERMO_NAME execute_avx512
#define PALERMO_LANE Lane64
#define PALERMO_TARGET PALERMO_TARGET_AVX512
#include "palermo/law/kernel_logic.inc"
#undef PALERMO_NAME
#undef PALERMO_LANE
#undef PALERMO_TARGET
#endif

}  // namespace

void execute(std::span<const Instruction> code, Word* const* table, std::size_t words, [[maybe_unused]] Level level) {
#if PALERMO_X86_LEVELS
  if (level == Level::avx512) return execute_avx512(code, table, words);
  if (level == Level::avx2) return execute_avx2(code, table, words);
#endif
  execute_plain(code, table, words);
}

}  // namespace palermo::law
