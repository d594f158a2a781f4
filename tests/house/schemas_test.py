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
    ("law-state-duties", 0, "law duties XV --corridor XW --date 2012-12-31 --answers data/demo/duties-velmora.yaml --answers data/demo/duties-kestria.yaml"),
    ("law-state-duties", 0, "law duties KH"),
    ("law-omissions", 0, "law omissions DE ID KE"),
    ("law-page", 0, "law page un.tip-protocol"),
    ("law-site", 0, "law site --out {tmp}/site"),
    ("law-check", 0, "law check data/law/national/ch.116.yaml --against un.som-protocol"),
    ("law-check", 1, "law check docs/guides/velmora-draft.yaml"),
    ("law-diff", 0, "law diff docs/guides/velmora-draft.yaml docs/guides/velmora-mended.yaml"),
    ("rights-gate", 0, "rights gate data/demo/return.yaml"),
    ("rights-gate", 3, "rights gate data/demo/return-batch.yaml --pack data/demo/return-pack.yaml"),
    ("error", 3, "rights gate data/demo/return.yaml --pack tests/house/weakening_pack.yaml"),
    ("rights-checklist", 0, "rights checklist"),
    ("rights-checklist", 0, "rights checklist ohchr-trafficking-17"),
    ("rights-checklist", 0, "rights checklist --answers data/demo/checklist-answers.yaml"),
    ("recruit-agreement", 0, "recruit agreement data/demo/agreement.yaml"),
    ("recruit-fees", 0, "recruit fees data/demo/recruitment.yaml"),
    ("error", 3, "recruit fees tests/house/two_currencies.yaml"),
    ("recruit-permit", 0, "recruit permit data/demo/permit.yaml"),
    ("simulated", 0, "simulate world --seed 7 --persons 200 --out {tmp}/world"),
    ("simulated", 0, "simulate cases --seed 7 --rows 10 --out {tmp}/cases.csv"),
    ("simulated", 0, "simulate lists --seed 7 --people 100 --out {tmp}/lists"),
    ("simulated", 0, "simulate lists --seed 7 --one-list 100 --duplicates 0.2 --config data/simulate/lists.yaml --out {tmp}/one-list"),
    ("simulated", 0, "simulate samples --seed 7 --out {tmp}/samples"),
    ("simulated", 0, "simulate case-table --seed 7 --people 50 --out {tmp}/case-table"),
    ("simulated", 0, "simulate tables --seed 7 --config data/simulate/tables.yaml --out {tmp}/table"),
    ("study-check", 0, "study check data/demo/study.yaml"),
    ("study-run", 0, "study run data/demo/study.yaml --out {tmp}/evidence"),
    ("simulated", 0, "simulate study --seed 7 --people 1000 --out {tmp}/study-world"),
    ("study-run", 0, "study run {tmp}/study-world/study.yaml --out {tmp}/chain"),
    ("study-lint", 0, "study lint {tmp}/evidence/outside/evidence.json"),
    ("intake-report", 0, "intake report data/demo/world/labour_inspection.csv --mapping velmora-inspection"),
    ("rights-list", 0, "rights list tests/scenarios/rights.yaml RG-07-removed-in-reflection --state DE --date 2024-03-01 --clock reasonable_grounds=2024-02-20"),
    ("rights-list", 0, "rights list tests/scenarios/rights.yaml RG-15-seventeen-or-nineteen --state DE --date 2024-03-01"),
    ("rights-list", 0, "rights list tests/scenarios/rights.yaml RG-21-nobody-asked-anything --state TH --date 2012-03-01"),
    ("rights-conflicts", 0, "rights conflicts tests/scenarios/rights.yaml RG-01-shelter-for-statements --state DE --date 2024-03-01"),
    ("rights-sheet", 0, "rights sheet tests/scenarios/rights.yaml RG-21-nobody-asked-anything --state TH --date 2024-03-01"),
    ("rights-sheet", 0, "rights sheet tests/scenarios/rights.yaml RG-07-removed-in-reflection --state DE --date 2024-03-01 --clock reasonable_grounds=2024-02-20 --contacts data/demo/contacts.yaml"),
    ("rights-refuse", 0, "rights refuse --request whereabouts --request list --state DE --date 2024-03-01"),
    ("rights-claim", 0, "rights claim tests/scenarios/rights.yaml RG-17-left-without-wages --state BO --date 2024-03-01"),
    ("rights-claim", 0, "rights claim tests/scenarios/rights.yaml RG-21-nobody-asked-anything --state DE --date 2024-03-01"),
    ("error", 2, "rights sheet tests/scenarios/rights.yaml RG-21-nobody-asked-anything --state FR --date 2024-03-01 --contacts data/demo/contacts.yaml"),
    ("rights-conflicts", 0, "rights conflicts tests/scenarios/rights.yaml RG-15-seventeen-or-nineteen --state DE --date 2024-03-01"),
    ("rights-remedies", 0, "rights remedies tests/scenarios/rights.yaml RG-17-left-without-wages --state DE --date 2024-03-01"),
    ("rights-remedies", 0, "rights remedies tests/scenarios/rights.yaml RG-28-ransom-in-the-desert --state US --date 2024-03-01"),
    ("rights-remedies", 0, "rights remedies tests/scenarios/rights.yaml RG-21-nobody-asked-anything --state TH --date 2012-03-01"),
    ("rights-gap", 0, "rights gap tests/scenarios/rights.yaml RG-29-the-sea-took-the-fields --state DE --date 2024-03-01"),
    ("rights-gap", 0, "rights gap tests/scenarios/rights.yaml RG-17-left-without-wages --state PH --date 2012-03-01"),
    ("rights-loss", 0, "rights loss data/demo/loss.yaml"),
    ("error", 3, "rights loss tests/house/two_currencies_in_a_line.yaml"),
    ("error", 2, "rights list tests/scenarios/rights.yaml --state DE --date 2024-03-01"),
    ("error", 2, "rights list tests/scenarios/rights.yaml RG-21-nobody-asked-anything --state XX --date 2012-03-01"),
    ("error", 2, "rights list tests/scenarios/rights.yaml RG-21-nobody-asked-anything --state DE --date 2012-03-01 --clock lunch=2012-03-01"),
    ("screen-list", 0, "screen list"),
    ("screen-show", 0, "screen show uk_ho_child_2026"),
    ("screen-show", 0, "screen show ilo_delphi_labour_adult"),
    ("screen-run", 0, "screen run ilo11"),
    ("screen-run", 0, "screen run ilo11 --answers tests/screen/some.yaml"),
    ("screen-run", 0, "screen run ilo11 --answers tests/screen/all.yaml"),
    ("screen-check", 0, "screen check data/screen/ilo11.yaml"),
    ("screen-check", 1, "screen check tests/screen/unfit-pack.yaml"),
    ("error", 3, "screen run ilo_delphi_labour_adult"),
    ("error", 3, "screen run ilo11 --no-reading"),
    ("error", 4, "screen run ilo11 --answers tests/screen/names.yaml"),
    ("link-run", 0, "link run data/demo/lists/shelter.csv data/demo/lists/hotline.csv --role shelter=service --out {tmp}/linked"),
    ("link-explain", 0, "link explain sim-1c0a9f9446d699dd sim-3225bd3a04c387ef data/demo/lists/shelter.csv data/demo/lists/hotline.csv"),
    ("link-explain", 0, "link explain sim-1c0a9f9446d699dd sim-3225bd3a04c387ef data/demo/lists/shelter.csv data/demo/lists/hotline.csv --model {tmp}/linked/model.json --values"),
    ("link-evaluate", 0, "link evaluate --clusters {tmp}/linked/inside/clusters.csv --truth data/demo/lists/truth.csv --pairs {tmp}/linked/inside/pairs.csv"),
    ("link-evaluate", 0, "link evaluate --clusters data/demo/link/clusters.csv --truth data/demo/link/truth.csv --pairs data/demo/link/pairs.csv --group sex --html {tmp}/evaluated.html"),
    ("link-review-make", 0, "link review make {tmp}/linked --out {tmp}/review"),
    ("link-review-read", 0, "link review read data/demo/review/clerk-1.csv data/demo/review/clerk-2.csv --sample data/demo/review/sample.csv --out {tmp}/labels"),
    ("link-run", 0, "link run data/demo/lists/shelter.csv data/demo/lists/hotline.csv --duplicate-free shelter --duplicate-free hotline --draws 20 --labels {tmp}/labels/inside/labels.csv --earlier {tmp}/linked/inside/clusters.csv --out {tmp}/linked-again"),
    ("error", 2, "link review make {tmp}/linked --values --out {tmp}/refused-review"),
    ("error", 2, "link explain nobody somebody data/demo/lists/shelter.csv data/demo/lists/hotline.csv"),
    ("error", 3, "link run data/demo/lists/shelter.csv data/demo/lists/police.csv --role shelter=service --role police=enforcement --out {tmp}/refused"),
    ("link-attack", 0, "link attack data/demo/lists/shelter.csv"),
    ("estimate-mse", 0, "estimate mse data/reference/kosovo4/table.csv --replicates 50"),
    ("estimate-mse", 0, "estimate mse data/demo/estimate/capture.csv --referrals data/demo/estimate/referrals.csv --lists data/demo/estimate/lists.yaml --replicates 50 --report {tmp}/estimated"),
    ("estimate-mse", 3, "estimate mse {tmp}/linked/inside/capture_tables.jsonl"),
    ("estimate-mse", 3, "estimate mse data/reference/artificial3/table.csv"),
    ("estimate-models", 0, "estimate models data/reference/korea3/table.csv --order 2"),
    ("estimate-models", 0, "estimate models tests/house/nobody_twice.csv --order 2"),
    ("estimate-rds", 0, "estimate rds data/demo/estimate/routes/rds.csv --group 900 --service used_helpline=246 --replicates 50"),
    ("estimate-scaleup", 0, "estimate scaleup data/demo/estimate/routes/survey.csv --groups data/demo/estimate/routes/groups.yaml --members data/demo/estimate/routes/members.csv --replicates 50"),
    ("estimate-scaleup", 0, "estimate scaleup data/demo/estimate/routes/survey.csv --groups data/demo/estimate/routes/groups.yaml --replicates 50"),
    ("estimate-change", 0, "estimate change data/demo/estimate/routes/first.csv data/demo/estimate/routes/second.csv --replicates 50"),
    ("estimate-covariates", 0, "estimate covariates data/demo/estimate/routes/people.csv --list helpline --list police --list shelter --category region --number age=5"),
    ("error", 3, "estimate change data/demo/estimate/routes/first.csv data/reference/kosovo4/table.csv"),
    ("error", 4, "estimate mse data/demo/estimate/capture.csv --referrals data/demo/estimate/capture.csv"),
    ("link-private-key", 0, "link private key --desk {tmp}/desk"),
    ("link-private-demo", 0, "link private demo --out {tmp}/private"),
    ("link-private-sign", 0, "link private sign {tmp}/private/agreement.yaml --desk {tmp}/private/desk-unit"),
    ("link-private-sent", 0, "link private offer {tmp}/private/agreement.yaml {tmp}/private/shelter.csv --desk {tmp}/private/desk-shelter --out {tmp}/a1"),
    ("link-private-sent", 0, "link private answer {tmp}/private/agreement.yaml {tmp}/a1 {tmp}/private/hotline.csv --desk {tmp}/private/desk-hotline --out {tmp}/a2"),
    ("link-private-sent", 0, "link private answer {tmp}/private/agreement.yaml {tmp}/a2 --desk {tmp}/private/desk-shelter --out {tmp}/a3"),
    ("link-private-sent", 0, "link private finish {tmp}/private/agreement.yaml {tmp}/a3 --desk {tmp}/private/desk-unit --out {tmp}/b1"),
    ("link-private-sent", 0, "link private answer {tmp}/private/agreement.yaml {tmp}/b1 --desk {tmp}/private/desk-shelter --out {tmp}/b2"),
    ("link-private-sent", 0, "link private answer {tmp}/private/agreement.yaml {tmp}/b2 --desk {tmp}/private/desk-hotline --out {tmp}/b3"),
    ("link-private-sent", 0, "link private finish {tmp}/private/agreement.yaml {tmp}/b3 --desk {tmp}/private/desk-unit --out {tmp}/c1"),
    ("link-private-sent", 0, "link private answer {tmp}/private/agreement.yaml {tmp}/c1 --desk {tmp}/private/desk-shelter --out {tmp}/c2"),
    ("link-private-sent", 0, "link private answer {tmp}/private/agreement.yaml {tmp}/c2 --desk {tmp}/private/desk-hotline --out {tmp}/c3"),
    ("link-private-sent", 0, "link private finish {tmp}/private/agreement.yaml {tmp}/c3 --desk {tmp}/private/desk-unit --out {tmp}/d1"),
    ("link-private-sent", 0, "link private answer {tmp}/private/agreement.yaml {tmp}/d1 --desk {tmp}/private/desk-shelter --out {tmp}/d2"),
    ("link-private-sent", 0, "link private answer {tmp}/private/agreement.yaml {tmp}/d2 --desk {tmp}/private/desk-hotline --out {tmp}/d3"),
    ("link-private-result", 0, "link private finish {tmp}/private/agreement.yaml {tmp}/d3 --desk {tmp}/private/desk-unit --out {tmp}/counted"),
    ("error", 3, "link private offer {tmp}/private/agreement.yaml {tmp}/private/shelter.csv --desk {tmp}/private/desk-shelter --out {tmp}/letter-1b"),
    ("link-private-bias", 0, "link private bias --runs 1 --people 400 --keys phone,name_birth"),
    ("link-private-filters-sent", 0, "link private filters key {tmp}/private/filters/agreement.yaml --to hotline --desk {tmp}/private/filters/desk-shelter --out {tmp}/fk"),
    ("link-private-filters-sent", 0, "link private filters write {tmp}/private/filters/agreement.yaml {tmp}/private/shelter.csv --desk {tmp}/private/filters/desk-shelter --duplicate-free --out {tmp}/f1"),
    ("link-private-filters-sent", 0, "link private filters write {tmp}/private/filters/agreement.yaml {tmp}/private/hotline.csv --desk {tmp}/private/filters/desk-hotline --key {tmp}/fk --out {tmp}/f2"),
    ("link-private-filters", 0, "link private filters link {tmp}/private/filters/agreement.yaml {tmp}/f1 {tmp}/f2 --desk {tmp}/private/filters/desk-unit --out {tmp}/by-filters"),
    ("error", 3, "link private filters link {tmp}/private/filters/agreement.yaml {tmp}/f1 {tmp}/f2 --desk {tmp}/private/filters/desk-unit --out {tmp}/again"),
    ("release-utility", 0, "release utility --real data/demo/release/cases.csv.gz --synthetic data/demo/attack/synthetic.csv.gz --codebook data/demo/attack/codebook.yaml"),
    ("release-risk", 0, "release risk data/demo/release/cases.csv.gz --codebook data/demo/attack/codebook.yaml --sensitive isForcedLabour"),
    ("release-attack", 0, "release attack --declare simulated --control data/demo/attack/control.csv.gz --real data/demo/release/cases.csv.gz --synthetic data/demo/attack/synthetic.csv.gz --codebook data/demo/attack/codebook.yaml"),
    ("error", 3, "release attack --control data/demo/attack/control.csv.gz --real data/demo/release/cases.csv.gz --synthetic data/demo/attack/synthetic.csv.gz --codebook data/demo/attack/codebook.yaml"),
    ("figures-list", 0, "figures list --concept exploited"),
    ("figures-show", 0, "figures show ilo22_fl"),
    ("figures-plot", 0, "figures plot --concept exploited --out {tmp}/rivals.html"),
    ("figures-add", 0, "figures add ilo12_women ilo12_men"),
    ("error", 3, "figures add glotip24_detected ilo22_fl"),
    ("error", 3, "figures plot --concept modern-slavery-rate"),
    ("figures-attrition", 0, "figures attrition data/demo/flows/attrition.yaml"),
    ("flows-table", 0, "flows table data/demo/flows/counts.csv --looked data/demo/flows/looked.csv --as-of 2024-07-01"),
    ("error", 3, "flows table data/demo/flows/counts.csv --looked data/demo/flows/looked.csv --as-of 2024-07-01 --delay 2"),
    ("flows-selection", 0, "flows selection data/demo/flows/lists.csv --exploited 4000,9000"),
    ("release-plan-forecast", 0, "release plan data/demo/release/plan.yaml"),
    ("release-plan-forecast", 0, "release plan data/demo/release/plan.yaml --people 100"),
    ("release-key-made", 0, "release key first-officer second-officer --out {tmp}/keys"),
    ("release-ledger-state", 0, "release ledger open data/demo/release/ledger.yaml --officer {tmp}/keys/first-officer.pub --officer {tmp}/keys/second-officer.pub --out {tmp}/register.ledger"),
    ("release-ledger-state", 0, "release ledger sign {tmp}/register.ledger --key {tmp}/keys/first-officer.key --plan data/demo/release/plan.yaml"),
    ("error", 3, "release make data/demo/release/plan.yaml --ledger {tmp}/register.ledger --out {tmp}/refused-release"),
    ("release-made", 0, "release make data/demo/release/plan.yaml --ledger {tmp}/register.ledger --key {tmp}/keys/second-officer.key --out {tmp}/release"),
    ("release-check", 3, "release check {tmp}/release --ledger {tmp}/register.ledger"),
    ("release-ledger-state", 0, "release ledger sign {tmp}/register.ledger --key {tmp}/keys/first-officer.key"),
    ("release-check", 0, "release check {tmp}/release --ledger {tmp}/register.ledger"),
    ("release-ledger-state", 0, "release ledger show {tmp}/register.ledger"),
    ("release-ledger-state", 0, "release ledger verify {tmp}/register.ledger --key {tmp}/keys/first-officer.key --manifest {tmp}/release/manifest.json"),
    ("error", 3, "release make data/demo/release/plan.yaml --out {tmp}/refused-release"),
]

# Files that the commands above have written.
FILES = [
    ("evidence", "{tmp}/evidence/outside/evidence.json"),
    ("receipt", "{tmp}/evidence/inside/receipt.json"),
    ("source-results", "{tmp}/evidence/inside/counts/contributor.json"),
    ("linked-tables", "{tmp}/chain/inside/link/tables.json"),
    ("chain-estimate", "{tmp}/chain/inside/estimate/estimate.json"),
    ("chain-release", "{tmp}/chain/inside/release/made.json"),
    ("evidence", "{tmp}/chain/outside/evidence.json"),
    ("mapping-report", "{tmp}/evidence/inside/mapping/contributor.json"),
    ("link-receipt", "{tmp}/linked/receipt.json"),
    ("link-model", "{tmp}/linked/model.json"),
    ("link-capture", "{tmp}/linked/inside/capture_tables.jsonl"),
    ("release", "{tmp}/release/manifest.json"),
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
        for document in text.splitlines() if path.suffix == ".jsonl" else [text]:
            problems += check(name, json.loads(document), path.name)
        used.add(name)

for name in list(used):
    used.update(re.findall(r'"\$ref": "([\w-]+)\.schema\.json"', (FORMATS / f"{name}.schema.json").read_text(encoding="utf-8")))
unused = {path.name.removesuffix(".schema.json") for path in FORMATS.glob("*.schema.json")} - used
problems += [f"docs/formats/{name}.schema.json describes nothing that this test makes" for name in sorted(unused)]
print(f"{len(ANSWERS)} answers and {len(FILES)} files")
print("\n".join(problems) or "all valid")
sys.exit(1 if problems else 0)
