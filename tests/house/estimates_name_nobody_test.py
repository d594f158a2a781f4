# SPDX-License-Identifier: Apache-2.0
"""Estimates cannot name anybody: the estimation library knows no case, no linkage and no case file.

Neither an include nor a symbol of the rooms that hold people stands in palermo/estimate, and the one thing of core that it
reads, the capture table, has no field but counts, list names, stratum and year.
usage: estimates_name_nobody_test.py NM libpalermo_estimate.a
"""
import pathlib
import re
import subprocess
import sys

nm, library = sys.argv[1], sys.argv[2]
ROOM = pathlib.Path("palermo/estimate")
HOLD_PEOPLE = ("cases", "link", "intake", "law", "rights", "screen", "study", "exchange")
FIELDS_OF_A_CELL = {"history", "count", "stratum", "year"}

symbols = subprocess.run([nm, "-C", library], capture_output=True, text=True, check=True).stdout.splitlines()
ours = [line for line in symbols if "palermo::estimate::" in line]
assert len(ours) > 100, f"only {len(ours)} symbols of the library were seen: the test looked at too little to mean anything"
named = re.compile(r"palermo::(%s)::" % "|".join(HOLD_PEOPLE))
problems = [f"symbol: {line.strip()}" for line in symbols if named.search(line)]
assert named.search("                 U palermo::link::find_people(int)"), "the test can fail"

included = re.compile(r'^\s*#\s*include\s+"palermo/(%s)/' % "|".join(HOLD_PEOPLE), re.M)
files = sorted(path for path in ROOM.iterdir() if path.suffix in (".hpp", ".cpp"))
assert len(files) > 20, "too few files to mean anything"
for path in files:
    problems += [f"{path} includes palermo/{room}/" for room in included.findall(path.read_text(encoding="utf-8"))]

header = pathlib.Path("palermo/core/capture_table.hpp").read_text(encoding="utf-8")
cell = re.search(r"struct CaptureCell \{(.*?)\n\};", header, re.S).group(1)
fields = set(re.findall(r"^\s+[\w:]+ (\w+)(?: = [^;]+)?;", cell, re.M))
if fields != FIELDS_OF_A_CELL:
    problems.append(f"a cell of the capture table has the fields {sorted(fields)}, not {sorted(FIELDS_OF_A_CELL)}")

print(f"{len(ours)} symbols, {len(files)} files, fields of a cell: {', '.join(sorted(fields))}")
print("\n".join(problems) or "nobody is known here")
sys.exit(1 if problems else 0)
