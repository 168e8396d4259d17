"""What breaks a store on a PostgreSQL server: its commands, its connections, the server itself, and the machine that it runs on."""

import os
import shutil
import signal
import tempfile
import time

from host import Host
from pair import Pair, kill_at_random
from server_trial import Cluster, ServerTrial
from trial import Broken
from wire import PLACES, Wire

# How long a command may go on whose server is gone: it asks for half a minute what became of its write, and each connection has ten seconds.
PATIENCE = 120


class ServerChaos(ServerTrial):
    def prepare(self):
        Pair.learn(self, ["order", "order", "order", "order", "import", "revert", "edit", "export", "resend", "status", *self.sends[:1]])

    def kill(self, kills):
        """Two processes at work, killed at random moments."""
        kill_at_random(self, kills)

    def strike(self, rounds, what, blow, repair=lambda: None):
        """Two processes at work; a blow to the server at any moment; and what is done until all goes on."""
        for _ in range(rounds):
            pair = Pair(self, breaks=True)
            pair.wait()
            self.count(what if pair.are_at_work else f"{what}, too late")
            blow()
            repair()
            pair.finish(PATIENCE)
            if self.sink and self.chance.random() < 0.5:
                self.restart_machine()
            self.check()

    # Connections.

    def end_sessions(self, rounds):
        """Sessions that an administrator ends, one or all."""
        self.strike(rounds, "struck: sessions ended", self.end_some_sessions)

    def end_some_sessions(self):
        sessions = self.sessions()
        for session in self.chance.sample(sessions, self.chance.randint(1, len(sessions))) if sessions else []:
            self.cluster.run_sql(f"SELECT pg_terminate_backend({session})")
            self.count("sessions ended")

    def cut_commits(self, rounds):
        """A line that is cut where a write is committed."""
        wire = Wire(self.cluster.port)
        direct, self.store = self.store, self.address(self.cluster, port=wire.port)
        # Sending has many commits, and a command that asks what became of one may have no other cut.
        wire.place_of_cut = lambda: self.chance.choice([*PLACES, None])
        try:
            for _ in range(rounds):
                pair = Pair(self, breaks=True)
                pair.finish(PATIENCE)
                self.check()
                for place in wire.cuts:
                    self.count(f"cut {place} COMMIT")
                wire.cuts.clear()
        finally:
            wire.close()
            self.store = direct

    # The server.

    def kill_server(self, rounds):
        """The server's first process is killed, and started again soon or late."""
        def blow():
            self.cluster.end(signal.SIGKILL)
            time.sleep(self.chance.choice([0, 0.5, 3]))
        self.strike(rounds, "struck: server killed", blow, self.cluster.start)

    def crash_server(self, rounds):
        """A process of a session is killed: the server ends all others too, and recovers."""
        def blow():
            for session in self.sessions()[:1]:
                os.kill(session, signal.SIGKILL)
                self.count("sessions killed")
        self.strike(rounds, "struck: session killed", blow, self.cluster.start)

    def stop_server(self, rounds):
        """The server is stopped in order, and started again."""
        self.strike(rounds, "struck: server stopped", lambda: self.cluster.end(signal.SIGINT), self.cluster.start)

    # The machine.

    def fail_over(self, rounds):
        """The server dies and its standby takes over, which has all that was acknowledged."""
        for _ in range(rounds):
            standby, wire = self.standby()
            self.strike(1, "struck: failover", lambda: self.take_over(standby, wire))
            self.store = self.address(self.cluster)

    def fail_over_behind(self, rounds):
        """The server dies while what it commits waits for its standby, which then takes over and does not have that."""
        for _ in range(rounds):
            standby, wire = self.standby()
            wire.passes.clear()
            pair = Pair(self, breaks=True)
            while pair.are_at_work and not self.sessions("wait_event = 'SyncRep'"):
                time.sleep(0.01)
            self.count("struck: failover to a standby that lags" + ("" if pair.are_at_work else ", too late"))
            if self.chance.random() < 0.5:
                # What waits is then committed here alone.
                self.end_some_sessions()
                time.sleep(0.5)
            self.take_over(standby, wire)
            pair.finish(PATIENCE)
            self.check()
            self.store = self.address(self.cluster)

    def standby(self):
        """A standby that each commit waits for from now on, and the line by which it follows; the address names both servers."""
        wire = Wire(self.cluster.port)
        standby = Cluster(tempfile.mkdtemp(prefix="standby-", dir=self.folder))
        standby.follow(self.cluster, wire.port)
        self.cluster.set(synchronous_standby_names="'standby'")
        self.wait_for_standby()
        self.store = self.address(self.cluster, standby)
        return standby, wire

    def take_over(self, standby, wire):
        self.cluster.end(signal.SIGKILL)
        wire.close()
        standby.promote()
        shutil.rmtree(self.cluster.folder)
        self.cluster = standby
        # Others go on at once, also where a command still asks what became of its write.
        self.done(*self.new_order().arguments, timeout=PATIENCE)

    def wait_for_standby(self):
        deadline = time.monotonic() + 30
        while self.cluster.query("SELECT sync_state FROM pg_stat_replication") != [("sync",)]:
            if time.monotonic() > deadline:
                raise Broken("the standby does not follow")
            time.sleep(0.05)

    def cut_link(self, rounds):
        """A server on another host, with a link that is cut for a moment, or until the command has given up."""
        if not Host.is_available():
            self.count("skipped: hosts cut off from each other, which want root and network namespaces")
            return
        direct = self.store
        with Host(self.cluster) as host:
            self.store = f"postgresql:///dotations?host={host.address}&port={self.cluster.port}&user=espace_client"
            for _ in range(rounds - 1):
                self.strike(1, "struck: link cut for a moment", lambda: host.cut_for(self.chance.choice([0.5, 2, 8]), self.chance))
            self.cut_for_good(host)
        self.store = direct

    def cut_for_good(self, host):
        """A link that is cut in the middle of a write, and mended after the command has given up."""
        while True:
            pair = Pair(self, breaks=True)
            while pair.are_at_work and not self.sessions("backend_xid IS NOT NULL"):
                pass
            if pair.are_at_work:
                break
            pair.finish(PATIENCE)
        host.cut(self.chance)
        pair.finish(PATIENCE)
        host.mend()
        # The server notices when it says something again, less and less often.
        self.settle(150)
        self.check()
        self.count("struck: link cut for good")
