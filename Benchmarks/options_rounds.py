"""Reads sheets with formulas, with links and in unusual XML, beside reading the plain cells: options_rounds.py, as scripts/bench has made
everything ready. CPU time is that of the job, without the process's start.
"""

import os
import re
import statistics
import subprocess
import zipfile

OURS = os.environ["BENCH_OURS"]
ROWS, ROUNDS = int(os.environ["BENCH_ROWS"]), int(os.environ["BENCH_ROUNDS"])
FOLDER = os.path.join(os.environ["BENCH_FOLDER"], "sheets")
PLAIN = os.path.join(FOLDER, f"{ROWS}-shared.xlsx")
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def with_formulas(xml):
    """Two more cells in each row: a formula of its own, and one of all rows."""
    def row(match):
        number = int(match[1])
        group = f'<f t="shared" ref="J2:J{ROWS + 1}" si="0">G2*2+$A$1</f>' if number == 2 else '<f t="shared" si="0"/>'
        own = f'<f>IF(G{number}&gt;100,"a"&amp;B{number},SUM(A{number}:G{number}))</f>'
        return f'{match[0][:-6]}<c r="I{number}">{own}<v>1.5</v></c><c r="J{number}">{group}<v>2</v></c></row>'

    return re.sub(r'<row r="(\d+)".*?</row>', row, xml)


def with_links(xml):
    """A link in one row of ten, up to the number that Excel saves."""
    links = "".join(f'<hyperlink ref="E{number}" location="A{number}"/>' for number in range(2, ROWS + 2, 10)[:65_530])
    return xml.replace("</sheetData>", f"</sheetData><hyperlinks>{links}</hyperlinks>")


def with_prefixes(xml):
    return re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml).replace(" xmlns=", " xmlns:x=")


def with_apostrophes(xml):
    return re.sub(r"<[^>]*>", lambda tag: tag[0].replace('"', "'"), xml)


def made(name, changes):
    """A sheet of the same rows in which parts are changed."""
    path = os.path.join(FOLDER, f"{ROWS}-{name}.xlsx")
    if os.path.exists(path):
        return path
    with zipfile.ZipFile(PLAIN) as source, zipfile.ZipFile(path + ".unfinished", "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            data = source.read(entry)
            if entry in changes:
                data = changes[entry](data.decode()).encode()
            target.writestr(entry, data)
    os.replace(path + ".unfinished", path)
    return path


def seconds(*arguments):
    words = subprocess.run([OURS, "read", *arguments], check=True, capture_output=True, text=True).stdout.split()
    return float(words[words.index("@cpu") + 1])


FORMULAS, LINKS = made("formulas", {SHEET: with_formulas}), made("links", {SHEET: with_links})
# What is read, beside what, and the bar.
JOBS = [
    ("formulas, where there are none", ["formulas", PLAIN], [PLAIN], 1.5),
    ("formulas, in two cells of ten", ["formulas", FORMULAS], [FORMULAS], 1.5),
    ("links, where there are none", ["hyperlinks", PLAIN], [PLAIN], 1.5),
    ("links, in one row of ten", ["hyperlinks", LINKS], [LINKS], 1.5),
    ("elements with a prefix", [made("prefixed", {SHEET: with_prefixes, STRINGS: with_prefixes})], [PLAIN], 2.0),
    ("attributes in apostrophes", [made("apostrophes", {SHEET: with_apostrophes, STRINGS: with_apostrophes})], [PLAIN], 2.0),
]

print("| read | plain, s | so, s | ratio | bar |\n|---|--:|--:|--:|--:|")
for name, job, plain, bar in JOBS:
    pairs = [(seconds(*plain), seconds(*job)) for _ in range(ROUNDS)]
    before, after = (statistics.median(pair[index] for pair in pairs) for index in (0, 1))
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    print(f"| {name} | {before:.2f} | {after:.2f} | {ratio:.2f} | {bar} |")
