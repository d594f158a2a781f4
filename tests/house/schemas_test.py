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
    ("law-compare", 0, "law compare de.stgb232 un.tip-protocol"),
    ("law-compare-all", 0, "law compare --all"),
    ("law-assess", 0, f"law assess {CASES}"),
    ("law-test", 0, f"law test {CASES}"),
    ("law-test", 1, f"law test {WRONG}"),
    ("law-explain", 0, f"law explain {CASES} adult_deceived --law un.tip-protocol"),
    ("law-explain", 0, "law explain tests/scenarios/reasoning.yaml RSN-stay-or-transit --law fr.L823-1"),
    ("law-ask", 0, "law ask tests/scenarios/reasoning.yaml RSN-what-to-ask --law un.tip-protocol"),
    ("law-ask", 0, "law ask tests/scenarios/reasoning.yaml RSN-stay-or-transit --law fr.L823-1"),
    ("law-ask", 0, "law ask tests/scenarios/monotone.yaml MONO-nothing-known --law un.tip-protocol"),
    ("law-readings", 0, "law readings tests/scenarios/reasoning.yaml"),
    ("law-what-if", 0, "law what-if tests/scenarios/reasoning.yaml RSN-adult-no-means --set person.age=17"),
    ("law-history", 0, "law history tests/scenarios/reasoning.yaml RSN-debt-doubled"),
    ("law-history", 0, "law history tests/scenarios/reasoning.yaml RSN-age-found-later --law un.tip-protocol"),
    ("error", 2, "law what-if tests/scenarios/reasoning.yaml RSN-adult-no-means --set person.age=old"),
    ("law-status", 0, "law status un.tip-protocol --as-of 2012-12-31"),
    ("law-status", 0, "law status asean.actip --state TH --as-of 2017-03-15"),
    ("law-status", 0, "law status un.iccpr --from 2014-12-31 --to 2026-01-01"),
    ("law-status", 0, "law status eu.2011-36 --as-of 2024-08-01"),
    ("law-status", 0, "law status saarc.2002 --state th --as-of 2024-08-01"),
    ("law-compile", 0, "law compile residence --state DE --date 2024-05-31"),
    ("law-compile", 0, "law compile work --state MY --date 2024-05-31"),
    ("law-compile", 0, "law compile assistance --state TH --date 2024-05-31"),
    ("law-duties", 0, "law compare un.tip-protocol coe.cets197 --duties"),
    ("law-duties", 0, "law compare asean.actip un.tip-protocol --duties"),
    ("law-omissions", 0, "law omissions DE ID KE"),
    ("law-page", 0, "law page un.tip-protocol"),
    ("law-site", 0, "law site --out {tmp}/site"),
    ("law-check", 0, "law check data/law/national/ch.116.yaml --against un.som-protocol"),
    ("law-check", 1, "law check docs/guides/velmora-draft.yaml"),
    ("law-diff", 0, "law diff docs/guides/velmora-draft.yaml docs/guides/velmora-mended.yaml"),
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
