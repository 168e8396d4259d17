"""An SMTP server on the loopback that keeps what it is sent, and misbehaves towards the recipients whose addresses tell it to.

usage: smtp_server.py FOLDER [--port PORT] [--tls | --starttls] [--certificate CERT KEY] [--user NAME PASSWORD] [--greeting CODE] [--per-connection N]

The first line of standard output is the port; the server ends, and takes the folder with it, when its
standard input does. FOLDER/log has one line of JSON for each EHLO, RCPT, message and long wait in their order;
FOLDER/N.eml is the N-th message that was accepted, as it came. The local part of a recipient is a list of words, divided by dots:
  rcpt-550 data-451 dot-554   the answer to RCPT, to DATA, to the message; the part after the code is its status: rcpt-550-5-1-1
  once                        misbehave towards this recipient only the first time
  drop-rcpt drop-data drop-mid drop-dot
                              close the connection instead of answering RCPT or DATA, after some of the message, after all of it
  close                       close the connection a moment after the message was accepted, without a word
  slow-rcpt slow-dot          answer after a minute
"""

import argparse
import asyncio
import json
import os
import shutil
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

WORDS = "<canari@example.fr>: the answer that was asked for"


class Server(SMTP):
    async def smtp_DATA(self, arg):
        handler = self.event_handler
        for address in self.envelope.rcpt_tos:
            if answer := handler.answer(address, "data"):
                return await self.push(answer)
            if handler.wants(address, "drop-data"):
                return self.transport.abort()
            if handler.wants(address, "drop-mid"):
                await self.push("354 go on")
                await self._reader.readline()
                return self.transport.abort()
        await super().smtp_DATA(arg)

    async def push(self, status):
        text = status if isinstance(status, str) else status.decode("ascii", "replace")
        if self.event_handler.greeting and " Python SMTP" in text:
            status = f"{self.event_handler.greeting} no mail from here"
        await super().push(status)


class Handler:
    def __init__(self, options):
        self.folder = options.folder
        self.greeting = options.greeting
        self.per_connection = options.per_connection
        self.log = open(os.path.join(options.folder, "log"), "a", encoding="utf-8", buffering=1)
        self.messages = 0
        self.seen = set()

    def note(self, **event):
        self.log.write(json.dumps(event) + "\n")

    def words(self, address):
        return address.split("@")[0].split(".")

    def wants(self, address, word):
        words = self.words(address)
        if word not in words or ("once" in words and (address, word) in self.seen):
            return False
        self.seen.add((address, word))
        return True

    def answer(self, address, phase):
        for word in self.words(address):
            if word.startswith(phase + "-") and self.wants(address, word):
                code, *status = word.split("-")[1:]
                status = ".".join(status) + " " if status else ""
                return f"{code}-{status}{WORDS}\r\n{code} {status}and this is its end"
        return None

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.note(event="hello", tls=server.transport.get_extra_info("cipher") is not None, peer=session.peer[1])
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        session.count = getattr(session, "count", 0) + 1
        if self.per_connection and session.count > self.per_connection:
            await server.push("421 4.7.0 enough for one connection")
            server.transport.close()
            return "421 4.7.0 enough for one connection"
        envelope.mail_from = address
        return "250 sender ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.note(event="rcpt", to=address, peer=session.peer[1])
        if self.wants(address, "slow-rcpt"):
            self.note(event="slow")
            await asyncio.sleep(60)
        if self.wants(address, "drop-rcpt"):
            server.transport.abort()
            return "250 gone"
        if answer := self.answer(address, "rcpt"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 recipient ok"

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            if self.wants(address, "slow-dot"):
                self.note(event="slow")
                await asyncio.sleep(60)
            if answer := self.answer(address, "dot"):
                return answer
            if self.wants(address, "drop-dot"):
                server.transport.abort()
                return "250 gone"
        self.messages += 1
        name = f"{self.messages}.eml"
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(envelope.original_content)
        self.note(event="message", file=name, sender=envelope.mail_from, to=envelope.rcpt_tos, peer=session.peer[1],
                  user=session.auth_data.login.decode() if session.authenticated else None)
        if any(self.wants(address, "close") for address in envelope.rcpt_tos):
            asyncio.get_running_loop().call_later(0.05, server.transport.abort)
        return f"250 2.0.0 kept as {name}"


def authenticator(user, password):
    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=data.login == user.encode() and data.password == password.encode(), handled=False, auth_data=data)
    return check


def end(folder):
    sys.stdin.buffer.read()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--starttls", action="store_true")
    parser.add_argument("--certificate", nargs=2)
    parser.add_argument("--user", nargs=2)
    parser.add_argument("--greeting", type=int)
    parser.add_argument("--per-connection", type=int)
    options = parser.parse_args()
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*options.certificate)
    handler = Handler(options)

    def make():
        return Server(
            handler, hostname="localhost", enable_SMTPUTF8=False, tls_context=context if options.starttls else None,
            require_starttls=options.starttls, auth_require_tls=False, auth_required=options.user is not None,
            authenticator=authenticator(*options.user) if options.user else None)

    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", options.port, ssl=context if options.tls else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Whoever started it may be killed, or may start it with signals blocked: the end of a pipe always comes.
    threading.Thread(target=end, args=[options.folder], daemon=True).start()
    await server.serve_forever()


asyncio.run(main())
