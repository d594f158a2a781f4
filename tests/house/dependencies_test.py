# SPDX-License-Identifier: Apache-2.0
"""Who may know whom: every #include and every link between rooms stands in cmake/PalermoDependencies.cmake.

Also: nlohmann and yaml-cpp are included in palermo/core/*.cpp only, ICU in palermo/core/catalogue.cpp and
in what palermo/link reads names with, CLI11 in
palermo/cli only; and outside cli and server no room writes to the terminal.
usage: dependencies_test.py modules.json
"""
import json
import pathlib
import re
import sys

ROOMS = json.loads(pathlib.Path(sys.argv[1]).read_text())
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)
SOURCES = [path for path in sorted(pathlib.Path("palermo").rglob("*")) if path.suffix in (".hpp", ".cpp", ".inc")]

# header prefix -> the files that may include it
KEPT_APART = {
    "nlohmann/": lambda path: path.match("palermo/core/*.cpp"),
    "yaml-cpp/": lambda path: path.match("palermo/core/*.cpp"),
    "unicode/": lambda path: path.match("palermo/core/catalogue*.cpp") or path.match("palermo/link/*.cpp"),
    "z3": lambda path: path.match("palermo/compare/*.cpp"),
    "CLI/": lambda path: path.parts[1] == "cli",
    "iostream": lambda path: path.parts[1] in ("cli", "server") or path.stem.endswith("_test"),
}



problems = []
includes = {room: set() for room in ROOMS}
for path in SOURCES:
    room = path.parts[1]
    for included in INCLUDE.findall(path.read_text()):
        for prefix, allowed in KEPT_APART.items():
            if included.startswith(prefix) and not allowed(path):
                problems.append(f"{path} includes {included}, which belongs elsewhere")
        parts = included.split("/")
        if parts[0] == "palermo" and len(parts) > 2 and parts[1] != room:
            includes[room].add(parts[1])
            if parts[1] not in ROOMS[room]["may_use"]:
                problems.append(f"{path} includes {included}: {room} may not know {parts[1]}")
        if parts[0] == ".." or "/../" in included:
            problems.append(f"{path} includes {included}: paths start at palermo/")

print(f"{len(SOURCES)} files of {len(ROOMS)} rooms\n")
for room, edges in ROOMS.items():
    links = set(edges["links"])
    print(f"{room:10} links {', '.join(sorted(links)) or '-'}")
    for other in sorted(links - set(edges["may_use"])):
        problems.append(f"palermo_{room} links palermo_{other}, which it may not know")
    for other in sorted(includes[room] - links):
        problems.append(f"palermo_{room} includes headers of {other} but does not link it")

assert len(ROOMS) >= 8 and sum(map(len, includes.values())) > 10, "the test looked at too little to mean anything"
print("\n".join(problems) or "\nno other edge")
sys.exit(1 if problems else 0)
