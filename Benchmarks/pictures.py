"""Draws the tables of compare.py: pictures.py TABLES FOLDER, where TABLES is a file with them, such as docs/performance.md.

Bars beside the peers in FOLDER/bench-time.svg and bench-memory.svg, and memory over rows in bench-growth.svg. No figure comes from elsewhere.
"""

import html
import math
import os
import re
import sys

OURS, THEIRS = "#1f7a6b", "#9aa5b1"
STYLE = ("<style>text{font:13px system-ui,sans-serif;fill:#1f2328}.quiet{fill:#59636e}.line{stroke:#d1d9e0}"
         "@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.quiet{fill:#9198a1}.line{stroke:#3d444d}}</style>")


def tables(path):
    """Each table as a list of rows, which are dictionaries by the titles."""
    found, titles = [], None
    for line in open(path, encoding="utf-8"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else None
        if cells is None:
            titles = None
        elif titles is None:
            titles = cells
            found.append([])
        elif not re.fullmatch(r":?-+:?", cells[0]):
            found[-1].append(dict(zip(titles, cells)))
    return found


def number(text):
    """The figure of a cell, without the bar behind it; None if there is none."""
    match = re.match(r"[\d,.]+", text)
    return float(match[0].replace(",", "")) if match else None


def text(x, y, words, anchor="start", quiet=False):
    kind = ' class="quiet"' if quiet else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}"{kind}>{html.escape(words)}</text>'


def picture(path, width, height, title, parts):
    with open(path, "w", encoding="utf-8") as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
                   f"<title>{html.escape(title)}</title>{STYLE}\n" + "\n".join(parts) + "\n</svg>\n")


def bars(path, title, unit, jobs):
    """A group of bars for each job, of which each has its own scale: only what stands in one group is compared."""
    parts, y, left, long = [text(0, 16, title)], 40, 220, 380
    for job, contestants in jobs:
        parts.append(text(0, y + 14, job))
        most = max(value for _, value in contestants)
        for name, value in contestants:
            length = max(long * value / most, 1)
            parts.append(f'<rect x="{left}" y="{y}" width="{length:.0f}" height="18" rx="3" fill="{OURS if name == "ours" else THEIRS}"/>')
            parts.append(text(left + length + 8, y + 14, f"{name} {value:,g} {unit}", quiet=name != "ours"))
            y += 22
        y += 12
    picture(path, 820, y, title, parts)


def growth(path, title, counts, lines):
    """Peak memory over rows, both by powers of ten."""
    left, top, wide, high = 80, 40, 480, 260
    least, most = math.floor(math.log10(min(min(values) for _, values in lines))), math.ceil(math.log10(max(max(values) for _, values in lines)))
    across = lambda count: left + wide * math.log10(count / counts[0]) / math.log10(counts[-1] / counts[0])
    down = lambda value: top + high * (1 - (math.log10(value) - least) / (most - least))
    parts = [text(0, 16, title)]
    for power in range(least, most + 1):
        y = down(10 ** power)
        parts += [f'<line class="line" x1="{left}" y1="{y:.0f}" x2="{left + wide}" y2="{y:.0f}"/>', text(left - 8, y + 4, f"{10 ** power:,} MB", "end", True)]
    parts += [text(across(count), top + high + 20, f"{count:,} rows", "middle", True) for count in counts]
    lowest = 0
    for name, values in sorted(lines, key=lambda line: -line[1][-1]):
        color = OURS if name.startswith("ours") else THEIRS
        points = " ".join(f"{across(count):.0f},{down(value):.0f}" for count, value in zip(counts, values))
        lowest = max(down(values[-1]) + 4, lowest + 16)
        parts += [f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2.5"/>', text(left + wide + 10, lowest, f"{name} {values[-1]:,g} MB")]
    picture(path, 820, top + high + 40, title, parts)


def main():
    source, folder = sys.argv[1:]
    by_job, by_rows = {}, None
    for table in tables(source):
        if not table:
            continue
        if "contestant" in table[0] and "peak MB" in table[0] and "best" in table[0]:
            for row in table:
                by_job.setdefault(row["job"], []).append(row)
        if "peak memory" in table[0]:
            by_rows = table
    beside = {job: rows for job, rows in by_job.items() if len(rows) > 1}
    if not beside or not by_rows:
        sys.exit(f"pictures: {source} has no tables of scripts/bench")
    for name, title, column, unit in (("time", "CPU time, less is better", "CPU s", "s"), ("memory", "Peak memory, less is better", "peak MB", "MB")):
        bars(os.path.join(folder, f"bench-{name}.svg"), title, unit,
             [(job, [(row["contestant"], number(row[column])) for row in rows]) for job, rows in beside.items()])
    titles = [title for title in by_rows[0] if title.endswith(" rows")]
    growth(os.path.join(folder, "bench-growth.svg"), "Peak memory of reading, by the number of rows", [int(number(title)) for title in titles],
           [(row["peak memory"], [number(row[title]) for title in titles]) for row in by_rows])


main()
