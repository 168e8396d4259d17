"""Opens a store of version 0.1.0 with several processes at once, and kills some on the way: migration.py COMMAND STORE [--kills N].

Whoever is first makes it a store of today, and all go on. Where that was killed there is the old store, whole, or the new one, whole.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

# So many that a migration takes long enough to be killed in its midst.
ROWS = 20_000
OLD, NUMBER = 6, 2_900_000


class Broken(Exception):
    pass


class Migration:
    def __init__(self, command, made, folder, seed):
        self.command, self.chance = os.path.abspath(command), random.Random(seed)
        self.old, self.store = os.path.join(folder, "old.sqlite"), os.path.join(folder, "store.sqlite")
        shutil.copy(made, self.old)
        with self.database(self.old) as connection:
            connection.execute(f"INSERT INTO orders (number, date, paid_at) VALUES ({NUMBER}, '2026-01-02', 1)")
            connection.execute(f"""
                WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {ROWS})
                INSERT INTO dotations (id, order_number, position, matricule, last_name, first_name, email, mobile, amount, status_id,
                    matricule_key, last_name_key, first_name_key, email_key, mobile_key)
                SELECT 30000000 + i, {NUMBER}, i, i, 'NOM' || i, 'Zoé', 'a' || i || '@exemple.fr', '06' || (10000000 + i), 100, 1,
                    i, 'nom' || i, 'zoe', 'a' || i || 'exemplefr', '06' || (10000000 + i) FROM n""")
            self.before = self.content(connection)

    @contextlib.contextmanager
    def database(self, path):
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            yield connection
            # What was written must be in the one file that is copied.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @staticmethod
    def content(connection):
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}

    def renew(self):
        for end in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(self.store + end)
        shutil.copy(self.old, self.store)
        os.chmod(self.store, 0o600)

    def start(self):
        return subprocess.Popen([self.command, "--database", self.store, "orders", "list", "--json"], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finished(self, process):
        output, errors = process.communicate(timeout=120)
        if process.returncode != 0:
            raise Broken(f"a process ended with {process.returncode}: {errors.decode()[-500:]}")
        return output

    def version(self):
        with contextlib.closing(sqlite3.connect(self.store)) as connection:
            return connection.execute("PRAGMA user_version").fetchone()[0]

    def check(self):
        """That it is a store of today with all that there was."""
        result = subprocess.run([self.command, "--database", self.store, "doctor", "--json"], capture_output=True, stdin=subprocess.DEVNULL)
        wrong = [entry for entry in json.loads(result.stdout)["checks"] if entry["grade"] == "bad"]
        if wrong or self.version() <= OLD:
            raise Broken(f"version {self.version()}, doctor: {wrong}")
        with contextlib.closing(sqlite3.connect(self.store)) as connection:
            for table, rows in self.before.items():
                if not table.startswith("sqlite_") and connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] != len(rows):
                    raise Broken(f"{table} has not all of its rows")

    def meet(self, count):
        """Processes that all found the old store, and begin to make it a new one at the same moment."""
        self.renew()
        with contextlib.closing(sqlite3.connect(self.store, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            processes = [self.start() for _ in range(count)]
            # Each has read the version by then, and waits to write.
            time.sleep(1)
            if self.version() != OLD or any(process.poll() is not None for process in processes):
                raise Broken("a process went on while another program wrote")
            holder.execute("ROLLBACK")
        outputs = [self.finished(process) for process in processes]
        if len(set(outputs)) != 1 or json.loads(outputs[0])["orders"] == []:
            raise Broken("the processes saw different stores")
        self.check()

    def kill(self, rounds):
        """Says how many were killed before they were done."""
        self.renew()
        started = time.monotonic()
        self.finished(self.start())
        duration, early = time.monotonic() - started, 0
        for index in range(rounds):
            self.renew()
            process = self.start()
            if index % 2:
                # The log grows while the transaction is committed: the moment when most could go wrong.
                while process.poll() is None and not (os.path.exists(self.store + "-wal") and os.path.getsize(self.store + "-wal") > 100_000):
                    time.sleep(0.0002)
                time.sleep(self.chance.random() * 0.01)
            else:
                time.sleep(duration * self.chance.uniform(0.2, 1))
            process.kill()
            process.communicate()
            if self.version() == OLD:
                early += 1
                with contextlib.closing(sqlite3.connect(self.store)) as connection:
                    if self.content(connection) != self.before or connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                        raise Broken("a migration that was killed left a part of itself")
                self.finished(self.start())
            self.check()
        return early


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("store")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.randrange(10 ** 6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="dotations-migration-") as folder:
        try:
            migration = Migration(options.command, options.store, folder, options.seed)
            for count in (2, 3):
                migration.meet(count)
            early = migration.kill(options.kills)
            if early == 0:
                raise Broken("no migration was killed before it was done")
        except Broken as error:
            sys.exit(f"BROKEN: {error}")
    print(f"2 and 3 processes at once: all went on; {early} of {options.kills} kills came before the end, and left the old store")


main()
