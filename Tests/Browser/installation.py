"""A store with the orders of the sample files and people of each role, and the pages over it."""

import csv
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = PACKAGE / "SampleFiles"
PASSWORD = "cinq mots de passe au hasard"
ADMINISTRATOR, MANAGER, READER = "alice@exemple.fr", "gil@exemple.fr", "lea@exemple.fr"
CLIENT = "CSE"
PEOPLE = [
    (ADMINISTRATOR, "Alice Martin", "administration"),
    (MANAGER, "Gil Petit", "gestion"),
    (READER, "Léa Blanc", "lecture"),
]
ORDERS = [
    ("commande_2800886.csv", "2800886", "2020-08-21"),
    ("commande_2800875.xlsx", "2800875", "2020-08-11"),
    ("commande_2800879.xlsx", "2800879", "2020-08-14"),
    ("commande_2800901.xlsx", "2800901", "2020-08-25"),
    ("commande_2848729.xlsx", "2848729", "2021-03-16"),
]
# How e-mails are written, so that pages can show them.
MESSAGES = {"DOTATIONS_MAIL_FROM": "CSE de l’usine <cse@exemple.fr>", "DOTATIONS_LINK_BASE": "https://activer.exemple.fr/compte"}
LONG_ORDER, UNPAID_ORDER = "2900250", "2900003"


class Command:
    """The command, over one store."""

    def __init__(self, binaries, database):
        self.binaries = binaries
        self.database = database

    def run(self, *arguments, text="", allowed=(0,)):
        done = subprocess.run(
            [self.binaries / "dotations", *arguments, "--database", self.database],
            input=text, capture_output=True, text=True, timeout=120)
        if done.returncode not in allowed:
            raise AssertionError(f"dotations {' '.join(map(str, arguments))}: {done.stderr}")
        return done.stdout

    def documents(self, *arguments):
        """What a command that lists says, one document a line."""
        return [json.loads(line) for line in self.run(*arguments, "--json").splitlines()]

    def jobs(self):
        """The e-mails to beneficiaries, in the order in which they were asked for."""
        return [job for job in self.documents("jobs", "list") if "kind" in job]


def people(command):
    """Adds a person of each role."""
    for email, name, role in PEOPLE:
        command.run("users", "add", email, "--name", name, "--role", role)
        command.run("users", "password", email, "--password-file", "-", text=PASSWORD + "\n")


def rows(path, count, first):
    """Writes an order sheet of people who do not exist."""
    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        sheet = csv.writer(file, delimiter=";")
        sheet.writerow(["Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant"])
        for number in range(first, first + count):
            sheet.writerow([f"L{number:04}", f"TEST{number}", "ancv", f"ancv.l{number}@yopmail.com", f"06{39980000 + number:08}", "100"])


def samples(binaries, folder):
    """Makes a store of the sample files."""
    command = Command(binaries, folder / "dotations.sqlite")
    for sheet, number, date in ORDERS:
        command.run("orders", "create", SAMPLES / sheet, "--number", number, "--date", date, "--paid")
    command.run("status", "account-created", "11843402")
    command.run("events", "load", SAMPLES / "ventes/trois_tranches.xlsx", "--yes")
    # Some rows of the sample are refused, which is status 2.
    command.run("sales", "import", SAMPLES / "ventes/ventes.xlsx", "--yes", allowed=(0, 2))
    people(command)
    return command


def prepare(binaries, folder):
    """Makes the store that scenarios start from: besides the samples, an order of several pages and one that is not paid."""
    command = samples(binaries, folder)
    for number, count, first, is_paid in [(LONG_ORDER, 250, 1, True), (UNPAID_ORDER, 2, 1001, False)]:
        sheet = folder / f"{number}.csv"
        rows(sheet, count, first)
        command.run("orders", "create", sheet, "--number", number, "--date", "2025-05-05", *(["--paid"] if is_paid else []))
    return command


class MailServer:
    """What takes the e-mails, on a port that nobody has until it starts."""

    def __init__(self, folder):
        self.folder = folder / "mails"
        self.port = free_port()
        self.process = None

    def settings(self):
        return {"DOTATIONS_SMTP_HOST": "127.0.0.1", "DOTATIONS_SMTP_PORT": str(self.port), "DOTATIONS_SMTP_SECURITY": "none"}

    def start(self):
        self.folder.mkdir()
        self.process = subprocess.Popen(
            [sys.executable, PACKAGE / "Tests/Servers/smtp_server.py", self.folder, "--port", str(self.port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.process.stdout.readline()

    def close(self):
        if self.process:
            self.process.communicate()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Server:
    """The pages over a copy of a store, until it is closed."""

    def __init__(self, binaries, database):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dotations-browser-"))
        copy = self.folder / "dotations.sqlite"
        # The copy is of a store that nobody writes to.
        for ending in ("", "-wal", "-shm"):
            source = pathlib.Path(f"{database}{ending}")
            if source.exists():
                shutil.copy(source, f"{copy}{ending}")
        self.command = Command(binaries, copy)
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self.process = None
        self.start()

    def start(self, *arguments, **settings):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [self.command.binaries / "dotations-serve", "--database", self.command.database, "--port", str(self.port), *arguments],
                stdout=log, stderr=log, env={**os.environ, **MESSAGES, **settings})
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        log = self.log()
        self.close()
        raise AssertionError("the server does not start: " + log)

    def log(self):
        return (self.folder / "log").read_text(errors="replace")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError("the server does not stop")

    def restart(self, *arguments, **settings):
        self.stop()
        self.start(*arguments, **settings)

    def close(self):
        try:
            if self.process.poll() is None:
                self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
