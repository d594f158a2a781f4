# SPDX-License-Identifier: Apache-2.0
"""Every --json answer and every output file has a JSON Schema in docs/formats and validates against it.

usage: schemas_test.py PROGRAM
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema

program = sys.argv[1]
FORMATS = pathlib.Path("docs/formats")
CASES = "tests/house/two_cases.yaml"
WRONG = "tests/house/wrong_expectation.yaml"

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
    ("law-test", 1, f"law test {WRONG}"),
    ("law-explain", 0, f"law explain {CASES} adult_deceived --law un.tip-protocol"),
    ("simulated", 0, "simulate world --seed 7 --persons 200 --out {tmp}/world"),
    ("simulated", 0, "simulate cases --seed 7 --rows 10 --out {tmp}/cases.csv"),
    ("study-check", 0, "study check data/demo/study.yaml"),
    ("study-run", 0, "study run data/demo/study.yaml --out {tmp}/evidence"),
    ("study-lint", 0, "study lint {tmp}/evidence/outside/evidence.json"),
    ("intake-report", 0, "intake report data/demo/world/labour_inspection.csv --mapping velmora-inspection"),
]

# Files that the commands above have written.
FILES = [
    ("evidence", "{tmp}/evidence/outside/evidence.json"),
    ("receipt", "{tmp}/evidence/inside/receipt.json"),
    ("source-results", "{tmp}/evidence/inside/counts/contributor.json"),
    ("mapping-report", "{tmp}/evidence/inside/mapping/contributor.json"),
]


def schema(name):
    document = json.loads((FORMATS / f"{name}.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(document)
    validator.check_schema(document)
    assert document.get("additionalProperties") is False, f"{name}: a schema that allows anything checks nothing"
    return validator(document, resolver=jsonschema.RefResolver(FORMATS.resolve().as_uri() + "/", document))


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
        if "inside" in path.parts and "not for release" not in text.splitlines()[0]:
            problems.append(f"{path}: the first line does not say “not for release”")
        problems += check(name, json.loads(text), path.name)
        used.add(name)

for name in list(used):
    used.update(re.findall(r'"\$ref": "([\w-]+)\.schema\.json"', (FORMATS / f"{name}.schema.json").read_text(encoding="utf-8")))
unused = {path.name.removesuffix(".schema.json") for path in FORMATS.glob("*.schema.json")} - used
problems += [f"docs/formats/{name}.schema.json describes nothing that this test makes" for name in sorted(unused)]
print(f"{len(ANSWERS)} answers and {len(FILES)} files")
print("\n".join(problems) or "all valid")
sys.exit(1 if problems else 0)
