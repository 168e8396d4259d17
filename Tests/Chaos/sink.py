"""The mail server that the killed command sends to, and what must hold of the messages that came."""

import collections
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# The setting that names a worker to the server, whose log then has whose a message was.
SENDER = "DOTATIONS_MAIL_BOUNCES"
# How many messages of a worker may have come without being recorded: the results that it lets wait, and one for each of three connections.
UNRECORDED = 16 + 3

Delivery = collections.namedtuple("Delivery", "message_id to sender")


class Sink:
    """Runs Tests/Servers/smtp_server.py, and reads what it was sent."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "sink")
        os.makedirs(self.folder)
        self.process = subprocess.Popen([sys.executable, os.path.join(HERE, "..", "Servers", "smtp_server.py"), self.folder],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.settings = os.path.join(folder, "mail.conf")
        with open(self.settings, "w", encoding="utf-8") as file:
            file.write(f"smtp.host = 127.0.0.1\nsmtp.port = {int(self.process.stdout.readline())}\nsmtp.security = none\nsmtp.timeout = 20\n"
                       "mail.from = CSE <cse@exemple.fr>\nlink.base = https://activer.exemple.fr/compte\n")
        self.workers = 0
        self.broken = set()
        self.deliveries = []
        self.read = 0

    @staticmethod
    def is_available():
        return subprocess.run([sys.executable, "-c", "import aiosmtpd"], capture_output=True).returncode == 0

    def close(self):
        # The server ends, and takes its folder with it, when its input ends.
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def new_worker(self):
        """A name by which the server's log tells what this worker sent."""
        self.workers += 1
        return f"w{self.workers}@exemple.fr"

    def update(self):
        """Reads what has come since."""
        with open(os.path.join(self.folder, "log"), "rb") as file:
            file.seek(self.read)
            lines = file.read()
        end = lines.rfind(b"\n") + 1
        self.read += end
        for line in lines[:end].splitlines():
            event = json.loads(line)
            if event["event"] != "message":
                continue
            with open(os.path.join(self.folder, event["file"]), "rb") as file:
                head = file.read().split(b"\r\n\r\n")[0].decode("ascii")
            message_id = next(line.split(": ", 1)[1] for line in head.split("\r\n") if line.startswith("Message-ID: "))
            self.deliveries.append(Delivery(message_id, event["to"][0], event["sender"]))

    def faults(self, jobs):
        """What is wrong with what came, where `jobs` are all jobs as (message_id, recipient, state)."""
        self.update()
        copies, sent, order = collections.defaultdict(list), collections.Counter(), []
        for position, delivery in enumerate(self.deliveries):
            copies[delivery.message_id].append(position)
            order.append(sent[delivery.sender])
            sent[delivery.sender] += 1
        known = {message_id: (recipient, state) for message_id, recipient, state in jobs if message_id}
        for message_id, (recipient, state) in known.items():
            if state == "sent" and message_id not in copies:
                yield f"{message_id} counts as sent, and never came"
            if state in ("pending", "retry", "cancelled") and any(self.deliveries[position].sender not in self.broken for position in copies[message_id]):
                yield f"{message_id} is {state}, and came from a worker that nobody broke"
        for message_id, positions in copies.items():
            if message_id not in known:
                yield f"{message_id} came, and is no job's"
                continue
            if any(self.deliveries[position].to != known[message_id][0] for position in positions):
                yield f"{message_id} came to another address than its job's"
            for position in positions[:-1]:
                delivery = self.deliveries[position]
                # What a worker had not recorded when it was broken was among the last that it sent.
                if delivery.sender not in self.broken or sent[delivery.sender] - order[position] > UNRECORDED:
                    yield f"{message_id} came again after {delivery.sender} had sent and recorded it"

    def repeated(self):
        """How many messages came more than once."""
        return sum(count > 1 for count in collections.Counter(delivery.message_id for delivery in self.deliveries).values())

