# SPDX-License-Identifier: Apache-2.0
"""Every help page goes through the catalogue: in the pseudo-locale each line with words carries its marks.

Names that one types (verbs, options, FILE) and example lines stay as they are. Each page shows an example or names where
to find one, and no page has a text that the catalogue lacks.
usage: help_test.py PROGRAM
"""
import re
import subprocess
import sys

program = sys.argv[1]
MARK = "\u202e"
TYPED = re.compile(r"^\s*(?:(?:-\w,)?--[\w-]+|[A-Z][A-Z_.]*|[a-z][\w-]*)(?:[ =][A-Z][A-Z_.|]*|\s\.\.\.)*(?=\s|$)")


def page(*words, locale="en"):
    said = subprocess.run([program, "--locale", locale, *words, "--help"], capture_output=True, text=True)
    assert said.returncode == 0, f"{words}: exit {said.returncode}: {said.stderr}"
    return said.stdout


def verbs(text):
    listed = text.partition("\nVerbs:\n")[2].partition("\n\n")[0]
    return re.findall(r"^  ([a-z][\w-]*)", listed, re.M)


def bypassed(text):
    """Lines with words of a language that no mark surrounds."""
    for line in text.splitlines():
        words = TYPED.sub("", line, count=1) if line.startswith("  ") else line
        if re.search(r"[^\W\d_]", words) and MARK not in words and not line.startswith("  palermo "):
            yield line


def walk(*words):
    english = page(*words)
    assert "⟦" not in english, f"{words}: a text is missing from the catalogue:\n{english}"
    below = verbs(english)
    if not below:
        assert f"\n  palermo {' '.join(words)}" in english, f"{words}: no example\n{english}"
    yield words, page(*words, locale="ar-XB")
    for verb in below:
        yield from walk(*words, verb)


pages = list(walk())
assert len(pages) >= 6, "too few help pages to mean anything"
assert list(bypassed(pages[0][1] + "\nThis line bypassed the catalogue.")), "the test can fail"
problems = [f"palermo {' '.join(words)} --help: {line}" for words, text in pages for line in bypassed(text)]
print(f"{len(pages)} help pages")
print("\n".join(problems) or "every text carries the marks of the pseudo-locale")
sys.exit(1 if problems else 0)
