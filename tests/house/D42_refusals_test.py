# SPDX-License-Identifier: Apache-2.0
"""D42: prohibited uses are listed in public, and every refusal carries a number that a user can cite.

SAFEGUARDS.md lists the prohibited uses; each kind of error that refuses (exit 3) names a rule, and that rule stands in
SAFEGUARDS.md; a refused command prints it and ends with 3.
usage: D42_refusals_test.py PROGRAM
"""
import json
import pathlib
import re
import subprocess
import sys

program = sys.argv[1]
KIND = re.compile(r'ErrorKind\s+k\w+\s*\{\s*"([\w.]+)"\s*,\s*(?:core::)?Exit::(\w+)\s*(?:,\s*"([^"]*)")?\s*\}')
REFUSED_CALL = ["law", "assess", "tests/house/person_moved.yaml"]

safeguards = pathlib.Path("SAFEGUARDS.md").read_text(encoding="utf-8")
uses = re.findall(r"^\| \*\*(U\d+)\*\* \|", safeguards, re.M)
assert len(uses) >= 8, f"SAFEGUARDS.md lists only {uses} as prohibited uses"
assert uses == [f"U{n}" for n in range(1, len(uses) + 1)], "the numbers of prohibited uses have a gap"
missing = [f"D{n}" for n in range(1, 45) if f"**D{n}**" not in safeguards]
assert not missing, f"SAFEGUARDS.md does not state {missing}"

kinds = {}
for path in sorted(pathlib.Path("palermo").rglob("*.[ch]pp")):
    for code, exit_name, rule in KIND.findall(path.read_text(encoding="utf-8")):
        kinds[code] = (exit_name, rule, path)
assert len(kinds) > 20, "the test found too few kinds of error to mean anything"

problems = []
for code, (exit_name, rule, path) in sorted(kinds.items()):
    if exit_name == "refused":
        print(f"{code:36} {rule or '-':16} {path}")
        if not rule:
            problems.append(f"{code} ({path}) refuses without a number")
        elif f"**{rule}**" not in safeguards:
            problems.append(f"{code} refuses by {rule}, which SAFEGUARDS.md does not know")
    elif rule:
        problems.append(f"{code} names the rule {rule} but does not refuse")
assert not problems, "\n".join(problems)

said = subprocess.run([program] + REFUSED_CALL, capture_output=True, text=True)
answer = json.loads(subprocess.run([program, "--json"] + REFUSED_CALL, capture_output=True, text=True).stdout)
assert said.returncode == 3, f"exit {said.returncode}: {said.stdout}{said.stderr}"
rule = answer["error"]["rule"]
assert rule and rule in said.stderr, f"the refusal does not print its number {rule}: {said.stderr}"
print(f"\na refused command says {rule} and ends with 3:\n{said.stderr}")
