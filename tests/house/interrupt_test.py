# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C ends a long command with 130 and leaves nothing half-written.

usage: interrupt_test.py PROGRAM
"""
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

program = sys.argv[1]
ROWS = "1000000000"  # more than anybody waits for

with tempfile.TemporaryDirectory() as folder:
    out = pathlib.Path(folder, "cases.csv.gz")
    running = subprocess.Popen([program, "simulate", "cases", "--seed", "1", "--rows", ROWS, "--out", str(out)],
                               stderr=subprocess.PIPE, text=True)
    while not any(pathlib.Path(folder).iterdir()) and running.poll() is None:
        time.sleep(0.01)  # until it has begun to write
    assert running.poll() is None, f"ended by itself with {running.returncode}: {running.stderr.read()}"
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    left = [path.name for path in pathlib.Path(folder).iterdir()]
    print(f"exit {running.returncode}, left behind: {left or 'nothing'}\n{said}")
    assert running.returncode == 130
    assert not left
    assert "⟦" not in said

# The solver, in the middle of a question that it would not answer while anybody waits: eleven pigeons alone in ten holes.
PIGEONS, HOLES = 11, 10
vocabulary = pathlib.Path(__file__).parents[2].joinpath("data/law/vocabulary.yaml").read_text()
facts, implied = [], vocabulary[vocabulary.index("\nimplies:"):]
for line in vocabulary[:vocabulary.index("\nimplies:")].split("\n"):
    if found := re.match(r"  (\w+): *(#.*)?$", line):
        group = found.group(1)
    elif (found := re.match(r"    (\w+): +\{", line)) and "type: int" not in line and f"{group}.{found.group(1)}" not in implied:
        facts.append(f"{group}.{found.group(1)}")
assert len(facts) >= PIGEONS * HOLES, len(facts)
sits = [[facts[pigeon * HOLES + hole] for hole in range(HOLES)] for pigeon in range(PIGEONS)]
rules = [f"{{any: [{', '.join(row)}]}}" for row in sits]
rules += [f"{{not: {{at_least: {{n: 2, of: [{', '.join(row[hole] for row in sits)}]}}}}}}" for hole in range(HOLES)]
law = "format: palermo-law/1\nid: t.pigeons\ntitle: T\njurisdiction: X\nversions:\n  - id: v\n    offences:\n      - id: o\n        cite: x\n        elements:\n"
law += "".join(f"          - {{id: e{n}, cite: x, expr: {rule}}}\n" for n, rule in enumerate(rules))

with tempfile.TemporaryDirectory() as folder:
    draft = pathlib.Path(folder, "pigeons.yaml")
    draft.write_text(law)
    running = subprocess.Popen([program, "law", "check", str(draft), "--time-limit", "3600000"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    time.sleep(2)
    assert running.poll() is None, f"ended by itself with {running.returncode}: {running.stderr.read()}"
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    print(f"exit {running.returncode}\n{said}")
    assert running.returncode == 130
    limited = subprocess.run([program, "--json", "law", "check", str(draft), "--time-limit", "500"], capture_output=True, text=True, timeout=60)
    assert json.loads(limited.stdout)["complete"] is False
