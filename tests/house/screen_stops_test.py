# SPDX-License-Identifier: Apache-2.0
"""Stopping a screening leaves nothing: not by q, not by the end of input, not by Ctrl-C, not after many answers (D16).

usage: screen_stops_test.py PROGRAM
"""
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

program = str(pathlib.Path(sys.argv[1]).resolve())
DATA = str(pathlib.Path("data").resolve())
STOPS = ["", "q\n", "y\nn\nu\nr\n\nq\n", "y\n" * 6, "y\ny"]


def command(folder):
    return [program, "--data", DATA, "screen", "run", "ilo11", "--ask", "--out", str(folder / "answer.json"), "--html", str(folder / "page.html")]


def started(folder):
    return subprocess.Popen(command(folder), cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def left_in(folder):
    return sorted(path.name for path in folder.rglob("*"))


problems, owed = [], set()
for typed in STOPS:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        done = subprocess.run(command(folder), cwd=folder, input=typed, capture_output=True, text=True)
        if done.returncode != 0 or left_in(folder):
            problems.append(f"{typed!r}: exit {done.returncode}, left {left_in(folder)}\n{done.stderr}")
        assert "Nothing was kept" in done.stdout, done.stdout
        owed.add(done.stdout.partition("Nothing was kept")[2])
if len(owed) != 1:
    problems.append("what is said on stopping depends on what was answered before")

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    running = started(folder)
    running.stdin.write("y\nn\n")
    running.stdin.flush()
    time.sleep(1)
    running.send_signal(signal.SIGINT)
    try:
        out, err = running.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        running.kill()
        raise
    if running.returncode != 130 or left_in(folder) or "⟦" in out + err:
        problems.append(f"Ctrl-C: exit {running.returncode}, left {left_in(folder)}\n{err}")

with tempfile.TemporaryDirectory() as name:  # the test can fail: who says she is done gets her files
    folder = pathlib.Path(name)
    subprocess.run(command(folder), cwd=folder, input="y\nd\n", capture_output=True, text=True, check=True)
    assert left_in(folder) == ["answer.json", "page.html"], left_in(folder)

print("\n".join(problems) or f"{len(STOPS) + 1} ways to stop leave nothing")
sys.exit(1 if problems else 0)
