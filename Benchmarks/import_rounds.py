"""The round trip of one order, ours and openpyxl with sqlite3 in turn: import_rounds.py, as scripts/bench has made everything ready.

Every measure is of a whole process. The command and the peer each have a store of their own with the same dotations; both plan and apply
the same edits, of one row in a hundred, and then of every row.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys

from measuring import measured

HERE = os.path.dirname(os.path.abspath(__file__))
PLACE = os.environ["BENCH_FOLDER"]
COMMAND = os.environ["BENCH_COMMAND"]
ROWS, ROUNDS = int(os.environ["BENCH_ROWS"]), int(os.environ["BENCH_ROUNDS"])
FOLDER = os.path.join(PLACE, "import")
ORDER = "2800886"


def ours(store, *arguments):
    return [COMMAND, *arguments, "--database", os.path.join(FOLDER, store)]


def theirs(job, store, file):
    return [sys.executable, os.path.join(HERE, "import_peer.py"), job, os.path.join(FOLDER, store), file]


def edit(source, target, share):
    """Corrects a share of the dotations, the e-mail of every second one of them, the mobile number of the others, and returns how many.

    In a process of its own: what this one holds would count as the peak of those it starts.
    """
    return int(subprocess.run([sys.executable, __file__, source, target, str(share)], check=True, stdout=subprocess.PIPE).stdout)


def edit_here(source, target, share):
    import openpyxl

    book = openpyxl.load_workbook(source)
    count = 0
    for number, row in enumerate(book.active.iter_rows(min_row=2)):
        if number % share:
            continue
        if count % 2:
            row[5].value = f"06{10_000_000 + number * 37:08d}"
        else:
            row[4].value = f"corrige{number}@exemple.fr"
        count += 1
    book.save(target)
    print(count)


def fresh(store=None):
    for end in ("", "-wal", "-shm"):
        path = os.path.join(FOLDER, "work.sqlite" + end)
        if os.path.exists(path):
            os.remove(path)
    if store:
        shutil.copy(os.path.join(FOLDER, store), os.path.join(FOLDER, "work.sqlite"))
    return "work.sqlite"


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    sheet = os.path.join(PLACE, "sheets", f"{ROWS}-shared.xlsx")
    def creation(store):
        return ours(store, "orders", "create", sheet, "--number", ORDER, "--date", "2024-06-07", "--paid")

    subprocess.run(creation("ours.sqlite"), check=True, stdout=subprocess.DEVNULL)
    subprocess.run(theirs("create", "theirs.sqlite", sheet), check=True)
    files = {name: os.path.join(FOLDER, name + ".xlsx") for name in ("ours", "theirs", "ours-edited", "theirs-edited", "ours-all", "theirs-all")}
    steps = {
        "create": {"ours": lambda: creation(fresh()), "openpyxl + sqlite3": lambda: theirs("create", fresh(), sheet)},
        "export": {"ours": lambda: ours("ours.sqlite", "export", ORDER, "-o", files["ours"]),
                   "openpyxl + sqlite3": lambda: theirs("export", "theirs.sqlite", files["theirs"])},
        "plan": {"ours": lambda: ours("ours.sqlite", "import", files["ours-edited"], "--dry-run", "--json"),
                 "openpyxl + sqlite3": lambda: theirs("plan", "theirs.sqlite", files["theirs-edited"])},
        "plan and apply": {"ours": lambda: ours(fresh("ours.sqlite"), "import", files["ours-edited"], "--yes", "--json"),
                           "openpyxl + sqlite3": lambda: theirs("apply", fresh("theirs.sqlite"), files["theirs-edited"])},
        "plan and apply, every row": {
            "ours": lambda: ours(fresh("ours.sqlite"), "import", files["ours-all"], "--yes", "--confirm", str(ROWS), "--json"),
            "openpyxl + sqlite3": lambda: theirs("apply", fresh("theirs.sqlite"), files["theirs-all"])},
    }
    print(f"\n{ROWS:,} dotations, one in a hundred edited, then every one, {ROUNDS} rounds in turn, medians of whole processes. Ratios are ours / theirs.\n")
    print("| step | contestant | rows/s | CPU s | wall s | peak MB | CPU ratio | wall ratio | memory ratio |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for step, contestants in steps.items():
        runs = {name: [] for name in contestants}
        for _ in range(ROUNDS):
            for name, command in contestants.items():
                measure, text = measured(command(), os.path.join(FOLDER, "output"))
                runs[name].append(measure)
                if "plan" in step:
                    check(name, text, ROWS if "every" in step else count)
        medians = {name: [statistics.median(column) for column in zip(*values)] for name, values in runs.items()}
        mine = medians["ours"]
        for name, (processor, wall, peak) in medians.items():
            ratios = ["", "", ""] if name == "ours" else [f"{a / b:.3f}" for a, b in zip(mine, (processor, wall, peak))]
            print(f"| {step} | {name} | {ROWS / wall:,.0f} | {processor:.2f} | {wall:.2f} | {peak:.0f} | {' | '.join(ratios)} |", flush=True)
        if step == "export":
            for name in ("ours", "theirs"):
                edit(files[name], files[name + "-all"], 1)
                count = edit(files[name], files[name + "-edited"], 100)
    shutil.rmtree(FOLDER)


def check(name, text, count):
    """A contestant that finds other changes than those made does not count."""
    if name == "ours":
        plan = json.loads(text)
        found = (plan["rows"], len(plan["changed"]), len(plan["refused"]))
    else:
        found = tuple(map(int, text.split()))
    if found != (ROWS, count, 0):
        sys.exit(f"bench: {name} found {found} instead of {(ROWS, count, 0)}")


if len(sys.argv) == 4:
    edit_here(*sys.argv[1:3], int(sys.argv[3]))
else:
    main()
