"""A store that the real command works on, what it is given to do, and what must hold of it afterwards."""

import collections
import contextlib
import csv
import hashlib
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


# Something that a command is to do for a client; `trace` is the query that finds it in the store once it is done, where there is one.
Action = collections.namedtuple("Action", "kind arguments client trace", defaults=[None])


class Broken(Exception):
    pass


class Trial:
    """A store, the command, and what must hold of the two whatever happens."""

    # The codes of the clients, and what their histories call them; orders are theirs in turn.
    clients = {"CSE": 1}

    def __init__(self, command, folder, seed):
        self.command, self.folder, self.chance = command, folder, random.Random(seed)
        self.store = os.path.join(folder, "dotations.sqlite")
        self.counts = {}
        self.orders = 0
        self.edits = 0
        self.acknowledged = set()
        self.claims = []
        self.jobs = set()
        self.sends = []
        self.sink = sink.Sink(folder) if sink.Sink.is_available() else None
        if self.sink is None:
            self.count("skipped: sending, which wants aiosmtpd")
        else:
            self.sends = ["send", "send"]

    def close(self):
        if self.sink:
            self.sink.close()

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
        code = self.error(result).get("code")
        if result.returncode != 1 or code not in REFUSALS:
            raise Broken(f"{what}: status {result.returncode}, {result.stderr.decode()[-500:]}")
        self.count(f"refused with {code}")
        return False

    def denies(self, result):
        """Whether a command said that it did nothing. A file's may have, before it failed to write what it was to answer."""
        return self.error(result).get("code", "").startswith("store.")

    def error(self, result):
        """What a command said why it did not do its work."""
        try:
            return json.loads(result.stderr.decode().strip().splitlines()[-1])["error"]
        except (ValueError, IndexError, KeyError):
            return {}

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

    def client(self, order):
        """Whose an order is."""
        return list(self.clients)[order % len(self.clients)]

    def new_order(self):
        self.orders += 1
        order = self.orders - 1
        return self.for_client(
            order, "order", "orders", "create", self.order_sheet(order), "--number", str(FIRST + order), "--date", "2026-01-02", "--paid",
            # Where the clock is set far back, the date is still to come.
            "--yes", trace=f"SELECT 1 FROM orders WHERE number = {FIRST + order}")

    def for_client(self, order, kind, *arguments, trace=None):
        client = self.client(order)
        return Action(kind, [*arguments, "--client", client], client, trace)

    def some_order(self):
        return self.chance.choice(self.query("SELECT number FROM orders"))[0] - FIRST

    def query(self, sql, store=None):
        with contextlib.closing(sqlite3.connect(store or self.store)) as connection:
            return connection.execute(sql).fetchall()

    def action(self, kind=None):
        """Something that somebody may be doing when the power fails."""
        kind = kind or self.chance.choice(["import", "import", "import", "order", "revert", "resend", "export", "edit", "status", *self.sends])
        if kind == "send":
            return Action(kind, ["jobs", "send", "--settings", self.sink.settings, "--connections", str(self.chance.randint(1, 3)), "--log-level", "error"],
                          None)
        if kind == "order":
            return self.new_order()
        order = self.some_order()
        number, dotation = str(FIRST + order), 20_000_000 + order * ROWS + self.chance.randrange(ROWS)
        if kind == "import":
            sheet = self.edited_sheet(order)
            with open(os.path.join(self.folder, sheet), "rb") as file:
                content = hashlib.sha256(file.read()).hexdigest()
            return self.for_client(order, kind, "import", sheet, "--order", number, "--yes", "--rejects", f"refus{self.edits}.xlsx",
                                   trace=f"SELECT 1 FROM operations WHERE file_hash = {self.bytes(content)}")
        if kind == "revert":
            client = self.clients[self.client(order)]
            imports = self.query(f"SELECT id FROM operations WHERE client = {client} AND kind IN ('import', 'revert') ORDER BY id DESC LIMIT 5")
            if imports:
                return self.for_client(order, kind, "imports", "revert", str(self.chance.choice(imports)[0]), "--yes")
        if kind == "resend":
            return self.for_client(order, kind, "resend", "--order", number, "--confirm", str(ROWS))
        if kind == "edit":
            self.edits += 1
            mobile = f"07{self.edits % 100:02d}{self.chance.randrange(10 ** 6):06d}"
            return self.for_client(order, kind, "edit", str(dotation), "--telephone", mobile,
                                   trace=f"SELECT 1 FROM audit WHERE dotation_id = {dotation} AND mobile_after = '{mobile}'")
        if kind == "status":
            return self.for_client(order, kind, "status", "set", str(dotation), self.chance.choice(["Erreur e-mail", "En attente d'activation"]))
        return self.for_client(order, "export", "export", number, "-o", f"export{order}.xlsx")

    def bytes(self, text):
        """Bytes, given as hexadecimal digits, in a query."""
        return f"x'{text}'"

    # What must hold.

    def check(self, store=None):
        report = json.loads(self.run("doctor", store=store).stdout)
        wrong = [entry for entry in report["checks"] if entry["grade"] == "bad"]
        if wrong:
            raise Broken(f"doctor: {wrong}")
        for number, count in self.query("SELECT order_number, count(*) FROM dotations GROUP BY client, order_number", store):
            if count != ROWS:
                raise Broken(f"order {number} has {count} of its {ROWS} dotations")
        present = set(self.query("SELECT client, id FROM operations", store))
        if store is None and not self.acknowledged <= present:
            raise Broken(f"operations {self.acknowledged - present} were said to be done and are not there")
        if store is None:
            self.check_claims()
            self.check_jobs()
        half = [name for name in os.listdir(self.folder) if name.endswith(".tmp")]
        for name in half:
            # What a killed process was writing; it must not have taken the place of a file.
            os.remove(os.path.join(self.folder, name))

    def check_claims(self):
        """That what commands said to have done is there, and that what they said they did not do is not."""
        for action, is_done in self.claims:
            if bool(self.query(action.trace)) != is_done:
                raise Broken(f"{' '.join(action.arguments)} was said to be {'done, and is not' if is_done else 'not done, and is'} there")
        self.claims = []

    def check_jobs(self):
        jobs = self.query("SELECT client, id, message_id, recipient, state FROM jobs")
        present = {job[:2] for job in jobs}
        if not self.jobs <= present:
            raise Broken(f"jobs {self.jobs - present} are lost")
        self.jobs = present
        failed = [job[:2] for job in jobs if job[4] == "failed"]
        if failed:
            raise Broken(f"jobs {failed} were given up, though the server took everything")
        if self.sink:
            for fault in self.sink.faults([job[2:] for job in jobs]):
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

    def acknowledge(self, action, output):
        try:
            answer = json.loads(output)
        except ValueError:
            return
        if isinstance(answer, dict) and answer.get("import"):
            self.acknowledged.add((self.clients[action.client], answer["import"]))
