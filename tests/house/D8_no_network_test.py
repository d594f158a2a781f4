# SPDX-License-Identifier: Apache-2.0
"""D8: no telemetry, no update check, no outside request at all.

Three looks: the program imports no function that opens a connection and links no library made for that; the demo study
runs where there is no network at all; the report it writes loads nothing from anywhere.
usage: D8_no_network_test.py PROGRAM
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

program = sys.argv[1]
FORBIDDEN = re.compile(r"\b(socket|socketpair|connect|bind|listen|accept4?|sendto|sendmsg|recvfrom|getaddrinfo|getnameinfo"
                       r"|gethostby\w+|res_\w+|curl_\w+|SSL_\w+)(@|$)")
LIBRARIES = re.compile(r"lib(curl|ssl|nghttp2|cares|microhttpd|resolv|dbus)")
LOADS = re.compile(r"""<(?!a\b)[^>]*\b(?:src|href|action|data|poster)\s*=\s*["']?(?!#|data:)[^"'\s>]|@import|url\(\s*["']?(?!#|data:)"""
                   r"""|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon""", re.I)


def imported():
    return subprocess.run(["nm", "-D", "--undefined-only", program], capture_output=True, text=True, check=True).stdout


def without_network():
    """A command in front of ours that takes every interface away, or None where the system does not allow that."""
    if not shutil.which("unshare"):
        return None
    for front in (["unshare", "-n"], ["unshare", "-rn"]):
        if subprocess.run(front + ["true"], capture_output=True).returncode == 0:
            return front
    return None


symbols = imported()
assert len(symbols.splitlines()) > 50, "nm saw nothing"
found = [line.split()[-1] for line in symbols.splitlines() if FORBIDDEN.search(line.split()[-1])]
assert not found, f"the program imports {found}"
linked = LIBRARIES.findall(subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout)
assert not linked, f"the program links {linked}"
print("no function that opens a connection")

front = without_network()
if front is None:
    print("this system lets nobody take the network away, so the demo runs with it")
with tempfile.TemporaryDirectory() as folder:
    out = pathlib.Path(folder, "evidence")
    command = (front or []) + [program, "study", "run", "data/demo/study.yaml", "--out", str(out), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{command} ended with {done.returncode}: {done.stderr}"
    if front:
        print("the demo study runs without any network")
    pages = list((out / "outside").rglob("*.html"))
    assert pages, "the study wrote no report"
    for page in pages:
        loads = LOADS.search(page.read_text(encoding="utf-8"))
        assert not loads, f"{page.name} loads something: {loads.group(0)}"
    print(f"{len(pages)} pages of the report load nothing")
