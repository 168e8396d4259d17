"""Makes the sample files of sales: sample_sales.py TEMPLATE FOLDER.

Three events for three brackets of the family quotient, with a gap between two of them; 45 people named after trees, who do not exist, with
telephone numbers that are kept for fiction (06 39 98); their sales, with cancellations, refunds and mistakes; and Stripe's export of the
payments.
"""

import csv
import datetime
import os
import sys
import unicodedata

import openpyxl

TEMPLATE, FOLDER = sys.argv[1:]
OPENS, CLOSES = datetime.date(2025, 4, 1), datetime.date(2025, 4, 30)
TREES = """Abricotier Acacia Amandier Aulne Bouleau Buis Cerisier Charme Châtaignier Chêne Citronnier Cognassier Cormier Cyprès Épicéa Érable
    Figuier Frêne Genévrier Ginkgo Grenadier Hêtre Houx Jujubier Laurier Magnolia Marronnier Mélèze Merisier Mimosa Mûrier Néflier Noisetier Noyer
    Olivier Oranger Orme Palmier Peuplier Platane Poirier Pommier Prunier Sapin Saule""".split()
NAMES = """Alix Basile Camille Denis Élise Félix Gaëlle Hugo Inès Jules Karine Léon Maëlys Nils Odile Paul Quentin Rose Simon Théa Ugo Violette
    William Xénia Yann Zoé""".split()
EVENTS = [
    # name, minimum, included, maximum, included, {face value: (price, cap)}
    ("Chèques-vacances 2025 – tranche 1", None, None, 800, "oui", {100: (20, None), 200: (40, 3)}),
    ("Chèques-vacances 2025 – tranche 2", 800, "non", 1400, "oui", {100: (50, None), 200: (100, None)}),
    ("Chèques-vacances 2025 – tranche 3", 1500, "oui", None, None, {100: (80, None), 200: (160, None)}),
]


def plain(text):
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().lower()


def session(value):
    return f"{value}€ de chèques ANCV"


class Person:
    def __init__(self, index):
        self.matricule = f"{index + 1:03d}"
        self.last, self.first = TREES[index].upper(), NAMES[index % len(NAMES)]
        self.mail = f"{plain(self.first)}.{plain(self.last)}@exemple.fr"
        self.mobile = f"063998{index * 137 % 10000:04d}"
        # Fifteen in each bracket; number 45 falls into the gap.
        self.quotient = [500, 1000, 1800][index % 3] + index * 5
        self.status, self.until = "validé", datetime.date(2025, 12, 31)
        self.tariff = EVENTS[index % 3][5]


people = [Person(index) for index in range(len(TREES))]
people[44].quotient = 1450
people[6].status = "en attente"
people[7].status = "refusé"
people[8].until = datetime.date(2025, 3, 31)


def fill(sheet, rows):
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            cell.value = None
    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.number_format = sheet.cell(3, column).number_format


book = openpyxl.load_workbook(TEMPLATE)
fill(book["Événement"], [[name, "Vente de chèques ANCV Connect, été 2025", None, "oui", 60] for name, *_ in EVENTS])
fill(book["Sessions"], [
    [name, session(value), None, datetime.date(2025, 6, 1), datetime.date(2025, 9, 30), OPENS, CLOSES, "CSE HappyPal", 1, price, cap]
    for name, *_, sessions in EVENTS for value, (price, cap) in sessions.items()])
fill(book["Critères"], [[name, "Quotient familial", *bounds] for name, *bounds, _ in EVENTS])
fill(book["Bénéficiaires"], [[p.matricule, p.last, p.first, p.mail, p.mobile] for p in people])
fill(book["Justificatifs"], [[p.matricule, "Quotient familial", p.quotient, p.status, p.until] for p in people if p is not people[9]])
book.save(os.path.join(FOLDER, "trois_tranches.xlsx"))

# The sales: most people bought one booklet, some two of different values.
sales, payments = [], []


def pay(number, sale, refunded=0.0, status="Paid", amount=None):
    person, value, day = sale
    amount = person.tariff[value][0] if amount is None else amount
    created = datetime.datetime(day.year, day.month, day.day, 9, number % 60, 7)
    payments.append([
        f"ch_exemple_{number:04d}", "CSE HappyPal", created.strftime("%Y-%m-%d %H:%M:%S"), f"{amount:.2f}", f"{refunded:.2f}", "eur", status,
        person.mail, "true" if status == "Paid" else "false", f"pi_exemple_{number:04d}"])


def sell(person, value, day, state=None, price=None, reference=True, mobile=None, mail=None, matricule=None, paid=True, refunded=0.0):
    number = len(sales) + 1
    amount = person.tariff[value][0] if price is None else price
    sales.append([
        session(value), matricule or person.matricule, person.last, person.first, mail or person.mail, mobile or person.mobile, 1, amount,
        datetime.date(2025, 4, day), state, f"pi_exemple_{number:04d}" if reference else None])
    if paid:
        pay(number, (person, value, datetime.date(2025, 4, day)), refunded, amount=amount)


for index, person in enumerate(people[10:42]):
    sell(person, 100, 2 + index % 27)
    # In the first bracket exactly as many as there are places.
    if index in (2, 5, 8) or index % 5 == 0 and person.tariff is not EVENTS[0][5]:
        sell(person, 200, 2 + index % 27)
sales[3][9] = "annulée"  # and not given back: reconciling shows it
sales[5][9] = "remboursée"
payments[5][4] = payments[5][3]
payments[8][4] = payments[8][3]  # given back, and still sold
payments[11][4] = "10.00"  # given back in part
del payments[14]  # sold, and not paid
# What people type.
sales[1][5] = "06 39 98 " + people[10].mobile[6:8] + " " + people[10].mobile[8:]
sales[6][7] = "50 €" if sales[6][7] == 50 else f"{sales[6][7]},00 €"
sales[9][8] = "14/04/25"
sales[16][0] = "200 €  de Chèques ANCV" if "200" in sales[16][0] else "100 €  de Chèques ANCV"
# Mistakes, each refused for its own reason.
sell(people[6], 100, 5)  # the document waits to be validated
sell(people[7], 100, 5)  # the document was refused
sell(people[8], 100, 5)  # the document had expired
sell(people[9], 100, 5)  # there is no document
sell(people[44], 100, 6)  # between two brackets
sell(people[0], 100, 7, price=50)  # the price of another bracket
sell(people[14], 100, 8)  # a second booklet of one session
sell(people[1], 100, 9, matricule="999")  # nobody
sell(people[2], 100, 10, mobile="01 42 99 20 00")  # no mobile number
sell(people[3], 200, 28)  # the session is full
sell(people[5], 100, 12)
sales[-1][8] = datetime.date(2025, 5, 2)  # after the registration
sell(people[4], 100, 12, mail="elise.bouleau@gmial.com")  # looks mistyped: a warning
sales.append(list(sales[0]))  # the same row twice
payments.append(["ch_exemple_9001", "CSE HappyPal", "2025-04-20 08:00:00", "20.00", "0.00", "eur", "Failed", people[0].mail, "false", ""])
payments.append(["ch_exemple_9002", "CSE HappyPal", "2025-04-30 22:30:00", "30.00", "0.00", "eur", "Paid", "inconnu@exemple.fr", "true", ""])

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Ventes"
sheet.append(["Session", "Matricule", "Nom", "Prénom", "E-mail", "Téléphone", "Quantité", "Prix payé", "Date", "Statut", "Référence de paiement"])
for row in sales:
    sheet.append(row)
for row in sheet.iter_rows(min_row=2):
    row[1].number_format = row[5].number_format = "@"
    row[7].number_format = '#,##0.00 "€"'
    row[8].number_format = "dd/mm/yyyy"
sheet.freeze_panes = "A2"
for letter, width in zip("ABCDEFGHIJK", (26, 11, 16, 12, 34, 15, 10, 11, 12, 13, 24)):
    sheet.column_dimensions[letter].width = width
book.save(os.path.join(FOLDER, "ventes.xlsx"))

with open(os.path.join(FOLDER, "paiements_stripe.csv"), "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["id", "Description", "Created (UTC)", "Amount", "Amount Refunded", "Currency", "Status", "Customer Email", "Captured",
                     "reference (metadata)"])
    writer.writerows(payments)
