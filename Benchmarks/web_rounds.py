"""A page of 100 dotations among many, ours and Django in turn: web_rounds.py, as scripts/bench web has made everything ready.

Both have one order of BENCH_ROWS dotations and somebody who has signed in. hey asks over 32 connections: at 480 requests a second, where the
slowest of a hundred counts, and as fast as it goes.
"""

import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
COMMAND, SERVER = os.environ["BENCH_COMMAND"], os.environ["BENCH_SERVER"]
ROWS, ROUNDS = int(os.environ["BENCH_ROWS"]), int(os.environ["BENCH_ROUNDS"])
SECONDS = os.environ.get("BENCH_SECONDS", "10")
FOLDER = os.path.join(os.environ["BENCH_FOLDER"], "web-stores")
ORDER, PASSWORD = "2800886", "cinq mots de passe au hasard"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("bench: a server does not start")


class Ours:
    """Our pages, and the cookie of somebody who has signed in."""

    name = "ours"

    def __init__(self):
        store = os.path.join(FOLDER, "ours.sqlite")
        sheet = os.path.join(FOLDER, "order.csv")
        with open(sheet, "w", encoding="utf-8") as file:
            file.write("Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n")
            file.writelines(f"{n:06d};NOM{n};Zoé;personne{n}@exemple.fr;06{n:08d};100\n" for n in range(ROWS))

        def run(*arguments, text=None):
            subprocess.run([COMMAND, *arguments, "--database", store], check=True, stdout=subprocess.DEVNULL, input=text, text=True)

        run("orders", "create", sheet, "--number", ORDER, "--date", "2024-06-07", "--paid", "--yes")
        run("users", "add", "alice@exemple.fr", "--name", "Alice", "--role", "administration")
        run("users", "password", "alice@exemple.fr", "--password-file", "-", text=PASSWORD + "\n")
        self.port = free_port()
        self.process = subprocess.Popen([SERVER, "--database", store, "--port", str(self.port)], stdout=subprocess.DEVNULL)
        wait_for(self.port)
        self.url = f"http://localhost:{self.port}/commandes/{ORDER}/dotations"
        self.cookie = self.sign_in()

    def sign_in(self):
        connection = http.client.HTTPConnection("localhost", self.port)
        connection.request("GET", "/connexion")
        answer = connection.getresponse()
        visitor = answer.headers["Set-Cookie"].split(";")[0]
        token = re.search(r'name="jeton" value="(\w+)"', answer.read().decode()).group(1)
        form = {"jeton": token, "code": "CSE", "email": "alice@exemple.fr", "password": PASSWORD}
        connection.request("POST", "/connexion", urllib.parse.urlencode(form), {
            "Cookie": visitor, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        answer.read()
        return next(value.split(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie" and value.startswith("session="))

    def processes(self):
        return [self.process.pid]


class Django:
    """Django with gunicorn, a process for each of two processors."""

    name = "Django"

    def __init__(self):
        store = os.path.join(FOLDER, "theirs.sqlite")
        made = subprocess.run([sys.executable, os.path.join(HERE, "web_peer.py"), "create", store, str(ROWS)], check=True,
                              stdout=subprocess.PIPE, text=True)
        self.cookie = "sessionid=" + made.stdout.split()[-1]
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--workers", "2", "--bind", f"127.0.0.1:{self.port}", "--log-level", "error",
             "--chdir", HERE, "web_peer:application"], env={**os.environ, "WEB_PEER_STORE": store})
        wait_for(self.port)
        self.url = f"http://localhost:{self.port}/commandes/{ORDER}/dotations"

    def processes(self):
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children", encoding="ascii") as file:
            return [self.process.pid, *map(int, file.read().split())]


def peak(contestant):
    """The peak memory of all its processes, in MB; what they share counts for each."""
    total = 0
    for process in contestant.processes():
        with open(f"/proc/{process}/status", encoding="ascii") as file:
            total += int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1))
    return total / 1024


def ask(contestant, *options):
    """Requests a second, and the milliseconds that ninety-nine of a hundred took at most."""
    done = subprocess.run(["hey", "-z", SECONDS + "s", "-c", "32", *options, "-H", "Cookie: " + contestant.cookie, contestant.url],
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    statuses = set(re.findall(r"\[(\d+)\]\s+\d+ responses", done))
    if statuses != {"200"}:
        sys.exit(f"bench: {contestant.name} answered {statuses}:\n{done}")
    return (float(re.search(r"Requests/sec:\s+([\d.]+)", done).group(1)),
            float(re.search(r"99%+ in ([\d.]+) secs", done).group(1)) * 1000)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    contestants = []
    try:
        for kind in (Ours, Django):
            contestants.append(kind())
        found = {contestant.name: {"free": [], "held": []} for contestant in contestants}
        for _ in range(ROUNDS):
            for contestant in contestants:
                found[contestant.name]["held"].append(ask(contestant, "-q", "15"))
                found[contestant.name]["free"].append(ask(contestant))
        print(f"\nA page of 100 among {ROWS:,} dotations over 32 connections, {ROUNDS} rounds in turn, medians.\n")
        print("| contestant | requests/s | p99 at that, ms | p99 at 480 requests/s, ms | peak MB |")
        print("|---|--:|--:|--:|--:|")
        rates = {}
        for contestant in contestants:
            runs = found[contestant.name]
            rates[contestant.name] = statistics.median(rate for rate, _ in runs["free"])
            print(f"| {contestant.name} | {rates[contestant.name]:,.0f} | {statistics.median(p for _, p in runs['free']):.1f} "
                  f"| {statistics.median(p for _, p in runs['held']):.1f} (held {statistics.median(r for r, _ in runs['held']):.0f}) "
                  f"| {peak(contestant):.0f} |")
        print(f"\nOurs answers {rates['ours'] / rates['Django']:.1f} times as many (10); p99 at 480 requests a second is to be at most 20 ms.")
    finally:
        for contestant in contestants:
            contestant.process.terminate()


main()
