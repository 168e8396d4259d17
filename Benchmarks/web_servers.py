"""Our pages and Django's, as servers over stores of one order, with somebody who has signed in."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
COMMAND, SERVER = os.environ["BENCH_COMMAND"], os.environ["BENCH_SERVER"]
FOLDER = os.path.join(os.environ["BENCH_FOLDER"], "web-stores")
ORDER, PASSWORD = "2800886", "cinq mots de passe au hasard"
# The number of the first dotation of both.
FIRST = 10_000_000


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

    def __init__(self, rows):
        store = os.path.join(FOLDER, f"ours{rows}.sqlite")
        sheet = os.path.join(FOLDER, "order.csv")
        with open(sheet, "w", encoding="utf-8") as file:
            file.write("Identifiant dotation;Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n")
            file.writelines(f"{FIRST + n};{n:06d};NOM{n};Zoé;personne{n}@exemple.fr;06{n:08d};100\n" for n in range(rows))

        def run(*arguments, text=None):
            subprocess.run([COMMAND, *arguments, "--database", store], check=True, stdout=subprocess.DEVNULL, input=text, text=True)

        self.run = run
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
        # Those that a browser sends with each request from then on.
        return "; ".join(value.split(";")[0] for name, value in answer.getheaders()
                         if name == "Set-Cookie" and value.startswith(("session=", "draft=")))

    def processes(self):
        return [self.process.pid]


class Django:
    """Django with gunicorn, a process for each of two processors."""

    name = "Django"

    def __init__(self, rows):
        store = os.path.join(FOLDER, f"theirs{rows}.sqlite")
        made = subprocess.run([sys.executable, os.path.join(HERE, "web_peer.py"), "create", store, str(rows)], check=True,
                              stdout=subprocess.PIPE, text=True)
        self.cookie = "sessionid=" + made.stdout.split()[-1]
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--workers", "2", "--timeout", "600", "--bind", f"127.0.0.1:{self.port}", "--log-level", "error",
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
