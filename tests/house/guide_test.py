# SPDX-License-Identifier: Apache-2.0
"""A guide says what the program says: each command in a `console` block of docs/guides prints what stands below it.

A line "…" stands for any number of lines. With --write the guides take over what the program says (blocks without "…").

usage: guide_test.py PROGRAM [--write]
"""
import pathlib
import re
import shlex
import subprocess
import sys

program = str(pathlib.Path(sys.argv[1]).resolve())
write = "--write" in sys.argv[2:]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


def commands(block):
    """(command, lines that follow it)"""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            assert found, f"output before any command: {line}"
            found[-1][1].append(line)
    return found


def said(command):
    words = shlex.split(command)
    assert words[0] == "palermo", f"a guide calls {words[0]}"
    done = subprocess.run([program, *words[1:]], capture_output=True, text=True)
    assert done.returncode in (0, 1), f"{command}: exit {done.returncode}\n{done.stderr}"
    return done.stdout.rstrip("\n").split("\n")


def agrees(expected, found):
    pattern = "".join("(?:.*\n)*?" if line.strip() == "…" else re.escape(line) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(line + "\n" for line in found)) is not None


problems, tried = [], 0
for guide in sorted(pathlib.Path("docs/guides").glob("*.md")):
    text = guide.read_text(encoding="utf-8")
    for block in BLOCK.findall(text):
        new = []
        for command, expected in commands(block):
            tried += 1
            found = said(command)
            new += ["$ " + command, *found]
            if not agrees(expected, found):
                problems.append(f"{guide}: palermo says otherwise\n$ {command}\n" + "\n".join(found))
        if write and "…" not in block:
            text = text.replace(block, "\n".join(new) + "\n")
    if write:
        guide.write_text(text, encoding="utf-8")
print(f"{tried} commands")
assert tried >= 3, "the test looked at too little to mean anything"
print("\n\n".join(problems) or "all as the guides say")
sys.exit(1 if problems and not write else 0)
