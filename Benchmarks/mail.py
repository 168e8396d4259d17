"""Sends the same e-mails to a sink on this machine with `dotations jobs send` and with Python's smtplib, in turn: see scripts/bench-mail.

  mail.py run                  the whole, as scripts/bench-mail has made everything ready
  mail.py sink KEPT            an SMTP server that takes everything and keeps the first message; it writes its port, and answers each line of
                               standard input with how many messages it has taken
  mail.py smtplib PORT COUNT CONNECTIONS KEPT
                               sends as many messages with the texts of that message, each made with email.message
"""

import asyncio
import csv
import email
import email.message
import email.policy
import email.utils
import os
import shutil
import smtplib
import statistics
import subprocess
import sys
import threading
import time


class Sink(asyncio.Protocol):
    """As little as a mail server can do, so that the clients are what is measured."""

    taken = 0
    kept = None
    replies = {b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"HELO": b"250 sink\r\n", b"MAIL": b"250 ok\r\n", b"RCPT": b"250 ok\r\n",
               b"DATA": b"354 go on\r\n", b"RSET": b"250 ok\r\n", b"NOOP": b"250 ok\r\n"}

    def connection_made(self, transport):
        self.transport, self.buffer, self.in_message = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data):
        self.buffer += data
        while True:
            end = self.buffer.find(b"\r\n.\r\n" if self.in_message else b"\r\n")
            if end < 0:
                return
            if self.in_message:
                if Sink.taken == 0:
                    with open(Sink.kept, "wb") as file:
                        file.write(self.buffer[:end + 2].replace(b"\r\n..", b"\r\n."))
                Sink.taken += 1
                self.in_message, self.buffer = False, self.buffer[end + 5:]
                self.transport.write(b"250 taken\r\n")
                continue
            verb, self.buffer = self.buffer[:4].upper(), self.buffer[end + 2:]
            if verb == b"QUIT":
                self.transport.write(b"221 bye\r\n")
                return self.transport.close()
            self.in_message = verb == b"DATA"
            self.transport.write(self.replies.get(verb, b"500 what?\r\n"))


async def sink(kept):
    Sink.kept = kept
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(Sink.taken, flush=True)


def send(port, numbers, text, html):
    with smtplib.SMTP("127.0.0.1", port) as server:
        for number in numbers:
            message = email.message.EmailMessage()
            message["From"] = "CSE de l’usine <cse@example.fr>"
            message["To"] = f"Prénom{number} Nom <personne{number}@example.fr>"
            message["Subject"] = "Votre compte Chèque-Vacances Connect"
            message["Date"] = email.utils.localtime()
            message["Message-ID"] = f"<{number}@example.fr>"
            message.set_content(text, cte="quoted-printable")
            message.add_alternative(html, subtype="html", cte="quoted-printable")
            server.send_message(message)


def peer(port, count, connections, kept):
    with open(kept, "rb") as file:
        parts = [part.get_content() for part in email.message_from_binary_file(file, policy=email.policy.default).iter_parts()]
    threads = [threading.Thread(target=send, args=(port, range(count)[start::connections], *parts)) for start in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def prepare(command, place, count):
    """A database with as many jobs that wait."""
    sheet, database = os.path.join(place, "commande.csv"), os.path.join(place, "prête.sqlite")
    with open(sheet, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant"])
        for number in range(count):
            rows.writerow([f"{number:06}", "Nom", f"Prénom{number}", f"personne{number}@example.fr", f"06{number + 10_000_000}", "100"])
    for arguments in (["orders", "create", sheet, "--number", "2800886", "--date", "2020-08-21", "--paid"],
                      ["resend", "--order", "2800886", "--confirm", str(count)]):
        result = subprocess.run([command, *arguments, "--database", database], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if result.returncode:
            sys.exit(f"bench: {arguments[0]}: {result.stdout}{result.stderr}")
    return database


def run():
    place, command = os.environ["BENCH_FOLDER"], os.environ["BENCH_COMMAND"]
    count, rounds = int(os.environ["BENCH_MAILS"]), int(os.environ["BENCH_ROUNDS"])
    place = os.path.join(place, "mail")
    shutil.rmtree(place, ignore_errors=True)
    os.makedirs(place)
    ready = prepare(command, place, count)
    kept = os.path.join(place, "kept.eml")
    taker = subprocess.Popen([sys.executable, __file__, "sink", kept], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    port = int(taker.stdout.readline())

    def taken():
        print(file=taker.stdin, flush=True)
        return int(taker.stdout.readline())

    environment = {**os.environ, "DOTATIONS_SMTP_HOST": "127.0.0.1", "DOTATIONS_SMTP_PORT": str(port), "DOTATIONS_SMTP_SECURITY": "none",
                   "DOTATIONS_MAIL_FROM": "CSE de l’usine <cse@example.fr>", "DOTATIONS_LINK_BASE": "https://activer.example.fr/compte"}
    database = os.path.join(place, "envoi.sqlite")

    def ours(connections):
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(database + ending):
                os.remove(database + ending)
        shutil.copy(ready, database)
        return [command, "jobs", "send", "--connections", str(connections), "--log-level", "error", "--database", database]

    def theirs(connections):
        return [sys.executable, __file__, "smtplib", str(port), str(count), str(connections), kept]

    contestants = [("dotations jobs send", ours, 1), ("smtplib", theirs, 1), ("dotations jobs send", ours, 4), ("smtplib", theirs, 4)]
    figures = [[] for _ in contestants]
    for _ in range(rounds):
        for figure, (name, make, connections) in zip(figures, contestants):
            line, before = make(connections), taken()
            started = time.perf_counter()
            child = subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - started
            arrived = taken() - before
            if status or arrived != count:
                sys.exit(f"bench: {name} ended with {os.waitstatus_to_exitcode(status)}, and {arrived} of {count} messages arrived")
            figure.append((count / wall, (usage.ru_utime + usage.ru_stime) / count * 1e6))
    taker.stdin.close()
    taker.wait()
    print(f"\n{count:,} messages, {rounds} rounds in turn, medians of the whole process. Ours also leases and records each job in the database.\n")
    print("| sender | connections | messages a second | CPU µs a message |")
    print("|---|--:|--:|--:|")
    for figure, (name, _, connections) in zip(figures, contestants):
        rate, processor = (statistics.median(run[index] for run in figure) for index in range(2))
        print(f"| {name} | {connections} | {rate:,.0f} | {processor:,.0f} |")
    shutil.rmtree(place)


if sys.argv[1] == "sink":
    asyncio.run(sink(sys.argv[2]))
elif sys.argv[1] == "smtplib":
    peer(*map(int, sys.argv[2:5]), sys.argv[5])
else:
    run()
