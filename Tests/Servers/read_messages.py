"""Reads messages strictly with Python's email package, and writes what is in each as one line of JSON.

usage: read_messages.py FILE…
"""

import email
import email.header
import email.policy
import email.utils
import html.parser
import json
import sys


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links, self.text = [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name == "href"]

    def handle_data(self, data):
        self.text.append(data)


def shown(field):
    name, _ = email.utils.parseaddr("".join(field.splitlines()))
    return str(email.header.make_header(email.header.decode_header(name)))


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        data = file.read()
    assert b"\r" not in data.replace(b"\r\n", b"") and b"\n" not in data.replace(b"\r\n", b""), "a bare CR or LF"
    message = email.message_from_bytes(data, policy=email.policy.strict)
    text, html_part = message.iter_parts()
    tags = Tags()
    tags.feed(html_part.get_content())
    # The newer interface leaves the white space between the encoded words of a display name standing; the older one does as RFC 2047 says.
    older = email.message_from_bytes(data)
    addresses = {name: [[shown(older[name]), a.addr_spec] for a in message[name].addresses] for name in ("from", "to")}
    defects = [str(d) for part in message.walk() for d in part.defects + [d for _, v in part.items() for d in v.defects]]
    print(json.dumps({
        "headers": message.keys(), "from": addresses["from"], "to": addresses["to"], "subject": message["subject"],
        "id": message["message-id"], "date": message["date"].datetime.isoformat(), "type": message.get_content_type(),
        "submitted": message["auto-submitted"], "text": text.get_content().replace("\r\n", "\n"), "html": html_part.get_content().replace("\r\n", "\n"),
        "types": [text["content-type"], html_part["content-type"]], "tags": tags.tags, "links": tags.links,
        "shown": " ".join("".join(tags.text).split()), "longest": max(len(line) for line in data.split(b"\r\n")), "defects": defects}))
