"""« E-mails »: how far each has come, and what it says."""

import re

from installation import MailServer
from scenario import Scenario


class Mails(Scenario):
    """E-mails"""

    def first(self):
        """Comes to the page of an e-mail that waits."""
        browser = self.browser
        self.sign_in()
        self.command.run("edit", "11843518", "--email", "test3.nouveau@yopmail.com")
        browser.press(browser.link("Mes commandes"))
        browser.press(browser.link("E-mails"))
        self.assertIn("test3.nouveau@yopmail.com", browser.row("1").text)
        browser.press(browser.link("1"))
        self.assertEqual(browser.heading, "E-mail N° 1")

    def test_message(self):
        """The message as it will look, in a frame that may do nothing, with a link that is dead"""
        browser = self.browser
        self.first()
        frame = browser.one("iframe")
        self.assertEqual(frame.get_attribute("sandbox"), "")
        pages = [browser.driver.page_source]
        browser.driver.switch_to.frame(frame)
        try:
            pages.append(browser.driver.page_source)
            self.assertIn("TEST3", pages[1])
        finally:
            browser.driver.switch_to.default_content()
        for page in pages:
            self.assertEqual(set(re.findall(r'\?jeton=([^"&\s<]*)', page)), {"apercu"})
        self.command.run("jobs", "verify-link", "https://activer.exemple.fr/compte?jeton=apercu", allowed=(1,))

    def test_cancelled(self):
        """An e-mail that waits is not sent after all"""
        browser = self.browser
        self.first()
        browser.press(browser.button("Ne pas l’envoyer"))
        self.assertEqual([state for _, _, state in self.jobs()], ["cancelled"])
        self.assertFalse(browser.has("button", "Ne pas l’envoyer"))

    def test_stopped(self):
        """The e-mails of « Envoi en masse » that have not left are stopped, after their number is shown"""
        browser = self.browser
        self.sign_in()
        browser.go("/envoi-en-masse")
        count = browser.text("main strong").split(" e-mail")[0].replace(" ", "")
        browser.type(browser.field("Nombre d’e-mails"), count)
        browser.press(browser.button("Envoyer"))
        browser.press(browser.link("Suivre cet envoi, ou l’arrêter"))
        browser.press(browser.link("Arrêter les e-mails pas encore partis…"))
        self.assertEqual(browser.text("main strong").split(" e-mail")[0].replace(" ", ""), count)
        browser.press(browser.one("main form button"))
        self.assertIn("sont arrêtés", browser.text())
        self.assertEqual({state for _, _, state in self.jobs()}, {"cancelled"})
        self.assertFalse(browser.has("link", "Arrêter les e-mails pas encore partis…"))

    def test_mail_server_down(self):
        """The mail server is down: the e-mail's page says so, and that it is tried again; once it is up it is sent"""
        mails = MailServer(self.server.folder)
        self.addCleanup(mails.close)
        self.server.restart("--send", **mails.settings())
        browser = self.browser
        self.first()
        self.shows("à réessayer")
        self.assertIn("pas de connexion au serveur d’envoi", browser.text())
        mails.start()
        browser.press(browser.button("Réessayer tout de suite"))
        # Who sends leaves the server alone for half a minute, and begins anew where it is started again.
        self.server.restart("--send", **mails.settings())
        browser.wait(lambda: [state for _, _, state in self.jobs()] == ["sent"], "it is sent")
        browser.go(browser.path)
        self.assertFalse(browser.has("button", "Réessayer tout de suite"))

    def shows(self, text):
        """Waits until the page says it, as somebody does who has it loaded again."""
        browser = self.browser

        def holds():
            browser.go(browser.path)
            return text in browser.text()

        browser.wait(holds, text)

    def test_states(self):
        """The list by state"""
        browser = self.browser
        self.first()
        browser.go("/e-mails")
        for index in range(len(browser.all("nav.tabs a"))):
            browser.press(browser.all("nav.tabs a")[index])
            self.assertEqual(browser.status, 200)


class MailsWithoutScripts(Mails):
    """E-mails without scripts"""

    javascript = False
