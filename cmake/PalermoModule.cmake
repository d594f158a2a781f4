# SPDX-License-Identifier: Apache-2.0
# palermo_module(NAME USES rooms... LINKS libraries...)
#   Makes palermo::NAME from every .cpp of the folder; every NAME_test.cpp goes into palermo_NAME_test.
#   USES is checked against PalermoDependencies.cmake. LINKS are outside libraries, private to the room.

function(palermo_module name)
  cmake_parse_arguments(MODULE "" "" "USES;LINKS" ${ARGN})
  foreach(used IN LISTS MODULE_USES)
    if(NOT used IN_LIST PALERMO_MAY_USE_${name})
      message(FATAL_ERROR "${name} may not use ${used}: see cmake/PalermoDependencies.cmake and ARCHITECTURE.md")
    endif()
  endforeach()
  list(TRANSFORM MODULE_USES PREPEND "palermo::" OUTPUT_VARIABLE used_targets)

  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.hpp")
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.[ch]pp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  add_library(palermo_${name} STATIC ${sources})
  add_library(palermo::${name} ALIAS palermo_${name})
  set_target_properties(palermo_${name} PROPERTIES EXPORT_NAME ${name} LINKER_LANGUAGE CXX)
  target_include_directories(palermo_${name} PUBLIC
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>" "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
  target_compile_features(palermo_${name} PUBLIC cxx_std_20)
  target_link_libraries(palermo_${name} PUBLIC ${used_targets} PRIVATE $<BUILD_INTERFACE:palermo_flags> ${MODULE_LINKS})
  set_property(GLOBAL APPEND PROPERTY PALERMO_MODULES ${name})
  set_property(GLOBAL PROPERTY PALERMO_EDGES_${name} "${MODULE_USES}")

  if(PALERMO_TESTS AND tests)
    palermo_test(palermo_${name}_test SOURCES ${tests} LINKS palermo::${name})
  endif()
endfunction()

# palermo_test(NAME SOURCES files... LINKS targets...)  One test program, one line of ctest. It runs from the project's root, and its
# paths are relative to it: so a second clone finds everything that it compiles in the compiler's cache.
function(palermo_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE ${TEST_LINKS} palermo_flags fmt::fmt GTest::gmock_main ${PALERMO_RAPIDCHECK})
  target_compile_definitions(${name} PRIVATE
    PALERMO_SOURCE_DIR="." PALERMO_SHARED_DIR="../shared")
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(${name} PROPERTIES TIMEOUT 1800)  # the sanitizers take five times as long
endfunction()
