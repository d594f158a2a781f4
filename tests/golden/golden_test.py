# SPDX-License-Identifier: Apache-2.0
"""What the program says, word for word.

Each *.golden file starts with the command it records and ends with its exit code; both streams stand between. A new
one needs only its first line: write "$ palermo ..." and run with --update, then read what was recorded.
usage: golden_test.py PROGRAM [--update]
"""
import difflib
import os
import pathlib
import subprocess
import sys

program, update = sys.argv[1], "--update" in sys.argv[2:]
FOLDER = pathlib.Path(__file__).parent
PROMPT = "$ palermo "


def recorded_now(first_line):
    assert first_line.startswith(PROMPT), f"a golden file starts with “{PROMPT}”, not “{first_line}”"
    said = subprocess.run([program, *first_line[len(PROMPT):].split()], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env={**os.environ, "PALERMO_LOCALE": "en"})
    return f"{first_line}\n{said.stdout}exit: {said.returncode}\n"


files = sorted(FOLDER.glob("*.golden"))
assert files, "there is nothing to compare"
changed = 0
for path in files:
    before = path.read_text(encoding="utf-8")
    now = recorded_now(before.splitlines()[0])
    if update:
        path.write_text(now, encoding="utf-8")
    elif now != before:
        changed += 1
        sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), now.splitlines(True), path.name, "now"))
print(f"{len(files)} recorded, {changed} changed")
if changed:
    print("if that is what was meant: python3 tests/golden/golden_test.py build/palermo --update, and read the difference")
sys.exit(1 if changed else 0)
