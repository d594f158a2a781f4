# SPDX-License-Identifier: Apache-2.0
# Writes OUT: one {"language", R"(yaml)"} entry for each of FILES (.../LANGUAGE/ROOM.yaml).
set(text "")
foreach(file IN LISTS FILES)
  get_filename_component(folder "${file}" DIRECTORY)
  get_filename_component(language "${folder}" NAME)
  file(READ "${file}" yaml)
  string(APPEND text "{\"${language}\", R\"palermo-yaml(${yaml})palermo-yaml\"},\n")
endforeach()
file(WRITE "${OUT}" "${text}")
