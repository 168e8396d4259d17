"""The store on a PostgreSQL server beside two queues and django-import-export on the same one, in turn: queue_rounds.py, as scripts/bench queue has
made everything ready.

E-mails are leased, sent to a server that does nothing with them, and recorded; the queues' jobs do nothing at all. Two processes work, each on
half of the jobs that are in hand. Then a sheet changes the address of each of BENCH_ROWS dotations, while another client's e-mails leave.
"""

import os
import re
import signal
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Tests", "Servers"))
from cluster import Cluster  # noqa: E402

COMMAND, PLACE = os.environ["BENCH_COMMAND"], os.path.join(os.environ["BENCH_FOLDER"], "queue-server")
ROWS, ROUNDS, MAILS = (int(os.environ[name]) for name in ("BENCH_ROWS", "BENCH_ROUNDS", "BENCH_MAILS"))
PEERS = ("procrastinate", "pgqueuer")
# The client whose dotations a sheet changes, and the one whose e-mails leave meanwhile; each with its order.
ORDERS = {"CSE": "2800886", "NORD": "2800887"}
TICK = os.sysconf("SC_CLK_TCK")


class Server(Cluster):
    """A server with its files on a disk, and databases that are copied anew for each round."""

    def fresh(self, ready):
        self.run_sql("DROP DATABASE work")
        self.run_sql(f"CREATE DATABASE work TEMPLATE {ready}")
        self.run_sql("CHECKPOINT")

    def address(self, database, user="postgres"):
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def processor(self):
        """The seconds of CPU time of all its sessions that have ended."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            return sum(map(int, file.read().rsplit(")", 1)[1].split()[13:15])) / TICK


def write(name, rows, mail):
    path = os.path.join(PLACE, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("Identifiant dotation;Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n")
        file.writelines(f"{10_000_000 + n};{n:06d};NOM{n};Zoé;{mail}{n}@exemple.fr;06{n:08d};100\n" for n in range(rows))
    return path


class Contest:
    def __init__(self, server, port):
        self.server = server
        self.environment = {
            **os.environ, "DOTATIONS_SMTP_HOST": "127.0.0.1", "DOTATIONS_SMTP_PORT": str(port), "DOTATIONS_SMTP_SECURITY": "none",
            "DOTATIONS_MAIL_FROM": "CSE <cse@example.fr>", "DOTATIONS_LINK_BASE": "https://activer.example.fr/compte"}

    def ours(self, database, *arguments, user="postgres"):
        return [COMMAND, *arguments, "--database", self.server.address(database, user)]

    def measured(self, *lines, are_done=None):
        """The wall seconds of processes that run at the same time and must succeed; the CPU seconds of them and of the server; what they print.

        Those that go on by themselves are told to stop where `are_done`.
        """
        before, started, processor = self.server.processor(), time.perf_counter(), 0
        processes = [subprocess.Popen(line, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) for line in lines]
        if are_done:
            while not are_done():
                time.sleep(0.2)
            for process in processes:
                process.send_signal(signal.SIGTERM)
        texts = [process.stdout.read() for process in processes]
        for process, line in zip(processes, lines):
            _, status, usage = os.wait4(process.pid, 0)
            if status:
                sys.exit(f"bench: {' '.join(line)} ended with {os.waitstatus_to_exitcode(status)}")
            processor += usage.ru_utime + usage.ru_stime
        wall = time.perf_counter() - started
        # The server counts what a session used once it has ended.
        while self.server.query("SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"):
            time.sleep(0.02)
        return wall, processor, self.server.processor() - before, texts

    # What is there before.

    def prepare(self):
        self.server.run_sql("CREATE DATABASE work")
        self.server.run_sql("CREATE ROLE sender LOGIN; ALTER ROLE sender SET log_min_duration_statement = 0")
        for name, orders in (("mails", [("CSE", MAILS, True)]), ("commande", [("CSE", ROWS, False), ("NORD", MAILS, True)])):
            self.server.run_sql(f"CREATE DATABASE {name}")
            self.measured(self.ours(name, "database", "create"))
            for client, rows, is_to_send in orders:
                if client != "CSE":
                    self.measured(self.ours(name, "clients", "add", client))
                number = ORDERS[client]
                self.measured(self.ours(name, "orders", "create", write("order.csv", rows, "personne"), "--number", number, "--date", "2024-06-07",
                                        "--paid", "--client", client))
                if is_to_send:
                    self.measured(self.ours(name, "resend", "--order", number, "--confirm", str(rows), "--client", client))
            # As the server does by itself within a minute or so.
            self.server.run_sql("VACUUM ANALYZE", name)
        self.server.run_sql("GRANT dotations_app TO sender")
        for peer in PEERS:
            self.server.run_sql(f"CREATE DATABASE {peer}")
            self.measured(self.peer(peer, "fill", peer, MAILS))
            self.server.run_sql("VACUUM ANALYZE", peer)
        self.server.run_sql("CREATE DATABASE django")
        self.measured([sys.executable, os.path.join(HERE, "web_peer.py"), "create", self.django_store("django"), str(ROWS)])
        self.server.run_sql("VACUUM ANALYZE", "django")

    def peer(self, kind, step, database, number):
        return [sys.executable, os.path.join(HERE, "queue_peers.py"), kind, step, self.server.address(database), str(number)]

    def django_store(self, database):
        return f"host=127.0.0.1 port={self.server.port} user=postgres name={database}"

    # What is measured.

    def send(self, name, workers):
        """Jobs a second, and the CPU microseconds of the processes and of the server for each."""
        self.server.fresh(name if name in PEERS else "mails")
        if name in PEERS:
            line = self.peer(name, "work", "work", workers // 2)
            _, processor, server, texts = self.measured(line, line)
            # Without the start of Python.
            wall = max(float(text) for text in texts)
            left = self.server.query({"procrastinate": "SELECT 1 FROM procrastinate_jobs WHERE status <> 'succeeded'",
                                      "pgqueuer": "SELECT 1 FROM pgqueuer"}[name], "work")
            if left:
                sys.exit(f"bench: {name} left {len(left)} of {MAILS} jobs")
        else:
            line = self.ours("work", "jobs", "send", "--follow", "--connections", str(workers // 2), "--log-level", "error")
            started = time.time()
            _, processor, server, _ = self.measured(line, line, are_done=lambda: not self.server.query(
                "SELECT 1 FROM dotations.jobs WHERE state IN ('pending', 'leased', 'retry') LIMIT 1", "work"))
            wall = self.server.query("SELECT max(finished_at) FROM dotations.jobs WHERE state = 'sent' HAVING count(*) = " + str(MAILS), "work")[0][0] / 1000
            wall -= started
        return MAILS / wall, processor / MAILS * 1e6, server / MAILS * 1e6

    def import_alone(self, sheet):
        """A whole import: its plan, shown, and then applied."""
        self.server.fresh("commande")
        plan = self.measured(self.ours("work", "import", sheet, "--order", ORDERS["CSE"], "--client", "CSE", "--dry-run", "--json"))
        done = self.measured(self.importing(sheet))
        return done[:3], [sum(pair) for pair in zip(plan[:3], done[:3])]

    def importing(self, sheet):
        return self.ours("work", "import", sheet, "--order", ORDERS["CSE"], "--client", "CSE", "--confirm", str(ROWS), "--json")

    def import_theirs(self, sheet):
        self.server.fresh("django")
        wall, processor, server, texts = self.measured([sys.executable, os.path.join(HERE, "web_peer.py"), "import", self.django_store("work"), sheet])
        if int(texts[0]) != ROWS:
            sys.exit(f"bench: django-import-export changed {texts[0]} of {ROWS} rows")
        return wall, processor, server

    def leases_beside(self, sheet):
        """For how many milliseconds each lease of another client's e-mails went on while the import did, its locks waited for."""
        self.server.fresh("commande")
        log = os.path.join(self.server.folder, "log")
        start = os.path.getsize(log)
        worker = subprocess.Popen(self.ours("work", "jobs", "send", "--follow", "--rate", "100", "--log-level", "error", user="sender"),
                                  env=self.environment, stdout=subprocess.DEVNULL)
        time.sleep(1)
        began = time.time()
        subprocess.run(self.importing(sheet), check=True, stdout=subprocess.DEVNULL)
        ended = time.time()
        worker.send_signal(signal.SIGTERM)
        worker.wait()
        with open(log, encoding="utf-8") as file:
            file.seek(start)
            return [milliseconds for at, milliseconds in leases(file.read()) if began <= at <= ended]


def leases(log):
    """When each transaction that leased began, and for how many milliseconds it went on, by the log of its statements."""
    begun, has_leased = {}, set()
    for entry in re.split(r"\n(?=\d+\.\d{3} \d+ )", log):
        found = re.match(r"(\d+\.\d{3}) (\d+) .*?duration: ([\d.]+) ms +(?:statement|execute [^:]*): (.*)", entry, re.DOTALL)
        if not found:
            continue
        at, process, duration, statement = float(found[1]), found[2], float(found[3]), found[4]
        if "BEGIN" in statement:
            begun[process] = at - duration / 1000
            has_leased.discard(process)
        elif "SET state = 'leased'" in statement:
            has_leased.add(process)
        elif statement.startswith("COMMIT") and process in has_leased:
            yield begun[process], (at - begun[process]) * 1000


def tell_sending(contest):
    names = ["ours", *PEERS]
    print(f"\n{MAILS:,} jobs leased and recorded by two processes, {ROUNDS} rounds in turn, medians.\n")
    print("| jobs in hand | contestant | jobs/s | CPU µs a job | of the server | rate, ours / theirs | bar |")
    print("|--:|---|--:|--:|--:|--:|--:|")
    for workers, bar in ((2, 1000), (8, 2500), (32, 2500)):
        runs = {name: [] for name in names}
        for _ in range(ROUNDS):
            for name in names:
                runs[name].append(contest.send(name, workers))
        medians = {name: [statistics.median(column) for column in zip(*values)] for name, values in runs.items()}
        for name, (rate, processor, server) in medians.items():
            ratio = "" if name == "ours" else f"{medians['ours'][0] / rate:.2f}"
            print(f"| {workers} | {name} | {rate:,.0f} | {processor:,.0f} | {server:,.0f} | {ratio} "
                  f"| {bar if name == 'ours' else {'procrastinate': 5, 'pgqueuer': 0.5}[name]} |", flush=True)


def tell_importing(contest):
    sheet, applied, whole, waits = write("edited.csv", ROWS, "corrige"), [], [], []
    print(f"\n{ROWS:,} dotations whose address a sheet changes, with history and e-mails, {ROUNDS} rounds, medians; django-import-export in one round.\n")
    print("| import | wall s | CPU s | of the server | wall, theirs / ours | bar |")
    print("|---|--:|--:|--:|--:|--:|")

    def tell(name, runs, ratio, bar):
        wall, processor, server = (statistics.median(column) for column in zip(*runs))
        print(f"| {name} | {wall:.1f} | {processor:.1f} | {server:.1f} | {ratio(wall)} | {bar} |", flush=True)
        return wall

    for _ in range(ROUNDS):
        for runs, measures in zip((applied, whole), contest.import_alone(sheet)):
            runs.append(measures)
        waits += contest.leases_beside(sheet)
    tell("applied", applied, lambda _: "", "15 s")
    ours = tell("shown, then applied", whole, lambda _: "", "")
    tell("django-import-export, shown, then applied", [contest.import_theirs(sheet)], lambda wall: f"{wall / ours:.1f}", 10)
    waits.sort()
    print(f"\nOf {len(waits)} leases of another client during that import, half took {statistics.median(waits):.1f} ms at most, 99 of 100 "
          f"{waits[int(0.99 * len(waits))]:.1f} ms (50), the slowest {waits[-1]:.1f} ms.")


def main():
    # Its user has to come there.
    server = Server(PLACE, log_line_prefix="'%n %p '")
    sink = subprocess.Popen([os.path.join(os.environ["BENCH_FOLDER"], "smtp_sink")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        server.create()
        contest = Contest(server, int(sink.stdout.readline()))
        contest.prepare()
        tell_sending(contest)
        tell_importing(contest)
    finally:
        sink.stdin.close()
        server.end(signal.SIGINT)


main()
