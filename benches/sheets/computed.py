#!/usr/bin/env python3
"""Whether LibreOffice computes anything of what permea exports.

    apt-get install libreoffice-calc-nogui
    cargo build && python3 benches/sheets/computed.py target/debug/permea

A map whose names are formulas is exported as every kind of sheet and workbook, asked every question that is answered as CSV, and
given rows that are set aside. LibreOffice opens each with the evaluation of formulas switched on, commas, semicolons and tabs between
cells, and writes it as an OpenDocument sheet, in which a computed cell says so (`table:formula`). As a control the same names in a
sheet that nothing guards must be computed, or the check would prove nothing.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

HOSTILE = [
    "=1+1",
    "=1+1+cmd|'/c calc'!A1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "=HYPERLINK(\"http://invented.example\",\"click\")",
    "=WEBSERVICE(\"http://invented.example\")",
    "=DDE(\"soffice\";\"x\";\"y\")",
    "x;=1+1",
    "x,=1+1",
    "'=1+1",
    "\"=1+1\"",
    "{=1+1}",
    "=IMPORTXML(1)",
]
# Separators comma, semicolon and tab, quotes around texts, UTF-8, formulas evaluated.
CSV_IN = "CSV:44/59/9,34,76,1,,1033,false,true,false,false,false,-1,true"


def map_of(names):
    quoted = lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    rows = "".join(
        f'(id: "urn:{900000 + at}", kind: school, name: {quoted(name)}, town: {quoted(name)}, note: {quoted(name)}, own: {{"Own": {quoted(name)}}}),\n'
        for at, name in enumerate(names)
    )
    ties = "".join(
        f'(id: "t:{at:016}", from: "urn:{900000 + at}", to: "urn:{900000 + (at + 1) % len(names)}", phase: 1, purpose: {quoted(name)}),\n'
        for at, name in enumerate(names)
    )
    kinds = "memberships", "ties", "visits", "ratings", "measures", "nationals", "families", "responses", "remarks", "capacities", "supports", "definitions", "views", "pins", "conflicts"
    sections = "".join(f"{kind}: [\n{ties if kind == 'ties' else ''}],\n" for kind in kinds)
    return f'(permea: 1, uid: "{"0" * 32}", name: "=1+1",\nsave: "000000000000",\nmembers: [\n{rows}],\n{sections})\n'


def computed(path, folder):
    """The formulas of a file and the texts of its cells, as LibreOffice has them."""
    arguments = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "ods", "--outdir", str(folder / "ods")]
    if path.suffix == ".csv":
        arguments.insert(3, f"--infilter={CSV_IN}")
    subprocess.run([*arguments, str(path)], check=True, capture_output=True, timeout=300)
    content = zipfile.ZipFile(folder / "ods" / f"{path.stem}.ods").read("content.xml")
    formulas = re.findall(rb'table:formula="([^"]*)"', content)
    space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    return formulas, {"".join(part.itertext()) for part in xml.fromstring(content).iter(f"{space}p")}


def permea(program, folder, words, codes):
    done = subprocess.run([program, *words], cwd=folder, capture_output=True, text=True, env={"PERMEA_HOME": str(folder / "home")})
    if done.returncode not in codes:
        sys.exit(f"permea {' '.join(words)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "home").mkdir()
        (folder / "map.ron").write_text(map_of(HOSTILE))
        run = lambda *words, codes=(0,): permea(program, folder, words, codes)
        for out, kind in ("sheets", "csv"), ("gephi", "gephi"), ("kumu", "kumu"), ("people.xlsx", "xlsx"), ("nodexl.xlsx", "nodexl"):
            run("export", "map.ron", out, "--as", kind, "--quiet")
        (folder / "answers").mkdir()
        for question in "list --columns name,town,Own", "metrics", "sources", "triage", "why urn:900000 isolated":
            word, *rest = question.split()
            (folder / "answers" / f"{word}.csv").write_text(run(word, "map.ron", *rest, "--format", "csv"))
        plain = folder / "plain.csv"
        plain.write_text("name\n" + "".join('"' + text.replace('"', '""') + '"\n' for text in HOSTILE))
        aside = "".join(f'x,"{text.replace(chr(34), chr(34) * 2)}"\n' for text in HOSTILE)
        (folder / "rows.csv").write_text("URN,name\n" + aside)
        run("import", "map.ron", "rows.csv", "--as-of", "2026-11-22", codes=(3,))
        formulas, _ = computed(plain, folder)
        print(f"{'unguarded, as a control':<28} {len(formulas)} computed")
        failed = not formulas
        (folder / "map-set-aside-2026-11-22.csv").rename(folder / "answers" / "set-aside.csv")
        sheets = [path for part in ("sheets", "gephi", "kumu", "answers") for path in sorted((folder / part).glob("*.csv"))]
        for path in [*sheets, folder / "people.xlsx", folder / "nodexl.xlsx"]:
            formulas, texts = computed(path, folder)
            missing = [text for text in HOSTILE if text not in texts and "'" + text not in texts]
            print(f"{path.relative_to(folder)!s:<28} {len(formulas)} computed, {len(HOSTILE) - len(missing)} of {len(HOSTILE)} names as they are")
            # A sheet of ties or of one verdict does not name everybody.
            names_all = path.stem in ("members", "nodes", "elements", "list", "metrics", "set-aside", "people", "nodexl")
            failed |= bool(formulas or (missing and names_all))
    sys.exit(failed)


main()
