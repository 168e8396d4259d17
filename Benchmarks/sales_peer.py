"""The ANCV Connect export by openpyxl and sqlite3, with the work that matters: sales_peer.py people|import|export DATABASE FILE.

The same tables, the same grouping by person and recap by session, the same three sheets with their look; without our rules on sales, our
history and our identity of the export.
"""

import re
import sqlite3
import sys

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

SCHEMA = """
CREATE TABLE sales (id INTEGER PRIMARY KEY, session TEXT, face_value INTEGER, matricule TEXT, last_name TEXT, first_name TEXT, email TEXT, mobile TEXT,
    quantity INTEGER, price_paid INTEGER, date TEXT, status TEXT, reference TEXT);
"""
EUROS = '#,##0.00\\ "€"'


def connect(path):
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = FULL")
    return store


def load(store, path):
    store.executescript(SCHEMA)
    store.execute("BEGIN IMMEDIATE")
    rows = openpyxl.load_workbook(path, read_only=True).active.iter_rows(min_row=2, values_only=True)
    store.executemany(
        "INSERT INTO sales (session, face_value, matricule, last_name, first_name, email, mobile, quantity, price_paid, date, status, reference)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((row[0], 100 * int(re.match(r"\d+", row[0])[0]), *row[1:6], row[6], round(100 * row[7]), str(row[8]), row[9] or "active", row[10]) for row in rows))
    store.execute("COMMIT")


def load_people(store, path):
    """The people of an event workbook, each new or in the place of who has the number."""
    store.execute("CREATE TABLE people (matricule TEXT PRIMARY KEY, last_name TEXT, first_name TEXT, email TEXT, mobile TEXT)")
    store.execute("BEGIN IMMEDIATE")
    rows = openpyxl.load_workbook(path, read_only=True)["Bénéficiaires"].iter_rows(min_row=3, max_col=5, values_only=True)
    store.executemany("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?)", (row for row in rows if row[0]))
    store.execute("COMMIT")


def sheet_with(book, name, titles, widths):
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for index, width in enumerate(widths):
        sheet.column_dimensions[chr(65 + index)].width = width
    header = []
    for title in titles:
        cell = WriteOnlyCell(sheet, title)
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3864"), Alignment(vertical="center")
        header.append(cell)
    sheet.append(header)
    return sheet


def money(sheet, cents):
    cell = WriteOnlyCell(sheet, cents / 100)
    cell.number_format = EUROS
    return cell


def export(store, path):
    book = openpyxl.Workbook(write_only=True)
    sheet = sheet_with(book, "Commande", ["Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant"], (12, 18, 18, 34, 14, 14))
    lines = store.execute(
        "SELECT matricule, last_name, first_name, email, mobile, sum(quantity * face_value) FROM sales WHERE status = 'active'"
        " GROUP BY matricule ORDER BY last_name, first_name, matricule")
    count = 0
    for *texts, amount in lines:
        cells = [WriteOnlyCell(sheet, text) for text in texts]
        for cell in cells:
            cell.number_format = "@"
        sheet.append([*cells, money(sheet, amount)])
        count += 1
    sheet.auto_filter.ref = f"A1:F{count + 1}"
    recap = sheet_with(book, "Récapitulatif", ["Session", "Chéquiers", "Valeur faciale", "Part des salariés", "Part du CSE", "Commission", "Total"], [24] * 7)
    total = 0
    for session, books, worth, paid in store.execute(
            "SELECT session, sum(quantity), sum(quantity * face_value), sum(price_paid) FROM sales WHERE status = 'active' GROUP BY session"):
        fee = (worth + 50) // 100
        recap.append([session, books, *(money(recap, cents) for cents in (worth, paid, worth - paid, fee, worth + fee))])
        total += worth
    left = sheet_with(book, "Non exporté", ["Vente", "Session", "Matricule", "Nom", "Prénom", "Date", "Chéquiers", "Prix payé", "Référence", "Raison"], [18] * 10)
    for *values, paid, reference, status in store.execute(
            "SELECT id, session, matricule, last_name, first_name, date, quantity, price_paid, reference, status FROM sales WHERE status <> 'active'"):
        left.append([*values, money(left, paid), reference, status])
    book.save(path)
    print(count, total)


if __name__ == "__main__":
    database = connect(sys.argv[2])
    {"people": load_people, "import": load, "export": export}[sys.argv[1]](database, sys.argv[3])
    database.close()
