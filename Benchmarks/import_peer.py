"""The round trip by openpyxl and sqlite3, with the work that matters: import_peer.py create|export|plan|apply DATABASE FILE.

The same tables of what is stored, exported and changed, the same comparison with both what was exported and what is stored, the same
transaction with its audit rows and jobs, as durable; without our refusals' texts, folding and suggestions.
"""

import hashlib
import re
import sqlite3
import sys
import uuid

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill, Protection

COLUMNS = ["Identifiant dotation", "Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant", "Statut dotation"]
MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+")
MOBILE = re.compile(r"0[67][0-9]{8}")
SCHEMA = """
CREATE TABLE dotations (id INTEGER PRIMARY KEY, matricule TEXT, last_name TEXT, first_name TEXT, email TEXT, mobile TEXT, amount INTEGER,
    status TEXT, revision INTEGER NOT NULL DEFAULT 0);
CREATE TABLE exports (identity TEXT PRIMARY KEY, audit_position INTEGER NOT NULL);
CREATE TABLE imports (id INTEGER PRIMARY KEY, file_hash TEXT NOT NULL);
CREATE TABLE audit (id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL, dotation_id INTEGER NOT NULL, email_before TEXT, email_after TEXT,
    mobile_before TEXT, mobile_after TEXT);
CREATE TABLE jobs (id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL, dotation_id INTEGER NOT NULL, kind TEXT NOT NULL, recipient TEXT NOT NULL);
"""


def connect(path):
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = FULL")
    return store


def rows_of(path):
    book = openpyxl.load_workbook(path, read_only=True)
    rows = book.active.iter_rows(values_only=True)
    header = {title: index for index, title in enumerate(next(rows))}
    places = [header[title] for title in COLUMNS]
    for row in rows:
        yield [row[place] for place in places]


def create(store, path):
    store.executescript(SCHEMA)
    store.execute("BEGIN IMMEDIATE")
    store.executemany(
        "INSERT INTO dotations VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
        ([int(row[0]), *row[1:6], round(float(row[6]) * 100), row[7]] for row in rows_of(path)))
    store.execute("COMMIT")


def export(store, path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Dotations")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGH", (20, 12, 18, 16, 34, 14, 12, 24)):
        sheet.column_dimensions[letter].width = width
    sheet.protection.sheet = True
    sheet.protection.autoFilter = sheet.protection.sort = False
    header = []
    for title in COLUMNS:
        cell = WriteOnlyCell(sheet, title)
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E78"), Alignment(vertical="center")
        header.append(cell)
    sheet.append(header)
    unlocked = Protection(locked=False)
    count = 1
    for row in store.execute("SELECT id, matricule, last_name, first_name, email, mobile, amount, status FROM dotations ORDER BY id"):
        cells = [WriteOnlyCell(sheet, value) for value in row]
        cells[6].value = row[6] / 100
        for place in (4, 5):
            cells[place].protection = unlocked
            cells[place].number_format = "@"
        sheet.append(cells)
        count += 1
    sheet.auto_filter.ref = f"A1:H{count}"
    identity = uuid.uuid4().hex
    book.custom_doc_props.append(StringProperty(name="Export", value=identity))
    book.save(path)
    store.execute("INSERT INTO exports SELECT ?, coalesce(max(id), 0) FROM audit", (identity,))
    print(count - 1)


def planned(store, path):
    identity = next((item.value for item in openpyxl.load_workbook(path, read_only=True).custom_doc_props.props if item.name == "Export"), None)
    exported = store.execute("SELECT audit_position FROM exports WHERE identity = ?", (identity,)).fetchone()
    base = {}
    if exported:
        later = store.execute("SELECT dotation_id, email_before, mobile_before FROM audit WHERE id > ? ORDER BY id DESC", exported)
        base = {row[0]: row[1:] for row in later}
    stored = {row[0]: row[1:] for row in store.execute(
        "SELECT id, matricule, last_name, first_name, email, mobile, amount, status, revision FROM dotations")}
    changes, refused, seen, number = [], [], set(), 0
    for number, row in enumerate(rows_of(path), 1):
        dotation = int(row[0])
        now = stored.get(dotation)
        if now is None or dotation in seen:
            refused.append(number)
            continue
        seen.add(dotation)
        matricule, last_name, first_name, mail, mobile, amount, status = row[1:]
        if (matricule, last_name, first_name, round(float(amount) * 100), status) != (*now[:3], *now[5:7]) or status == "activé":
            refused.append(number)
            continue
        old = base.get(dotation, now[3:5])
        wanted = tuple(stored if edited == before else edited for edited, before, stored in zip((mail, mobile), old, now[3:5]))
        if wanted == now[3:5]:
            continue
        conflicts = any(want != here and here != before for want, here, before in zip(wanted, now[3:5], old))
        if conflicts or not (MAIL.fullmatch(wanted[0]) and MOBILE.fullmatch(wanted[1])):
            refused.append(number)
            continue
        changes.append((dotation, now[3:5], wanted, now[7]))
    return number, changes, refused


def plan(store, path):
    number, changes, refused = planned(store, path)
    print(number, len(changes), len(refused))


def apply(store, path):
    number, changes, refused = planned(store, path)
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    store.execute("BEGIN IMMEDIATE")
    done = store.execute("INSERT INTO imports (file_hash) VALUES (?)", (digest,)).lastrowid
    for dotation, before, after, revision in changes:
        changed = store.execute("UPDATE dotations SET email = ?, mobile = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
                                (*after, dotation, revision))
        if changed.rowcount != 1:
            raise SystemExit("the store has moved")
        store.execute("INSERT INTO audit (import_id, dotation_id, email_before, email_after, mobile_before, mobile_after) VALUES (?, ?, ?, ?, ?, ?)",
                      (done, dotation, before[0], after[0], before[1], after[1]))
        kind = "phoneChanged" if before[0] == after[0] else "accountCreation"
        store.execute("INSERT INTO jobs (import_id, dotation_id, kind, recipient) VALUES (?, ?, ?, ?)", (done, dotation, kind, after[0]))
    store.execute("COMMIT")
    print(number, len(changes), len(refused))


if __name__ == "__main__":
    database = connect(sys.argv[2])
    {"create": create, "export": export, "plan": plan, "apply": apply}[sys.argv[1]](database, sys.argv[3])
    database.close()
