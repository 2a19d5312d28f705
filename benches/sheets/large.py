#!/usr/bin/env python3
"""How long a workbook at the limit of cells takes, and how much memory.

    cargo build --release && python3 benches/sheets/large.py target/release/permea

Makes workbooks of members as spreadsheets write them (texts shared, numbers as numbers, 140 columns of which some are empty) and
one in which every cell has its text to itself, and reads each with a dry run. Up to 5,000,000 cells that say something a workbook
is read; one with more, or with more than 256 MB of text or of unpacked parts, is refused in a sentence with exit 4.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import zipfile

COLUMNS = 140
LIMIT = 5_000_000
# Name, rows, whether each text stands in its cell and is not shared, the exit codes that are right.
SHEETS = [
    ("million.xlsx", 8_300, False, (0, 3)),
    ("limit.xlsx", 41_000, False, (0, 3)),
    ("own-texts.xlsx", 20_000, True, (0, 3)),
    ("over.xlsx", 43_000, False, (4,)),
]
# The time and memory that a workbook at the limit may take.
SECONDS, MEGABYTES = 10, 1_024


def letters(column):
    return letters(column // 26 - 1) + chr(65 + column % 26) if column >= 26 else chr(65 + column)


def headings():
    known = ["URN", "name", "town", "pupils", "prior_attainment", "easting", "northing"]
    return known + [f"Own column {at}" for at in range(len(known), COLUMNS)]


def value(row, column):
    """A number, a text, or nothing, as a register has them."""
    if column == 0:
        return 900_000 + row
    if column == 1:
        return f"School {row}"
    if column == 2:
        return f"Town {row % 700}"
    if column < 7:
        return (row * 37 + column * 101) % 1_500
    if (row + column) % 7 == 0:
        return None
    return (row * column) % 9_973 if column % 3 == 0 else f"Value {(row * column) % 400}"


def write(path, rows, own):
    """Writes the workbook row by row; how many cells say something."""
    shared, cells = {}, 0
    place = [letters(column) for column in range(COLUMNS)]

    def cell(at, row, column, value):
        where = f'r="{place[column]}{at}"'
        if isinstance(value, int):
            return f"<c {where}><v>{value}</v></c>"
        if own and at > 1:
            return f'<c {where} t="inlineStr"><is><t>{value} of {row}, {column}</t></is></c>'
        return f'<c {where} t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for at in range(rows + 1):
                values = headings() if at == 0 else [value(at, column) for column in range(COLUMNS)]
                said = [(column, one) for column, one in enumerate(values) if one is not None]
                cells += len(said)
                line = "".join(cell(at + 1, at, column, one) for column, one in said)
                sheet.write(f'<row r="{at + 1}">{line}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        texts = "".join(f"<si><t>{text}</t></si>" for text in shared)
        count = f'count="{cells}" uniqueCount="{len(shared)}"'
        main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006"
        archive.writestr("xl/sharedStrings.xml", f"<sst {main} {count}>{texts}</sst>")
        archive.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{relations}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>')
    return cells


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    failed = False
    print(f"{'':<16} {'rows':>7} {'cells':>10} {'packed':>7} {'clock':>8} {'processor':>10} {'peak':>9}  exit")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for file, rows, own, codes in SHEETS:
            path = folder / file
            cells = write(path, rows, own)
            command = [program, "--no-input", "import", folder / "map.ron", path, "--as", "members", "--columns", "guess", "--dry-run", "--quiet"]
            start = time.perf_counter()
            child = subprocess.Popen(command, env={"PERMEA_HOME": str(folder)}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            said = child.stderr.read()
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            clock, megabytes = time.perf_counter() - start, used.ru_maxrss >> 10
            print(f"{file:<16} {rows:>7,} {cells:>10,} {path.stat().st_size >> 20:>4} MB {clock:>6.1f} s {used.ru_utime + used.ru_stime:>8.1f} s {megabytes:>6,} MB  {child.returncode}")
            if child.returncode not in codes or child.returncode == 4:
                print(f"                 {said.strip().splitlines()[0] if said.strip() else 'nothing was said'}")
            failed |= child.returncode not in codes or (cells > LIMIT) != (child.returncode == 4) or megabytes > MEGABYTES or used.ru_utime > SECONDS
            path.unlink()
    sys.exit(failed)


main()
