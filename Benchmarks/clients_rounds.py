"""One client of many beside the same client alone: clients_rounds.py, as scripts/bench clients has made everything ready.

The command makes the store of one client: an order, and e-mails that wait. The store of many holds that client's rows once for each client, copied by
SQL with the indexes and triggers taken away meanwhile, each with addresses of its own and the same names. Then the same is done in both, in turn, for the client
in the middle.
"""

import contextlib
import csv
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import time

from measuring import measured

HERE = os.path.dirname(os.path.abspath(__file__))
COMMAND = os.environ["BENCH_COMMAND"]
FOLDER = os.path.join(os.environ["BENCH_FOLDER"], "clients")
CLIENTS, ROWS, ROUNDS = int(os.environ["BENCH_CLIENTS"]), 50, int(os.environ["BENCH_ROUNDS"])
MIDDLE = (CLIENTS + 1) // 2
ORDER, BAR = "2800886", 1.5
HEADER = ["Identifiant dotation", "Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant", "Statut dotation"]
CHANGED = ROWS // 6


def sheet(name, email, columns=slice(None)):
    path = os.path.join(FOLDER, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(HEADER[columns])
        for row in range(ROWS):
            rows.writerow([10_000_000 + row, f"{row:03}", f"Nom{row}", "Zoé", email(row), f"06{row + 10_000_000:08}", 1000, "En attente d'activation"][columns])
    return path


class Place:
    """A store, and the client of it that is measured."""

    def __init__(self, name, client, number):
        self.store, self.client, self.number = os.path.join(FOLDER, name), client, number
        self.sheets = 0

    def line(self, *arguments, is_of_client=True):
        return [COMMAND, *arguments, *(["--client", self.client] if is_of_client else []), "--database", self.store]

    def run(self, *arguments):
        subprocess.run(self.line(*arguments), check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def edited(self):
        """A sheet in which some addresses are new."""
        self.sheets += 1
        return sheet("edited.csv", lambda row: f"neuf{self.sheets}x{row}@exemple.fr" if row % 6 == 5 else self.email(row))

    def email(self, row):
        # Those that the sheet before changed are changed again.
        return f"personne{row}@c{self.number}.exemple.fr"

    @contextlib.contextmanager
    def database(self):
        with contextlib.closing(sqlite3.connect(self.store, isolation_level=None)) as connection:
            yield connection


def make_alone():
    alone = Place("alone.sqlite", "CSE", 1)
    # An order that is new has its identifiers from the store: 10000000 and on.
    alone.run("orders", "create", sheet("order.csv", alone.email, slice(1, None)), "--number", ORDER, "--date", "2020-08-21", "--paid")
    alone.run("resend", "--order", ORDER, "--confirm", str(ROWS))
    return alone


def make_many(alone):
    """As many clients as wanted, each with the rows of the one."""
    many = Place("many.sqlite", f"C{MIDDLE}", MIDDLE)
    shutil.copy(alone.store, many.store)
    with many.database() as connection:
        made = [row[0] for row in connection.execute("SELECT sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type")]
        # What the planner is told of an index goes with it.
        told = connection.execute("SELECT tbl, idx, stat FROM sqlite_stat1").fetchall()
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -500000")
        connection.execute("BEGIN")
        for kind, name in connection.execute("SELECT type, name FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL").fetchall():
            connection.execute(f"DROP {kind} {name}")
        connection.execute("CREATE TEMP TABLE numbers AS WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n", [CLIENTS])
        rest = ", ".join(row[0] for row in connection.execute("SELECT name FROM pragma_table_info('clients') WHERE name NOT IN ('id', 'code', 'name')"))
        connection.execute(f"INSERT INTO clients (id, code, name, {rest}) SELECT i, 'C' || i, '', {rest} FROM numbers, clients WHERE id = 1")
        tables = [row[0] for row in connection.execute(
            "SELECT s.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type = 'table' AND c.name = 'client' ORDER BY s.name")]
        for table in tables:
            columns = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?) WHERE name <> 'client'", [table])]
            own = {"email": "replace(email, '@c1.', '@c' || i || '.')", "email_key": "replace(email_key, 'c1exemple', 'c' || i || 'exemple')",
                   "recipient": "replace(recipient, '@c1.', '@c' || i || '.')"}
            connection.execute(f"CREATE TEMP TABLE one AS SELECT * FROM {table} WHERE client = 1")
            names = ", ".join(f'"{name}"' for name in columns)
            values = ", ".join(own.get(name, f'"{name}"') for name in columns)
            connection.execute(f"INSERT INTO {table} (client, {names}) SELECT i, {values} FROM numbers CROSS JOIN one")
            connection.execute("DROP TABLE one")
        for statement in made:
            connection.execute(statement)
        connection.execute("DELETE FROM sqlite_stat1")
        connection.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", told)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
    return many


def fresh(*places):
    for place in places:
        for end in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(place + end)


class Sink:
    """The mail server of scripts/bench mail."""

    def __init__(self):
        self.process = subprocess.Popen([sys.executable, os.path.join(HERE, "mail.py"), "sink", os.path.join(FOLDER, "kept.eml")],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        os.environ.update({"DOTATIONS_SMTP_HOST": "127.0.0.1", "DOTATIONS_SMTP_PORT": self.process.stdout.readline().strip(),
                           "DOTATIONS_SMTP_SECURITY": "none", "DOTATIONS_MAIL_FROM": "CSE <cse@example.fr>",
                           "DOTATIONS_LINK_BASE": "https://activer.example.fr/compte"})

    def taken(self):
        print(file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def first_mails(place, sink):
    """CPU seconds of a worker that is stopped once as many e-mails have come as one client has, and wall seconds until they have."""
    before, started = sink.taken(), time.perf_counter()
    worker = subprocess.Popen(place.line("jobs", "send", "--connections", "1", "--log-level", "error", is_of_client=False), stdout=subprocess.DEVNULL)
    while sink.taken() - before < ROWS:
        if time.perf_counter() - started > 600:
            sys.exit("bench: jobs send does not send")
        time.sleep(0.001)
    wall = time.perf_counter() - started
    worker.send_signal(signal.SIGTERM)
    _, _, usage = os.wait4(worker.pid, 0)
    return usage.ru_utime + usage.ru_stime, wall


def main():
    os.makedirs(FOLDER, exist_ok=True)
    fresh(*(os.path.join(FOLDER, name) for name in ("alone.sqlite", "many.sqlite")))
    alone = make_alone()
    started = time.perf_counter()
    many = make_many(alone)
    print(f"bench: {CLIENTS:,} clients made in {time.perf_counter() - started:.0f} s, {os.path.getsize(many.store) / 1e9:.1f} GB", file=sys.stderr)
    places, sink, figures = (alone, many), Sink(), {}
    output = os.path.join(FOLDER, "output")

    def note(step, place, processor, wall):
        figures.setdefault(step, ([], []))[place is many].append((processor, wall))

    def in_turn(step, line):
        for place in places:
            note(step, place, *measured(line(place), output)[0][:2])

    # The first round warms up.
    for round_ in range(ROUNDS + 1):
        if round_ == 1:
            figures.clear()
        in_turn("start of the command", lambda place: [COMMAND, "--version"])
        in_turn("open, and list the orders", lambda place: place.line("orders", "list"))
        in_turn("search by name", lambda place: place.line("search", "--nom", "nom17"))
        in_turn("search by part of a name", lambda place: place.line("search", "--nom", "om17"))
        in_turn("search by e-mail", lambda place: place.line("search", "--email", place.email(3)))
        in_turn("export", lambda place: place.line("export", ORDER, "-o", os.path.join(FOLDER, "export.xlsx")))
        in_turn(f"import of {ROWS} rows, {CHANGED} changed", lambda place: place.line("import", place.edited(), "--order", ORDER, "--yes"))
        in_turn("list of its e-mails", lambda place: place.line("jobs", "list", "--json"))
        in_turn("bulk resend", lambda place: place.line("resend", "--order", ORDER, "--confirm", str(ROWS)))
        for place in places:
            note(f"first {ROWS} e-mails, where all clients' are due", place, *first_mails(place, sink))
    with many.database() as connection:
        # Nobody's is due, but the one client's that each round asks for.
        connection.executescript("PRAGMA synchronous = OFF; UPDATE jobs SET due_at = due_at + 31536000000 WHERE state IN ('pending', 'retry')")
    for round_ in range(ROUNDS + 1):
        step = f"{ROWS} e-mails, where other clients' wait and are not due"
        if round_ == 1:
            figures.pop(step)
        for place in places:
            place.run("resend", "--order", ORDER, "--confirm", str(ROWS))
        for place in places:
            note(step, place, *first_mails(place, sink))
    sink.close()

    print(f"\n{CLIENTS:,} clients of {ROWS} dotations, {ROUNDS} rounds in turn, of the whole process.\nA ratio is the client among all / the client alone, "
          "of medians of CPU time and of the best wall time; in brackets the CPU ratio without the start of the command. The bar of a CPU ratio is "
          f"{BAR}.\n\n| job | alone CPU ms | among all | CPU ratio | alone wall ms | among all | wall ratio |\n|---|--:|--:|--:|--:|--:|--:|")
    start, worst = statistics.median(run[0] for runs in figures["start of the command"] for run in runs), 0
    for step, places_ in figures.items():
        (one, all_), (one_wall, all_wall) = ([statistics.median(run[0] for run in runs) for runs in places_], [min(run[1] for run in runs) for runs in places_])
        beyond = f" ({(all_ - start) / (one - start):.2f})" if one - start > 0.002 else ""
        # A worker ends with a count of what all clients have: what is held against the bar is when the e-mails have come.
        worst = max(worst, all_wall / one_wall if "e-mails, where" in step else all_ / one)
        print(f"| {step} | {1000 * one:.1f} | {1000 * all_:.1f} | {all_ / one:.2f}{beyond} | {1000 * one_wall:.1f} | {1000 * all_wall:.1f} | "
              f"{all_wall / one_wall:.2f} |")
    for name in ("alone.sqlite", "many.sqlite"):
        if "BENCH_KEEP" not in os.environ:
            fresh(os.path.join(FOLDER, name))
    if worst > BAR:
        sys.exit("bench: a ratio is above the bar")


main()
