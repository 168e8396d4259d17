"""Counts the instructions that each job takes for a cell, with valgrind's callgrind, and prints a table: instructions.py.

Counts are the same on a busy machine. A count is the difference between 100,000 rows and 10,000, so that what does not depend on the rows
is left out; and for writing, less what loading the rows takes.
"""

import os
import re
import subprocess
import sys

PLACE, OURS = os.environ["BENCH_FOLDER"], os.environ["BENCH_OURS"]
SHEETS = os.path.join(PLACE, "sheets")
FEW, MANY, WIDTH = 10_000, 100_000, 8
OWNERS = ["ours", "zlib", "libxml2", "C library", "Swift library"]


def owner(library):
    name = os.path.basename(library)
    for start, owner in (("libz.", "zlib"), ("libxml2", "libxml2"), ("libc.", "C library"), ("libpthread", "C library"), ("ld-", "C library"),
                         ("libswift", "Swift library"), (os.path.basename(OURS), "ours")):
        if name.startswith(start):
            return owner
    return "C library"


def counted(*arguments):
    """The instructions of one run, by who owns the code."""
    profile = os.path.join(PLACE, f"callgrind-{os.getpid()}")
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", OURS, *arguments], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    counts, names, current, is_call = dict.fromkeys(OWNERS, 0), {}, "ours", False
    with open(profile, encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith("ob="):
                number, name = re.match(r"ob=(\(\d+\))(?: (.*))?", line).groups()
                names.setdefault(number, name)
                current = owner(names[number] or "")
            elif line.startswith("cob="):
                number, name = re.match(r"cob=(\(\d+\))(?: (.*))?", line).groups()
                if name:
                    names.setdefault(number, name)
            elif line.startswith("calls="):
                # The line that follows has what the callee took, which counts there.
                is_call = True
            elif line[0] in "0123456789+-*":
                if not is_call:
                    counts[current] += int(line.split()[1])
                is_call = False
    os.remove(profile)
    return counts


def combined(first, second, sign):
    return {name: first[name] + sign * second[name] for name in OWNERS}


def main():
    target = os.path.join(PLACE, f"counted-{os.getpid()}")

    def growth(*arguments):
        many, few = (counted(*(argument.replace("ROWS", str(rows)) for argument in arguments)) for rows in (MANY, FEW))
        return combined(many, few, -1)

    source = os.path.join(SHEETS, "ROWS.csv")
    loading = growth("load", source)
    jobs = {f"read {kind}": growth("read", os.path.join(SHEETS, f"ROWS-{kind}.xlsx")) for kind in ("shared", "inline", "libreoffice")
            if os.path.exists(os.path.join(SHEETS, f"{MANY}-{kind}.xlsx"))}
    for kind in ("shared", "inline"):
        jobs[f"write {kind}"] = combined(growth("write", kind, source, target), loading, -1)
    jobs["read CSV"] = growth("read", source)
    jobs["write CSV"] = combined(growth("write", "csv", source, target), loading, -1)
    os.remove(target)
    print(f"\nInstructions a cell, as callgrind counts them.\n\n| job | all | {' | '.join(OWNERS)} |\n|---|{'--:|' * (len(OWNERS) + 1)}")
    cells = (MANY - FEW) * WIDTH
    for job, counts in jobs.items():
        print(f"| {job} | {sum(counts.values()) / cells:,.0f} | {' | '.join(f'{round(counts[name] / cells):,}' for name in OWNERS)} |")


if not subprocess.run(["which", "valgrind"], stdout=subprocess.DEVNULL).returncode == 0:
    sys.exit("bench: the instructions are counted by valgrind, which 'apt-get install valgrind' brings")
main()
