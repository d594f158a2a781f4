# SPDX-License-Identifier: Apache-2.0
"""How many records a second, from gzip CSV to finished counts under five definitions, and in how much memory.

Whole commands, as a user runs them: `palermo study run` on simulated 63-column records (seed 1), one reading that accepts
registration, tables by year, sex, age and country. Beside them: inflating alone (the physical limit of one core) and a
naive program that reads the same file row by row (Python, csv, one two-valued rule), on the smallest file.

usage: study_bench.py PROGRAM FOLDER [rows...]      rows default to 100000 1000000 10000000
"""
import csv
import gzip
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
sizes = [int(n) for n in sys.argv[3:]] or [100_000, 1_000_000, 10_000_000]
folder.mkdir(parents=True, exist_ok=True)
shutil.rmtree(folder / "evidence", ignore_errors=True)  # of an older build, which wrote no list of its files

STUDY = """format: palermo-study/1
id: bench
title: Bench
period: "2015..2024"
place: simulated
simulated: true
inside_rows: {rows}
sources:
  - {{id: cases, title: Cases, file: {file}, mapping: ctdc-kanon-63}}
definitions: [un.tip-protocol#trafficking, asean.actip#trafficking, de.stgb232, fr.cp225-4-1, us.7102-11]
readings:
  - {{id: accepted, says: Registered persons were identified., assume: [identified_victim, control_as_means, exploitation_as_purpose]}}
tables: [year, sex, age, country]
"""


def measured(command):
    """Wall seconds, CPU seconds and peak MiB of a command."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(command, tries):
    return min((measured(command) for _ in range(tries)), key=lambda taken: taken[0])


def line(what, rows, taken):
    wall, cpu, memory = taken
    print(f"| {what} | {rows:,} | {wall:.2f} | {cpu:.2f} | {rows / wall / 1e6:.2f} | {memory:.0f} |")


def naive(path):
    """One two-valued rule, row by row: what a first script would do."""
    means = ["meansOfControlThreats", "meansOfControlPhysicalAbuse", "meansOfControlFalsePromises", "isAbduction"]
    purposes = ["isForcedLabour", "isSexualExploit", "isOrganRemoval"]
    counted = 0
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            child = row["majorityStatus"] == "Minor"
            counted += (child or any(row[m] == "1" for m in means)) and any(row[p] == "1" for p in purposes)
    return counted


print(f"{os.cpu_count()} cores; gzip CSV of 63 columns, simulated, seed 1; best of three (of one at 10 million rows)\n")
print("| what | rows | wall s | CPU s | million rows a second | peak MiB |")
print("|---|---|---|---|---|---|")
for rows in sizes:
    path = folder / f"cases-{rows}.csv.gz"
    if not path.exists():
        subprocess.run([program, "simulate", "cases", "--seed", "1", "--rows", str(rows), "--out", str(path), "--quiet"],
                       check=True, stdout=subprocess.DEVNULL)
    tries = 3 if rows < 10_000_000 else 1
    for kept in (False, True) if rows == 1_000_000 else (False,):
        study = folder / "study.yaml"
        study.write_text(STUDY.format(rows=str(kept).lower(), file=path.name), encoding="utf-8")
        run = [program, "study", "run", str(study), "--out", str(folder / "evidence"), "--fresh", "--quiet"]
        line("study run, with record-level rows" if kept else "study run", rows, best(run, tries))
    line("inflating alone (gzip -dc)", rows, best(["gzip", "-dc", str(path)], tries))
smallest = min(sizes)
start, cpu = time.monotonic(), time.process_time()
naive(folder / f"cases-{smallest}.csv.gz")
line("naive: Python, one two-valued rule", smallest,
     (time.monotonic() - start, time.process_time() - cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
