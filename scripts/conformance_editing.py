#!/usr/bin/env python3
"""Sets one cell in every workbook of a corpus that can be read, and compares the rest with what it was.

    conformance_editing.py COMMAND CORPUS [--only SUBSTRING] [--office COUNT]

COMMAND is the command `dotations`. Every part but the cell's worksheet must be the same bytes, as they are stored in the archive. Where the workbook
has a calculation chain, the workbook part asks to be calculated, and the chain may be gone with what names it. To openpyxl every other cell, its
number format and its font, fill and border must be the same, and so must merged cells. LibreOffice compares COUNT workbooks, by what it
exports as CSV. Ends with status 1 where anything differs.
"""

import argparse
import collections
import csv
import json
import multiprocessing
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import warnings
import zipfile
import zlib

import openpyxl
from openpyxl.utils import get_column_letter

TEXT = "modifié <&> ☃"


def stored(archive, info):
    """The bytes of an entry as the archive stores them."""
    file = archive.fp
    file.seek(info.header_offset)
    header = file.read(30)
    name, extra = struct.unpack("<HH", header[26:30])
    file.seek(info.header_offset + 30 + name + extra)
    return info.compress_type, file.read(info.compress_size)


def open_workbook(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, rich_text=True)


def cells(workbook, without):
    """What openpyxl makes of every cell, without one of them."""
    found = {}
    # A style is described once, as its text is a thousand times as long as a cell's.
    styles = {}
    for sheet in workbook.worksheets:
        # Not the cells that there could be: of the whole columns that some sheets begin with there are too many.
        for cell in sheet._cells.values():
            place = (sheet.title, cell.coordinate)
            if place == without:
                continue
            value = cell.value
            if isinstance(value, openpyxl.worksheet.formula.ArrayFormula):
                value = (value.ref, value.text)
            elif isinstance(value, openpyxl.worksheet.formula.DataTableFormula):
                value = tuple(sorted(dict(value).items()))
            style = None
            if cell.has_style:
                key = tuple(cell._style)
                if key not in styles:
                    styles[key] = repr((cell.number_format, cell.font, cell.fill, cell.border, cell.alignment))
                style = styles[key]
            if value is None and style is None:
                continue
            found[place] = (repr(value), style)
        found[(sheet.title, "merged")] = sorted(str(r) for r in sheet.merged_cells.ranges)
    return found


def choose(workbook, number):
    """A cell to set, another way for each workbook: one that has something, one beside it, or one far from others."""
    sheet = workbook.worksheets[0]
    filled = [cell for row in sheet.iter_rows(max_row=60) for cell in row if getattr(cell, "value", None) is not None]
    if not filled or number % 7 == 0:
        return sheet.title, f"{get_column_letter(1 + number % 40)}{30 + number % 300}"
    cell = filled[number % len(filled)]
    column = cell.column + (1 if number % 5 == 0 else 0)
    return sheet.title, f"{get_column_letter(column)}{cell.row}"


def without_chain(text):
    """A list of parts without what names the calculation chain."""
    return re.sub(r"<[^<>]*calcChain[^<>]*/>", "", text)


def compare_parts(before, after):
    """What differs between two packages besides one worksheet."""
    problems = []
    old, new = zipfile.ZipFile(before), zipfile.ZipFile(after)
    if any(info.date_time < (1980, 1, 1, 0, 0, 0) for info in new.infolist()):
        problems.append("a date that no archive has")
    names = {info.filename.replace("\\", "/"): info for info in new.infolist()}
    chain = [info.filename for info in old.infolist() if info.filename.lower().endswith("calcchain.xml")]
    changed_sheets = []
    for info in old.infolist():
        name = info.filename.replace("\\", "/")
        if name not in names:
            if info.filename not in chain:
                problems.append(f"{name} is gone")
            continue
        if stored(old, info) == stored(new, names[name]):
            continue
        was, now = old.read(info).decode("utf-8", "replace"), new.read(names[name]).decode("utf-8", "replace")
        if chain and name.endswith("workbook.xml"):
            now = re.sub(r'<\w*:?calcPr calcId="0" fullCalcOnLoad="1"/>', "", now) if "calcPr" not in was else now
            if re.sub(r'\s*(fullCalcOnLoad="\w+")?\s*/>', "/>", was) != re.sub(r'\s*(fullCalcOnLoad="1")?\s*/>', "/>", now):
                problems.append(f"{name} differs")
        elif chain and (name.endswith("workbook.xml.rels") or name == "[Content_Types].xml"):
            if without_chain(was).lstrip("\ufeff") != now.lstrip("\ufeff"):
                problems.append(f"{name} differs")
        else:
            changed_sheets.append(name)
    if len(changed_sheets) != 1:
        problems.append(f"changed parts: {changed_sheets}")
    if extra := set(names) - {info.filename.replace("\\", "/") for info in old.infolist()}:
        problems.append(f"new parts: {sorted(extra)}")
    for info in new.infolist():
        data = new.read(info)
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            problems.append(f"{info.filename} is damaged")
    return problems


def check(job):
    """The outcome for one workbook: its kind, and what is wrong with it."""
    number, path, command, folder = job
    try:
        workbook = open_workbook(path)
        sheet, cell = choose(workbook, number)
    except Exception:
        # Our own reader compares what openpyxl cannot read; the tests do that for the whole corpus.
        return "not read by openpyxl", [], None
    target = os.path.join(folder, f"{number}{os.path.splitext(path)[1].lower()}")
    if not target.endswith((".xlsx", ".xlsm")):
        return "of another kind", [], None
    run = subprocess.run([command, "sheet", "set", path, target, "'{}'!{}={}".format(sheet.replace("'", "''"), cell, TEXT), "--json"], capture_output=True, timeout=300)
    if run.returncode != 0:
        code = json.loads(run.stderr.decode().strip().splitlines()[-1])["error"]["code"]
        return f"refused: {code}", [], None
    problems = compare_parts(path, target)
    edited = open_workbook(target)
    if str(edited[sheet][cell].value) != TEXT:
        problems.append(f"{cell} is {edited[sheet][cell].value!r}")
    was, now = cells(workbook, (sheet, cell)), cells(edited, (sheet, cell))
    for place in was.keys() | now.keys():
        if was.get(place) != now.get(place):
            problems.append(f"{place}: {was.get(place)} → {now.get(place)}"[:300])
            break
    return "edited", problems, (target, sheet, cell)


def as_csv(paths, folder, soffice):
    """Has LibreOffice export all sheets of workbooks as CSV, and gives the files by the workbooks' names."""
    os.makedirs(folder)
    profile = tempfile.mkdtemp()
    subprocess.run(
        [
            soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", folder, *paths,
        ],
        capture_output=True, timeout=1800,
    )
    shutil.rmtree(profile, ignore_errors=True)
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), newline="", encoding="utf-8", errors="replace") as file:
            found[name] = list(csv.reader(file))
    return found


def compare_office(results, folder, soffice):
    """What LibreOffice sees differ in workbooks besides the cells that were set."""
    copies = os.path.join(folder, "before")
    os.makedirs(copies)
    originals = []
    for path, (target, _, _) in results:
        copy = os.path.join(copies, os.path.basename(target))
        shutil.copy(path, copy)
        originals.append(copy)
    was = as_csv(originals, os.path.join(folder, "was"), soffice)
    now = as_csv([target for _, (target, _, _) in results], os.path.join(folder, "now"), soffice)
    problems = []
    for path, (target, sheet, cell) in results:
        stem = os.path.splitext(os.path.basename(target))[0]
        column = openpyxl.utils.column_index_from_string(re.match("[A-Z]+", cell)[0]) - 1
        row = int(re.search("[0-9]+", cell)[0]) - 1
        files = [name for name in set(was) | set(now) if name == f"{stem}.csv" or name.startswith(f"{stem}-")]
        # A workbook with formulas is calculated when it is opened, and a result may have come of the cell, or of chance.
        formulas = {
            other.title: {(found.row - 1, found.column - 1) for found in other._cells.values() if found.data_type == "f"}
            for other in open_workbook(path).worksheets
        }
        for name in files:
            before, after = was.get(name), now.get(name)
            if before is None or after is None:
                problems.append(f"{path}: LibreOffice exports {name} once")
                continue
            differing = {
                (r, c)
                for r in range(max(len(before), len(after)))
                for c in range(max(len(before[r]) if r < len(before) else 0, len(after[r]) if r < len(after) else 0))
                if (before[r][c] if r < len(before) and c < len(before[r]) else "")
                != (after[r][c] if r < len(after) and c < len(after[r]) else "")
            }
            differing.discard((row, column))
            differing -= formulas.get(name.removeprefix(f"{stem}-").removesuffix(".csv"), set())
            if differing:
                problems.append(f"{path}: {cell} was set, and LibreOffice sees {sorted(differing)[:3]} of {name} differ")
    return problems, len([name for name in now])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("corpus")
    parser.add_argument("--only", default="")
    parser.add_argument("--office", type=int, default=60)
    arguments = parser.parse_args()
    with open(os.path.join(arguments.corpus, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    folder = tempfile.mkdtemp()
    jobs = [
        (number, os.path.join(arguments.corpus, "files", entry["id"]), arguments.command, folder)
        for number, entry in enumerate(manifest)
        if arguments.only in entry["id"] and entry["expect"].startswith("values") and entry["container"] != "xls"
    ]
    counts = collections.Counter()
    failures = 0
    edited = []
    with multiprocessing.Pool() as pool:
        for job, (outcome, problems, result) in zip(jobs, pool.imap(check, jobs, chunksize=8)):
            counts[outcome] += 1
            if result:
                edited.append((job[1], result))
            for problem in problems:
                failures += 1
                print(f"{job[1]}: {problem}")
    for outcome, count in sorted(counts.items()):
        print(f"{count:6} {outcome}")
    soffice = shutil.which("soffice")
    if soffice and arguments.office and edited:
        sample = edited[:: max(1, len(edited) // arguments.office)]
        problems, sheets = compare_office(sample, folder, soffice)
        failures += len(problems)
        print(*problems, sep="\n")
        print(f"{len(sample):6} of them compared by LibreOffice, {sheets} sheets")
    else:
        print("LibreOffice is not there to compare.")
    shutil.rmtree(folder)
    print(f"{failures} differences")
    sys.exit(1 if failures or not edited else 0)


if __name__ == "__main__":
    main()
