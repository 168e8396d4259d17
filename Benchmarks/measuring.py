"""Whole processes, measured."""

import os
import sys
import time


def measured(command, output):
    """CPU seconds, wall seconds, and peak memory in MB of a process that must succeed; and what it printed, by way of a file."""
    started = time.perf_counter()
    with open(output, "wb") as file:
        child = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, file.fileno(), 1)])
        _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - started
    if status != 0:
        sys.exit(f"bench: {' '.join(command)} failed with status {os.waitstatus_to_exitcode(status)}")
    with open(output, encoding="utf-8") as file:
        text = file.read()
    return (usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)), text
