# SPDX-License-Identifier: Apache-2.0
"""Every --json answer and every output file has a JSON Schema in docs/formats and validates against it.

usage: schemas_test.py PROGRAM
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

program = sys.argv[1]
FORMATS = pathlib.Path("docs/formats")
CASES = "tests/house/two_cases.yaml"

# (schema, exit code, command); {tmp} is an empty folder of this test's own.
ANSWERS = [
    ("version", 0, "version"),
    ("error", 2, "law"),
    ("error", 2, "version --no-such-option"),
    ("error", 3, "law assess tests/house/person_moved.yaml"),
    ("error", 4, "law assess {tmp}/missing.yaml"),
    ("law-list", 0, "law list"),
    ("law-assess", 0, f"law assess {CASES}"),
    ("law-test", 0, f"law test {CASES}"),
    ("law-explain", 0, f"law explain {CASES} adult_deceived --law un.tip-protocol"),
    ("simulated", 0, "simulate world --seed 7 --persons 40 --out {tmp}/world"),
    ("simulated", 0, "simulate cases --seed 7 --rows 10 --out {tmp}/cases.csv"),
    ("study-run", 0, "study run data/demo/study.yaml --out {tmp}/evidence"),
]

# Files that the commands above have written.
FILES = [
    ("evidence", "{tmp}/evidence/outside/evidence.json"),
    ("receipt", "{tmp}/evidence/inside/receipt.json"),
]


def schema(name):
    document = json.loads((FORMATS / f"{name}.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(document)
    validator.check_schema(document)
    assert document.get("additionalProperties") is False, f"{name}: a schema that allows anything checks nothing"
    return validator(document)


def check(name, document, what):
    errors = sorted(schema(name).iter_errors(document), key=lambda error: list(error.path))
    return [f"{what}: {'/'.join(map(str, error.path))}: {error.message[:200]}" for error in errors[:5]]


def answer(command, expected):
    said = subprocess.run([program, "--json", *command.split()], capture_output=True, text=True)
    assert said.returncode == expected, f"{command}: exit {said.returncode}, not {expected}: {said.stdout[:500]}{said.stderr}"
    return json.loads(said.stdout)


problems, used = [], set()
with tempfile.TemporaryDirectory() as tmp:
    for name, expected, command in ANSWERS:
        command = command.replace("{tmp}", tmp)
        problems += check(name, answer(command, expected), f"palermo --json {command}")
        used.add(name)
    for name, path in FILES:
        path = pathlib.Path(path.replace("{tmp}", tmp))
        text = path.read_text(encoding="utf-8")
        document = json.loads(text.split("\n", 1)[1] if text.startswith("not for release") else text)
        problems += check(name, document, path.name)
        used.add(name)

unused = {path.name.removesuffix(".schema.json") for path in FORMATS.glob("*.schema.json")} - used
problems += [f"docs/formats/{name}.schema.json describes nothing that this test makes" for name in sorted(unused)]
print(f"{len(ANSWERS)} answers and {len(FILES)} files")
print("\n".join(problems) or "all valid")
sys.exit(1 if problems else 0)
