# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C ends a long command with 130 and leaves nothing half-written.

usage: interrupt_test.py PROGRAM
"""
import pathlib
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
