"""Without a mouse, and on windows, screens and paper of other kinds."""

import base64

from selenium.webdriver.common.keys import Keys

from chromium import NARROW, WIDE
from installation import ADMINISTRATOR, CLIENT, PASSWORD
from scenario import Scenario


class Keyboard(Scenario):
    """By keyboard alone"""

    def enter(self, element):
        """Comes to an element by Tab, and presses Enter."""
        self.browser.tab_to(element)
        self.browser.press(element, lambda: self.browser.keys(Keys.ENTER))

    def fill(self, label, text):
        self.browser.tab_to(self.browser.field(label))
        self.browser.keys(text)

    def sign_in_by_keys(self):
        self.browser.go("/connexion")
        self.fill("Code client", CLIENT)
        self.fill("Adresse e-mail", ADMINISTRATOR)
        self.fill("Mot de passe", PASSWORD)
        self.browser.press(self.browser.focused(), lambda: self.browser.keys(Keys.ENTER))
        self.assertEqual(self.browser.heading, "Accueil")

    def test_guide(self):
        """Signs in, finds an order, changes a row and signs out by Tab and Enter"""
        browser = self.browser
        self.sign_in_by_keys()
        self.enter(browser.link("Mes commandes"))
        self.enter(browser.link("2800901"))
        self.enter(browser.link(">> Cliquez ici pour suivre ou modifier vos dotations"))
        browser.tab_to(browser.row("LOLOU").find_element("css selector", "input[name^=telephone]"))
        # What is in a field is chosen when Tab leads to it, so that typing replaces it.
        browser.keys("0612345678")
        browser.save(browser.focused(), lambda: browser.keys(Keys.ENTER))
        # The focus stays in the row.
        browser.see_focus()
        self.assertEqual(browser.focused(), browser.row("LOLOU").find_element("css selector", "button"))
        self.assertEqual(browser.row("LOLOU").find_element("css selector", "input[name^=telephone]").get_attribute("value"), "0612345678")
        self.assertEqual(self.jobs(), [("phoneChanged", "is-lef202@yopmail.com", "pending")])
        button = browser.row("FERBACH").find_element("css selector", "button")
        browser.tab_to(button)
        browser.save(button, lambda: browser.keys(Keys.ENTER))
        self.assertEqual(len(self.jobs()), 2)
        browser.go("/commandes")
        self.enter(browser.button("Se déconnecter"))
        self.assertEqual(browser.heading, "Se connecter")

    def test_skip(self):
        """The first Tab leads past the menu"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes")
        browser.keys(Keys.TAB)
        browser.see_focus()
        self.assertEqual(browser.focused().text, "Aller au contenu")
        browser.keys(Keys.ENTER)
        browser.wait(lambda: browser.path.endswith("#contenu"), "the page is at its content")
        browser.keys(Keys.TAB)
        self.assertTrue(browser.focused().find_elements("xpath", "ancestor::main"))

    def test_faults_get_the_focus(self):
        """After a fault the focus is on the list of them, and each leads to its field"""
        browser = self.browser
        self.sign_in()
        browser.go("/recherche")
        browser.tab_to(browser.button("Rechercher"))
        browser.press(browser.focused(), lambda: browser.keys(Keys.ENTER))
        self.assertEqual((browser.status, browser.focused().get_attribute("role")), (422, "alert"))
        browser.see_focus()
        browser.keys(Keys.TAB)
        browser.see_focus()
        browser.keys(Keys.ENTER)
        self.assertEqual(browser.focused(), browser.field("Matricule"))

    def test_table_scrolls(self):
        """A table that is wider than the window scrolls by the arrow keys"""
        browser = self.browser
        self.sign_in()
        browser.go("/journal")
        browser.resize(NARROW)
        region = browser.one("div.table")
        browser.tab_to(region)
        browser.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        browser.wait(lambda: browser.driver.execute_script("return arguments[0].scrollLeft", region) > 0, "the table scrolls")


class Shapes(Scenario):
    """Other windows"""

    def test_narrow(self):
        """The guide's edit and search on 320 pixels in the dark"""
        browser = self.browser
        browser.resize(NARROW)
        browser.media(scheme="dark")
        browser.is_watched = False
        self.sign_in()
        for path in ("/", "/commandes", "/commandes/2800901", "/commandes/2800901/dotations", "/recherche", "/envoi-en-masse", "/aide"):
            browser.go(path)
            self.assertLessEqual(browser.driver.execute_script("return document.scrollingElement.scrollWidth"), 320, path)
        paper = browser.driver.execute_script("return getComputedStyle(document.body).backgroundColor")
        self.assertLess(sum(map(int, paper[4:-1].split(","))), 150, "the paper is dark")
        browser.go("/commandes/2800901/dotations")
        row = browser.row("LOLOU")
        for part in ("input[name^=email]", "input[name^=telephone]", "button"):
            box = row.find_element("css selector", part).rect
            self.assertLessEqual(box["x"] + box["width"], 320, part + " is reached without scrolling aside")
        browser.type(row.find_element("css selector", "input[name^=telephone]"), "0612345678")
        browser.save(row.find_element("css selector", "button"))
        self.assertEqual(len(self.jobs()), 1)

    def test_twice_as_large(self):
        """Nothing is cut where text is twice as large"""
        browser = self.browser
        self.sign_in()
        browser.is_watched = False
        # At 200 % a window of 1,280 pixels is one of 640.
        browser.resize((640, 450))
        for path in ("/", "/commandes", "/commandes/2800901/dotations", "/recherche"):
            browser.go(path)
            self.assertLessEqual(browser.driver.execute_script("return document.scrollingElement.scrollWidth"), 640, path)

    def test_print(self):
        """On paper there is no menu and no form, the figures are all there, titles come again on each page"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800886")
        browser.media("print")
        for selector in ("header", "footer", "main form", ".submenu"):
            for element in browser.all(selector):
                self.assertFalse(element.is_displayed(), selector)
        self.assertIn("TOTAL : 10 100,00 €", browser.text())
        browser.go("/commandes/2900250/dotations")
        browser.media("print")
        # The width of A4 within its margins.
        browser.resize((718, 1000))
        self.assertLessEqual(browser.driver.execute_script("return document.scrollingElement.scrollWidth"), 718, "nothing is cut")
        head = browser.driver.execute_script("return getComputedStyle(document.querySelector('thead')).display")
        self.assertEqual(head, "table-header-group")
        self.assertFalse(browser.one(".pages").is_displayed())
        # What is edited in the table is still read on paper.
        self.assertTrue(browser.all("td input[name^=email]")[0].is_displayed())
        browser.media()
        browser.resize(WIDE)
        pdf = base64.b64decode(browser.driver.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})["data"])
        self.assertTrue(pdf.startswith(b"%PDF-"))
        self.assertGreater(pdf.count(b"/Type /Page\n"), 1)
