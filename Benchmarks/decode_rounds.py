"""Reads rows as values of a Codable type, beside reading the same rows' cells where they lie: decode_rounds.py, as scripts/bench has made
everything ready. CPU time is that of the job, without the process's start.
"""

import os
import statistics
import subprocess

OURS = os.environ["BENCH_OURS"]
ROWS, ROUNDS = int(os.environ["BENCH_ROWS"]), int(os.environ["BENCH_ROUNDS"])
FOLDER = os.path.join(os.environ["BENCH_FOLDER"], "sheets")
# The bars: values / cells.
BARS = {f"{ROWS}-shared.xlsx": 2.0, f"{ROWS}.csv": 4.0}


def seconds(job, path):
    words = subprocess.run([OURS, job, path], check=True, capture_output=True, text=True).stdout.split()
    return float(words[words.index("@cpu") + 1])


print("| sheet | cells, s | values, s | ratio | bar |\n|---|---|---|---|---|")
for name, bar in BARS.items():
    path = os.path.join(FOLDER, name)
    pairs = [(seconds("read", path), seconds("decode", path)) for _ in range(ROUNDS)]
    cells, values = (statistics.median(pair[index] for pair in pairs) for index in (0, 1))
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    print(f"| `{name}` | {cells:.2f} | {values:.2f} | {ratio:.2f} | {bar} |")
