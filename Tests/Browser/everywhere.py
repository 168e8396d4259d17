"""Every page that links lead to, for each role."""

import collections

from installation import ADMINISTRATOR, MANAGER, READER
from looks import Looks
from scenario import Scenario

# How many pages of one kind are looked at, such as orders.
SAME = 3


class Everywhere(Scenario):
    """Every page"""

    def crawl(self, start):
        """Follows all links of these pages from one on; the pages that it came to."""
        browser, waiting, seen, kinds = self.browser, [start], {start}, collections.Counter()
        while waiting:
            path = waiting.pop(0)
            browser.go(path)
            self.assertEqual(browser.status, 200, path)
            self.assertEqual(len(browser.all("h1")), 1, path)
            for link in browser.driver.execute_script("return [...document.links].map((link) => link.href)"):
                if not link.startswith(browser.origin + "/"):
                    continue
                next = link.removeprefix(browser.origin).split("#")[0]
                kind = Looks.pattern(next) + "?" + "&".join(sorted(pair.split("=")[0] for pair in next.partition("?")[2].split("&")))
                if next in seen or kinds[kind] >= SAME:
                    continue
                seen.add(next)
                kinds[kind] += 1
                waiting.append(next)
        return {Looks.pattern(path) for path in seen}

    def test_nobody(self):
        """Before signing in"""
        self.assertLessEqual({"/connexion", "/mot-de-passe"}, self.crawl("/connexion"))

    def test_administrator(self):
        """For who administers"""
        self.sign_in(ADMINISTRATOR)
        found = self.crawl("/")
        self.assertLessEqual({"/", "/commandes", "/commandes/…", "/commandes/…/dotations", "/recherche", "/envoi-en-masse"}, found)

    def test_manager(self):
        """For who works on orders"""
        self.sign_in(MANAGER)
        self.assertLessEqual({"/commandes", "/recherche", "/envoi-en-masse"}, self.crawl("/"))

    def test_reader(self):
        """For who reads"""
        self.sign_in(READER)
        found = self.crawl("/")
        self.assertLessEqual({"/commandes", "/recherche"}, found)
        self.assertNotIn("/envoi-en-masse", found)
