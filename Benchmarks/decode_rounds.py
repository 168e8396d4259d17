"""Reads rows as arrays of strings, as independent values and as values of a Codable type, beside reading the same rows' cells where they lie:
decode_rounds.py, as scripts/bench has made everything ready. CPU time is that of the job, without the process's start.
"""

import os
import statistics
import subprocess

OURS = os.environ["BENCH_OURS"]
ROWS, ROUNDS = int(os.environ["BENCH_ROWS"]), int(os.environ["BENCH_ROUNDS"])
FOLDER = os.path.join(os.environ["BENCH_FOLDER"], "sheets")
SHEETS = [f"{ROWS}-shared.xlsx", f"{ROWS}.csv"]
# What is read in the place of cells, and the bars of each sheet.
JOBS = [("strings", "strings", [None, 2.5]), ("rows", "independent rows", [None, 2.5]), ("decode", "values of a type", [2.0, 4.0])]


def seconds(job, path):
    words = subprocess.run([OURS, job, path], check=True, capture_output=True, text=True).stdout.split()
    return float(words[words.index("@cpu") + 1])


print("| sheet | read as | cells, s | so, s | ratio | bar |\n|---|---|--:|--:|--:|--:|")
for index, name in enumerate(SHEETS):
    path = os.path.join(FOLDER, name)
    for job, title, bars in JOBS:
        pairs = [(seconds("read", path), seconds(job, path)) for _ in range(ROUNDS)]
        cells, values = (statistics.median(pair[place] for pair in pairs) for place in (0, 1))
        ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
        print(f"| `{name}` | {title} | {cells:.2f} | {values:.2f} | {ratio:.2f} | {bars[index] or ''} |")
