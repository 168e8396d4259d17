"""A store on a PostgreSQL server that the real command works on, and what must hold of it."""

import os
import sys
import time

from trial import REFUSALS, Broken, Trial

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Servers"))
from cluster import Cluster  # noqa: E402

REFUSALS.add("store.unreachable")
# What the command says where nobody could tell it whether a write was done.
UNKNOWN = "it is not known whether it was done"


class ServerTrial(Trial):
    """Two clients in a database of a server, which a user of the program alone works with."""

    clients = {"CSE": 1, "NORD": 2}

    def __init__(self, command, folder, seed):
        super().__init__(command, folder, seed)
        # Where its user may go as well.
        os.chmod(folder, 0o755)
        self.cluster = Cluster(os.path.join(folder, "server"))
        self.cluster.create()
        self.cluster.run_sql("CREATE DATABASE dotations")
        self.done("database", "create", store=self.address(self.cluster, user="postgres"))
        self.cluster.run_sql("CREATE ROLE espace_client LOGIN IN ROLE dotations_app")
        self.cluster.run_sql("ALTER ROLE postgres IN DATABASE dotations SET search_path = dotations")
        self.store = self.address(self.cluster)
        for client in list(self.clients)[1:]:
            self.done("clients", "add", client)

    def address(self, *clusters, user="espace_client", port=None):
        hosts = ",".join("127.0.0.1" for _ in clusters)
        ports = ",".join(str(port or cluster.port) for cluster in clusters)
        return f"postgresql:///dotations?host={hosts}&port={ports}&user={user}" + ("&target_session_attrs=read-write" if len(clusters) > 1 else "")

    def close(self):
        super().close()
        self.cluster.end()

    def query(self, sql, store=None):
        return self.cluster.query(sql, "dotations")

    def bytes(self, text):
        return f"'\\x{text}'"

    def denies(self, result):
        return super().denies(result) and UNKNOWN not in self.error(result).get("message", "")

    def ended_well(self, result, what):
        if UNKNOWN in self.error(result).get("message", ""):
            self.count("said that it is not known whether it was done")
        return super().ended_well(result, what)

    def sessions(self, condition="true"):
        """The server's processes that work for the command."""
        return [row[0] for row in self.cluster.query(f"SELECT pid FROM pg_stat_activity WHERE application_name = 'dotations' AND {condition}")]

    def settle(self, seconds=30):
        """Waits until the server has carried out what killed commands had sent."""
        deadline = time.monotonic() + seconds
        while self.sessions():
            if time.monotonic() > deadline:
                raise Broken(f"the server still works for commands that ended {seconds} s ago")
            time.sleep(0.02)

    def check(self, store=None):
        self.settle()
        super().check()

    def restart_machine(self):
        """Ends the leases, as nobody can wait for a minute after each kill."""
        self.cluster.run_sql("UPDATE jobs SET lease_until = 0 WHERE state = 'leased'", "dotations")

    def examine(self):
        """That the server finds its own files whole, indexes beside their tables."""
        self.cluster.program("pg_amcheck", f"--host={self.cluster.folder}", f"--port={self.cluster.port}", "--username=postgres", "--install-missing",
                             "--heapallindexed", "--parent-check", "dotations")
        self.count("looked at by pg_amcheck")
