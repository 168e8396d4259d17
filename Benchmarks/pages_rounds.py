"""What each page costs with few rows and with many: pages_rounds.py, as scripts/bench has made everything ready.

Two stores: ten dotations and ten sales; BENCH_ROWS dotations and twice as many sales, one event with five sessions, one sale in fifty cancelled, one
document in ten to be looked at. Each page is asked for over one connection, in both stores in turn; what counts is the CPU time of the server.
"""

import datetime
import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse

import openpyxl

from web_servers import COMMAND, FOLDER, ORDER, Ours

ROWS, ROUNDS = int(os.environ["BENCH_ROWS"]), int(os.environ["BENCH_ROUNDS"])
VALUES = {100: 50, 150: 75, 200: 100, 250: 125, 300: 150}
SECONDS = 0.5


def load_sales(ours, sales):
    """An event with its people and documents as a workbook, then the sales as a sheet."""
    template, event, sheet = (os.path.join(FOLDER, name) for name in (f"template{sales}.xlsx", f"event{sales}.xlsx", f"sales{sales}.csv"))
    subprocess.run([COMMAND, "events", "template", template], check=True, stdout=subprocess.DEVNULL)
    people = [(f"{number:06d}", f"NOM{number}", f"Prénom{number % 977}", f"personne{number}@exemple.fr", f"06398{number % 100000:05d}")
              for number in range(1, -(-sales // len(VALUES)) + 1)]
    book = openpyxl.load_workbook(template)
    for page in book:
        page.delete_rows(3, 9)
    book["Événement"].append(["Banc d'essai", None, None, "oui"])
    today = datetime.date.today()
    for value, price in VALUES.items():
        book["Sessions"].append([None, f"{value}€ de chèques ANCV", None, None, None, today.replace(day=1), today + datetime.timedelta(30), None, 1, price])
    for person in people:
        book["Bénéficiaires"].append(person)
    for person in people[::10]:
        book["Justificatifs"].append([person[0], "Quotient familial", 850, "à valider", None])
    book.save(event)
    with open(sheet, "w", encoding="utf-8") as file:
        file.write("Session;Matricule;Nom;Prénom;E-mail;Téléphone;Quantité;Prix payé;Date;Statut;Référence de paiement\n")
        for number in range(sales):
            value = list(VALUES)[number % len(VALUES)]
            file.write(f"{value}€ de chèques ANCV;{';'.join(people[number // len(VALUES)])};1;{VALUES[value]};{today:%d/%m/%Y};"
                       f"{'annulée' if number % 50 == 7 else ''};pi_{number:08d}\n")
    ours.run("events", "load", event, "--yes")
    ours.run("sales", "import", sheet, "--yes", "--limit-rows", "1")


def processor(ours):
    with open(f"/proc/{ours.process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cost(ours, path):
    """Milliseconds of CPU time a request."""
    connection = http.client.HTTPConnection("localhost", ours.port)

    def ask():
        connection.request("GET", path, headers={"Cookie": ours.cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit(f"bench: {path} answered {answer.status}")

    ask()
    count, before, end = 0, processor(ours), time.monotonic() + SECONDS
    while time.monotonic() < end or count < 10:
        ask()
        count += 1
    return (processor(ours) - before) / count * 1000


def search(ours, path, words):
    """The address that a search leads to."""
    connection = http.client.HTTPConnection("localhost", ours.port)
    connection.request("GET", path, headers={"Cookie": ours.cookie})
    token = re.search(r'name="jeton" value="(\w+)"', connection.getresponse().read().decode()).group(1)
    connection.request("POST", path, urllib.parse.urlencode({"jeton": token, "mots": words}), {
        "Cookie": ours.cookie, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"})
    return connection.getresponse().headers["Location"]


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    stores = []
    try:
        for rows, sales in ((10, 10), (ROWS, 2 * ROWS)):
            ours = Ours(rows)
            load_sales(ours, sales)
            stores.append((ours, sales))
        pages = [("/",) * 2, ("/commandes",) * 2, (f"/commandes/{ORDER}",) * 2, (f"/commandes/{ORDER}/dotations",) * 2,
                 ("/ventes",) * 2, ("/ventes, the last page", lambda _, sales: f"/ventes?page={max(1, sales // 100)}"),
                 ("/ventes?evenement=1&session=3",) * 2,
                 ("/ventes?evenement=1&session=3, the last page", lambda _, sales: f"/ventes?evenement=1&session=3&page={max(1, sales // 500)}"),
                 ("/ventes?evenement=1",) * 2, ("/ventes?statut=cancelled",) * 2, ("/ventes?statut=active",) * 2,
                 ("/ventes?statut=active, the last page", lambda _, sales: f"/ventes?statut=active&page={max(1, (sales - sales // 50) // 100)}"),
                 ("/ventes/5",) * 2, ("/ventes/nouvelle",) * 2,
                 ("/ventes, by words", lambda ours, _: search(ours, "/ventes", "pi_00000005")),
                 ("/evenements",) * 2, ("/evenements/1",) * 2, ("/beneficiaires",) * 2,
                 ("/beneficiaires, the last page", lambda _, sales: f"/beneficiaires?page={max(1, sales // 500)}"),
                 ("/beneficiaires?justificatifs=attente",) * 2, ("/beneficiaires/2",) * 2,
                 ("/beneficiaires, by words", lambda ours, _: search(ours, "/beneficiaires", "000002"))]
        print(f"\nms of CPU time a request: 10 dotations and 10 sales; {ROWS:,} dotations and {2 * ROWS:,} sales; medians of {ROUNDS} rounds.\n")
        print("| page | few | many | ratio |\n|---|--:|--:|--:|")
        for name, path in pages:
            runs = [[], []]
            for _ in range(ROUNDS):
                for run, (ours, sales) in zip(runs, stores):
                    run.append(cost(ours, path if isinstance(path, str) else path(ours, sales)))
            few, many = map(statistics.median, runs)
            print(f"| {name} | {few:.2f} | {many:.2f} | {many / max(few, 0.01):.1f} |", flush=True)
    finally:
        for ours, _ in stores:
            ours.process.terminate()
        if "BENCH_KEEP" not in os.environ:
            shutil.rmtree(FOLDER, ignore_errors=True)


main()
