"""What a disk holds after the power failed at some moment of what FAULT_JOURNAL of faults.c has noted: what was synced, and of the rest any part."""

import collections
import os
import shutil

SECTOR = 512

Event = collections.namedtuple("Event", "kind path bytes at")


def events(journal):
    """The events that a process had noted, in their order."""
    with open(journal, "rb") as file:
        while head := file.readline():
            kind, path_length, count, at = head.decode().split()
            path = file.read(int(path_length)).decode()
            yield Event(kind, path, file.read(int(count)), int(at))


def content(path):
    """What is in a file; None where there is none."""
    try:
        with open(path, "rb") as file:
            return bytearray(file.read())
    except FileNotFoundError:
        return None


def apply(event, held):
    if event.kind == "u":
        return None
    held = bytearray() if held is None else held
    end = event.at + len(event.bytes)
    if event.kind == "t":
        del held[event.at:]
    held.extend(bytes(max(0, end - len(held))))
    if event.kind == "w":
        held[event.at:end] = event.bytes
    return held


def torn(event, chance):
    """A write of which only some sectors came to the disk."""
    kept = chance.randrange(0, len(event.bytes) + 1, SECTOR) if len(event.bytes) >= SECTOR else 0
    return event._replace(bytes=event.bytes[:kept])


def after_cut(before, happened, chance):
    """The files as a disk may hold them, from what they were before and the events up to the cut."""
    files = dict(before)
    waiting = collections.defaultdict(list)
    for event in happened:
        if event.path not in files:
            continue
        if event.kind == "s":
            for earlier in waiting.pop(event.path, []):
                files[event.path] = apply(earlier, files[event.path])
        else:
            waiting[event.path].append(event)
    for path, rest in waiting.items():
        for event in rest:
            fate = chance.random()
            if fate < 0.4:
                files[path] = apply(event, files[path])
            elif fate < 0.6 and event.kind == "w":
                files[path] = apply(torn(event, chance), files[path])
    return files


def write(files, folder):
    """Puts the files into a folder of their own, which their owner alone may read, as in the first one."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for path, held in files.items():
        if held is not None:
            target = os.open(os.path.join(folder, os.path.basename(path)), os.O_WRONLY | os.O_CREAT, 0o600)
            with open(target, "wb") as file:
                file.write(held)
