"""Signing in with a second factor, one's own account, the client's people and history, and the end of a session."""

import base64
import hmac
import struct
import time

from selenium.webdriver.common.keys import Keys

from installation import ADMINISTRATOR, CLIENT, PASSWORD, READER
from scenario import Scenario, World

MOVABLE_CLOCK = """
    const now = Date.now;
    let ahead = 0;
    Date.now = () => now() + ahead;
    addEventListener("later", (event) => { ahead += event.detail; });
"""


def code_of(secret, at=None):
    """What an authenticator shows (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at or time.time()) // 30), "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class People(Scenario):
    """People"""

    def give_code(self):
        browser = self.browser
        secret = browser.text("code.key").replace(" ", "")
        browser.type(browser.field("Code à six chiffres"), code_of(secret))
        return secret

    def sign_out(self):
        self.browser.press(self.browser.button("Se déconnecter"))

    def test_second_factor(self):
        """An authenticator and recovery codes: set up, used, taken away"""
        browser = self.browser
        self.sign_in()
        browser.go("/compte/authentificateur")
        browser.type(browser.field("Votre mot de passe actuel"), PASSWORD)
        browser.type(browser.field("Code à six chiffres"), "000000")
        browser.press(browser.button("Installer"))
        self.assertEqual(browser.status, 422)
        browser.type(browser.field("Votre mot de passe actuel"), PASSWORD)
        self.give_code()
        browser.press(browser.button("Installer"))
        self.assertEqual(browser.heading, "Vos codes de secours")
        codes = [code.text for code in browser.all("ul.codes code")]
        self.sign_out()
        browser.sign_in(ADMINISTRATOR)
        self.assertEqual(browser.heading, "Code de connexion")
        browser.type(browser.field("Code"), "123456")
        browser.press(browser.button("Se connecter"))
        self.assertEqual((browser.status, browser.heading), (422, "Code de connexion"))
        browser.type(browser.field("Code"), codes[0])
        browser.press(browser.button("Se connecter"))
        self.assertEqual(browser.heading, "Code de secours utilisé")
        browser.press(browser.link("Continuer"))
        self.assertEqual(browser.heading, "Accueil")
        browser.go("/compte/codes")
        browser.type(browser.field("Votre mot de passe actuel"), PASSWORD)
        browser.press(browser.button("Recevoir de nouveaux codes"))
        self.assertNotEqual([code.text for code in browser.all("ul.codes code")], codes)
        browser.go("/compte/authentificateur/retrait")
        browser.type(browser.field("Votre mot de passe actuel"), PASSWORD)
        browser.press(browser.button("Retirer l’application"))
        self.assertIn("est retirée", browser.text("[role=status]"))

    def test_demanded(self):
        """A client that demands a second factor has it set up while signing in"""
        browser = self.browser
        self.command.run("clients", "set", CLIENT, "policy.second-factor=required")
        browser.go("/commandes/2800901/dotations")
        browser.fill_sign_in(ADMINISTRATOR)
        browser.press(browser.button("Se connecter"))
        self.assertEqual(browser.heading, "Installer une application d’authentification")
        self.give_code()
        browser.press(browser.button("Se connecter"))
        self.assertEqual(browser.heading, "Vos codes de secours")
        browser.press(browser.link("Continuer"))
        self.assertEqual(browser.path, "/commandes/2800901/dotations")

    def test_password(self):
        """Another password ends the other sessions"""
        browser = self.browser
        self.sign_in()
        elsewhere = self.open("second")
        elsewhere.sign_in(ADMINISTRATOR)
        browser.go("/compte/mot-de-passe")
        browser.type(browser.field("Votre mot de passe actuel"), PASSWORD)
        browser.type(browser.field("Nouveau mot de passe"), "court")
        browser.press(browser.button("Changer de mot de passe"))
        self.assertEqual(browser.status, 422)
        browser.type(browser.field("Votre mot de passe actuel"), PASSWORD)
        browser.type(browser.field("Nouveau mot de passe"), "sept autres mots pris au hasard")
        browser.press(browser.button("Changer de mot de passe"))
        self.assertEqual((browser.status, browser.heading), (200, "Mon compte"))
        elsewhere.go("/commandes")
        self.assertEqual(elsewhere.heading, "Se connecter")

    def test_sessions(self):
        """One's own sessions, and the end of the others"""
        browser = self.browser
        self.sign_in()
        elsewhere = self.open("second")
        elsewhere.sign_in(ADMINISTRATOR)
        browser.go("/compte")
        self.assertEqual(browser.text().count("Cette session"), 1)
        browser.press(browser.button("Fermer toutes les autres sessions"))
        elsewhere.go("/commandes")
        self.assertEqual(elsewhere.heading, "Se connecter")

    def test_team(self):
        """Invites somebody, gives another role, ends an access"""
        browser = self.browser
        self.sign_in()
        browser.press(browser.link("Mon équipe"))
        browser.press(browser.link("Inviter une personne"))
        browser.type(browser.field("Prénom et nom"), "Zoé Noir")
        browser.type(browser.field("Adresse e-mail"), "zoe@exemple.fr")
        browser.press(browser.button("Inviter"))
        self.assertIn("zoe@exemple.fr", browser.row("Zoé Noir").text)
        browser.press(browser.link("Zoé Noir"))
        browser.field("Gestion").click()
        browser.press(browser.button("Changer de rôle"))
        browser.press(browser.link("Mettre fin à son accès"))
        browser.press(browser.button("Mettre fin à l’accès"))
        self.assertNotIn("zoe@exemple.fr", browser.text())
        # The last one who administers the client stays.
        browser.press(browser.link("Alice Martin"))
        browser.press(browser.link("Mettre fin à son accès"))
        browser.press(browser.button("Mettre fin à l’accès"))
        self.assertEqual(browser.status, 422)

    def test_history(self):
        """The client's history, and what an operation did"""
        browser = self.browser
        self.sign_in()
        self.command.run("edit", "11843518", "--email", "test3.nouveau@yopmail.com")
        browser.press(browser.link("Mon équipe"))
        browser.press(browser.link("Historique"))
        browser.press(browser.all("tbody th a")[0])
        self.assertIn("test3.nouveau@yopmail.com", browser.text())
        browser.press(browser.all("tbody th a")[0])
        self.assertTrue(browser.row("TEST3"))

    def test_typed_is_kept(self):
        """A session that ended: what was typed is there again after signing in, and was not carried out"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        row = browser.row("LOLOU")
        browser.type(row.find_element("css selector", "input[name^=email]"), "adrien.lolou@yopmail.com")
        self.command.run("users", "sessions", ADMINISTRATOR, "--end")
        browser.save(row.find_element("css selector", "button"))
        self.assertIn("ce que vous avez tapé est gardé", browser.text())
        browser.fill_sign_in(ADMINISTRATOR)
        browser.press(browser.button("Se connecter"))
        row = browser.row("LOLOU")
        self.assertEqual(row.find_element("css selector", "input[name^=email]").get_attribute("value"), "adrien.lolou@yopmail.com")
        self.assertEqual(self.jobs(), [])
        browser.save(row.find_element("css selector", "button"))
        self.assertEqual(self.jobs(), [("accountCreation", "adrien.lolou@yopmail.com", "pending")])

    def test_notices(self):
        """The notices at the foot of each page, for everybody"""
        browser = self.browser
        for signed in (False, True):
            if signed:
                self.sign_in()
            browser.go("/" if signed else "/connexion")
            for title in ("Accessibilité", "Mentions légales", "Données personnelles"):
                browser.press(browser.link(title))
                self.assertEqual(browser.heading, title)

    def test_reader(self):
        """Who may only read does not see the client's people"""
        browser = self.browser
        self.sign_in(READER)
        browser.go("/personnes")
        self.assertEqual(browser.status, 403)


class PeopleWithoutScripts(People):
    """People without scripts"""

    javascript = False


class EndOfSession(Scenario):
    """The end of a session"""

    def setUp(self):
        super().setUp()
        added = self.browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": MOVABLE_CLOCK})
        self.addCleanup(self.browser.driver.execute_cdp_cmd, "Page.removeScriptToEvaluateOnNewDocument", added)

    def later(self, minutes):
        self.browser.driver.execute_script(
            "dispatchEvent(new CustomEvent('later', {detail: arguments[0] * 60_000}))", minutes)

    def is_asked(self):
        return self.browser.one("#fin-de-session").is_displayed()

    def test_prolonged(self):
        """Two minutes before a session ends the page offers to prolong it, and does so where it is"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        row = browser.row("LOLOU")
        browser.type(row.find_element("css selector", "input[name^=email]"), "adrien.lolou@yopmail.com")
        self.later(27)
        time.sleep(6)
        self.assertFalse(self.is_asked())
        self.later(1.5)
        browser.wait(self.is_asked, "the page asks")
        World.looks.examine(browser)
        browser.button("Prolonger").click()
        browser.wait(lambda: not self.is_asked(), "it is prolonged")
        self.assertEqual(row.find_element("css selector", "input[name^=email]").get_attribute("value"), "adrien.lolou@yopmail.com")

    def test_ended(self):
        """What ended while nobody was there is told, and Esc closes it"""
        browser = self.browser
        self.sign_in()
        self.later(31)
        browser.wait(self.is_asked, "the page tells")
        World.looks.examine(browser)
        self.assertIn("Elle a pris fin", browser.text("#fin-de-session"))
        browser.keys(Keys.ESCAPE)
        browser.wait(lambda: not self.is_asked(), "it is closed")
