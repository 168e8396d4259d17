"""What happens to people: two clicks, two colleagues, the back button, a session that ends, a server that starts again."""

import http.client
import json
import os
import socket
import sqlite3
import subprocess
import urllib.parse

from selenium.webdriver.common.action_chains import ActionChains

from installation import ADMINISTRATOR, CLIENT, MANAGER, PASSWORD, READER, SAMPLES
from scenario import Scenario


class Cases(Scenario):
    """Case"""

    def row_button(self, name, browser=None):
        return (browser or self.browser).row(name).find_element("css selector", "button")

    def test_two_clicks(self):
        """Two clicks on the blue button are one e-mail"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        button = self.row_button("LOLOU")
        browser.save(button, lambda: ActionChains(browser.driver).double_click(button).perform())
        self.assertEqual(len(self.jobs()), 1)

    def test_two_clicks_on_sending_to_all(self):
        """Two clicks on « Envoyer » are one « Envoi en masse »"""
        browser = self.browser
        self.sign_in()
        browser.go("/envoi-en-masse")
        count = browser.text("main strong").split(" e-mail")[0].replace(" ", "")
        browser.type(browser.field("Nombre d’e-mails"), count)
        button = browser.button("Envoyer")
        browser.press(button, lambda: ActionChains(browser.driver).double_click(button).perform())
        self.assertEqual(len(self.jobs()), int(count))

    def test_reload(self):
        """Reloading the page after an edit sends nothing again"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        browser.save(self.row_button("LOLOU"))
        browser.driver.refresh()
        browser.look()
        self.assertEqual((browser.status, len(self.jobs())), (200, 1))

    def test_two_colleagues(self):
        """Two colleagues in one row: the second is shown what the first has done, and loses nothing"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        colleague = self.open("second")
        colleague.sign_in(MANAGER)
        colleague.go("/commandes/2800901/dotations")
        field = colleague.row("LOLOU").find_element("css selector", "input[name^=email]")
        colleague.type(field, "adrien.lolou@yopmail.com")
        colleague.save(self.row_button("LOLOU", colleague))
        field = browser.row("LOLOU").find_element("css selector", "input[name^=email]")
        browser.type(field, "a.lolou@yopmail.com")
        browser.save(self.row_button("LOLOU"))
        self.assertEqual(browser.status, 409)
        self.assertEqual(browser.one("main input[name=email]").get_attribute("value"), "a.lolou@yopmail.com")
        self.assertIn("Aujourd’hui : adrien.lolou@yopmail.com", browser.text())
        self.assertEqual([to for _, to, _ in self.jobs()], ["adrien.lolou@yopmail.com"])
        browser.press(browser.button("Valider"))
        self.assertEqual(browser.row("LOLOU").find_element("css selector", "input[name^=email]").get_attribute("value"), "a.lolou@yopmail.com")
        self.assertEqual(
            [(to, state) for _, to, state in self.jobs()],
            [("adrien.lolou@yopmail.com", "cancelled"), ("a.lolou@yopmail.com", "pending")])

    def test_back_after_signing_out(self):
        """Back after signing out shows nothing of a client"""
        browser = self.browser
        browser.is_watched = False
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        self.assertIn("is-lef201@yopmail.com", browser.driver.page_source)
        browser.press(browser.button("Se déconnecter"))
        for _ in range(3):
            before = browser.one("html")
            browser.press(before, browser.driver.back)
            self.assertNotIn("yopmail", browser.driver.page_source)
            self.assertEqual(browser.heading, "Se connecter")

    def test_session_ends(self):
        """A session that ended: the edit is not done, the page says so, and signing in leads on"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        self.command.run("users", "sessions", ADMINISTRATOR, "--end")
        browser.save(self.row_button("LOLOU"))
        self.assertEqual(browser.heading, "Se connecter")
        self.assertIn("Votre session a pris fin", browser.text())
        self.assertEqual(self.jobs(), [])
        browser.fill_sign_in(ADMINISTRATOR)
        browser.press(browser.button("Se connecter"))
        self.assertTrue(browser.has("button", "Se déconnecter"))

    def test_session_ends_and_resumes(self):
        """An address that is asked for without a session is where signing in leads"""
        browser = self.browser
        browser.go("/commandes/2800901/dotations?tri=nom")
        self.assertEqual(browser.heading, "Se connecter")
        browser.fill_sign_in(ADMINISTRATOR)
        browser.press(browser.button("Se connecter"))
        self.assertTrue(browser.path.startswith("/commandes/2800901/dotations"))

    def test_restart(self):
        """The server starts again between what is shown and its confirmation: nothing is lost"""
        browser = self.browser
        self.sign_in()
        browser.go("/envoi-en-masse")
        count = browser.text("main strong").split(" e-mail")[0].replace(" ", "")
        self.server.restart()
        browser.type(browser.field("Nombre d’e-mails"), count)
        browser.press(browser.button("Envoyer"))
        self.assertIn("vont partir", browser.text("[role=status]"))
        self.assertEqual(len(self.jobs()), int(count))

    def test_moved_in_between(self):
        """What was shown is no longer so: it is shown anew, and nothing is sent"""
        browser = self.browser
        self.sign_in()
        browser.go("/envoi-en-masse")
        count = browser.text("main strong").split(" e-mail")[0].replace(" ", "")
        self.command.run("status", "account-created", "12093480")
        browser.type(browser.field("Nombre d’e-mails"), count)
        browser.press(browser.button("Envoyer"))
        self.assertEqual((browser.status, self.jobs()), (409, []))
        browser.type(browser.field("Nombre d’e-mails"), str(int(count) - 1))
        browser.press(browser.button("Envoyer"))
        self.assertEqual(len(self.jobs()), int(count) - 1)

    def test_store_locked(self):
        """The store is locked: the page says so and has what was typed, nothing is done, and the same button works once it is free"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        self.is_server_at_fault = True

        def field():
            return browser.row("LOLOU").find_element("css selector", "input[name^=email]")

        other = sqlite3.connect(self.command.database, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            browser.type(field(), "neuf@yopmail.com")
            browser.save(self.row_button("LOLOU"))
            self.assertEqual(browser.status, 503)
            self.assertIn("Le serveur est occupé", browser.text())
            self.assertEqual((field().get_attribute("value"), self.jobs()), ("neuf@yopmail.com", []))
        finally:
            other.close()
        browser.save(self.row_button("LOLOU"))
        self.assertEqual([to for _, to, _ in self.jobs()], ["neuf@yopmail.com"])

    def test_lesser_roles(self):
        """Who may only read sees no button, and a page of others says so"""
        browser = self.browser
        self.sign_in(READER)
        browser.go("/commandes/2800901/dotations")
        self.assertFalse(browser.all("main table input, main table button"))
        self.assertFalse(browser.has("button", "Exporter"))
        self.assertFalse(browser.has("a", "Envoi en masse"))
        browser.go("/envoi-en-masse")
        self.assertEqual((browser.status, browser.heading), (403, "Accès refusé"))

    def test_address_by_hand(self):
        """An address that does not exist, and one of another client's, are one page"""
        self.command.run("clients", "add", "AUTRE", "--name", "Autre")
        sheet = self.server.folder / "autre.csv"
        sheet.write_text("Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\nA1;AUTRE;ancv;autre@yopmail.com;0639980001;100\n")
        self.command.run("orders", "create", sheet, "--number", "2911111", "--date", "2025-05-05", "--paid", "--client", "AUTRE")
        browser = self.browser
        self.sign_in()
        pages = []
        for path in ("/commandes/2911111", "/commandes/2911112", "/commandes/abc", "/nulle-part", "/commandes/2911111/dotations"):
            browser.go(path)
            self.assertEqual(browser.status, 404, path)
            pages.append(browser.text())
        self.assertEqual(len(set(pages)), 1)

    def test_form_of_another_site(self):
        """A form of another site is not taken, whatever cookies come with it"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in browser.driver.get_cookies())
        action = self.row_button("LOLOU").get_attribute("formAction")
        token = browser.all("input[name=jeton]")[0].get_attribute("value")
        for origin, sent, status in [("http://evil.example", token, 403), (self.server.origin, "0" * 64, 403)]:
            connection = http.client.HTTPConnection("localhost", self.server.port)
            connection.request(
                "POST", urllib.parse.urlparse(action).path, urllib.parse.urlencode({"jeton": sent, "revision": "0"}),
                {"Cookie": cookies, "Origin": origin, "Content-Type": "application/x-www-form-urlencoded"})
            self.assertEqual(connection.getresponse().status, status)
        self.assertEqual(self.jobs(), [])

    def test_cookies(self):
        """No script can read who has signed in, and nothing is kept after signing out"""
        browser = self.browser
        self.sign_in()
        for cookie in browser.driver.get_cookies():
            self.assertTrue(cookie["httpOnly"], cookie["name"])
            self.assertEqual(cookie["sameSite"], "Lax")
        self.assertEqual(browser.driver.execute_script("return document.cookie"), "")
        self.assertEqual(browser.driver.execute_script("return localStorage.length + sessionStorage.length"), 0)
        browser.press(browser.button("Se déconnecter"))
        self.assertNotIn("session", [cookie["name"] for cookie in browser.driver.get_cookies()])

    def test_password_by_link(self):
        """« Mot de passe oublié »: the same words for everybody, and a link that was made up is refused"""
        browser = self.browser
        browser.go("/connexion")
        answers = []
        for email in (ADMINISTRATOR, "personne@exemple.fr"):
            browser.go("/connexion")
            browser.press(browser.link("Mot de passe oublié"))
            browser.type(browser.field("Adresse e-mail"), email)
            browser.press(browser.button("Recevoir un lien"))
            answers.append((browser.status, browser.text()))
        self.assertEqual(len(set(answers)), 1)
        browser.go("/mot-de-passe/" + "a" * 43)
        browser.type(browser.field("Nouveau mot de passe"), "un autre mot de passe au hasard")
        browser.press(browser.button("Enregistrer"))
        self.assertEqual(browser.status, 422)

    def test_wrong_client(self):
        """The right password with another client's code lets nobody in"""
        browser = self.browser
        browser.sign_in(ADMINISTRATOR, PASSWORD, CLIENT + "X")
        self.assertEqual((browser.status, browser.heading), (422, "Se connecter"))


class CasesWithoutScripts(Scenario):
    """Case without scripts"""

    javascript = False

    test_two_clicks = Cases.test_two_clicks
    test_two_clicks_on_sending_to_all = Cases.test_two_clicks_on_sending_to_all
    test_session_ends = Cases.test_session_ends
    row_button = Cases.row_button

    def test_back_and_again(self):
        """Back after an edit, and the same button again: the same request, one e-mail"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        # What looks at pages would keep the browser from having this one in its memory.
        browser.is_watched = False
        browser.save(self.row_button("LOLOU"))
        browser.driver.back()
        browser.look()
        browser.save(self.row_button("LOLOU"))
        self.assertLess(browser.status, 500)
        self.assertEqual(len(self.jobs()), 1)

    def test_two_rows(self):
        """What is typed in one row comes back where another is saved, and where another is refused"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")

        def field(name):
            return browser.row(name).find_element("css selector", "input[name^=email]")

        browser.type(field("FERBACH"), "autre.ferbach@yopmail.com")
        browser.type(field("LOLOU"), "adrien.lolou@yopmail.com")
        browser.save(browser.row("LOLOU").find_element("css selector", "button"))
        self.assertEqual(field("LOLOU").get_attribute("value"), "adrien.lolou@yopmail.com")
        self.assertEqual(field("FERBACH").get_attribute("value"), "autre.ferbach@yopmail.com")
        self.assertIn("Pas encore enregistré", browser.row("FERBACH").text)
        self.assertEqual([to for _, to, _ in self.jobs()], ["adrien.lolou@yopmail.com"])
        browser.type(field("LOLOU"), "pas une adresse")
        browser.save(browser.row("LOLOU").find_element("css selector", "button"))
        self.assertEqual(browser.status, 422)
        browser.press(browser.button("Revenir au tableau sans rien changer ici"))
        self.assertEqual(field("FERBACH").get_attribute("value"), "autre.ferbach@yopmail.com")
        # The Enter key saves the row that it is typed in.
        browser.press(field("FERBACH"), lambda: field("FERBACH").send_keys("\n"))
        self.assertEqual(len(self.jobs()), 2)



class Demo(Scenario):
    """The demonstration"""

    def test_serve(self):
        """« dotations demo --serve --json » says where the pages are and who signs in"""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen(
            [self.command.binaries / "dotations", "demo", "--serve", "--json", "--port", str(port), "--samples", SAMPLES],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "TMPDIR": str(self.server.folder)})
        try:
            told = json.loads(process.stdout.readline())
            browser = self.browser
            browser.begin(told["url"].rstrip("/"))
            browser.sign_in(told["email"], told["password"], told["client"])
            self.assertEqual((browser.status, browser.heading), (200, "Accueil"))
        finally:
            process.terminate()
            process.wait(30)
            process.stdout.close()
