# SPDX-License-Identifier: Apache-2.0
"""How long does one long list take, from reading to clusters written, in how much memory, and what is found?

Whole commands, as a user runs them: `palermo simulate lists --one-list N --duplicates 0.2 --seed 1` and `palermo link run` on
it, with no draws. A fifth of the records are second records of somebody. Beside time and memory:
  F1          pairwise, of the clusters against the truth (palermo link evaluate)
  linkable    records that say enough to be told from all others: a record that would not be linked with its own copy cannot be
              linked with another of the same person. Where few are, F1 is low however good the rules are

usage: link_bench.py PROGRAM FOLDER [records...]      records default to 100000 300000 1000000
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
sizes = [int(n) for n in sys.argv[3:]] or [100_000, 300_000, 1_000_000]
folder.mkdir(parents=True, exist_ok=True)


def measured(command, out):
    """Wall seconds, CPU seconds and peak MiB of a command whose output goes to the file `out`."""
    start = time.monotonic()
    with open(out, "wb") as file:
        process = subprocess.Popen(command, stdout=file)
        _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


print(f"{os.cpu_count()} cores; one list of simulated records, seed 1, a fifth of them second records; --draws 0; one run each\n")
print("| records | wall s | CPU s | microseconds of CPU a record | peak MiB | compared in full, a record | precision | recall | F1 | linkable records |")
print("|---|---|---|---|---|---|---|---|---|---|")
for records in sizes:
    lists = folder / f"list-{records}"
    if not (lists / "list.csv").exists():
        subprocess.run([program, "simulate", "lists", "--one-list", str(records), "--duplicates", "0.2", "--seed", "1", "--out", str(lists), "--quiet"],
                       check=True, stdout=subprocess.DEVNULL)
    linked = folder / "linked"
    shutil.rmtree(linked, ignore_errors=True)
    wall, cpu, memory = measured([program, "link", "run", str(lists / "list.csv"), "--out", str(linked), "--draws", "0", "--quiet", "--json"],
                                 folder / "answer.json")
    answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    measured([program, "link", "evaluate", "--clusters", str(linked / "inside/clusters.csv"), "--truth", str(lists / "truth.csv"), "--quiet", "--json"],
             folder / "measures.json")
    pairwise = json.loads((folder / "measures.json").read_text(encoding="utf-8"))["pairwise"]
    diagnostics = answer["diagnostics"]
    print(f"| {records:,} | {wall:.1f} | {cpu:.1f} | {cpu / records * 1e6:.0f} | {memory:.0f} | {diagnostics['compared_pairs'] / records:.1f} | "
          f"{pairwise['precision']:.3f} | {pairwise['recall']:.3f} | {pairwise['f1']:.3f} | {1 - diagnostics['unlinkable_records'] / records:.0%} |", flush=True)
