# SPDX-License-Identifier: Apache-2.0
"""A stranger can read the repository: a licence line in every source, no path of somebody's machine, no unfinished work.

Also: no source file of more than 500 lines.
"""
import pathlib
import re
import subprocess
import sys

CODE = {".hpp", ".cpp", ".inc", ".py", ".cmake", ".yaml", ".yml"}
NAMED = {"dev", "run", "CMakeLists.txt", ".clang-format", ".clang-tidy", "CITATION.cff"}
MACHINE = re.compile(r"(?<![\w./~-])/(?:work|root|home/\w+|Users/\w+)/")
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
LONGEST = 500


def tracked():
    """Tracked files, and new ones that are not ignored; without git, everything outside build folders."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z", "-c", "-o", "--exclude-standard"], capture_output=True, check=True)
        names = listed.stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = [str(path) for path in pathlib.Path(".").rglob("*") if path.parts[0] not in ("build", "evidence-demo")]
    return [pathlib.Path(name) for name in sorted(names) if name and pathlib.Path(name).is_file()]


def text_of(path):
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None  # binary: a corpus file, a compressed table


problems = []
files = tracked()
for path in files:
    text = text_of(path)
    if text is None or "corpus" in path.parts:
        continue
    if (path.suffix in CODE or path.name in NAMED) and "SPDX-License-Identifier: Apache-2.0" not in text[:400]:
        problems.append(f"{path}: no SPDX line at its head")
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE.search(line):
            problems.append(f"{path}:{number}: a path of somebody's machine")
        if path.suffix in CODE and UNFINISHED.search(line):
            problems.append(f"{path}:{number}: unfinished work")
    if path.suffix in (".hpp", ".cpp") and text.count("\n") > LONGEST:
        problems.append(f"{path}: {text.count(chr(10))} lines; is there a second noun in it?")

print(f"{len(files)} files")
assert len(files) > 50, "the test looked at too little to mean anything"
print("\n".join(problems) or "clean")
sys.exit(1 if problems else 0)
