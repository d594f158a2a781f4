# SPDX-License-Identifier: Apache-2.0
"""The installed library can be used by a stranger's CMake project through find_package(palermo).

usage: find_package_test.py CMAKE BUILD_FOLDER
"""
import pathlib
import subprocess
import sys
import tempfile

cmake, build = sys.argv[1:3]
consumer = pathlib.Path(__file__).parent / "consumer"


def run(*command, **options):
    print("$", *command, flush=True)
    return subprocess.run([str(part) for part in command], check=True, **options)


with tempfile.TemporaryDirectory() as folder:
    prefix, out = pathlib.Path(folder, "prefix"), pathlib.Path(folder, "out")
    run(cmake, "--install", build, "--prefix", prefix, stdout=subprocess.DEVNULL)
    run(cmake, "-S", consumer, "-B", out, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Release")
    run(cmake, "--build", out)
    said = run(out / "consumer", capture_output=True, text=True).stdout
    print(said)
    assert said.startswith("0."), "the consumer prints the library's version"
    run(prefix / "bin" / "palermo", "version")
    laws = list((prefix / "share" / "palermo" / "data" / "law").glob("*.yaml"))
    assert laws, "the law files are installed under share/palermo/data/law"
    listed = run(prefix / "bin" / "palermo", "law", "list", capture_output=True, text=True).stdout
    assert "un.tip-protocol" in listed, listed
