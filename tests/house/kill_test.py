# SPDX-License-Identifier: Apache-2.0
"""A linkage that is killed in the middle loses nothing that was reported done, and leaves nothing half-written.

A run over invented lists is killed (SIGKILL: nothing can be tidied up) at moments spread over its whole length, first where no result
stands yet, then over an earlier result. After each kill the folder is either not there or whole, byte by byte one of the two
results that were to stand there; the next run works, and cleans away what the killed one left.

usage: kill_test.py PROGRAM
"""
import hashlib
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

program = str(pathlib.Path(sys.argv[1]).resolve())
DATA = str(pathlib.Path("data").resolve())
PEOPLE = "4000"
KILLS = 8  # of each kind


def contents(folder):
    """What stands in a folder, by path: equal runs write equal files, receipt and report too."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def command(lists, out, seed):
    return [program, "--data", DATA, "--quiet", "link", "run", str(lists / "shelter.csv"), str(lists / "hotline.csv"), "--duplicate-free", "shelter",
            "--duplicate-free", "hotline", "--draws", "50", "--seed", seed, "--out", str(out)]


def finished(lists, out, seed):
    begin = time.monotonic()
    subprocess.run(command(lists, out, seed), check=True, capture_output=True)
    return time.monotonic() - begin, contents(out)


def killed(lists, out, seed, after):
    """Kills a run after so many seconds; whether it had reported that it was done."""
    running = subprocess.Popen(command(lists, out, seed), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        said, _ = running.communicate(timeout=after)
        return bool(said.strip()) and running.returncode == 0
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGKILL)
        said, _ = running.communicate()
        return bool(said.strip())


with tempfile.TemporaryDirectory() as folder:
    here = pathlib.Path(folder)
    lists = here / "lists"
    subprocess.run([program, "--data", DATA, "--quiet", "simulate", "lists", "--seed", "5", "--people", PEOPLE, "--out", str(lists)], check=True, capture_output=True)
    work = here / "work"
    work.mkdir()
    length, first = finished(lists, work / "first", "1")
    _, second = finished(lists, work / "second", "2")
    assert first != second and len(first) >= 7, "the two results have to be told apart"
    for name in ("first", "second"):
        shutil.rmtree(work / name)

    counts = {"nothing": 0, "old": 0, "new": 0}
    out = work / "linked"
    for earlier in (None, first):
        for kill in range(KILLS):
            if out.exists():
                shutil.rmtree(out)
            if earlier is not None:
                finished(lists, out, "1")
            # Spread over the run, and most of them about its end, where results are written.
            share = 0.25 * kill if kill < 3 else 0.65 + 0.07 * (kill - 2)
            done = killed(lists, out, "2", share * length)
            state = "nothing" if not out.exists() else "new" if contents(out) == second else "old" if earlier is not None and contents(out) == first else None
            assert state is not None, f"half-written: {sorted(contents(out)) if out.exists() else ''}"
            assert not (done and state != "new"), "it was reported done, and is lost"
            assert earlier is None or state != "nothing", "an earlier result is lost"
            counts[state] += 1
            json.loads((out / "receipt.json").read_text()) if out.exists() else None
    _, last = finished(lists, out, "2")
    assert last == second, "the next run gives what an undisturbed one gives"
    left = [path.name for path in work.iterdir() if path != out]
    print(f"{2 * KILLS} runs of about {length:.1f} s killed: {counts}; left behind after the next run: {left or 'nothing'}")
    assert not left, "what killed runs left is cleaned away by the next"
    assert counts["nothing"] + counts["old"] >= KILLS // 2, "too few were killed in the middle for the test to mean anything"
