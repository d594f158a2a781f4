# SPDX-License-Identifier: Apache-2.0
"""Each method that `palermo estimate mse` prints has a note, and in it a paragraph that a minister could read.

The methods are the words of the JSON answer, read from the messages. A paragraph is a line of docs/methods/estimate*.md that says "For a minister"
or stands below such a heading, and names the method in backquotes or stands in the section of its name; it has to say something: thirty words or more.
"""
import pathlib
import re
import sys

MESSAGES = pathlib.Path("data/messages/en/estimate_report.yaml").read_text(encoding="utf-8")
NOTES = sorted(pathlib.Path("docs/methods").glob("estimate*.md"))
FEWEST_WORDS = 30


def paragraphs_for_a_minister(note):
    """The blocks (between empty lines, or items of a list) that are for a minister, each with the heading of its section."""
    section, found = "", []
    for block in re.split(r"\n\s*\n|\n(?=- |#)", note):
        heading = re.match(r"#+ (.*)", block)
        if heading:
            section = heading.group(1)
        if section.startswith("For a minister") or re.match(r"\W*For a minister", block):
            found.append((section, block))
    return found


def missing(methods, notes):
    said = [found for note in notes for found in paragraphs_for_a_minister(note)]
    return [method for method, name in methods
            if not any((f"`{method}`" in block or section.lower() == name) and len(block.split()) >= FEWEST_WORDS for section, block in said)]


methods = re.findall(r'^"estimate\.method\.(\w+)": "([^"]+)"', MESSAGES, re.M)
assert len(methods) >= 17, f"only {len(methods)} methods were found in the messages"
assert missing([("a", "x")], ["## For a minister\n`a`: too short"]) == ["a"], "the test can fail"
problems = missing(methods, [note.read_text(encoding="utf-8") for note in NOTES])
print("\n".join(f"{method}: no paragraph for a minister in docs/methods/estimate*.md" for method in problems) or f"{len(methods)} methods are told to a minister")
sys.exit(1 if problems else 0)
