"""What readers of other projects do with hostile sheets, beside ours: hostile_peers.py COMMAND FOLDER.

FOLDER has a manifest.json, whose cases name files and what must happen to them, and the files under `files`. Each reader reads every cell of
each XLSX file in a process of its own, with 2 GiB of memory and 20 seconds. Tells of each file as it goes, on standard error, and prints
tables in the end. openpyxl and calamine read sheets and know nothing of dotations: what only an importer can refuse, such as a header that is
missing, is left out.
"""

import collections
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

SECONDS, MEMORY = 20, 2 << 30
OPENPYXL = """
import sys, openpyxl
for sheet in openpyxl.load_workbook(sys.argv[1], read_only={}):
    for row in sheet.iter_rows(values_only=True): pass
"""
CALAMINE = """
import sys, python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names: book.get_sheet_by_name(name).to_python()
"""
READERS = {"openpyxl": OPENPYXL.format(True), "openpyxl, whole": OPENPYXL.format(False), "calamine": CALAMINE}
# What is no fault of the file to who only reads it.
IMPORTERS_OWN = ("header.", "sheet.ambiguous")
WELL = {"reject": "refused", "accept": "read"}
# Over this, reading or refusing a file is not called well; the largest of the files takes less than 8 MB.
MUCH_MEMORY, LONG = 512, 5
GROUPS = {"zip": "archives", "xml": "XML", "opc": "packages", "sheet": "sheets", "format": "other formats", "control": "odd, but sound"}


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def outcome(command):
    """What a reader did, in a word, and what that took."""
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, preexec_fn=limited)
        deadline = time.monotonic() + 3 * SECONDS
        while True:
            done, status, usage = os.wait4(child.pid, os.WNOHANG)
            if done:
                break
            if time.monotonic() > deadline:
                child.kill()
            time.sleep(0.01)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        text = errors.read()
    megabytes, seconds = usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime
    code = child.returncode
    if code in (-9, -24):
        word = "never ends"
    elif b"MemoryError" in text or b"memory allocation" in text or b"bad_alloc" in text:
        word = "out of memory"
    elif code < 0 or b"PanicException" in text:
        word = "crash"
    else:
        word = "read" if code == 0 else "refused"
    return word, megabytes, seconds


def shown(answer):
    word, megabytes, seconds = answer
    much = [f"{megabytes:,.0f} MB"] if megabytes > MUCH_MEMORY and word != "out of memory" else []
    long = [f"{seconds:.0f} s"] if seconds > LONG and word != "never ends" else []
    return ", ".join([word, *much, *long])


def is_well(case, answer):
    return answer[0] == WELL[case["expect"]["outcome"]] and answer[1] <= MUCH_MEMORY and answer[2] <= LONG


def main():
    command, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        cases = [case for case in json.load(file)["cases"] if case["file"].endswith(".xlsx") and case["category"] in GROUPS]
    cases = [case for case in cases if not any(code.startswith(IMPORTERS_OWN) for code in case["expect"].get("errors", []))]
    readers = {"dotations": [command, "sheet", "dump", "--limits", "strict"], **{name: [sys.executable, "-c", code] for name, code in READERS.items()}}
    answers = {}
    for case in cases:
        path = os.path.join(folder, "files", case["file"])
        answers[case["file"]] = {name: outcome([*reader, path]) for name, reader in readers.items()}
        print(f"{case['file']}: " + "; ".join(f"{name}: {shown(answer)}" for name, answer in answers[case["file"]].items()), file=sys.stderr, flush=True)

    head = " | ".join(readers)
    print(f"| files | | {head} |\n|---|--:|" + "--:|" * len(readers))
    for group, title in [*GROUPS.items(), (None, "all")]:
        chosen = [case for case in cases if group in (None, case["category"])]
        good = [sum(is_well(case, answers[case["file"]][name]) for case in chosen) for name in readers]
        print(f"| {title} | {len(chosen)} | " + " | ".join(map(str, good)) + " |")
    print(f"\n| of all {len(cases)} | {head} |\n|---|" + "--:|" * len(readers))
    kinds = {"refused though sound": lambda case, word: case["expect"]["outcome"] == "accept" and word == "refused",
             "read though hostile": lambda case, word: case["expect"]["outcome"] == "reject" and word == "read",
             "out of memory": lambda case, word: word == "out of memory", "crash": lambda case, word: word == "crash",
             "never ends": lambda case, word: word == "never ends"}
    for kind, holds in kinds.items():
        counts = [sum(holds(case, answers[case["file"]][name][0]) for case in cases) for name in readers]
        print(f"| {kind} | " + " | ".join(map(str, counts)) + " |")
    print(f"\n| file | should be | {head} |\n|---|---|" + "---|" * len(readers))
    for case in cases:
        row = answers[case["file"]]
        if not all(is_well(case, answer) for answer in row.values()):
            print(f"| {case['attack'].split(':')[0].split('(')[0].strip()} | {WELL[case['expect']['outcome']]} | "
                  + " | ".join(shown(answer) for answer in row.values()) + " |")
    versions = [f"{name} {__import__('importlib.metadata').metadata.version(name)}" for name in ("openpyxl", "python-calamine")]
    print(f"\n{', '.join(versions)}; Python {sys.version.split()[0]}.")


main()
