"""Admins at the pages, e-mails that leave, and a server that is killed: pages.py COMMAND [--engine postgresql] [--minutes N] [--seed N].

Four admins read, correct, import and have e-mails sent again, all at once, and press again where no answer came; the server sends e-mails
meanwhile. Every few seconds it is killed, or stopped in order, and the store is looked at as chaos.py does: what the pages said was done is
there, once. A fourth of the time nobody kills it, and its memory is to stay what it is.
"""

import argparse
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import sink
from admin import PASSWORD, Admin
from server_trial import ServerTrial
from trial import EDITED, FIRST, HEADER, ROWS, Broken, Trial

# How many MB more a server may have at the end of a quiet time than after the first minute of it, of which 32 are the pages that a store's writer
# comes to keep; and how many seconds that has to last to tell.
GROWTH, LONG_ENOUGH = 40, 300


class Pages:
    clients = {"CSE": 1}

    def __init__(self, command, folder, seed):
        super().__init__(command, folder, seed)
        self.lock = threading.Lock()
        self.corrections, self.imports = [], []
        self.process = None
        for _ in range(4):
            self.done(*self.new_order().arguments)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        names = ["alice", "bea", "chloe", "david"]
        for name in names:
            self.done("users", "add", f"{name}@exemple.fr", "--name", name.capitalize(), "--role", "administration")
            subprocess.run(self.line("users", "password", f"{name}@exemple.fr", "--password-file", "-"), input=PASSWORD.encode() + b"\n",
                           check=True, stdout=subprocess.DEVNULL)
        self.admins = [Admin(name, self, self.port, seed + index) for index, name in enumerate(names)]

    # What admins take and tell.

    def number(self, order):
        return FIRST + order

    def new_mobile(self):
        with self.lock:
            self.edits += 1
            return f"07{self.edits:08d}"

    def edited(self, order):
        """A sheet that changes the contacts of a part of an order, and its name."""
        with self.lock:
            self.edits += 1
            edit = self.edits
            start = self.chance.randrange(ROWS - EDITED)
            count = self.chance.randint(1, EDITED)
        lines = [";".join(HEADER)] + [
            f"{20_000_000 + order * ROWS + i};{i:05d};NOM{i};Zoé;p{edit}x{i}@exemple.fr;06{(edit * ROWS + i) % 10 ** 8:08d};1000;En attente d'activation"
            for i in range(start, start + count)]
        return f"edition{edit}.csv", "\r\n".join(lines) + "\r\n"

    def corrected(self, dotation, mobile):
        with self.lock:
            self.corrections.append((dotation, mobile))

    def imported(self, name):
        with self.lock:
            self.imports.append(name)

    # The server.

    def start(self):
        worker, environment = self.worker(breaks=False)
        log = open(os.path.join(self.folder, "log"), "ab")
        self.process = subprocess.Popen(
            [self.command + "-serve", "--database", self.store, "--port", str(self.port), "--settings", self.sink.settings, "--send"],
            stdout=subprocess.DEVNULL, stderr=log, env={**os.environ, **environment})
        log.close()
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            if self.process.poll() is not None:
                raise Broken(f"the server does not start: status {self.process.returncode}")
            time.sleep(0.05)
        for admin in self.admins:
            admin.may_work.set()
        return worker

    def memory(self):
        """The server's memory in MB, without what it shares with its file."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"RssAnon:\s+(\d+)", file.read()).group(1)) / 1024

    def end(self, worker, kills):
        for admin in self.admins:
            admin.may_work.clear()
        if self.process.poll() is not None:
            raise Broken(f"the server ended by itself: status {self.process.returncode}")
        if kills:
            self.sink.broken.add(worker)
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.count("killed")
        else:
            self.process.send_signal(signal.SIGTERM)
            if self.process.wait(90) != 0:
                raise Broken(f"the server stopped with status {self.process.returncode}")
            self.count("stopped in order")
        # What a server has started ends with it, or soon after.
        deadline = time.monotonic() + 30
        while subprocess.run(["pgrep", "-f", f"{self.command}-serve plan"], stdout=subprocess.DEVNULL).returncode == 0:
            if time.monotonic() > deadline:
                raise Broken("a process that plans outlives its server by half a minute")
            time.sleep(0.05)
        for admin in self.admins:
            if not admin.waits.wait(90):
                raise Broken("an admin waits for an answer for more than a minute")
            if admin.fault:
                raise Broken(f"{admin.email}: {admin.fault!r}")

    def look(self):
        if self.chance.random() < 0.5:
            self.restart_machine()
        self.check()
        changed = set(self.query("SELECT dotation_id, mobile_after FROM audit WHERE mobile_after IS NOT NULL"))
        lost = [change for change in self.corrections if change not in changed]
        if lost:
            raise Broken(f"corrections {lost[:5]} were said to be done and are not in the history")
        imported = {}
        for (email,) in self.query("SELECT DISTINCT email_after FROM audit WHERE email_after LIKE 'p%x%'"):
            imported[email[1:].split("x")[0]] = True
        missing = [name for name in self.imports if name.removeprefix("edition").removesuffix(".csv") not in imported]
        if missing:
            raise Broken(f"imports {missing[:5]} were said to be done and are not in the history")
        twice = self.query("SELECT file_hash, count(*) FROM operations WHERE kind = 'import' GROUP BY file_hash HAVING count(*) > 1")
        if twice:
            raise Broken(f"{len(twice)} sheets were imported twice")
        self.count("looked at")

    # The hour.

    def go(self, seconds):
        for admin in self.admins:
            admin.start()
        start, told = time.monotonic(), 0
        quiet_from = start + 0.5 * seconds
        is_quiet_over = False
        while time.monotonic() < start + seconds:
            worker = self.start()
            if not is_quiet_over and time.monotonic() > quiet_from:
                self.stay_quiet(0.25 * seconds)
                is_quiet_over = True
            else:
                time.sleep(self.chance.uniform(0.2, 12))
            self.end(worker, kills=self.chance.random() < 0.8)
            self.look()
            if (time.monotonic() - start) // 300 > told:
                told = (time.monotonic() - start) // 300
                print(f"{told * 5:.0f} minutes, {self.counts.get('killed', 0)} kills, {len(self.imports)} imports", flush=True)
        for admin in self.admins:
            admin.ends.set()
            admin.may_work.set()
            admin.join(90)
        self.drain()
        self.look()
        self.count("corrections said to be done", len(self.corrections))
        self.count("imports said to be done", len(self.imports))
        for admin in self.admins:
            for what, count in admin.done.items():
                self.count(what, count)

    def stay_quiet(self, seconds):
        end = time.monotonic() + seconds
        time.sleep(min(60, seconds / 4))
        early = [self.memory()]
        late = []
        while time.monotonic() < end:
            time.sleep(min(2, seconds / 20))
            (early if len(early) < 10 else late).append(self.memory())
            late = late[-10:]
        early, late = sorted(early)[len(early) // 2], sorted(late)[len(late) // 2]
        print(f"memory of the server: {early:.0f} MB after the first minute, {late:.0f} MB after {seconds / 60:.0f}", flush=True)
        if seconds >= LONG_ENOUGH and late > early + GROWTH:
            raise Broken(f"the server's memory grew from {early:.0f} to {late:.0f} MB")


class FilePages(Pages, Trial):
    pass


class ServerPages(Pages, ServerTrial):
    pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(10 ** 6))
    options = parser.parse_args()
    if not sink.Sink.is_available():
        sys.exit("chaos: skipped, as there is no aiosmtpd; scripts/setup --python installs it")
    folder = tempfile.mkdtemp(prefix="dotations-chaos-")
    print(f"seed {options.seed}", flush=True)
    pages = (ServerPages if options.engine == "postgresql" else FilePages)(os.path.abspath(options.command), folder, options.seed)
    try:
        pages.go(60 * options.minutes)
    except Broken as error:
        shutil.copytree(pages.sink.folder, os.path.join(folder, "messages"))
        print(f"BROKEN: {error}\nThe files are in {folder}.")
        sys.exit(1)
    finally:
        if pages.process and pages.process.poll() is None:
            pages.process.kill()
        pages.close()
    for what, count in sorted(pages.counts.items()):
        print(f"  {count:6}  {what}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
