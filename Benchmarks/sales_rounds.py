"""Sales by ours and by openpyxl with sqlite3 in turn: sales_rounds.py, as scripts/bench has made everything ready.

One event with five sessions; each person bought one booklet of each, one sale in fifty was cancelled. Before, an event is loaded with half as many
people as there are sales. Every measure is of a whole process.
"""

import datetime
import json
import os
import shutil
import statistics
import subprocess
import sys

from measuring import measured

HERE = os.path.dirname(os.path.abspath(__file__))
COMMAND = os.environ["BENCH_COMMAND"]
SALES, ROUNDS = int(os.environ["BENCH_ROWS"]), int(os.environ["BENCH_ROUNDS"])
FOLDER = os.path.join(os.environ["BENCH_FOLDER"], "sales")
VALUES = {100: 50, 150: 75, 200: 100, 250: 125, 300: 150}


def place(name):
    return os.path.join(FOLDER, name)


def ours(store, *arguments):
    return [COMMAND, *arguments, "--database", place(store)]


def theirs(job, store, file):
    return [sys.executable, os.path.join(HERE, "sales_peer.py"), job, place(store), file]


def make_event(name, count):
    """An event workbook, and its people."""
    import openpyxl

    people = [(f"{number:06d}", f"NOM{number}", f"Prénom{number % 977}", f"personne{number}@exemple.fr", f"06398{number % 100000:05d}")
              for number in range(1, count + 1)]
    book = openpyxl.load_workbook(place("template.xlsx"))
    for sheet in book:
        sheet.delete_rows(3, 9)
    book["Événement"].append(["Banc d'essai", None, None, "oui"])
    for value, price in VALUES.items():
        book["Sessions"].append([None, f"{value}€ de chèques ANCV", None, None, None, datetime.date(2025, 4, 1), datetime.date(2025, 4, 30), None, 1, price])
    for person in people:
        book["Bénéficiaires"].append(person)
    book.save(place(name))
    return people


def make_files():
    """The event workbooks and the sheet of sales; in a process of its own, as what this one holds would count for those it starts."""
    import openpyxl

    subprocess.run([COMMAND, "events", "template", place("template.xlsx")], check=True, stdout=subprocess.DEVNULL)
    make_event("people.xlsx", SALES // 2)
    people = make_event("event.xlsx", -(-SALES // len(VALUES)))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Ventes")
    sheet.append(["Session", "Matricule", "Nom", "Prénom", "E-mail", "Téléphone", "Quantité", "Prix payé", "Date", "Statut", "Référence de paiement"])
    for number in range(SALES):
        value = list(VALUES)[number % len(VALUES)]
        sheet.append([f"{value}€ de chèques ANCV", *people[number // len(VALUES)], 1, VALUES[value], datetime.date(2025, 4, 1 + number % 30),
                      "annulée" if number % 50 == 7 else None, f"pi_{number:08d}"])
    book.save(place("sales.xlsx"))


def fresh(name, source=None):
    for end in ("", "-wal", "-shm"):
        if os.path.exists(place(name + end)):
            os.remove(place(name + end))
    if source:
        shutil.copy(place(source), place(name))
    return name


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    subprocess.run([sys.executable, __file__, "files"], check=True)
    subprocess.run(ours("event.sqlite", "events", "load", place("event.xlsx"), "--yes"), check=True, stdout=subprocess.DEVNULL)
    steps = {
        "load": {"ours": lambda: ours(fresh("ours.sqlite"), "events", "load", place("people.xlsx"), "--yes"),
                 "openpyxl + sqlite3": lambda: theirs("people", fresh("theirs.sqlite"), place("people.xlsx"))},
        "import": {"ours": lambda: ours(fresh("ours.sqlite", "event.sqlite"), "sales", "import", place("sales.xlsx"), "--yes", "--limit-rows", "1"),
                   "openpyxl + sqlite3": lambda: theirs("import", fresh("theirs.sqlite"), place("sales.xlsx"))},
        "export": {"ours": lambda: ours("ours.sqlite", "sales", "export", "-o", place("ours.xlsx"), "--json"),
                   "openpyxl + sqlite3": lambda: theirs("export", "theirs.sqlite", place("theirs.xlsx"))},
    }
    print(f"\n{SALES:,} sales, {ROUNDS} rounds in turn, medians of whole processes. Ratios are ours / theirs.\n")
    print("| step | contestant | rows/s | CPU s | wall s | peak MB | CPU ratio | wall ratio | memory ratio |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for step, contestants in steps.items():
        runs, results = {name: [] for name in contestants}, {}
        for _ in range(ROUNDS):
            for name, command in contestants.items():
                measure, text = measured(command(), place("output"))
                runs[name].append(measure)
                results[name] = text
        if step == "export":
            check(results)
        medians = {name: [statistics.median(column) for column in zip(*values)] for name, values in runs.items()}
        mine = medians["ours"]
        for name, (processor, wall, peak) in medians.items():
            ratios = ["", "", ""] if name == "ours" else [f"{a / b:.3f}" for a, b in zip(mine, (processor, wall, peak))]
            print(f"| {step} | {name} | {(SALES // 2 if step == 'load' else SALES) / wall:,.0f} | {processor:.2f} | {wall:.2f} | {peak:.0f} | {' | '.join(ratios)} |", flush=True)
    shutil.rmtree(FOLDER)


def check(results):
    """Contestants that order different things do not count."""
    made = json.loads(results["ours"])
    found = [made["rows"], made["total"]["faceValueCents"]]
    other = [int(number) for number in results["openpyxl + sqlite3"].split()]
    if found != other:
        sys.exit(f"bench: ours ordered {found}, the peer {other}")


if len(sys.argv) == 2:
    make_files()
else:
    main()
