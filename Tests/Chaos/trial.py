"""A store that the real command works on, what it is given to do, and what must hold of it afterwards."""

import contextlib
import csv
import json
import os
import random
import sqlite3
import subprocess

import sink

HEADER = ["Identifiant dotation", "Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant", "Statut dotation"]
# An import that changes more than a fifth of an order wants to be confirmed with a number.
ROWS, EDITED = 600, 110
FIRST = 2_900_000
# What a command that did not do its work may say; nothing else, and never a signal of its own.
REFUSALS = {"store.full", "store.locked", "store.unwritable", "store.read-only", "store.failed", "store.damaged", "store.moved", "store.settings",
            "store.not-a-store", "file.unreadable", "file.unwritable", "nothing-to-do", "store.order-exists", "store.operation-unknown", "import.refused"}


class Broken(Exception):
    pass


class Trial:
    """A store, the command, and what must hold of the two whatever happens."""

    def __init__(self, command, folder, seed):
        self.command, self.folder, self.chance = command, folder, random.Random(seed)
        self.store = os.path.join(folder, "dotations.sqlite")
        self.counts = {}
        self.orders = 0
        self.edits = 0
        self.acknowledged = set()
        self.jobs = set()
        self.sends = []
        self.sink = sink.Sink(folder) if sink.Sink.is_available() else None
        if self.sink is None:
            self.count("skipped: sending, which wants aiosmtpd")
        else:
            self.sends = ["send", "send"]

    # The command.

    def line(self, *arguments, store=None):
        return [self.command, "--database", store or self.store, *arguments, "--json"]

    def run(self, *arguments, store=None, environment=None, breaks=False, timeout=120, **options):
        """Runs it to its end. What `breaks` it may keep it from recording what it has sent."""
        return subprocess.run(self.line(*arguments, store=store), cwd=self.folder, capture_output=True, stdin=subprocess.DEVNULL,
                              timeout=timeout, env={**os.environ, **self.worker(breaks)[1], **(environment or {})}, **options)

    def worker(self, breaks):
        """A name for a worker, by which the mail server tells who sent what, and the environment that gives it the name."""
        if self.sink is None:
            return "", {}
        name = self.sink.new_worker()
        if breaks:
            self.sink.broken.add(name)
        return name, {sink.SENDER: name}

    def done(self, *arguments, **options):
        result = self.run(*arguments, **options)
        if result.returncode != 0:
            raise Broken(f"{arguments[:2]} ended with {result.returncode}: {result.stderr.decode()[-500:]}")
        return json.loads(result.stdout) if result.stdout else None

    def ended_well(self, result, what):
        """That a command did its work, or said why not."""
        if result.returncode == 0 or result.returncode == 2 and result.stdout:
            return True
        try:
            code = json.loads(result.stderr.decode().strip().splitlines()[-1])["error"]["code"]
        except (ValueError, IndexError, KeyError):
            code = None
        if result.returncode != 1 or code not in REFUSALS:
            raise Broken(f"{what}: status {result.returncode}, {result.stderr.decode()[-500:]}")
        self.count(f"refused with {code}")
        return False

    def count(self, what, number=1):
        self.counts[what] = self.counts.get(what, 0) + number

    # Sheets.

    def sheet(self, name, order, rows):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writer.writerow(HEADER)
            for index, mail, mobile in rows:
                writer.writerow([20_000_000 + order * ROWS + index, f"{index:05d}", f"NOM{index}", "Zoé", mail, mobile, 1000,
                                 "En attente d'activation"])
        return name

    def order_sheet(self, order):
        return self.sheet(f"order{order}.csv", order, ((i, f"o{order}x{i}@exemple.fr", f"06{order * ROWS + i:08d}") for i in range(ROWS)))

    def edited_sheet(self, order):
        """A sheet that changes the contacts of a part of an order."""
        self.edits += 1
        start = self.chance.randrange(ROWS - EDITED)
        return self.sheet(f"edit{self.edits}.csv", order, [
            (i, f"e{self.edits}x{i}@exemple.fr", f"07{(self.edits * ROWS + i) % 10 ** 8:08d}") for i in range(start, start + self.chance.randint(1, EDITED))])

    def new_order(self):
        self.orders += 1
        order = self.orders - 1
        return ["orders", "create", self.order_sheet(order), "--number", str(FIRST + order), "--date", "2026-01-02", "--paid",
                # Where the clock is set far back, the date is still to come.
                "--yes"]

    def some_order(self):
        return self.chance.choice(self.query("SELECT number FROM orders"))[0] - FIRST

    def query(self, sql, store=None):
        with contextlib.closing(sqlite3.connect(store or self.store)) as connection:
            return connection.execute(sql).fetchall()

    def action(self):
        """Something that somebody may be doing when the power fails."""
        kind = self.chance.choice(["import", "import", "import", "order", "revert", "resend", "export", "edit", *self.sends])
        return kind, self.arguments(kind)

    def arguments(self, kind):
        if kind == "send":
            return ["jobs", "send", "--settings", self.sink.settings, "--connections", str(self.chance.randint(1, 3)), "--log-level", "error"]
        if kind == "order":
            return self.new_order()
        order = self.some_order()
        number = str(FIRST + order)
        if kind == "import":
            sheet = self.edited_sheet(order)
            return ["import", sheet, "--order", number, "--yes", "--rejects", f"refus{self.edits}.xlsx"]
        if kind == "revert":
            imports = self.query("SELECT id FROM operations WHERE kind IN ('import', 'revert') ORDER BY id DESC LIMIT 5")
            if imports:
                return ["imports", "revert", str(self.chance.choice(imports)[0]), "--yes"]
        if kind == "resend":
            return ["resend", "--order", number, "--confirm", str(ROWS)]
        if kind == "edit":
            self.edits += 1
            dotation = 20_000_000 + order * ROWS + self.chance.randrange(ROWS)
            return ["edit", str(dotation), "--telephone", f"07{self.edits % 100:02d}{self.chance.randrange(10 ** 6):06d}"]
        return ["export", number, "-o", f"export{order}.xlsx"]

    # What must hold.

    def check(self, store=None):
        report = json.loads(self.run("doctor", store=store).stdout)
        wrong = [entry for entry in report["checks"] if entry["grade"] == "bad"]
        if wrong:
            raise Broken(f"doctor: {wrong}")
        for number, count in self.query("SELECT order_number, count(*) FROM dotations GROUP BY order_number", store):
            if count != ROWS:
                raise Broken(f"order {number} has {count} of its {ROWS} dotations")
        present = {row[0] for row in self.query("SELECT id FROM operations", store)}
        if store is None and not self.acknowledged <= present:
            raise Broken(f"operations {self.acknowledged - present} were said to be done and are not there")
        if store is None:
            self.check_jobs()
        half = [name for name in os.listdir(self.folder) if name.endswith(".tmp")]
        for name in half:
            # What a killed process was writing; it must not have taken the place of a file.
            os.remove(os.path.join(self.folder, name))

    def check_jobs(self):
        jobs = self.query("SELECT id, message_id, recipient, state FROM jobs")
        present = {job[0] for job in jobs}
        if not self.jobs <= present:
            raise Broken(f"jobs {self.jobs - present} are lost")
        self.jobs = present
        failed = [job[0] for job in jobs if job[3] == "failed"]
        if failed:
            raise Broken(f"jobs {failed} were given up, though the server took everything")
        if self.sink:
            for fault in self.sink.faults([job[1:] for job in jobs]):
                raise Broken(fault)

    def restart_machine(self):
        """Makes the leases those of an earlier start of the machine, as nobody can wait for a minute after each kill."""
        with contextlib.closing(sqlite3.connect(self.store)) as connection:
            connection.execute("UPDATE jobs SET lease_boot = '' WHERE state = 'leased'")
            connection.commit()

    def drain(self):
        """Sends all that waits: whatever was killed before, every job comes to its end."""
        self.restart_machine()
        # Tens of thousands may wait.
        self.done("jobs", "send", "--settings", self.sink.settings, timeout=3600)
        self.check()
        rest = self.query("SELECT state, count(*) FROM jobs WHERE state NOT IN ('sent', 'cancelled') GROUP BY state")
        if rest:
            raise Broken(f"after everything was sent there are {rest}")
        self.count("messages that came", len(self.sink.deliveries))
        self.count("messages that came again, of workers that were broken", self.sink.repeated())

    def acknowledge(self, output):
        try:
            answer = json.loads(output)
        except ValueError:
            return
        if isinstance(answer, dict) and answer.get("import"):
            self.acknowledged.add(answer["import"])
