# SPDX-License-Identifier: Apache-2.0
"""The report and the pages of the laws open in a browser, from disk, without script and without a network.

In English and in the pseudo-locale: the browser, which finds no host at all, shows every table and chart that stands in
the file, in the right direction. (That the page asks for nothing is looked at by D8_no_network_test.py.)
usage: browser_test.py PROGRAM
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

program = sys.argv[1]
SKIPPED = 77
WIDTH = 1200
BROWSER = shutil.which("chromium")
if BROWSER is None:
    print("there is no chromium here (./dev test --all installs it), so nobody looks at the report")
    sys.exit(SKIPPED)


def browse(folder, page, *arguments):
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},1600",
               "--disable-background-networking", "--disable-component-update", "--no-first-run", f"--user-data-dir={folder}/profile",
               "--host-resolver-rules=MAP * ~NOTFOUND", *arguments, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=True).stdout


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    for locale in ("en", "ar-XB"):
        out, picture = folder / locale, folder / f"{locale}.png"
        subprocess.run([program, "--locale", locale, "--quiet", "study", "run", "data/demo/study.yaml", "--out", str(out)],
                       check=True, stdout=subprocess.DEVNULL)
        page = out / "outside" / "report" / "index.html"
        html = page.read_text(encoding="utf-8")
        dom = browse(folder, page, "--dump-dom")
        assert "<script" not in html, "the page has a script"
        assert html.count("<table") >= 3 and dom.count("<table") == html.count("<table"), "a table is missing on the page"
        assert dom.count("<svg") == html.count("<svg") > 0, "a chart is missing on the page"
        assert re.search(r"<html[^>]*dir=.(\w+)", dom).group(1) == ("rtl" if locale == "ar-XB" else "ltr"), "the page runs in the wrong direction"
        browse(folder, page, f"--screenshot={picture}")
        assert picture.stat().st_size > 20_000, "the page is blank"
        print(f"{locale}: {dom.count('<table')} tables, {dom.count('<svg')} charts, picture of {picture.stat().st_size} bytes")
        site = folder / f"site-{locale}"
        subprocess.run([program, "--locale", locale, "--quiet", "law", "site", "--out", str(site)], check=True, stdout=subprocess.DEVNULL)
        for name in ("index.html", "matrix.html", "laws/un.tip-protocol.html"):
            page = site / name
            html = page.read_text(encoding="utf-8")
            dom = browse(folder, page, "--dump-dom")
            assert "<script" not in html, f"{name} has a script"
            for piece in ("<h1", "<h2", "<h3", "<table", "<li"):
                assert dom.count(piece) == html.count(piece), f"{name}: {piece} is missing on the page"
            assert re.search(r"<html[^>]*dir=.(\w+)", dom).group(1) == ("rtl" if locale == "ar-XB" else "ltr"), f"{name} runs in the wrong direction"
            print(f"{locale}: {name}, {dom.count('<h3')} headings, {dom.count('<table')} tables")
