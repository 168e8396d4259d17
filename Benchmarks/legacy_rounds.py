"""Reads the same dotations as .xls, .ods and .xlsb, ours and others in turn: legacy_rounds.py, as scripts/bench has made everything ready.

CPU time is without each program's start, which for LibreOffice's converter is the time of a small sheet. LibreOffice saves the sheets that it
can; no program here saves .xlsb, of which the records that Excel writes for such cells are made.
"""

import os
import shutil
import statistics
import struct
import subprocess
import sys
import zipfile

import sheets
from measuring import measured

HERE = os.path.dirname(os.path.abspath(__file__))
PLACE = os.environ["BENCH_FOLDER"]
OURS = os.environ["BENCH_OURS"]
ROWS, ROUNDS = int(os.environ["BENCH_ROWS"]), int(os.environ["BENCH_ROUNDS"])
FOLDER = os.path.join(PLACE, "sheets")
# The bars: ours / calamine.
BARS = {"xls": 0.3, "ods": 0.3, "xlsb": 0.4}
# A sheet of .xls has 65,536 rows.
COUNTS = {"xls": min(ROWS, 65_000), "ods": ROWS, "xlsb": ROWS}
FILTERS = {"xls": "xls:MS Excel 97", "ods": "ods"}
PROFILE = "-env:UserInstallation=file://" + os.path.join(os.path.abspath(FOLDER), "profile")


def office(source, kind, folder):
    return [shutil.which("soffice"), PROFILE, "--headless", "--convert-to", kind, "--outdir", folder, source]


def record(kind, content=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(content), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + length + content


def wide(text):
    units = text.encode("utf-16-le")
    return struct.pack("<I", len(units) // 2) + units


def write_xlsb(count, path):
    strings = {}
    body = [record(129), record(148, struct.pack("<IIII", 0, count, 0, len(sheets.HEADER) - 1)), record(145)]
    total = 0
    for number, row in enumerate([sheets.HEADER, *sheets.rows(count)]):
        body.append(record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0)))
        for column, value in enumerate(row):
            if isinstance(value, str):
                total += 1
                body.append(record(7, struct.pack("<III", column, 0, strings.setdefault(value, len(strings)))))
            else:
                # An integer, or hundredths of one, in 30 bits.
                bits = value << 2 | 2 if isinstance(value, int) else round(value * 100) << 2 | 3
                body.append(record(2, struct.pack("<III", column, 0, bits)))
    body += [record(146), record(130)]
    table = [record(159, struct.pack("<II", total, len(strings)))] + [record(19, b"\0" + wide(text)) for text in strings] + [record(160)]
    book = [record(131), record(143), record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Dotations")), record(144), record(132)]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    types = "application/vnd.ms-excel."

    def relationships(*targets):
        list = "".join(f'<Relationship Id="rId{index}" Type="{kind}{name}" Target="{target}"/>' for index, (name, target) in
                       enumerate(targets, 1))
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{list}</Relationships>'

    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.bin" ContentType="{types}sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{types}worksheet"/>'
        f'<Override PartName="/xl/sharedStrings.bin" ContentType="{types}sharedStrings"/></Types>',
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": b"".join(book),
        "xl/_rels/workbook.bin.rels": relationships(("worksheet", "worksheets/sheet1.bin"), ("sharedStrings", "sharedStrings.bin")),
        "xl/worksheets/sheet1.bin": b"".join(body),
        "xl/sharedStrings.bin": b"".join(table),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)


def made(count, kind):
    """The sheet of so many dotations, made if it is not there.

    In a process of its own: what this one holds would count as the peak of those it starts.
    """
    target = os.path.join(FOLDER, f"{count}.{kind}")
    if not os.path.exists(target):
        print(f"bench: making {os.path.basename(target)}", file=sys.stderr)
        subprocess.run([sys.executable, __file__, str(count), kind, target], check=True)
    return target


def make(count, kind, target):
    if kind == "xlsb":
        write_xlsb(count, target + ".unfinished")
        os.replace(target + ".unfinished", target)
    else:
        sheets.make(FOLDER, count, "shared")
        resaved = os.path.join(FOLDER, "resaved")
        subprocess.run(office(sheets.path(FOLDER, count, "shared"), FILTERS[kind], resaved), check=True, stdout=subprocess.DEVNULL)
        os.replace(os.path.join(resaved, f"{count}-shared.{kind}"), target)


def job(command):
    """CPU seconds of a job that says them itself, and the peak of its process in MB."""
    (_, _, peak), text = measured(command, os.path.join(FOLDER, "output"))
    words = text.split()
    return float(words[words.index("@cpu") + 1]), peak


def converted(source, small):
    """What LibreOffice takes for a sheet to become CSV, without what it takes for a small one."""
    folder = os.path.join(FOLDER, "resaved")
    (processor, _, peak), _ = measured(office(source, "csv", folder), os.path.join(FOLDER, "output"))
    (start, _, _), _ = measured(office(small, "csv", folder), os.path.join(FOLDER, "output"))
    return processor - start, peak


def main():
    os.makedirs(FOLDER, exist_ok=True)
    kinds = [kind for kind in BARS if shutil.which("soffice") or kind not in FILTERS]
    print(f"\n{ROUNDS} rounds in turn, medians, of LibreOffice one round. CPU time without each program's start; ratios are ours / theirs.\n")
    print("| format | rows | contestant | CPU s | peak MB | CPU ratio | memory ratio |")
    print("|---|--:|---|--:|--:|--:|--:|")
    for kind in kinds:
        count = COUNTS[kind]
        source, small = made(count, kind), made(10, kind)
        peer = [sys.executable, os.path.join(HERE, "peers.py")]
        contestants = {
            "ours": lambda: job([OURS, "read", source]),
            "calamine, by fastexcel": lambda: job([*peer, "read_fastexcel", source]),
            "calamine, by python-calamine": lambda: job([*peer, "read_calamine", source]),
        }
        runs = {name: [] for name in contestants}
        for _ in range(ROUNDS):
            for name, run in contestants.items():
                runs[name].append(run())
        medians = {name: [statistics.median(column) for column in zip(*values)] for name, values in runs.items()}
        if shutil.which("soffice"):
            medians["LibreOffice, to CSV"] = converted(source, small)
        mine = medians["ours"]
        for name, (processor, peak) in medians.items():
            ratios = ["", ""] if name == "ours" else [f"{a / b:.3f}" for a, b in zip(mine, (processor, peak))]
            if name.startswith("calamine"):
                ratios[0] += f" ({BARS[kind]:.2f})"
            print(f"| `.{kind}` | {count:,} | {name} | {processor:.3f} | {peak:.0f} | {' | '.join(ratios)} |", flush=True)


if len(sys.argv) == 4:
    make(int(sys.argv[1]), *sys.argv[2:])
else:
    main()
