# SPDX-License-Identifier: Apache-2.0
"""The example on every help page works as it stands, in a folder that holds the repository's data and tests.

usage: examples_test.py PROGRAM
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

program = str(pathlib.Path(sys.argv[1]).resolve())
MAKES_FILES_FOR_OTHERS = ("simulate", "study run", "link private demo", "link run")


def said(*words):
    return subprocess.run([program, *words, "--help"], capture_output=True, text=True, check=True).stdout


def examples(*words):
    page = said(*words)
    yield from re.findall(r"^  palermo (.+)$", page, re.M)
    listed = page.partition("\nVerbs:\n")[2].partition("\n\n")[0]
    for verb in re.findall(r"^  ([a-z][\w-]*)", listed, re.M):
        yield from examples(*words, verb)


lines = sorted(dict.fromkeys(examples()), key=lambda line: not line.startswith(MAKES_FILES_FOR_OTHERS))
assert len(lines) >= 6, f"too few examples to mean anything: {lines}"
problems = []
with tempfile.TemporaryDirectory() as folder:
    for name in ("data", "tests"):
        os.symlink(pathlib.Path(name).resolve(), pathlib.Path(folder, name))
    for line in lines:
        done = subprocess.run([program, *line.split(), "--quiet"], cwd=folder, capture_output=True, text=True)
        print(f"{done.returncode}  palermo {line}")
        if done.returncode != 0:
            problems.append(f"palermo {line}\n{done.stderr}")
print("\n".join(problems) or "all work")
sys.exit(1 if problems else 0)
