"""What readers of other projects do with hostile sheets, beside ours: hostile_peers.py COMMAND FOLDER.

FOLDER has a manifest.json, whose cases name files, what must happen to them and within which memory, and the files under `files`. Each reader
reads every cell of each XLSX file in a process of its own with 2 GiB of memory and 20 seconds. Prints a table. openpyxl and calamine read sheets and
know nothing of dotations, so only the files that any reader should refuse, and those that any should read, are counted.
"""

import collections
import json
import os
import resource
import subprocess
import sys
import tempfile

READERS = {
    "openpyxl": "import sys, openpyxl\nfor sheet in openpyxl.load_workbook(sys.argv[1], read_only=True):\n    for row in sheet.iter_rows(values_only=True): pass",
    "openpyxl, whole": "import sys, openpyxl\nfor sheet in openpyxl.load_workbook(sys.argv[1]):\n    for row in sheet.iter_rows(values_only=True): pass",
    "calamine": "import sys, python_calamine\nbook = python_calamine.CalamineWorkbook.from_path(sys.argv[1])\nfor name in book.sheet_names: book.get_sheet_by_name(name).to_python()",
}


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 21))


def outcome(command, limit):
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=limited)
        _, status, usage = os.wait4(child.pid, 0)
        output.seek(0)
        text = output.read()
    code = os.waitstatus_to_exitcode(status)
    if code in (-9, -24):
        return "never ends (20 s)"
    if code < 0 or b"MemoryError" in text or b"memory allocation" in text or b"PanicException" in text:
        return "dies (crash, or 2 GiB of memory)"
    peak = usage.ru_maxrss / 1024
    answer = "reads it" if code == 0 else "refuses it"
    return answer if peak <= limit else f"{answer}, with over {limit} MB"


def main():
    command, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        cases = [case for case in json.load(file)["cases"] if case["file"].endswith(".xlsx")]
    groups = {"files that must be refused": lambda case: case["expect"]["outcome"] == "reject",
              "files that must be read": lambda case: case["expect"]["outcome"] == "accept"}
    readers = {"dotations": [command, "sheet", "info", "--count", "--limits", "strict"], **{name: [sys.executable, "-c", code] for name, code in READERS.items()}}
    for title, belongs in groups.items():
        chosen = [case for case in cases if belongs(case)]
        counts = {name: collections.Counter(outcome([*reader, os.path.join(folder, "files", case["file"])], 256) for case in chosen)
                  for name, reader in readers.items()}
        kinds = sorted({kind for counter in counts.values() for kind in counter}, key=lambda kind: (kind.startswith(("dies", "never")), kind))
        print(f"\n| {len(chosen)} {title} | " + " | ".join(counts) + " |\n|---|" + "--:|" * len(counts))
        for kind in kinds:
            print(f"| {kind} | " + " | ".join(str(counter[kind]) for counter in counts.values()) + " |")


main()
