"""A host of its own for a PostgreSQL server, as a network namespace with a link to this one that can be cut."""

import os
import signal
import subprocess
import time

NAME, NEAR, FAR = "dotations-db", "dotations-a", "dotations-b"


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def there(*words):
    ip("-netns", NAME, *words)


class Host:
    """Has a server move there, and back in the end."""

    address, here = "10.203.7.2", "10.203.7.1"

    def __init__(self, cluster):
        self.cluster = cluster

    @staticmethod
    def is_available():
        return os.geteuid() == 0 and subprocess.run(["unshare", "--net", "true"], capture_output=True).returncode == 0

    def __enter__(self):
        ip("netns", "add", NAME)
        ip("link", "add", NEAR, "type", "veth", "peer", "name", FAR, "netns", NAME)
        ip("addr", "add", self.here + "/30", "dev", NEAR)
        ip("link", "set", NEAR, "up")
        there("addr", "add", self.address + "/30", "dev", FAR)
        there("link", "set", FAR, "up")
        there("link", "set", "lo", "up")
        with open(os.path.join(self.cluster.data, "pg_hba.conf"), "a", encoding="utf-8") as file:
            file.write(f"host all all {self.here}/32 trust\n")
        self.move([*"ip netns exec".split(), NAME, *"setpriv --reuid=postgres --regid=postgres --init-groups".split()], self.address)
        return self

    def __exit__(self, *error):
        try:
            self.move([], "127.0.0.1")
        finally:
            ip("netns", "del", NAME)

    def move(self, within, address):
        self.cluster.end(signal.SIGINT)
        self.cluster.within, self.cluster.settings["listen_addresses"] = within, f"'{address}'"
        self.cluster.start()

    def cut(self, chance):
        """Cuts the link: nothing arrives, or requests do and their answers do not."""
        self.way_back = chance.choice([["link", "set", FAR, "up"], ["route", "del", "blackhole", self.here]])
        there(*{"link": ["link", "set", FAR, "down"], "route": ["route", "add", "blackhole", self.here]}[self.way_back[0]])

    def mend(self):
        there(*self.way_back)

    def cut_for(self, seconds, chance):
        self.cut(chance)
        time.sleep(seconds)
        self.mend()
