"""Kills and breaks the real command while it works, and checks what is left: chaos.py COMMAND [--engine postgresql] [--faults N] [--seed N].

After each round `dotations doctor` must find the store sound: the file whole, the history unbroken, each change with its one e-mail and no
e-mail without a change; each order and each import is there whole or not at all; and whatever the command said was done is there. No job is
ever lost; what counts as sent came; a message came twice only where the worker that sent it was killed, or kept from its store, before it could say so,
and then under one Message-ID. In the end everything that waits is sent.
"""

import argparse
import contextlib
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

import powercut
from pair import Pair, kill_at_random
from server import ServerChaos
from trial import FIRST, Broken, Trial

HERE = os.path.dirname(os.path.abspath(__file__))


class Chaos(Trial):
    def kill(self, kills):
        """Two processes at work, killed at random moments."""
        Pair.learn(self, ["order", "order", "import", "revert", "edit", "export", "resend", "status", *self.sends[:1]])
        if self.sink:
            self.done("resend", "--all", "--confirm", str(self.query("SELECT count(*) FROM dotations")[0][0]))
        kill_at_random(self, kills)
        if self.sink:
            self.drain()

    def fail_calls(self, rounds):
        """Reads, writes and syncs that fail from some call on."""
        shim = self.shim()
        if shim is None:
            return
        for index in range(rounds):
            action = self.action()
            call = ["pread", "pwrite", "fsync"][index % 3]
            at = self.chance.randint(1, {"pread": 120, "pwrite": 60, "fsync": 4}[call])
            environment = {"LD_PRELOAD": shim, "FAULT_CALL": call, "FAULT_AT": str(at)}
            result = self.run(*action.arguments, environment=environment, breaks=True)
            self.ended_well(result, f"{action.kind} with {call} failing from call {at}")
            self.acknowledge(action, result.stdout)
            self.count(f"{call} failing")
            self.check()

    def jump_clock(self, rounds):
        """A clock that is years ahead or behind."""
        shim = self.shim()
        if shim is None:
            return
        for _ in range(rounds):
            action = self.action()
            offset = self.chance.choice([-10 ** 8, -86_400, 86_400, 10 ** 9])
            result = self.run(*action.arguments, environment={"LD_PRELOAD": shim, "FAULT_CLOCK": str(offset)})
            self.ended_well(result, f"{action.kind} with the clock {offset} s off")
            self.acknowledge(action, result.stdout)
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
            action = self.action()
            with contextlib.suppress(FileNotFoundError):
                os.remove(journal)
            before = {name: powercut.content(name) for name in names}
            result = self.run(*action.arguments, environment={"LD_PRELOAD": shim, "FAULT_JOURNAL": journal})
            self.ended_well(result, action.kind)
            self.acknowledge(action, result.stdout)
            happened = list(powercut.events(journal)) if os.path.exists(journal) else []
            is_after = index % 2 == 0
            cut = happened if is_after else happened[:self.chance.randint(0, len(happened))]
            powercut.write(powercut.after_cut(before, cut, self.chance), place)
            store = os.path.join(place, os.path.basename(self.store))
            self.check(store=store)
            if is_after and self.ends(store) != self.ends(self.store):
                raise Broken(f"{action.kind} was said to be done, and after a power cut there is {self.ends(store)} instead of {self.ends(self.store)}")
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
            action = self.action()
            limit = self.chance.randrange(4096, 2 * os.path.getsize(self.store))
            result = self.run(*action.arguments, breaks=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
            self.ended_well(result, f"{action.kind} with files limited to {limit} bytes")
            self.acknowledge(action, result.stdout)
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
            action = self.for_client(order, "import", "import", sheet, "--order", str(FIRST + order), "--yes")
            process = subprocess.Popen(self.line(*action.arguments), cwd=self.folder,
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
            self.acknowledge(action, output)
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


def file_faults(chaos, kills):
    rounds = max(2, kills // 10)
    return [
        ("killed at random moments", lambda: chaos.kill(kills)), ("calls that fail", lambda: chaos.fail_calls(3 * rounds)),
        ("power cuts", lambda: chaos.cut_power(2 * rounds)), ("the clock", lambda: chaos.jump_clock(rounds)),
        ("limited files", lambda: chaos.limit_files(rounds)), ("a full disk", lambda: chaos.fill_disk(rounds)),
        ("sheets that change", lambda: chaos.change_while_read(rounds)), ("a held store", lambda: chaos.hold_store(max(1, rounds // 10)))]


def server_faults(chaos, faults):
    """A third are kills of commands, a sixth cuts at commits; the others are shared by what breaks the server and what it runs on."""
    rounds = max(2, faults // 12)
    return [
        ("at work", chaos.prepare), ("killed at random moments", lambda: chaos.kill(faults // 3)),
        ("cut where they commit", lambda: chaos.cut_commits(2 * rounds)), ("sessions ended", lambda: chaos.end_sessions(rounds)),
        ("sessions killed", lambda: chaos.crash_server(rounds)), ("the server killed", lambda: chaos.kill_server(rounds)),
        ("the server stopped", lambda: chaos.stop_server(rounds)), ("failover", lambda: chaos.fail_over(rounds // 2)),
        ("failover to a standby that lags", lambda: chaos.fail_over_behind(rounds // 2)),
        ("a link that is cut", lambda: chaos.cut_link(max(2, rounds // 2))), ("all that waits, sent", chaos.drain),
        ("the server's files", chaos.examine)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--kills", "--faults", dest="faults", type=int, default=500)
    parser.add_argument("--only", action="append", help="a kind of faults, by its title; all others are left out")
    parser.add_argument("--seed", type=int, default=random.randrange(10 ** 6))
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="dotations-chaos-")
    is_server = options.engine == "postgresql"
    chaos = (ServerChaos if is_server else Chaos)(os.path.abspath(options.command), folder, options.seed)
    print(f"seed {options.seed}", flush=True)
    is_broken = False
    try:
        for title, fault in (server_faults if is_server else file_faults)(chaos, options.faults):
            if not options.only or title in options.only or title in ("at work", "all that waits, sent", "the server's files"):
                started = time.monotonic()
                fault()
                print(f"{title}: sound after every round, {time.monotonic() - started:.0f} s", flush=True)
    except Broken as error:
        is_broken = True
        # The mail server takes its messages with it.
        if chaos.sink:
            shutil.copytree(chaos.sink.folder, os.path.join(folder, "messages"))
        print(f"BROKEN: {error}\nThe files are in {folder}.")
    finally:
        chaos.close()
    for what, count in sorted(chaos.counts.items()):
        print(f"  {count:5}  {what}")
    if is_broken:
        sys.exit(1)
    shutil.rmtree(folder)


main()
