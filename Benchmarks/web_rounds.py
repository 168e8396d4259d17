"""A page of 100 dotations among many, ours and Django in turn: web_rounds.py, as scripts/bench web has made everything ready.

Both have one order of BENCH_ROWS dotations and somebody who has signed in. hey asks over 32 connections: at 480 requests a second, where the
slowest of a hundred counts, and as fast as it goes.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys

from web_servers import FOLDER, Django, Ours, peak

ROWS, ROUNDS = int(os.environ["BENCH_ROWS"]), int(os.environ["BENCH_ROUNDS"])
SECONDS = os.environ.get("BENCH_SECONDS", "10")


def ask(contestant, *options):
    """Requests a second, and the milliseconds that ninety-nine of a hundred took at most."""
    done = subprocess.run(["hey", "-z", SECONDS + "s", "-c", "32", *options, "-H", "Cookie: " + contestant.cookie, contestant.url],
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    statuses = set(re.findall(r"\[(\d+)\]\s+\d+ responses", done))
    if statuses != {"200"}:
        sys.exit(f"bench: {contestant.name} answered {statuses}:\n{done}")
    return (float(re.search(r"Requests/sec:\s+([\d.]+)", done).group(1)),
            float(re.search(r"99%+ in ([\d.]+) secs", done).group(1)) * 1000)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    contestants = []
    try:
        for kind in (Ours, Django):
            contestants.append(kind(ROWS))
        found = {contestant.name: {"free": [], "held": []} for contestant in contestants}
        for _ in range(ROUNDS):
            for contestant in contestants:
                found[contestant.name]["held"].append(ask(contestant, "-q", "15"))
                found[contestant.name]["free"].append(ask(contestant))
        print(f"\nA page of 100 among {ROWS:,} dotations over 32 connections, {ROUNDS} rounds in turn, medians.\n")
        print("| contestant | requests/s | p99 at that, ms | p99 at 480 requests/s, ms | peak MB |")
        print("|---|--:|--:|--:|--:|")
        rates = {}
        for contestant in contestants:
            runs = found[contestant.name]
            rates[contestant.name] = statistics.median(rate for rate, _ in runs["free"])
            print(f"| {contestant.name} | {rates[contestant.name]:,.0f} | {statistics.median(p for _, p in runs['free']):.1f} "
                  f"| {statistics.median(p for _, p in runs['held']):.1f} (held {statistics.median(r for r, _ in runs['held']):.0f}) "
                  f"| {peak(contestant):.0f} |")
        print(f"\nOurs answers {rates['ours'] / rates['Django']:.1f} times as many (10); p99 at 480 requests a second is to be at most 20 ms.")
    finally:
        for contestant in contestants:
            contestant.process.terminate()


main()
