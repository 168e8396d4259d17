"""Kills and breaks the real command while it works, and checks what is left: chaos.py COMMAND [--kills N] [--seed N].

After each round `dotations doctor` must find the store sound: the file whole, the history unbroken, each change with its one e-mail and no
e-mail without a change; each order and each import is there whole or not at all; and whatever the command said was done is there. No job is
ever lost; what counts as sent came; a message came twice only where the worker that sent it was killed before it could say so, and then under
one Message-ID. In the end everything that waits is sent.
"""

import argparse
import contextlib
import csv
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import powercut
import sink

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = ["Identifiant dotation", "Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant", "Statut dotation"]
# An import that changes more than a fifth of an order wants to be confirmed with a number.
ROWS, EDITED = 600, 110
FIRST = 2_900_000
# What a command that did not do its work may say; nothing else, and never a signal of its own.
REFUSALS = {"store.full", "store.locked", "store.unwritable", "store.failed", "store.damaged", "store.moved", "store.settings",
            "store.not-a-store", "file.unreadable", "file.unwritable", "nothing-to-do", "store.order-exists", "store.operation-unknown"}


class Broken(Exception):
    pass


class Chaos:
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

    def run(self, *arguments, store=None, environment=None, breaks=False, **options):
        """Runs it to its end. What `breaks` it may keep it from recording what it has sent."""
        return subprocess.run(self.line(*arguments, store=store), cwd=self.folder, capture_output=True, stdin=subprocess.DEVNULL,
                              timeout=600, env={**os.environ, **self.worker(breaks)[1], **(environment or {})}, **options)

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
            (i, f"e{self.edits}x{i}@exemple.fr", f"07{self.edits % 100:02d}{i:06d}") for i in range(start, start + self.chance.randint(1, EDITED))])

    def new_order(self):
        self.orders += 1
        order = self.orders - 1
        return ["orders", "create", self.order_sheet(order), "--number", str(FIRST + order), "--date", "2026-01-02", "--paid"]

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
            return ["resend", "--order", number, "--yes"]
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
        self.done("jobs", "send", "--settings", self.sink.settings)
        self.check()
        rest = self.query("SELECT state, count(*) FROM jobs WHERE state NOT IN ('sent', 'cancelled') GROUP BY state")
        if rest:
            raise Broken(f"after everything was sent there are {rest}")
        self.count("messages that came", len(self.sink.deliveries))
        self.count("messages that came twice, of killed workers", self.sink.repeated())

    def acknowledge(self, output):
        try:
            answer = json.loads(output)
        except ValueError:
            return
        if isinstance(answer, dict) and answer.get("import"):
            self.acknowledged.add(answer["import"])

    # The faults.

    def kill(self, kills):
        """Two processes at work, killed at random moments."""
        # How long each takes: it is to be killed at any moment of that.
        durations = {}
        for kind in ["order", "order", "import", "revert", "edit", "export", "resend", *self.sends[:1]]:
            started = time.monotonic()
            self.done(*self.arguments(kind))
            durations[kind] = time.monotonic() - started
        if self.sink:
            self.done("resend", "--all", "--yes")
        killed = 0
        while killed < kills:
            running = []
            for kind, arguments in (self.action(), self.action()):
                output = tempfile.TemporaryFile()
                worker, environment = self.worker(breaks=False)
                process = subprocess.Popen(self.line(*arguments), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output,
                                           stderr=subprocess.DEVNULL, env={**os.environ, **environment})
                running.append((kind, process, output, time.monotonic(), worker))
            deadline = time.monotonic() + self.chance.random() * min(4, 1.2 * max(durations[kind] for kind, *_ in running))
            while time.monotonic() < deadline and any(process.poll() is None for _, process, *_ in running):
                time.sleep(0.0005)
            for kind, process, output, started, worker in running:
                if process.poll() is None:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    durations[kind] = max(durations[kind], time.monotonic() - started)
                    killed += 1
                    if self.sink:
                        self.sink.broken.add(worker)
                    self.count(f"killed: {kind}")
                else:
                    durations[kind] = 0.7 * durations[kind] + 0.3 * (time.monotonic() - started)
                    self.count(f"finished: {kind}")
                    if process.returncode < 0:
                        raise Broken(f"{kind} died of signal {-process.returncode}")
                output.seek(0)
                self.acknowledge(output.read())
                output.close()
            if self.sink and self.chance.random() < 0.5:
                self.restart_machine()
            self.check()
        if self.sink:
            self.drain()

    def fail_calls(self, rounds):
        """Reads, writes and syncs that fail from some call on."""
        shim = self.shim()
        if shim is None:
            return
        for index in range(rounds):
            kind, arguments = self.action()
            call = ["pread", "pwrite", "fsync"][index % 3]
            at = self.chance.randint(1, {"pread": 120, "pwrite": 60, "fsync": 4}[call])
            environment = {"LD_PRELOAD": shim, "FAULT_CALL": call, "FAULT_AT": str(at)}
            result = self.run(*arguments, environment=environment, breaks=True)
            self.ended_well(result, f"{kind} with {call} failing from call {at}")
            self.acknowledge(result.stdout)
            self.count(f"{call} failing")
            self.check()

    def jump_clock(self, rounds):
        """A clock that is years ahead or behind."""
        shim = self.shim()
        if shim is None:
            return
        for _ in range(rounds):
            kind, arguments = self.action()
            offset = self.chance.choice([-10 ** 8, -86_400, 86_400, 10 ** 9])
            result = self.run(*arguments, environment={"LD_PRELOAD": shim, "FAULT_CLOCK": str(offset)})
            self.ended_well(result, f"{kind} with the clock {offset} s off")
            self.acknowledge(result.stdout)
            self.count("clock jumped")
            self.check()

    def cut_power(self, rounds):
        """A disk that lost what was not synced, at some moment of a command or right after it said that it was done."""
        shim = self.shim()
        if shim is None:
            return
        journal, place = os.path.join(self.folder, "journal"), os.path.join(self.folder, "cut")
        names = [self.store, self.store + "-wal"]
        for index in range(rounds):
            kind, arguments = self.action()
            with contextlib.suppress(FileNotFoundError):
                os.remove(journal)
            before = {name: powercut.content(name) for name in names}
            result = self.run(*arguments, environment={"LD_PRELOAD": shim, "FAULT_JOURNAL": journal})
            self.ended_well(result, kind)
            self.acknowledge(result.stdout)
            happened = list(powercut.events(journal)) if os.path.exists(journal) else []
            is_after = index % 2 == 0
            cut = happened if is_after else happened[:self.chance.randint(0, len(happened))]
            powercut.write(powercut.after_cut(before, cut, self.chance), place)
            store = os.path.join(place, os.path.basename(self.store))
            self.check(store=store)
            if is_after and self.ends(store) != self.ends(self.store):
                raise Broken(f"{kind} was said to be done, and after a power cut there is {self.ends(store)} instead of {self.ends(self.store)}")
            self.count("power cut after a command" if is_after else "power cut within a command")
            self.check()

    def ends(self, store):
        """How far the tables reach, and what became of the e-mails."""
        return [self.query(f"SELECT count(*), max(rowid) FROM {table}", store) for table in ("orders", "operations", "audit", "jobs")] + [
            self.query("SELECT state, count(*) FROM jobs GROUP BY state", store)]

    def shim(self):
        if sys.platform != "linux" or not shutil.which("cc"):
            self.count("skipped: failing calls and clock, which want Linux and cc")
            return None
        path = os.path.join(self.folder, "faults.so")
        if not os.path.exists(path):
            subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", path, os.path.join(HERE, "faults.c"), "-ldl"], check=True)
        return path

    def limit_files(self, rounds):
        """Files that may not grow beyond some size."""
        for _ in range(rounds):
            kind, arguments = self.action()
            limit = self.chance.randrange(4096, 2 * os.path.getsize(self.store))
            result = self.run(*arguments, breaks=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
            self.ended_well(result, f"{kind} with files limited to {limit} bytes")
            self.acknowledge(result.stdout)
            self.count("file size limited")
            self.check()

    def fill_disk(self, rounds):
        """A disk that is full, and later is not."""
        place = os.path.join(self.folder, "disk")
        os.makedirs(place, exist_ok=True)
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], capture_output=True).returncode != 0:
            self.count("skipped: full disk, which wants to mount a tmpfs")
            return
        try:
            store = os.path.join(place, "dotations.sqlite")
            orders = 0
            while orders < 200:
                sheet = self.order_sheet(1000 + orders)
                result = self.run("orders", "create", sheet, "--number", str(FIRST + 1000 + orders), "--date", "2026-01-02", "--paid", store=store)
                if not self.ended_well(result, "orders create on a full disk"):
                    break
                orders += 1
            else:
                raise Broken("8 MB held 200 orders")
            for _ in range(rounds):
                order = 1000 + self.chance.randrange(orders)
                sheet = self.edited_sheet(order)
                result = self.run("import", sheet, "--order", str(FIRST + order), "--yes", store=store)
                self.ended_well(result, "import on a full disk")
                self.count("disk full")
            subprocess.run(["mount", "-o", "remount,size=64m", place], check=True)
            self.check(store=store)
            self.done("import", self.edited_sheet(1000), "--order", str(FIRST + 1000), "--yes", store=store)
            self.check(store=store)
        finally:
            subprocess.run(["umount", "-l", place], check=True)

    def change_while_read(self, rounds):
        """A sheet that is cut short or written anew while it is read."""
        for index in range(rounds):
            order = self.some_order()
            sheet = self.edited_sheet(order) if index % 2 else f"export{order}.xlsx"
            if not index % 2:
                self.done("export", str(FIRST + order), "-o", sheet)
            path = os.path.join(self.folder, sheet)
            whole = open(path, "rb").read()
            process = subprocess.Popen(self.line("import", sheet, "--order", str(FIRST + order), "--yes"), cwd=self.folder,
                                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(self.chance.random() * 0.04)
            with open(path, "r+b") as file:
                if self.chance.random() < 0.5:
                    file.truncate(self.chance.randrange(len(whole)))
                else:
                    file.write(self.chance.randbytes(self.chance.randrange(1, len(whole))))
            output, errors = process.communicate(timeout=120)
            if process.returncode not in (0, 1, 2):
                raise Broken(f"import of a sheet that changed: status {process.returncode}, {errors.decode()[-500:]}")
            self.acknowledge(output)
            self.count("sheet changed while it was read")
            self.check()

    def hold_store(self, rounds):
        """Another program that writes for longer than anybody waits."""
        for _ in range(rounds):
            holder = sqlite3.connect(self.store, isolation_level=None)
            holder.execute("BEGIN IMMEDIATE")
            order = self.some_order()
            if self.ended_well(self.run("import", self.edited_sheet(order), "--order", str(FIRST + order), "--yes"), "import into a held store"):
                raise Broken("an import wrote to a store that another program held")
            self.done("orders", "list")
            holder.execute("ROLLBACK")
            holder.close()
            self.count("store held")
            self.check()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(10 ** 6))
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="dotations-chaos-")
    chaos = Chaos(os.path.abspath(options.command), folder, options.seed)
    rounds = max(2, options.kills // 10)
    print(f"seed {options.seed}", flush=True)
    try:
        for title, fault in [
                ("killed at random moments", lambda: chaos.kill(options.kills)),
                ("calls that fail", lambda: chaos.fail_calls(3 * rounds)),
                ("power cuts", lambda: chaos.cut_power(2 * rounds)),
                ("the clock", lambda: chaos.jump_clock(rounds)), ("limited files", lambda: chaos.limit_files(rounds)),
                ("a full disk", lambda: chaos.fill_disk(rounds)), ("sheets that change", lambda: chaos.change_while_read(rounds)),
                ("a held store", lambda: chaos.hold_store(max(1, rounds // 10)))]:
            started = time.monotonic()
            fault()
            print(f"{title}: sound after every round, {time.monotonic() - started:.0f} s", flush=True)
    except Broken as error:
        # The server takes its messages with it.
        if chaos.sink:
            shutil.copytree(chaos.sink.folder, os.path.join(folder, "messages"))
        print(f"BROKEN: {error}\nThe files are in {folder}.")
        sys.exit(1)
    finally:
        if chaos.sink:
            chaos.sink.close()
    for what, count in sorted(chaos.counts.items()):
        print(f"  {count:5}  {what}")
    shutil.rmtree(folder)


main()
