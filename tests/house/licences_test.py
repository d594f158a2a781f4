# SPDX-License-Identifier: Apache-2.0
"""Lists the libraries that the program links with their licences, and fails on GPL.

A library's licences are those of its files, as Debian's copyright file states them; the licence of the packaging
itself (debian/*) does not reach the library. LGPL is accepted, and GPL with the GCC runtime library exception.
usage: licences_test.py PROGRAM
"""
import pathlib
import re
import subprocess
import sys

RUNTIME = "GCC RUNTIME LIBRARY EXCEPTION"
RUNTIME_PACKAGES = {"libstdc++6", "libgcc-s1"}


def libraries(program):
    said = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    return sorted(set(re.findall(r"(/\S+\.so\S*)", said)))


def package_of(library):
    """dpkg knows a file by the path it was installed under, which may be /lib or /usr/lib."""
    real = pathlib.Path(library).resolve()
    for name in {library, str(real), str(real).removeprefix("/usr"), "/usr" + library}:
        found = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.split(":")[0]
    return None


def stanzas(text):
    for block in re.split(r"\n\s*\n", text):
        fields = {}
        for match in re.finditer(r"^(Files|License):((?:.*)(?:\n[ \t]+.*)*)", block, re.M):
            fields[match.group(1)] = match.group(2)
        if "Files" in fields and "License" in fields:
            yield fields["Files"].split(), fields["License"].strip().splitlines()[0]


def licences(package):
    text = pathlib.Path("/usr/share/doc", package, "copyright").read_text(encoding="utf-8", errors="replace")
    named = {licence for files, licence in stanzas(text)
             if not all(name.startswith("debian/") for name in files)}
    if named:
        return named
    if package in RUNTIME_PACKAGES and RUNTIME in text.upper():
        return {"GPL-3+ with the GCC runtime library exception"}
    if "GNU Lesser General Public" in text:
        return {"LGPL-2.1+"}
    return {"GPL"} if "General Public License" in text else {"other: see the copyright file"}


def is_gpl(licence):
    """True when every choice that the licence leaves is plain GPL."""
    choices = re.split(r"\s+or\s+|\s*\|\s*", licence)
    return all(re.match(r"A?GPL\b", choice) and "exception" not in choice.lower() for choice in choices)


problems = []
rows = []
for library in libraries(sys.argv[1]):
    package = package_of(library)
    if package is None:
        problems.append(f"{library} belongs to no Debian package")
        continue
    found = licences(package)
    rows.append((pathlib.Path(library).name, package, ", ".join(sorted(found))))
    problems += [f"{library} ({package}) is under {licence}" for licence in found if is_gpl(licence)]

for row in rows:
    print("{:24} {:18} {}".format(*row))
assert {"libsodium23", "libc6"} <= {package for _, package, _ in rows}, "the list misses libraries that are linked"
assert is_gpl("GPL-2+") and not is_gpl("LGPL-2.1+") and not is_gpl("GPL-2+ or MIT"), "the test can fail"
print("\n".join(problems) or "\nno GPL")
sys.exit(1 if problems else 0)
