"""Makes the sheets of a benchmark: sheets.py ROWS FOLDER KIND…, where a kind is csv, shared, inline or libreoffice.

The same rows for every kind and on every machine. What is there already is kept.
"""

import os
import random
import subprocess
import sys

HEADER = ["Identifiant dotation", "Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant", "Statut dotation"]
GIVEN_NAMES = ["Agnès", "Ali", "Anne-Lise", "Bruno", "Chloé", "Denis", "Élodie", "Fatima", "Gaëlle", "Henri", "Inès", "Jean-Marc", "Karim",
               "Léa", "Lucas", "Maëlys", "Noémie", "Olivier", "Pauline", "Quentin", "Rémi", "Sofia", "Théo", "Ursule", "Valérie", "Yann"]
SYLLABLES = ["BA", "CHE", "DE", "FOU", "GAR", "HU", "JOL", "LAN", "MER", "NAU", "PEL", "QUI", "ROU", "SAN", "TEL", "VAL"]
STATES = ["PRODUCTION"] * 6 + ["En attente d'activation"] * 3 + ["Erreur e-mail"]
LATIN = str.maketrans("àâçéèêëîïôùûüÉ", "aaceeeeiiouuue")


def rows(count):
    chance = random.Random(2800886)
    surnames = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(800)] + ["D'HAUTE & FILS", "LE GOFF", "ÇELIK"]
    for index in range(count):
        surname, given = chance.choice(surnames), chance.choice(GIVEN_NAMES)
        mailbox = "".join(letter for letter in surname.translate(LATIN).lower() if letter.isascii() and letter.isalpha())
        mail = f"{given.translate(LATIN).lower()}.{mailbox}{index}@exemple.fr"
        telephone = f"0{chance.choice('67')}{chance.randrange(10 ** 8):08d}"
        yield (11_000_000 + index * 3, f"{index + 1:06d}", surname, given, mail, telephone, chance.randrange(500, 200_000) / 100,
               chance.choice(STATES))


def write_csv(count, path):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(";".join(HEADER) + "\r\n")
        for row in rows(count):
            file.write("%d;%s;%s;%s;%s;%s;%.2f;%s\r\n" % row)


def write_workbook(count, path, is_inline):
    import datetime

    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": is_inline, "strings_to_urls": False})
    book.set_properties({"created": datetime.datetime(2024, 6, 7)})
    sheet = book.add_worksheet("Dotations")
    sheet.write_row(0, 0, HEADER)
    for number, row in enumerate(rows(count), 1):
        for column, value in enumerate(row):
            (sheet.write_number if column in (0, 6) else sheet.write_string)(number, column, value)
    book.close()


def resave(source, folder):
    """Has LibreOffice save a workbook; it takes the name from the source, and wants a profile of its own."""
    profile = "-env:UserInstallation=file://" + os.path.join(os.path.abspath(folder), "profile")
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, source], check=True,
                   stdout=subprocess.DEVNULL)


def path(folder, count, kind):
    return os.path.join(folder, f"{count}.csv" if kind == "csv" else f"{count}-{kind}.xlsx")


def make(folder, count, kind):
    target = path(folder, count, kind)
    if os.path.exists(target):
        return
    print(f"bench: making {os.path.basename(target)}", file=sys.stderr)
    unfinished = os.path.join(folder, "unfinished")
    if kind == "csv":
        write_csv(count, unfinished)
    elif kind == "libreoffice":
        make(folder, count, "inline")
        resaved = os.path.join(folder, "resaved")
        resave(path(folder, count, "inline"), resaved)
        unfinished = os.path.join(resaved, os.path.basename(path(folder, count, "inline")))
    else:
        write_workbook(count, unfinished, kind == "inline")
    os.replace(unfinished, target)


if __name__ == "__main__":
    os.makedirs(sys.argv[2], exist_ok=True)
    for wanted in sys.argv[3:]:
        make(sys.argv[2], int(sys.argv[1]), wanted)
