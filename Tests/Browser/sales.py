"""HappyPal's « Comment configurer un événement pour la vente de chèques ANCV Connect ? », step by step, up to the order."""

import openpyxl
from selenium.webdriver.common.action_chains import ActionChains

from installation import MANAGER, READER
from scenario import Scenario

NAME = "Chèques ANCV pour tous"


class Sales(Scenario):
    """The sale"""

    def day(self, label, date):
        """Gives a day, which a browser asks for in its own way."""
        self.browser.driver.execute_script("arguments[0].value = arguments[1]", self.browser.field(label), date)

    def tick(self, label):
        box = self.browser.field(label)
        if not box.is_selected():
            box.click()

    def choose(self, label, text):
        field = self.browser.field(label)
        option = next(option for option in field.find_elements("tag name", "option") if option.text.replace("\u00a0", " ").startswith(text))
        option.click()

    def fill_event(self, name=NAME):
        """The guide's example."""
        browser = self.browser
        browser.type(browser.field("Nom (obligatoire)"), name)
        browser.type(browser.field("Description"), "Chèques-vacances de l’été")
        browser.type(browser.field("Images"), "https://exemple.fr/affiche.png")
        self.tick("Je veux vérifier les informations de mes employés pour chaque participation (e-mail personnel et numéro de téléphone)")
        browser.type(browser.field("Maximum de participations"), "2")
        browser.type(browser.field("Nom de la session"), "100€ de chèques ANCV")
        browser.type(browser.field("Adresse du lieu de la session"), "CSE HappyPal")
        browser.type(browser.field("Nombre de places attribuées"), "1")
        browser.type(browser.field("Prix (€)"), "50")
        browser.type(browser.field("Plafonner les participations à la session"), "2")
        self.day("Dates d’inscription : ouverture", "2025-04-01")
        self.day("Dates d’inscription : fermeture", "2025-04-30")
        self.day("Dates de session : début", "2025-06-01")
        self.day("Dates de session : fin", "2025-09-30")

    def create(self):
        browser = self.browser
        self.sign_in(MANAGER)
        browser.press(browser.link("Mes ventes"))
        browser.press(browser.link("Créer un événement"))
        self.fill_event()
        browser.press(browser.button("Créer l’événement"))
        # Those of the brackets could take part in this one as well.
        self.assertIn("avoir droit aux événements", browser.text())
        browser.press(browser.button("Enregistrer quand même"))
        self.assertEqual((browser.status, browser.heading), (200, NAME))

    def test_1_creates_an_event(self):
        """An event with the guide's example, and its session"""
        browser = self.browser
        self.create()
        for words in ["100€ de chèques ANCV", "CSE HappyPal", "du 01/04/2025 au 30/04/2025", "50,00 €", "Chèques-vacances de l’été"]:
            self.assertIn(words, browser.text())
        browser.press(browser.link("Modifier"))
        browser.type(browser.field("Description"), "Pour tous")
        browser.press(browser.button("Enregistrer"))
        if browser.has("button", "Enregistrer quand même"):
            browser.press(browser.button("Enregistrer quand même"))
        self.assertIn("Pour tous", browser.text())

    def test_2_targets_by_criteria(self):
        """« Ciblage par critères »: an overlap of brackets is refused beside its field, sessions are added and taken away"""
        browser = self.browser
        self.sign_in(MANAGER)
        browser.go("/evenements/nouveau")
        self.fill_event("Chèques-vacances 2025 – tranche 4")
        browser.press(browser.button("Ajouter une session"))
        self.assertTrue(browser.has("legend", "Session 2"))
        self.assertEqual(browser.field("Nom (obligatoire)").get_attribute("value"), "Chèques-vacances 2025 – tranche 4")
        self.tick("Retirer cette session")
        browser.press(browser.button("Ajouter une session"))
        browser.go("/evenements/nouveau")
        self.fill_event("Chèques-vacances 2025 – tranche 4")
        self.tick("Quotient familial")
        browser.type(browser.field("Quotient familial : jusqu’à (€)"), "mille")
        browser.press(browser.button("Créer l’événement"))
        self.assertEqual(browser.status, 422)
        field = browser.field("Quotient familial : jusqu’à (€)")
        self.assertEqual((field.get_attribute("value"), field.get_attribute("aria-invalid")), ("mille", "true"))
        if self.javascript:
            self.assertEqual(browser.focused().get_attribute("role"), "alert")
        browser.type(field, "900")
        browser.press(browser.button("Créer l’événement"))
        self.assertEqual(browser.status, 422)
        browser.go("/evenements")
        self.assertNotIn("tranche 4", browser.text())

    def test_3_decides_on_a_document(self):
        """Only documents that are validated count"""
        browser = self.browser
        self.sign_in(MANAGER)
        browser.press(browser.link("Mes ventes"))
        browser.press(browser.link("Bénéficiaires"))
        browser.press(browser.all("tbody th a")[0])
        self.choose("Justificatif", "Tranche de salaire")
        browser.type(browser.field("Montant (€)"), "douze")
        browser.press(browser.button("Ajouter, à valider"))
        self.assertEqual(browser.status, 422)
        browser.type(browser.field("Montant (€)"), "1200")
        browser.press(browser.button("Ajouter, à valider"))
        self.assertEqual(browser.status, 200)
        row = browser.row("Tranche de salaire")
        self.assertEqual(row.find_elements("css selector", "td")[2].text, "en attente")
        # The Enter key presses the first button, which decides nothing.
        self.assertEqual([button.text for button in row.find_elements("css selector", "button")], ["Corriger", "Valider", "Refuser", "Supprimer"])
        browser.press(row.find_elements("css selector", "button")[1])
        self.assertEqual(browser.row("Tranche de salaire").find_elements("css selector", "td")[2].text, "validé")

    def test_3b_adds_and_corrects_a_beneficiary(self):
        """A person who is not in any workbook is added, then corrected, and their page takes the documents"""
        browser = self.browser
        self.sign_in(MANAGER)
        browser.go("/beneficiaires")
        browser.press(browser.link("Importer un classeur"))
        self.assertEqual(browser.heading, "Importer un classeur de bénéficiaires")
        browser.go("/beneficiaires")
        openpyxl.load_workbook(browser.download(browser.button("Exporter")))
        browser.press(browser.link("Ajouter un bénéficiaire"))
        for label, text in [("Matricule", "001"), ("Nom (obligatoire)", "PETIT"), ("Prénom", "Ana"), ("E-mail", "ana@gmial.com")]:
            browser.type(browser.field(label), text)
        browser.press(browser.button("Enregistrer"))
        self.assertEqual(browser.status, 422)
        self.assertIn("est déjà celui de", browser.text())
        browser.type(browser.field("Matricule"), "909")
        browser.press(browser.button("Enregistrer"))
        self.assertEqual(browser.heading, "Vérifier avant d’enregistrer")
        browser.type(browser.field("E-mail"), "ana@exemple.fr")
        browser.press(browser.button("Enregistrer quand même"))
        self.assertEqual((browser.status, browser.heading), (200, "PETIT Ana"))
        browser.press(browser.link("Corriger"))
        browser.type(browser.field("Téléphone"), "+33 6 39 98 00 77")
        browser.press(browser.button("Enregistrer"))
        self.assertIn("Le bénéficiaire est enregistré", browser.text())
        self.assertIn("+33 6 39 98 00 77", browser.text())

    def test_4_sells(self):
        """Registers sales up to the cap, cancels one and notes one as refunded"""
        browser = self.browser
        self.create()
        for index, matricule in enumerate(["001", "002"]):
            self.register(matricule, f"vente{index}@exemple.fr")
            self.assertEqual(browser.status, 200, browser.text())
            self.assertRegex(browser.heading, r"Vente \d+")
        # One booklet a person, and two in all.
        self.register("001", "vente0@exemple.fr")
        self.assertEqual(browser.status, 422)
        self.register("003", "vente3@exemple.fr")
        self.assertEqual(browser.status, 422)
        browser.go("/ventes")
        for number, word, text in [(0, "Annuler", "Annuler cette vente"), (1, "Noter un remboursement", "Noter comme remboursée")]:
            browser.go("/ventes")
            browser.press(browser.all("tbody th a")[number])
            browser.press(next(link for link in browser.all("main a.button") if link.text.startswith((word, "Noter"))))
            button = browser.button(text)
            browser.press(button, lambda: ActionChains(browser.driver).double_click(button).perform())
            self.assertEqual(browser.status, 200)

    def register(self, matricule, email):
        browser = self.browser
        browser.go("/ventes/nouvelle")
        self.choose("Session", NAME)
        browser.type(browser.field("Matricule"), matricule)
        browser.type(browser.field("E-mail personnel"), email)
        browser.type(browser.field("Numéro de téléphone"), "0639980" + matricule)
        self.day("Date de la vente", "2025-04-15")
        browser.press(browser.button("Enregistrer la vente"))
        if browser.has("button", "Enregistrer quand même"):
            browser.press(browser.button("Enregistrer quand même"))

    def test_5_orders(self):
        """The ANCV Connect export at the end of registration, and the order that is made of it"""
        browser = self.browser
        self.sign_in(MANAGER)
        browser.press(browser.link("Mes ventes"))
        browser.press(browser.link("Export ANCV Connect"))
        file = browser.download(browser.button("Télécharger l’export"))
        self.assertIn("Non exporté", openpyxl.load_workbook(file).sheetnames)
        browser.press(browser.link("Créer la commande"))
        browser.type(browser.field("N°"), "2900001")
        self.day("Date de la commande", "2025-05-05")
        self.tick("La commande est déjà réglée")
        browser.press(browser.button("Voir la commande"))
        self.assertEqual(browser.heading, "Vérifier avant de créer la commande")
        button = next(button for button in browser.all("main button") if button.text.startswith("Créer la commande"))
        browser.press(button, lambda: ActionChains(browser.driver).double_click(button).perform())
        self.assertEqual((browser.status, browser.heading), (200, "Détail de la commande N° 2 900 001"))
        browser.press(browser.link(">> Cliquez ici pour suivre ou modifier vos dotations"))
        self.assertGreater(len(browser.all("tbody tr")), 20)
        browser.go("/commandes/2900001")
        self.assertIn("Ventes de la commande", browser.text())
        browser.press(next(link for link in browser.all("main a") if link.text.startswith("Voir les ")))
        self.assertIn("Les ventes de la commande N° 2 900 001", browser.text())
        # What is ordered is corrected in its dotation.
        browser.press(browser.all("tbody th a")[0])
        self.assertIn("se corrige maintenant dans la dotation", browser.text())

    def test_5b_corrects_what_a_sale_verified(self):
        """The e-mail of a sale is corrected while it is not ordered, and an order that is cancelled frees it again"""
        browser = self.browser
        self.sign_in(MANAGER)
        browser.go("/ventes?statut=active")
        browser.press(browser.all("tbody th a")[0])
        browser.press(browser.link("Corriger l’e-mail ou le téléphone"))
        browser.type(browser.field("E-mail personnel"), "pas une adresse")
        browser.press(browser.button("Enregistrer"))
        self.assertEqual(browser.status, 422)
        browser.type(browser.field("E-mail personnel"), "personnelle@gmial.com")
        browser.press(browser.button("Enregistrer"))
        self.assertEqual(browser.heading, "Vérifier avant d’enregistrer")
        browser.type(browser.field("E-mail personnel"), "personnelle@exemple.fr")
        browser.press(browser.button("Enregistrer quand même"))
        self.assertEqual(browser.status, 200, browser.text())
        self.assertIn("la commande les aura", browser.text())
        self.assertIn("personnelle@exemple.fr", browser.text())
        browser.go("/commandes/nouvelle")
        browser.type(browser.field("N°"), "2900002")
        self.day("Date de la commande", "2025-05-05")
        browser.press(browser.button("Voir la commande"))
        browser.press(next(button for button in browser.all("main button") if button.text.startswith("Créer la commande")))
        browser.press(browser.link("Annuler la commande"))
        browser.press(browser.button("Annuler cette commande"))
        browser.press(browser.link("Toutes les commandes"))
        browser.one("summary").click()
        self.assertIn("2900002", browser.text("details"))

    def test_6_workbooks(self):
        """Everything by workbook as well: events, and what is to be filled in"""
        browser = self.browser
        self.sign_in(MANAGER)
        for path, button in [("/evenements", "Exporter"), ("/evenements", "Classeur à remplir"), ("/ventes", "Classeur à remplir")]:
            browser.go(path)
            openpyxl.load_workbook(browser.download(browser.button(button)))

    def test_reader(self):
        """Who may only read sees no document and no button"""
        browser = self.browser
        self.sign_in(READER)
        browser.go("/beneficiaires/1")
        self.assertIn("ne sont montrés qu’à qui peut les valider", browser.text())
        self.assertFalse(browser.all("main button"))
        for path in ("/evenements/nouveau", "/ventes/nouvelle", "/ventes/export"):
            browser.go(path)
            self.assertEqual(browser.status, 403, path)


class SalesWithoutScripts(Sales):
    """The sale without scripts"""

    javascript = False
