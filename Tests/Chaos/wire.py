"""A line between libpq and a PostgreSQL server, which is cut where a write is committed, or holds up all that comes.

It knows of the protocol (PostgreSQL documentation, Message Formats) where a message begins and ends, and which ones are `Query` with COMMIT.
"""

import contextlib
import socket
import struct
import threading

PROTOCOL = 196_608
# Where the line is cut: before COMMIT reaches the server, while nobody knows whether it did, and between the server's answer and its way back.
PLACES = ["before", "with", "after"]


class Wire:
    """Passes on what comes to its port of the loopback to another one."""

    def __init__(self, port):
        self.target = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        # Says of each COMMIT where the line is cut; None where it is not.
        self.place_of_cut = lambda: None
        self.cuts = []
        self.passes = threading.Event()
        self.passes.set()
        self.connections = set()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                client.close()
                continue
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = Connection(self, client, server)
            self.connections.add(connection)
            for work in (connection.pass_requests, connection.pass_answers):
                threading.Thread(target=work, daemon=True).start()

    def cut(self):
        """Cuts all that are connected; what was held up never arrives."""
        for connection in list(self.connections):
            connection.cut()

    def close(self):
        self.listener.close()
        self.cut()
        # Whoever waits finds the line cut.
        self.passes.set()


class Connection:
    def __init__(self, wire, client, server):
        self.wire, self.client, self.server = wire, client, server
        self.is_startup_over = False
        self.loses_answer = False

    def cut(self):
        self.wire.connections.discard(self)
        for end in (self.client, self.server):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def received(self, end):
        """What comes, but not before the line passes it on; nothing where it has ended."""
        with contextlib.suppress(OSError):
            data = end.recv(65_536)
            self.wire.passes.wait()
            return data
        return b""

    def pass_requests(self):
        pending = b""
        while data := self.received(self.client):
            pending += data
            while message := self.first(pending):
                pending = pending[len(message):]
                place = self.wire.place_of_cut() if message == b"Q\x00\x00\x00\x0bCOMMIT\x00" else None
                if place:
                    self.wire.cuts.append(place)
                self.loses_answer = place == "after"
                with contextlib.suppress(OSError):
                    if place != "before":
                        self.server.sendall(message)
                if place in ("before", "with"):
                    return self.cut()
        self.cut()

    def pass_answers(self):
        while data := self.received(self.server):
            if self.loses_answer:
                break
            try:
                self.client.sendall(data)
            except OSError:
                break
        self.cut()

    def first(self, data):
        """The first whole message; the first ones of a connection have no type, and only the start of a session is followed by those that have."""
        head = 1 if self.is_startup_over else 0
        if len(data) < head + 4:
            return b""
        length = head + struct.unpack_from("!I", data, head)[0]
        if len(data) < length:
            return b""
        if not self.is_startup_over and length >= 8:
            self.is_startup_over = struct.unpack_from("!I", data, 4)[0] == PROTOCOL
        return data[:length]
