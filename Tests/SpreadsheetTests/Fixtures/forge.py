"""Writes parts.ods and properties.xls beside this file: encrypted in ways that no program at hand writes, by other means than the project's own.

Needs the Python package cryptography and the program argon2 (scripts/setup --interop).
"""

import base64
import hashlib
import pathlib
import struct
import subprocess
import zipfile
import zlib

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FOLDER = pathlib.Path(__file__).parent
PASSWORD = "motdepasse é"


# An .ods of which each part is encrypted in another way.

def argon2id(password, salt, passes, memory, lanes, count):
    command = ["argon2", salt.decode(), "-id", "-t", str(passes), "-k", str(memory), "-p", str(lanes), "-l", str(count), "-r"]
    return bytes.fromhex(subprocess.run(command, input=password, capture_output=True, check=True).stdout.decode())


def deflated(data):
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflater.compress(data) + deflater.flush()


def entry(name, size, algorithm, vector, start, derivation, checksum=""):
    return (
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml" manifest:size="{size}">'
        f"<manifest:encryption-data{checksum}>"
        f'<manifest:algorithm manifest:algorithm-name="{algorithm}" manifest:initialisation-vector="{base64.b64encode(vector).decode()}"/>'
        f'<manifest:start-key-generation manifest:start-key-generation-name="{start}"/>'
        f"<manifest:key-derivation {derivation}/></manifest:encryption-data></manifest:file-entry>"
    )


def parts():
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text", "style", "meta"))
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet><table:table table:name='Feuil1'><table:table-row>"
        "<table:table-cell office:value-type='float' office:value='42'/></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>").encode()
    styles = f"<office:document-styles {names}/>".encode()
    meta = f"<office:document-meta {names}><office:meta><meta:generator>forge.py</meta:generator></office:meta></office:document-meta>".encode()
    start = hashlib.sha256(PASSWORD.encode()).digest()
    stored = {}

    # As OpenDocument 1.5 names it.
    salt, vector = b"sixteen of salt.", bytes(range(12))
    key = argon2id(start, salt, 2, 96, 3, 16)
    stored["content.xml"] = vector + AESGCM(key).encrypt(vector, deflated(content), None)
    entries = entry(
        "content.xml", len(content), "http://www.w3.org/2009/xmlenc11#aes128-gcm", vector, "http://www.w3.org/2001/04/xmlenc#sha256",
        'manifest:key-derivation-name="urn:oasis:names:tc:opendocument:xmlns:manifest:1.5#argon2id" manifest:argon2-iterations="2" '
        f'manifest:argon2-memory="96" manifest:argon2-lanes="3" manifest:salt="{base64.b64encode(salt).decode()}"')

    salt, vector = bytes(range(40, 56)), bytes(range(60, 72))
    key = hashlib.pbkdf2_hmac("sha1", start, salt, 1000, 32)
    stored["styles.xml"] = vector + AESGCM(key).encrypt(vector, deflated(styles), None)
    entries += entry(
        "styles.xml", len(styles), "http://www.w3.org/2009/xmlenc11#aes256-gcm", vector, "http://www.w3.org/2000/09/xmldsig#sha256",
        f'manifest:key-derivation-name="PBKDF2" manifest:iteration-count="1000" manifest:salt="{base64.b64encode(salt).decode()}"')

    salt, vector = b"another salt", bytes(range(80, 96))
    key = argon2id(start, salt, 1, 8, 1, 24)
    padder = padding.ANSIX923(128).padder()
    plain = deflated(meta)
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    stored["meta.xml"] = cipher.update(padder.update(plain) + padder.finalize()) + cipher.finalize()
    checksum = base64.b64encode(hashlib.sha256(plain[:1024]).digest()).decode()
    entries += entry(
        "meta.xml", len(meta), "http://www.w3.org/2001/04/xmlenc#aes192-cbc", vector, "http://www.w3.org/2000/09/xmldsig#sha256",
        'manifest:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id" loext:argon2-iterations="1" '
        f'loext:argon2-memory="8" loext:argon2-lanes="1" manifest:salt="{base64.b64encode(salt).decode()}" manifest:key-size="24"',
        f' manifest:checksum-type="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k" manifest:checksum="{checksum}"')

    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">{entries}</manifest:manifest>')
    with zipfile.ZipFile(FOLDER / "parts.ods", "w") as archive:
        def add(name, data):
            archive.writestr(zipfile.ZipInfo(name), data)
        add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, data in stored.items():
            add(name, data)
        add("META-INF/manifest.xml", manifest)


# An .xls of which the properties are encrypted as well, as Excel 2002 did.

def rc4(key, data):
    table = list(range(256))
    j = 0
    for i in range(256):
        j = (j + table[i] + key[i % len(key)]) & 255
        table[i], table[j] = table[j], table[i]
    i = j = 0
    result = bytearray()
    for byte in data:
        i = (i + 1) & 255
        j = (j + table[i]) & 255
        table[i], table[j] = table[j], table[i]
        result.append(byte ^ table[(table[i] + table[j]) & 255])
    return bytes(result)


def property_set(identifier, values):
    texts = [struct.pack("<II", 30, len(value) + 1) + value + b"\0" * (4 - len(value) % 4) for value in values.values()]
    places, offset = b"", 8 + 8 * len(values)
    for number, text in zip(values, texts):
        places += struct.pack("<II", number, offset)
        offset += len(text)
    body = struct.pack("<II", offset, len(values)) + places + b"".join(texts)
    return struct.pack("<HHI16xI", 0xFFFE, 0, 0x20105, 1) + bytes.fromhex(identifier) + struct.pack("<I", 48) + body


def compound_file(streams):
    """A compound file of version 3, whose streams are filled up so that none is small."""
    streams = {name: data + b"\0" * (-len(data) % 512 if len(data) >= 4096 else 4096 - len(data)) for name, data in streams.items()}
    table, sectors, entries = [0xFFFFFFFD, 0xFFFFFFFE], b"", []

    def directory_entry(name, kind, left=-1, right=-1, child=-1, start=0, size=0):
        text = name.encode("utf-16-le")
        return text.ljust(64, b"\0") + struct.pack(
            "<HBBiii36xIQ", len(text) + 2 if name else 0, kind, 1, left, right, child, start, size)

    ordered = sorted(streams, key=lambda name: (len(name), name.upper()))
    for index, name in enumerate(ordered):
        start, count = len(table), len(streams[name]) // 512
        table += [start + place + 1 for place in range(count - 1)] + [0xFFFFFFFE]
        sectors += streams[name]
        right = index + 2 if index + 1 < len(ordered) else -1
        entries.append(directory_entry(name, 2, right=right, start=start, size=len(streams[name])))
    directory = directory_entry("Root Entry", 5, child=1, start=0xFFFFFFFE) + b"".join(entries)
    directory += directory_entry("", 0) * (-len(directory) // 128 % 4)
    assert len(directory) == 512 and len(table) <= 128
    header = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 16 + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xFF" * 432
    table = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xFF")
    return header + table + directory + sectors


def properties():
    salt, verifier = bytes(range(16)), bytes(range(100, 116))
    first = hashlib.sha1(salt + PASSWORD.encode("utf-16-le")).digest()

    def key(block):
        return hashlib.sha1(first + struct.pack("<I", block)).digest()[:16]

    check = rc4(key(0), verifier + hashlib.sha1(verifier).digest())
    description = struct.pack("<HHHII", 1, 2, 2, 4, 32) + struct.pack("<8I", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0)
    description += struct.pack("<I", 16) + salt + check[:16] + struct.pack("<I", 20) + check[16:]

    def record(kind, data):
        return struct.pack("<HH", kind, len(data)) + data

    def begin(kind):
        return record(0x809, struct.pack("<HH", 0x600, kind) + b"\0" * 12)

    start = len(begin(5) + record(0x2F, description)) + 4 + 8 + 6 + 4
    plain = begin(5) + record(0x2F, description) + record(0x85, struct.pack("<IHBB", start, 0, 6, 0) + b"Feuil1") + record(0x0A, b"")
    assert len(plain) == start
    plain += begin(0x10) + record(0x203, struct.pack("<HHHd", 0, 0, 0, 42)) + record(0x0A, b"")
    stream = b"".join(rc4(key(block), plain[1024 * block:1024 * block + 1024]) for block in range(len(plain) // 1024 + 1))
    # What says what a record is, and some records, are not encrypted.
    workbook, place = b"", 0
    while place < len(plain):
        kind, length = struct.unpack_from("<HH", plain, place)
        bare = length if kind in (0x809, 0x2F) else 4 if kind == 0x85 else 0
        workbook += plain[place:place + 4 + bare] + stream[place + 4 + bare:place + 4 + length]
        place += 4 + length

    sets = {
        "\5SummaryInformation": property_set("E0859FF2F94F6810AB9108002B27B3D9", {2: b"secret title", 18: b"forge.py"}),
        "\5DocumentSummaryInformation": property_set("02D5CDD59C2E1B10939708002B2CF9AE", {15: b"secret company"}),
    }
    data, listed = b"\0" * 8, struct.pack("<I", len(sets))
    for block, (name, value) in enumerate(sets.items(), 3):
        listed += struct.pack("<IIHBBI", len(data), len(value), block, len(name), 1, 0) + (name + "\0").encode("utf-16-le")
        data += rc4(key(block), value)
    encrypted = rc4(key(0), struct.pack("<II", len(data), len(listed) - 4)) + data[8:] + rc4(key(0), listed)
    empty = property_set("02D5CDD59C2E1B10939708002B2CF9AE", {})
    streams = {"Workbook": workbook, "encryption": encrypted, "\5DocumentSummaryInformation": empty}
    (FOLDER / "properties.xls").write_bytes(compound_file(streams))


parts()
properties()
