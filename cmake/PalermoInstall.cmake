# SPDX-License-Identifier: Apache-2.0
# cmake --install: the program, every room as palermo::ROOM for find_package(palermo), headers, data, licence.
include(CMakePackageConfigHelpers)

set(PALERMO_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/palermo")

get_property(modules GLOBAL PROPERTY PALERMO_MODULES)
list(TRANSFORM modules PREPEND "palermo_" OUTPUT_VARIABLE libraries)
install(TARGETS ${libraries} EXPORT palermoTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT palermoTargets NAMESPACE palermo:: DESTINATION "${PALERMO_CMAKE_DIR}")

foreach(module IN LISTS modules)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/palermo/${module}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/palermo"
          FILES_MATCHING PATTERN "*.hpp" PATTERN "*_test.hpp" EXCLUDE)
endforeach()
install(DIRECTORY "${PROJECT_SOURCE_DIR}/data" DESTINATION "${CMAKE_INSTALL_DATADIR}/palermo")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/palermoConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/palermoConfig.cmake" INSTALL_DESTINATION "${PALERMO_CMAKE_DIR}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/palermoConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/palermoConfig.cmake" "${PROJECT_BINARY_DIR}/palermoConfigVersion.cmake"
        DESTINATION "${PALERMO_CMAKE_DIR}")

# The rooms, what each really links and what it may, as data for tests/house/dependencies_test.py.
function(palermo_json_list out)
  list(TRANSFORM ARGN REPLACE "(.+)" "\"\\1\"" OUTPUT_VARIABLE quoted)
  list(JOIN quoted ", " joined)
  set(${out} "[${joined}]" PARENT_SCOPE)
endfunction()

set(rooms "")
foreach(module IN LISTS modules)
  get_target_property(linked palermo_${module} LINK_LIBRARIES)
  list(FILTER linked INCLUDE REGEX "palermo::")
  list(TRANSFORM linked REPLACE "palermo::" "")
  palermo_json_list(links ${linked})
  palermo_json_list(may_use ${PALERMO_MAY_USE_${module}})
  list(APPEND rooms "  \"${module}\": {\"links\": ${links}, \"may_use\": ${may_use}}")
endforeach()
list(JOIN rooms ",\n" rooms)
file(WRITE "${PROJECT_BINARY_DIR}/modules.json" "{\n${rooms}\n}\n")
