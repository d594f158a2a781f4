# SPDX-License-Identifier: Apache-2.0
# Compiler flags, linker and the libraries from Debian that the rooms link. Nothing is downloaded.

add_library(palermo_flags INTERFACE)
target_compile_options(palermo_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # gcc 12 reports false positives in the standard library and fmt at -O2.
  target_compile_options(palermo_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow
                                                 -Wno-array-bounds -Wno-stringop-overread)
endif()
if(PALERMO_SANITIZE)
  add_compile_options(-fsanitize=${PALERMO_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PALERMO_SANITIZE})
endif()

find_program(PALERMO_CCACHE ccache)
if(PALERMO_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${PALERMO_CCACHE}")
endif()
find_program(PALERMO_MOLD mold)
if(PALERMO_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT PALERMO_SANITIZE)
  add_link_options(-fuse-ld=mold)
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(CLP REQUIRED IMPORTED_TARGET clp)
find_library(PALERMO_LIBCSV csv REQUIRED)
find_library(PALERMO_Z3 z3 REQUIRED)
if(PALERMO_TESTS)
  find_package(GTest REQUIRED)
  find_library(PALERMO_RAPIDCHECK rapidcheck REQUIRED)
endif()
