"""An upload until its preview is there, ours and Django in turn: web_uploads.py, as scripts/bench web has made everything ready.

The sheet is our own export, in which every hundredth row was edited. Beside us a plain Django view reads BENCH_ROWS rows with openpyxl and
compares them with its table; a tenth of them goes to django-import-export as well.
"""

import http.client
import os
import re
import shutil
import statistics
import sys
import time

import openpyxl
from web_servers import FOLDER, ORDER, Django, Ours, peak

ROWS, ROUNDS = int(os.environ["BENCH_ROWS"]), int(os.environ["BENCH_ROUNDS"])
BOUNDARY = "bench"


def edited(ours, rows):
    """Our export with every hundredth address edited, as bytes."""
    path = os.path.join(FOLDER, f"export{rows}.xlsx")
    ours.run("export", ORDER, "-o", path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    column = titles.index("Adresse Mail") + 1
    for row in range(2, rows + 2, 100):
        sheet.cell(row, column).value = f"edition{row}@exemple.fr"
    workbook.save(path)
    with open(path, "rb") as file:
        return file.read()


def upload(contestant, path, content, token=""):
    """The seconds until the preview is there, which says how many rows change."""
    body = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="jeton"\r\n\r\n{token}\r\n--{BOUNDARY}\r\n'
            'Content-Disposition: form-data; name="fichier"; filename="commande.xlsx"\r\n\r\n').encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {"Cookie": contestant.cookie, "Sec-Fetch-Site": "same-origin", "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    start = time.monotonic()
    connection = http.client.HTTPConnection("localhost", contestant.port, timeout=600)
    connection.request("POST", f"/commandes/{ORDER}/{path}", body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    if answer.status == 303:
        connection.request("GET", answer.headers["Location"], headers={"Cookie": contestant.cookie})
        answer = connection.getresponse()
        text = answer.read().decode()
    seconds = time.monotonic() - start
    found = re.search(r"(\d[\d\s\u202f]*) modifications", text)
    if answer.status != 200 or not found:
        sys.exit(f"bench: {contestant.name} answered {answer.status}")
    return seconds, int(re.sub(r"\D", "", found.group(1)))


def token(ours):
    """What a form of this browser holds; the browser keeps the cookie that it comes with."""
    connection = http.client.HTTPConnection("localhost", ours.port)
    connection.request("GET", f"/commandes/{ORDER}/import", headers={"Cookie": ours.cookie})
    answer = connection.getresponse()
    for name, value in answer.getheaders():
        if name == "Set-Cookie":
            ours.cookie += "; " + value.split(";")[0]
    return re.search(r'name="jeton" value="(\w+)"', answer.read().decode()).group(1)


def measure(rows, peer_path, bar):
    contestants = []
    try:
        for kind in (Ours, Django):
            contestants.append(kind(rows))
        ours, django = contestants
        content, field = edited(ours, rows), token(ours)
        found = {ours.name: [], django.name: []}
        for _ in range(ROUNDS):
            for contestant, path in ((ours, "import"), (django, peer_path)):
                seconds, changes = upload(contestant, path, content, field)
                if changes != rows // 100:
                    sys.exit(f"bench: {contestant.name} sees {changes} changes of {rows // 100}")
                found[contestant.name].append(seconds)
        medians = {name: statistics.median(seconds) for name, seconds in found.items()}
        peer = "openpyxl in a view" if peer_path == "import" else "django-import-export"
        print(f"| {rows:,} rows beside {peer} | {medians['ours']:.2f} | {medians['Django']:.2f} | {medians['ours'] / medians['Django']:.3f} "
              f"| {bar} | {peak(ours):.0f} | {peak(django):.0f} |", flush=True)
    finally:
        for contestant in contestants:
            contestant.process.terminate()


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    print(f"\nAn upload until its preview is there, one row in a hundred edited, {ROUNDS} rounds in turn, medians.\n")
    print("| sheet | ours, s | Django, s | ratio | at most | our server, peak MB | Django, peak MB |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    measure(ROWS, "import", 0.2)
    measure(ROWS // 10, "resource", 0.05)


main()
