"""Runs our jobs and the peers' in turn and prints a table of medians: compare.py MODE, as scripts/bench has made everything ready.

A measure is of the whole process ("process"), or of the job without start, imports and the loading of rows ("job").
"""

import os
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PLACE = os.environ["BENCH_FOLDER"]
OURS = os.environ["BENCH_OURS"]
COMMAND = os.environ["BENCH_COMMAND"]
PYTHON = os.path.join(PLACE, "venv/bin/python")
LIBXLSXWRITER = os.path.join(PLACE, "write_libxlsxwriter")
SHEETS = os.path.join(PLACE, "sheets")
OUTPUT = os.path.join(PLACE, "output")
# A round of CSV is short, and the system's part of it is not steady.
CSV_ROUNDS = 3


def peer(job, *arguments):
    return [PYTHON, os.path.join(HERE, "peers.py"), job, *arguments]


class Run:
    """A contestant: how it is started, and what its runs cost."""

    def __init__(self, name, command, environment=None, target=None):
        self.name, self.command, self.target = name, command, target
        self.environment = {**os.environ, **(environment or {})}
        self.runs = []

    def go(self, measure):
        reading, writing = os.pipe()
        started = time.perf_counter()
        child = os.posix_spawn(
            self.command[0], self.command, self.environment,
            file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1), (os.POSIX_SPAWN_CLOSE, reading), (os.POSIX_SPAWN_CLOSE, writing)])
        os.close(writing)
        last = tail(reading)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - started
        words = last.split()
        if status != 0 or (measure == "job" and "@cpu" not in words):
            sys.exit(f"bench: {self.name} failed with status {os.waitstatus_to_exitcode(status)}: {last}")
        processor = usage.ru_utime + usage.ru_stime
        if measure == "job":
            processor, wall = (float(words[words.index(word) + 1]) for word in ("@cpu", "@wall"))
        peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        size = os.path.getsize(self.target) if self.target else 0
        self.runs.append((processor, wall, peak, size))

    def best(self):
        return min(processor for processor, *_ in self.runs)

    def median(self, measurement):
        return statistics.median(run[measurement] for run in self.runs)


def tail(descriptor):
    """The last line of what comes; everything before it is read and dropped."""
    kept = b""
    while block := os.read(descriptor, 1 << 20):
        kept = (kept + block)[-4096:]
    os.close(descriptor)
    lines = kept.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def target(name):
    return os.path.join(OUTPUT, name)


def read_jobs(rows, kinds, others):
    for kind in kinds:
        file = os.path.join(SHEETS, f"{rows}-{kind}.xlsx")
        runs = [Run("ours", [OURS, "read", file]), Run("fastexcel", peer("read_fastexcel", file))]
        if others:
            runs += [Run("polars", peer("read_polars", file)), Run("python-calamine", peer("read_calamine", file)),
                     Run("openpyxl", peer("read_openpyxl", file))]
        yield f"read {kind}", "process", runs, {"cpu": 0.30, "wall": 0.22, "peak": 0.20}


def write_jobs(rows, others):
    source = os.path.join(SHEETS, f"{rows}.csv")
    for strings in ("shared", "inline"):
        ours, theirs = target(f"ours-{strings}.xlsx"), target("rust.xlsx")
        runs = [Run("ours", [OURS, "write", strings, source, ours], target=ours),
                Run("rust_xlsxwriter", peer("write_rust_xlsxwriter", source, theirs), target=theirs)]
        if others and strings == "shared":
            deduped = target("rust-shared.xlsx")
            runs += [Run("rust_xlsxwriter, shared", peer("write_rust_xlsxwriter_shared", source, deduped), target=deduped)]
        if others and strings == "inline":
            if os.path.exists(LIBXLSXWRITER):
                path = target("libxlsxwriter.xlsx")
                runs += [Run("libxlsxwriter", [LIBXLSXWRITER, source, path], target=path)]
            for name in ("xlsxwriter", "openpyxl"):
                path = target(name + ".xlsx")
                runs += [Run(name, peer("write_" + name, source, path), target=path)]
        yield f"write {strings}", "job", runs, {"cpu": 0.50, "size": 1.2}


def csv_jobs(rows):
    source = os.path.join(SHEETS, f"{rows}.csv")
    one_thread = {"POLARS_MAX_THREADS": "1"}
    yield "read CSV", "job", [Run("ours", [OURS, "read", source]), Run("polars", peer("read_csv_polars", source), one_thread)], {"cpu": 0.60}
    ours, theirs = target("ours.csv"), target("polars.csv")
    yield "write CSV", "job", [Run("ours", [OURS, "write", "csv", source, ours], target=ours),
                               Run("polars", peer("write_csv_polars", source, theirs), one_thread, theirs)], {"cpu": 0.80}


def dump_jobs(rows):
    file = os.path.join(SHEETS, f"{rows}-shared.xlsx")
    yield "sheet dump", "process", [Run("ours", [COMMAND, "sheet", "dump", file]), Run("openpyxl", peer("read_openpyxl", file))], {"cpu": 0.10}


def plan_jobs(rows):
    """An order of so many dotations, exported, one row in a hundred edited by openpyxl, and planned."""
    exported, edited, store = target("exported.xlsx"), target("edited.xlsx"), ["--database", target("plan.sqlite")]
    sheet = os.path.join(SHEETS, f"{rows}-shared.xlsx")
    for step in ([COMMAND, "orders", "create", sheet, "--number", "2800886", "--date", "2024-06-07", "--paid", *store],
                 [COMMAND, "export", "2800886", "-o", exported, *store],
                 [PYTHON, os.path.join(HERE, "import_rounds.py"), exported, edited]):
        subprocess.run(step, check=True, stdout=subprocess.DEVNULL)
    plan = [COMMAND, "import", edited, "--dry-run", "--json", *store]
    yield "import --dry-run", "process", [Run("ours", plan), Run("polars read_excel", peer("read_polars", edited))], {"cpu": 1.00}


def memory_jobs(rows):
    source, sheet = os.path.join(SHEETS, f"{rows}.csv"), os.path.join(SHEETS, f"{rows}-inline.xlsx")
    result = target("converted.xlsx")
    yield "memory, read inline", "process", [Run("ours", [OURS, "read", sheet])], {"MB": 24}
    yield "memory, CSV to inline", "process", [Run("ours", [OURS, "convert", "inline", source, result], target=result)], {"MB": 24}


def show_growth(counts, rounds):
    """Peak memory of reading at several numbers of rows, of the whole process."""
    print("\nPeak MB of the whole process while it reads, medians.\n")
    print("| peak memory | " + " | ".join(f"{count:,} rows" for count in counts) + " |")
    print("|---|" + "--:|" * len(counts))
    for name, command, kind in (
        ("ours, inline strings", lambda file: [OURS, "read", file], "inline"),
        ("ours, shared strings", lambda file: [OURS, "read", file], "shared"),
        ("fastexcel", lambda file: peer("read_fastexcel", file), "shared"),
    ):
        line = []
        for count in counts:
            run = Run(name, command(os.path.join(SHEETS, f"{count}-{kind}.xlsx")))
            for _ in range(rounds):
                run.go("process")
            line.append(f"{run.median(2):.0f}")
        print(f"| {name} | " + " | ".join(line) + " |", flush=True)


def show(rows, rounds, jobs, bar_rows=None):
    has_bars = rows == bar_rows
    of_csv = f", of CSV {rounds * CSV_ROUNDS}" if any(name.endswith("CSV") for name, *_ in jobs) else ""
    print(f"\n{rows:,} rows, {rounds} rounds in turn{of_csv}, medians; \"best\" is of the best round of each.\n"
          "Ratios are ours / theirs; lower is better" + (", and in brackets is the bar.\n" if has_bars else ".\n"))
    print("| job | contestant | CPU s | wall s | peak MB | size | CPU ratio | best | wall ratio | memory ratio | size ratio |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name, measure, runs, bars in jobs:
        bars = bars if has_bars else {}
        for _ in range(rounds * (CSV_ROUNDS if name.endswith("CSV") else 1)):
            for run in runs:
                run.go(measure)
        ours = [runs[0].median(index) for index in range(4)]
        for run in runs:
            values = [run.median(index) for index in range(4)]
            line = [f"{name} ({measure})", run.name, f"{values[0]:.3f}", f"{values[1]:.3f}", f"{values[2]:.0f}", f"{values[3]:,.0f}" if values[3] else ""]
            for index, bar in enumerate(("cpu", "wall", "peak", "size")):
                ratio = f"{ours[index] / values[index]:.2f}" if run is not runs[0] and values[index] else ""
                line.append(f"{ratio} ({bars[bar]:.2f})" if ratio and bar in bars and run is runs[1] else ratio)
                if bar == "cpu":
                    line.append(f"{runs[0].best() / run.best():.2f}" if ratio else "")
            if "MB" in bars:
                line[4] += f" ({bars['MB']})"
            print("| " + " | ".join(line) + " |", flush=True)


def main():
    mode = sys.argv[1]
    rows = int(os.environ["BENCH_ROWS"])
    rounds = int(os.environ["BENCH_ROUNDS"])
    kinds = [kind for kind in ("shared", "inline", "libreoffice") if os.path.exists(os.path.join(SHEETS, f"{rows}-{kind}.xlsx"))]
    shutil.rmtree(OUTPUT, ignore_errors=True)
    os.makedirs(OUTPUT)
    jobs = []
    if mode in ("all", "quick", "read"):
        jobs += read_jobs(rows, kinds, False)
    if mode in ("all", "quick", "write"):
        jobs += write_jobs(rows, False)
    if mode in ("all", "quick", "csv"):
        jobs += csv_jobs(rows)
    if mode in ("all", "quick", "memory"):
        jobs += memory_jobs(rows)
    if jobs:
        show(rows, rounds, jobs, 1_000_000)
    small = min(rows, 100_000)
    jobs = []
    if mode in ("all", "quick", "plan"):
        jobs += plan_jobs(small)
    if mode in ("all", "quick", "dump"):
        jobs += dump_jobs(small)
    if jobs:
        show(small, rounds, jobs, 100_000)
    if mode in ("all", "growth"):
        show_growth(sorted({min(count, rows) for count in (10_000, 100_000, rows)}), rounds)
    if mode == "peers":
        show(small, rounds, [*read_jobs(small, ["shared", "inline"], True), *write_jobs(small, True)])
    shutil.rmtree(OUTPUT)


main()
