"""What all scenarios have: a server of their own over a copy of the store, and browsers, which they share one after the other."""

import unittest

import openpyxl

from chromium import Browser
from installation import ADMINISTRATOR, Server


class World:
    """What the run has made once: set by its main module."""

    binaries = None
    database = None
    looks = None
    browsers = {}

    @classmethod
    def browser(cls, name, javascript=True):
        if name not in cls.browsers:
            cls.browsers[name] = Browser(cls.looks, javascript)
        return cls.browsers[name]

    @classmethod
    def close(cls):
        for browser in cls.browsers.values():
            browser.close()


def rows_with_advice(file):
    """How many rows of a workbook have something under « Conseil »"""
    rows = list(openpyxl.load_workbook(file, read_only=True).worksheets[0].values)
    column = next(row.index("Conseil") for row in rows if "Conseil" in row)
    return sum(1 for row in rows if len(row) > column and row[column]) - 1


class Scenario(unittest.TestCase):
    javascript = True
    maxDiff = None
    # Whether the scenario has the server come to an error.
    is_server_at_fault = False

    def setUp(self):
        self.server = Server(World.binaries, World.database)
        self.addCleanup(self.server.close)
        self.opened = []
        self.browser = self.open("first" if self.javascript else "without scripts", self.javascript)
        self.command = self.server.command

    def open(self, name, javascript=True):
        """A browser that has not been here before."""
        browser = World.browser(name, javascript)
        browser.begin(self.server.origin)
        self.opened.append(browser)
        return browser

    def tearDown(self):
        # A scenario that failed has its own reason, which this would hide.
        findings = World.looks.take() + [message for browser in self.opened for message in browser.messages]
        log = self.server.log()
        if ("error" in log and not self.is_server_at_fault) or "@" in log:
            findings.append("the server's log: " + log[-2000:])
        if findings:
            self.fail("\n".join(findings))

    def sign_in(self, email=ADMINISTRATOR):
        self.browser.sign_in(email)
        self.assertEqual(self.browser.heading, "Accueil")

    def jobs(self):
        return [(job["kind"], job["to"], job["state"]) for job in self.command.jobs()]
