"""The ANCV's guide to following and correcting dotations (C.CONNECT.002), step by step, in its words."""

import openpyxl

from installation import ADMINISTRATOR, PASSWORD
from scenario import Scenario


class Guide(Scenario):
    """The guide"""

    def test_1_signs_in(self):
        """I sign in to my client space"""
        browser = self.browser
        browser.go("/")
        self.assertEqual(browser.heading, "Se connecter")
        browser.fill_sign_in(ADMINISTRATOR, "ce n’est pas le bon mot")
        browser.press(browser.button("Se connecter"))
        self.assertEqual(browser.status, 422)
        self.assertTrue(browser.driver.title.startswith("Erreur\u00a0: "))
        self.assertEqual(browser.field("Adresse e-mail").get_attribute("value"), ADMINISTRATOR)
        self.assertEqual(browser.field("Mot de passe").get_attribute("value"), "")
        browser.type(browser.field("Mot de passe"), PASSWORD)
        browser.press(browser.button("Se connecter"))
        self.assertEqual((browser.status, browser.path, browser.heading), (200, "/", "Accueil"))

    def test_2_follows_orders(self):
        """« Suivi de toutes mes commandes », its three lists and an order's detail"""
        browser = self.browser
        self.sign_in()
        browser.press(browser.link("Mes commandes"))
        self.assertEqual(browser.heading, "Suivi de toutes mes commandes")
        for title, orders in [
            ("Mes commandes en attente", ["2900003"]),
            ("Historique de mes commandes", []),
            ("Mes commandes en cours de traitement", ["2800875", "2800879", "2800886", "2800901", "2848729", "2900250"]),
        ]:
            browser.press(browser.link(f"{title} ({len(orders)})"))
            self.assertEqual(sorted(cell.text for cell in browser.all("tbody th")), orders)
        self.assertIn("10 100,00 €", browser.row("2800886").text.replace("\u202f", " ").replace("\u00a0", " "))
        browser.press(browser.link("2800886"))
        self.assertEqual(browser.heading, "Détail de la commande N° 2 800 886")
        self.assertEqual(browser.row("Dotation Chèque-Vacances Connect").text.count("10 000,00".replace(" ", "\u202f")), 2)
        self.assertIn("100,00", browser.row("Commission").text)
        self.assertIn("TOTAL : 10 100,00 €", browser.text())
        file = browser.download(browser.button("Exporter détails"))
        self.assertEqual(file.name, "20200821_Titres_Dématérialisés_Commande_2800886_details.xlsx")
        openpyxl.load_workbook(file)
        browser.press(browser.link(">> Cliquez ici pour suivre ou modifier vos dotations"))
        self.assertEqual(len(browser.all("tbody tr")), 10)

    def test_3_edits_in_the_table(self):
        """I change a number and an address in the table, and send an e-mail again, by the blue button"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        for words in ["cliquez sur le bouton bleu", "L’e-mail est automatiquement envoyé à l’adresse indiquée", "Attention : si le bénéficiaire"]:
            self.assertIn(words, browser.text())
        titles = [title.text for title in browser.all("thead th")][:7]
        self.assertEqual(titles, ["Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant", "Statut dotation"])
        # An activated dotation is not edited.
        self.assertFalse(browser.row("LOIR").find_elements("css selector", "input, button"))
        self.change("LOLOU", "telephone", "06 12 34 56 78")
        browser.wait(lambda: "La modification est enregistrée" in browser.text("td .told[role=status]"), "what was done is told in the row")
        self.assertEqual(self.value("LOLOU", "telephone"), "0612345678")
        self.change("POUTINE", "email", "isabelle.poutine@yopmail.com")
        self.assertEqual(self.value("POUTINE", "email"), "isabelle.poutine@yopmail.com")
        browser.save(browser.row("FERBACH").find_element("css selector", "button"))
        browser.wait(lambda: "va être envoyé de nouveau" in browser.text("td .told[role=status]"), "what was done is told in the row")
        self.assertEqual(
            self.jobs(),
            [
                ("phoneChanged", "is-lef202@yopmail.com", "pending"),
                ("accountCreation", "isabelle.poutine@yopmail.com", "pending"),
                ("accountCreation", "is-lef777@yottmail.com", "pending"),
            ])

    def change(self, name, field, value):
        row = self.browser.row(name)
        self.browser.type(row.find_element("css selector", f"input[name^={field}]"), value)
        self.browser.save(row.find_element("css selector", "button"))

    def value(self, name, field):
        return self.browser.row(name).find_element("css selector", f"input[name^={field}]").get_attribute("value")

    def test_4_is_told_what_is_wrong(self):
        """What is mistyped is told beside its field, and what is doubtful is asked"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        self.change("LOLOU", "email", "is-lef202@yopmail")
        self.assertEqual((browser.status, browser.heading), (422, "Modifier une dotation"))
        field = browser.one("main input[name=email]")
        self.assertEqual((field.get_attribute("value"), field.get_attribute("aria-invalid")), ("is-lef202@yopmail", "true"))
        browser.type(field, "is-lef202@yopmial.com")
        browser.press(browser.button("Valider"))
        self.assertEqual(browser.heading, "Vérifier avant d’enregistrer")
        self.assertIn("« is-lef202@yopmail.com » ?", browser.text())
        self.assertEqual(self.jobs(), [])
        browser.press(browser.link("Revenir sans rien changer"))
        self.change("LOLOU", "email", "is-lef202@yopmial.com")
        browser.press(browser.button("Enregistrer quand même"))
        self.assertEqual(self.jobs(), [("accountCreation", "is-lef202@yopmial.com", "pending")])

    def test_5_searches_the_table(self):
        """The search bar of the table, its sort and its pages"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2900250/dotations")
        self.assertEqual(len(browser.all("tbody tr")), 100)
        browser.press(browser.link("Fin"))
        self.assertEqual(len(browser.all("tbody tr")), 50)
        browser.press(browser.link("<"))
        self.assertIn("de 101 à 200", browser.text("[role=status]"))
        browser.press(browser.link("Début"))
        browser.press(browser.link("Matricule"))
        browser.press(browser.link("Matricule"))
        self.assertEqual(browser.all("tbody th")[0].text, "L0250")
        self.assertEqual(browser.one("th[aria-sort]").get_attribute("aria-sort"), "descending")
        browser.type(browser.field("Rechercher dans le tableau"), "TEST17")
        browser.press(browser.button("Rechercher"))
        self.assertEqual(len(browser.all("tbody tr")), 11)
        self.assertNotIn("TEST17", browser.path)

    def test_6_searches_all_orders(self):
        """« Recherche et modification des Dotations CV Co »: search, edit, export, the account without the application"""
        browser = self.browser
        self.sign_in()
        browser.press(browser.link("Mes commandes"))
        browser.press(browser.link("Recherche et modification des Dotations CV Co"))
        browser.press(browser.button("Rechercher"))
        self.assertEqual(browser.status, 422)
        browser.type(browser.field("Matricule"), "10")
        browser.type(browser.field("Nom"), "ptl")
        browser.press(browser.button("Rechercher"))
        self.assertEqual(len(browser.all("tbody tr")), 3)
        self.assertTrue(browser.has("a", "2848729"))
        file = browser.download(browser.button("Exporter"))
        rows = list(openpyxl.load_workbook(file).active.values)
        self.assertEqual(len(rows), 4)
        browser.save(browser.row("Test200").find_element("css selector", "button"))
        self.assertEqual(self.jobs(), [("accountCreation", "ptl.test260.ancv@yopmail.co", "pending")])
        self.assertEqual(browser.heading, "Recherche et modification des Dotations CV Co")
        browser.go("/recherche")
        browser.type(browser.field("Nom"), "Diderot")
        browser.press(browser.button("Rechercher"))
        self.assertIn(
            "Compte créé, dotation non activée, le salarié doit télécharger l'application pour activer sa dotation", browser.text())
        browser.save(browser.row("DIDEROT").find_element("css selector", "button"))
        self.assertEqual(browser.status, 422)
        self.assertEqual(len(self.jobs()), 1)
        browser.press(browser.link("Revenir sans rien changer"))
        browser.press(browser.link("Que lui dire ?"))
        self.assertEqual(browser.heading, "Aide")
        for words in ["Créer son compte", "Définir son mot de passe", "Télécharger et configurer l’application"]:
            self.assertIn(words, browser.text())
        for words in ["un e-mail l’informe que son n° a été modifié", "un nouvel e-mail de création de compte lui est envoyé"]:
            self.assertIn(words, browser.text())
        self.assertTrue(browser.all("a[href='https://cheque-vacances.com/aide/gestion-compte/activer-premiere-dotation/']"))

    def test_7_sends_to_all(self):
        """« Envoi en masse »: shown first, its number typed, sent once"""
        browser = self.browser
        self.sign_in()
        browser.press(browser.link("Mes commandes"))
        browser.press(browser.link("Envoi en masse"))
        count = int(browser.text("main strong").split(" e-mail")[0].replace(" ", ""))
        browser.type(browser.field("Nombre d’e-mails"), str(count - 1))
        browser.press(browser.button("Envoyer"))
        self.assertEqual((browser.status, self.jobs()), (422, []))
        browser.type(browser.field("Nombre d’e-mails"), str(count))
        browser.press(browser.button("Envoyer"))
        self.assertIn("vont partir", browser.text("[role=status]"))
        self.assertEqual(len(self.jobs()), count)

    def test_8_exports(self):
        """« Exporter » gives the dotations that can be changed, under their name"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800901/dotations")
        file = browser.download(browser.button("Exporter"))
        self.assertEqual(file.name, "20200825_Titres_Dématérialisés_Commande_2800901.xlsx")
        rows = list(openpyxl.load_workbook(file).active.values)
        self.assertEqual([row[2] for row in rows[1:]], ["LOLOU", "POUTINE", "FERBACH"])


class GuideWithoutScripts(Guide):
    """The guide without scripts"""

    javascript = False
