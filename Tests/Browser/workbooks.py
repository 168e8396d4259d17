"""Files that are sent to the pages besides an order's corrections: what each would do is shown first, and done after."""

import csv

import openpyxl

from installation import MANAGER, SAMPLES, rows
from scenario import Scenario, rows_with_advice


class Workbooks(Scenario):
    """Workbooks"""

    def send(self, path, label, file, button="Importer"):
        browser = self.browser
        browser.go(path)
        browser.field(label).send_keys(str(file))
        browser.press(browser.button(button))

    def apply(self):
        browser = self.browser
        need = browser.all("input[name=nombre]")
        if need:
            words = browser.text()
            browser.type(need[0], next(word for word in words.replace("\u202f", "").split() if word.isdigit()))
        browser.press(browser.button("Appliquer"))
        self.assertEqual((browser.status, browser.heading), (200, "Appliqué"), browser.text())

    def edited(self, path, changes):
        """A copy of a workbook with cells that somebody changed, by sheet and cell."""
        book = openpyxl.load_workbook(path)
        for (sheet, cell), value in changes.items():
            book[sheet][cell] = value
        copy = self.server.folder / path.name
        book.save(copy)
        return copy

    def test_order_again(self):
        """An order of the people and amounts of another one: the preview says so, and it is made once that is confirmed"""
        browser = self.browser
        self.sign_in(MANAGER)
        sheet = self.server.folder / "noel.csv"
        rows(sheet, 2, 5001)
        for number in ("2900801", "2900802"):
            browser.go("/commandes/feuille")
            browser.type(browser.field("N° de commande"), number)
            browser.field("Feuille de la commande").send_keys(str(sheet))
            browser.press(browser.button("Voir la commande"))
            self.assertEqual(browser.status, 200, browser.text())
            self.assertEqual("a déjà les mêmes bénéficiaires" in browser.text(), number == "2900802", browser.text())
            self.apply()
        browser.go("/commandes/2900802")
        self.assertEqual(browser.status, 200)

    def test_events(self):
        """An event workbook: exported, filled in, sent, and on sale; one with a fault changes nothing"""
        browser = self.browser
        self.sign_in(MANAGER)
        browser.go("/evenements")
        exported = browser.download(browser.button("Exporter"))
        book = openpyxl.load_workbook(exported)
        # Above the titles stands what to fill in.
        sheet = book["Événement"]
        titles = [cell.value for cell in sheet[2]]
        name = sheet.cell(3, titles.index("Nom") + 1).value
        sheet.cell(3, titles.index("Description") + 1).value = "Pour l’été, au comptoir du CSE"
        book.save(exported)
        self.send("/evenements/import", "Classeur", exported)
        self.assertEqual(browser.status, 200, browser.text())
        self.apply()
        browser.go("/evenements")
        browser.press(browser.link(name))
        self.assertIn("au comptoir du CSE", browser.text())
        sheet.cell(3, titles.index("Nom") + 1).value = None
        book.save(exported)
        self.send("/evenements/import", "Classeur", exported)
        self.assertFalse(browser.has("button", "Appliquer"))
        self.assertIn("Événement", browser.text())

    def test_beneficiaries(self):
        """A workbook of people: who is added and what changes is shown before and after, in the preview and in the history"""
        browser = self.browser
        self.sign_in(MANAGER)
        browser.go("/beneficiaires")
        exported = browser.download(browser.button("Exporter"))
        book = openpyxl.load_workbook(exported)
        sheet = book["Bénéficiaires"]
        titles = [cell.value for cell in sheet[2]]
        mail = sheet.cell(3, titles.index("E-mail") + 1)
        before, mail.value = mail.value or "", "nouvelle.adresse@exemple.fr"
        sheet.append([{"Matricule": "9001", "Nom": "PETIT", "Prénom": "Ana"}.get(title) for title in titles])
        book.save(exported)
        self.send("/beneficiaires/import", "Classeur", exported)
        self.assertIn("1 bénéficiaire ajouté, 1 bénéficiaire modifié", browser.text())
        tabs = [tab.text.replace("\u00a0", " ") for tab in browser.all("nav.tabs a")]
        for tab in ("Bénéficiaires ajoutés (1)", "Bénéficiaires qui changent (1)"):
            self.assertIn(tab, tabs)
            browser.press(browser.link(tab))
        self.assertIn("nouvelle.adresse@exemple.fr", browser.text("table"))
        self.assertIn(before, browser.text("table"))
        self.apply()
        browser.press(browser.link("Aller à « Bénéficiaires »"))
        browser.go("/journal")
        browser.press(browser.all("tbody th a")[0])
        self.assertIn("nouvelle.adresse@exemple.fr", browser.text("table"))
        self.assertIn("PETIT Ana", browser.text("table"))

    def test_sales(self):
        """A sheet of sales: what is registered, and what is refused with its reason"""
        browser = self.browser
        self.sign_in(MANAGER)
        browser.go("/ventes")
        template = browser.download(browser.button("Classeur à remplir"))
        self.assertTrue(openpyxl.load_workbook(template).sheetnames)
        # Those of the sample are registered already, and refused where they are beyond a limit: there is nothing to carry out.
        self.send("/ventes/import", "Feuille de ventes", SAMPLES / "ventes/ventes.xlsx")
        self.assertEqual(browser.status, 200, browser.text())
        self.assertIn("rien à changer, 12 lignes refusées, 41 lignes inchangées", browser.text())
        self.assertFalse(browser.has("button", "Appliquer"))

    def test_payments(self):
        """Stripe's export: the differences are shown, and nothing is changed"""
        browser = self.browser
        self.sign_in(MANAGER)
        before = self.command.run("sales", "list", "--json")
        self.send("/ventes/rapprochement", "Export des paiements de Stripe (CSV)", SAMPLES / "ventes/paiements_stripe.csv")
        self.assertEqual(browser.status, 200, browser.text())
        self.assertGreater(len(browser.all("tbody tr")), 0)
        self.assertFalse(browser.has("button", "Appliquer"))
        self.assertEqual(self.command.run("sales", "list", "--json"), before)

    def test_order(self):
        """A sheet becomes an order: shown first, created once; its number cannot be taken twice"""
        browser = self.browser
        self.sign_in()
        sheet = self.server.folder / "commande.csv"
        with open(sheet, "w", newline="", encoding="utf-8-sig") as file:
            rows = csv.writer(file, delimiter=";")
            rows.writerow(["Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant"])
            for number in range(1, 4):
                rows.writerow([f"N{number}", f"NOUVEAU{number}", "Zoé", f"nouveau{number}@yopmail.com", f"063998{number:04}", "100"])
        for attempt in range(2):
            browser.go("/commandes/feuille")
            browser.type(browser.field("N° de commande"), "2911111")
            # A browser asks for a day in its own way.
            browser.driver.execute_script("arguments[0].value = '2025-05-05'", browser.field("Date de la commande"))
            browser.field("Feuille de la commande").send_keys(str(sheet))
            browser.press(browser.button("Voir la commande"))
            if attempt == 0:
                self.assertEqual(browser.status, 200, browser.text())
                self.apply()
        self.assertEqual(browser.status, 422, browser.text())
        browser.go("/commandes/2911111")
        self.assertEqual(browser.status, 200)
        self.assertIn("300", browser.text())

    def test_statuses(self):
        """The portal's export brings statuses back, and no contact"""
        browser = self.browser
        self.sign_in()
        browser.go("/commandes/2800886/dotations")
        exported = browser.download(browser.button("Exporter"))
        book = openpyxl.load_workbook(exported)
        sheet = book.active
        titles = [cell.value for cell in sheet[1]]
        status, email = titles.index("Statut dotation") + 1, titles.index("Adresse Mail") + 1
        line = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, status).value == "PRODUCTION")
        name = sheet.cell(line, titles.index("Nom") + 1).value
        sheet.cell(line, status).value = "Activée"
        sheet.cell(line, email).value = "pas.cette.adresse@yopmail.com"
        book.save(exported)
        self.send("/statuts/import", "Export du portail", exported, "Importer les statuts")
        self.assertEqual(browser.status, 200, browser.text())
        self.apply()
        browser.go("/commandes/2800886/dotations")
        self.assertIn("activé", browser.row(name).text)
        self.assertNotIn("pas.cette.adresse", browser.text())
        self.assertEqual(self.jobs(), [])


class WorkbooksWithoutScripts(Workbooks):
    """Workbooks without scripts"""

    javascript = False


class Large(Scenario):
    """Much at once"""

    def order(self, count):
        """An order of so many dotations, and the path of its sheet with every hundredth address edited."""
        sheet, edited = self.server.folder / "commande.csv", self.server.folder / "corrigé.csv"
        titles = ["Identifiant dotation", "Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant"]
        with open(sheet, "w", newline="", encoding="utf-8") as first, open(edited, "w", newline="", encoding="utf-8") as second:
            rows, changed = csv.writer(first, delimiter=";"), csv.writer(second, delimiter=";")
            rows.writerow(titles)
            changed.writerow(titles)
            for n in range(count):
                row = [30_000_000 + n, f"{n:06}", f"NOM{n}", "Zoé", f"personne{n}@exemple.fr", f"06{n:08}", "100"]
                rows.writerow(row)
                self.change(n, row)
                changed.writerow(row)
        self.command.run("orders", "create", sheet, "--number", "2922222", "--date", "2025-05-05", "--paid", "--yes")
        return edited

    def upload(self, file):
        browser = self.browser
        browser.go("/commandes/2922222/import")
        browser.field("Fichier corrigé").send_keys(str(file))
        browser.press(browser.button("Importer"))
        self.assertEqual(browser.status, 200, browser.text())

    def test_100_000_rows(self):
        """100 000 rows: one in a hundred is edited, looked at by pages, and applied"""
        self.change = lambda n, row: row.__setitem__(4, f"edition{n}@exemple.fr") if n % 100 == 0 else None
        browser = self.browser
        self.sign_in()
        self.upload(self.order(100_000))
        self.assertIn("1 000 modifications", browser.text().replace("\u202f", " "))
        self.assertLessEqual(len(browser.all("tbody tr")), 101)
        browser.press(browser.link("Suivante") if browser.has("link", "Suivante") else browser.all(".pages a")[-1])
        self.assertEqual(browser.status, 200)
        browser.press(browser.button("Appliquer"))
        self.assertEqual(browser.heading, "Appliqué")
        self.assertEqual(len(self.jobs()), 1000)

    def test_10_000_refused_rows(self):
        """10 000 refused rows: a hundred a page, and all of them as a workbook"""
        self.change = lambda n, row: row.__setitem__(4, "pas une adresse") if n < 10_000 else row.__setitem__(4, f"edition{n}@exemple.fr")
        browser = self.browser
        self.sign_in()
        self.upload(self.order(10_010))
        browser.press(next(tab for tab in browser.all("nav.tabs a") if tab.text.startswith("Lignes refusées")))
        self.assertIn("10 000", browser.text().replace("\u202f", " "))
        self.assertEqual(len(browser.all("tbody tr")), 100)
        file = browser.download(browser.button("Exporter les lignes refusées"))
        self.assertEqual(rows_with_advice(file), 10_000)
        self.assertEqual(self.jobs(), [])
