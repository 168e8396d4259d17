"""Runs the scenarios in a real browser, and says of each what it is and how long it took."""

import argparse
import importlib
import pathlib
import shutil
import sys
import tempfile
import time
import unittest

import installation
from looks import Looks
from scenario import World

MODULES = ["guide", "imports", "workbooks", "mails", "sales", "people", "cases", "keyboard", "everywhere"]


class Result(unittest.TestResult):
    def startTest(self, test):
        super().startTest(test)
        self.start, self.is_whole = time.monotonic(), True

    def addError(self, test, error):
        super().addError(test, error)
        self.is_whole = False

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.is_whole = False

    def stopTest(self, test):
        super().stopTest(test)
        print(f"{'✔' if self.is_whole else '✘'} {type(test).__doc__ or ''}: {test.shortDescription()} ({time.monotonic() - self.start:.1f} s)", flush=True)


def tests(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests(test)
        else:
            yield test


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binaries", type=pathlib.Path, help="the folder of dotations and dotations-serve")
    parser.add_argument("--only", default="", help="only scenarios whose name has this")
    options = parser.parse_args()
    start = time.monotonic()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="dotations-browser-store-"))
    try:
        (folder / "pages").mkdir()
        World.binaries = options.binaries.resolve()
        World.database = installation.prepare(World.binaries, folder).database
        World.looks = Looks(folder / "pages")
        loader = unittest.TestLoader()
        suite = unittest.TestSuite()
        for name in MODULES:
            for test in tests(loader.loadTestsFromModule(importlib.import_module(name))):
                if options.only in test.id():
                    suite.addTest(test)
        result = Result()
        suite.run(result)
        invalid = World.looks.invalid()
        for _, report in result.failures + result.errors:
            print("\n" + report)
        for finding in invalid or []:
            print(finding)
        looks = World.looks
        print(
            f"browser: {result.testsRun} scenarios, {len(result.failures) + len(result.errors)} failed; {len(looks.seen)} states of "
            f"{len(looks.patterns)} pages by axe ({looks.seconds:.0f} s); {len(looks.sources)} documents "
            + ("not checked as HTML, as there is no java" if invalid is None else f"with {len(invalid)} faults of HTML")
            + f"; {time.monotonic() - start:.0f} s")
        is_whole = result.wasSuccessful() and not invalid and result.testsRun > 0
    finally:
        World.close()
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
