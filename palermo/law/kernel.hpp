// SPDX-License-Identifier: Apache-2.0
// Which instructions of the processor the batch kernels may use. Every level gives the same bits.
//
// The choice is made once, from what the processor says; tests ask for each level in turn.
#pragma once

#include <cstdint>
#include <vector>

namespace palermo::law {

enum class Level : std::uint8_t { plain, avx2, avx512 };  // avx512: F and BW

[[nodiscard]] Level best_level();
[[nodiscard]] std::vector<Level> levels();  // all that this processor has, plain first

}  // namespace palermo::law

// Functions compiled for one level; other compilers and processors have the plain level only.
#if defined(__x86_64__) && defined(__GNUC__)
#define PALERMO_X86_LEVELS 1
#define PALERMO_TARGET_AVX2 __attribute__((target("avx2,popcnt,bmi")))
#define PALERMO_TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx2,popcnt,bmi")))
#else
#define PALERMO_X86_LEVELS 0
#endif
