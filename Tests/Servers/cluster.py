"""A PostgreSQL server of one's own, reached by a socket in its folder and by a port of the loopback."""

import glob
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

# As root, it runs as the user postgres, since PostgreSQL refuses root.
USER = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
SETTINGS = {"max_connections": "200", "shared_buffers": "'256MB'", "max_wal_size": "'2GB'", "log_line_prefix": "'%m [%p] %a '"}


def programs():
    """Where PostgreSQL's programs are, as scripts/postgres looks for them; nil where there are none."""
    found = glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/opt/homebrew/opt/postgresql*/bin")
    if found:
        return max(found, key=lambda path: [int(part) for part in path.split("/") if part.isdigit()])
    initdb = shutil.which("initdb")
    return initdb and os.path.dirname(initdb)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A server whose data, socket and log are in a folder of its own."""

    def __init__(self, folder, **settings):
        self.folder, self.data, self.port = folder, os.path.join(folder, "data"), free_port()
        self.settings = {**SETTINGS, "listen_addresses": "'127.0.0.1'", "port": str(self.port), "unix_socket_directories": f"'{folder}'", **settings}
        self.process = None
        # What runs the server, as whom, where that is not the same as for the other programs.
        self.within = []
        self.renew()

    def renew(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        if USER:
            shutil.chown(self.folder, "postgres", "postgres")

    def program(self, name, *arguments, **options):
        return subprocess.run([os.path.join(programs(), name), *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, check=True,
                              **{**USER, "stdout": subprocess.DEVNULL, **options})

    def create(self):
        """Makes it, and starts it."""
        self.program("initdb", f"--pgdata={self.data}", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as file:
            file.write("include 'own.conf'\n")
        self.start()

    def follow(self, primary, port):
        """Makes it anew as a standby of another one, which it reaches through a port, and starts it."""
        self.renew()
        self.program("pg_basebackup", f"--pgdata={self.data}", "--write-recovery-conf", "--checkpoint=fast", "--no-sync",
                     f"--dbname=host=127.0.0.1 port={primary.port} user=postgres")
        with open(os.path.join(self.data, "postgresql.auto.conf"), "a", encoding="utf-8") as file:
            file.write(f"primary_conninfo = 'host=127.0.0.1 port={port} user=postgres application_name=standby'\n")
        self.start()

    def set(self, **settings):
        """Changes settings that need no start."""
        self.settings.update(settings)
        self.write_settings()
        self.process.send_signal(signal.SIGHUP)

    def write_settings(self):
        with open(os.path.join(self.data, "own.conf"), "w", encoding="utf-8") as file:
            file.writelines(f"{name} = {value}\n" for name, value in self.settings.items())

    def start(self):
        """Starts it, and waits until it answers. Where it was killed, what it had started may still be about to end."""
        self.write_settings()
        deadline = time.monotonic() + 60
        while True:
            if self.process is None or self.process.poll() is not None:
                with open(os.path.join(self.folder, "log"), "ab") as log:
                    self.process = subprocess.Popen([*self.within, os.path.join(programs(), "postgres"), "-D", self.data], cwd=self.folder,
                                                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, **({} if self.within else USER))
            try:
                self.program("pg_isready", "--quiet", f"--host={self.folder}", f"--port={self.port}")
                return
            except subprocess.CalledProcessError:
                if time.monotonic() > deadline:
                    sys.exit(f"the PostgreSQL server in {self.folder} does not start; its log is there")
                time.sleep(0.05)

    def end(self, by=signal.SIGKILL):
        """Ends it: SIGKILL as a crash does, SIGINT in order."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(by)
            self.process.wait()

    def promote(self):
        self.query("SELECT pg_promote()")

    def query(self, sql, database="postgres"):
        """What a query finds, as tuples; columns that have one name are all there."""
        answer = self.run_sql(f"SELECT coalesce(json_agg(found), '[]') FROM ({sql}) found", database)
        return json.loads(answer, object_pairs_hook=lambda pairs: tuple(value for _, value in pairs))

    def run_sql(self, sql, database="postgres"):
        """Runs SQL once the server takes it: where a session was killed, it ends all others a moment later, and recovers."""
        deadline = time.monotonic() + 60
        while True:
            try:
                return self.psql(sql, database)
            except subprocess.CalledProcessError as error:
                if error.returncode != 2 or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def psql(self, sql, database):
        # Status 2: there was no connection.
        return self.program("psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", f"--host={self.folder}",
                            f"--port={self.port}", "--username=postgres", f"--dbname={database}", f"--command={sql}",
                            stdout=subprocess.PIPE, text=True).stdout
