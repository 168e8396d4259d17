"""« Importer »: a file that was corrected in a spreadsheet, what it would do, and what is done."""

import random
import shutil
import zipfile

import openpyxl
from selenium.webdriver.common.action_chains import ActionChains

from installation import ADMINISTRATOR, MANAGER, SAMPLES
from scenario import Scenario, rows_with_advice

ORDER = "2800886"
CORRECTED = SAMPLES / "20200821_Titres_Dématérialisés_Commande_2800886 corrigé.xlsx"
WRONG = SAMPLES / "20200821_Titres_Dématérialisés_Commande_2800886 erreurs.xlsx"


def padded(workbook, size):
    """A copy of a workbook that has just this many bytes, by a picture."""
    picture = "xl/media/image1.png"
    copy = workbook.with_name(f"{size}.xlsx")
    # Its name stands in its own header and in the directory, after 30 and 46 bytes of each (APPNOTE.TXT, 4.3.7 and 4.3.12).
    length = size - workbook.stat().st_size - 30 - 46 - 2 * len(picture)
    shutil.copy(workbook, copy)
    with zipfile.ZipFile(copy, "a") as package:
        package.writestr(picture, random.Random(length).randbytes(length))
    assert copy.stat().st_size == size
    return copy


class Imports(Scenario):
    """Import"""

    def export(self, changes):
        """The order's export, with cells that somebody changed in a spreadsheet."""
        browser = self.browser
        browser.go(f"/commandes/{ORDER}/dotations")
        file = browser.download(browser.button("Exporter"))
        book = openpyxl.load_workbook(file)
        for cell, value in changes.items():
            book.active[cell] = value
        book.save(file)
        return file

    def upload(self, file, order=ORDER):
        browser = self.browser
        browser.go(f"/commandes/{order}/dotations")
        browser.press(browser.link("Importer"))
        browser.field("Fichier corrigé").send_keys(str(file))
        browser.press(browser.button("Importer"))

    def preview(self, changes=None):
        """Comes to the preview of two changes."""
        self.sign_in()
        self.upload(self.export(changes or {"E4": "test3.nouveau@yopmail.com", "F8": "06 12 34 56 78"}))
        self.assertEqual((self.browser.status, self.browser.heading), (200, "Aperçu avant d’appliquer"))
        self.assertEqual(self.jobs(), [])

    def apply(self):
        self.browser.press(self.browser.button("Appliquer"))

    def test_1_export_to_e_mails(self):
        """The guide's four steps: exported, corrected, imported, and the e-mails leave"""
        browser = self.browser
        self.preview()
        for words in ["2 modifications", "2 e-mails"]:
            self.assertIn(words, browser.text())
        for tab in [tab.text for tab in browser.all("nav.tabs a")]:
            browser.press(browser.link(tab.replace("\u00a0", " ")))
            self.assertEqual(browser.one("nav.tabs a[aria-current]").text, tab)
        self.apply()
        self.assertEqual(browser.heading, "Appliqué")
        self.assertEqual(
            self.jobs(),
            [("accountCreation", "test3.nouveau@yopmail.com", "pending"), ("phoneChanged", "ancv.rec7@yopmail.com", "pending")])
        browser.press(browser.link("Voir les dotations de la commande N° 2 800 886"))
        self.assertEqual(browser.row("TEST3").find_element("css selector", "input[name^=email]").get_attribute("value"), "test3.nouveau@yopmail.com")

    def test_2_twice(self):
        """The same file again changes nothing"""
        browser = self.browser
        self.sign_in()
        file = self.export({"E4": "test3.nouveau@yopmail.com"})
        self.upload(file)
        self.apply()
        self.upload(file)
        self.assertEqual(browser.heading, "Aperçu : rien à appliquer")
        self.assertFalse(browser.has("button", "Appliquer"))
        browser.press(browser.button("Fermer"))
        self.assertEqual(len(self.jobs()), 1)

    def test_3_refused_rows(self):
        """Refused rows: each with its reason; one is corrected in the page, the others come back as a workbook"""
        browser = self.browser
        self.sign_in()
        self.upload(WRONG)
        browser.press(next(tab for tab in browser.all("nav.tabs a") if tab.text.startswith("Lignes refusées")))
        before = len(browser.all("tbody tr"))
        field = browser.one("input[name=email-2]")
        self.assertEqual(field.get_attribute("value"), "ancv.rec1@yopmail")
        file = browser.download(browser.button("Exporter les lignes refusées"))
        self.assertEqual(file.name, "Lignes_refusées_avant_application.xlsx")
        self.assertEqual(rows_with_advice(file), before)
        browser.type(field, "ancv.rec1@yopmail.com")
        browser.press(browser.button("Corriger et revoir l’aperçu"))
        browser.press(next(tab for tab in browser.all("nav.tabs a") if tab.text.startswith("Lignes refusées")))
        self.assertEqual(len(browser.all("tbody tr")), before - 1)
        self.assertEqual(self.jobs(), [])

    def tab(self, name):
        self.browser.press(next(tab for tab in self.browser.all("nav.tabs a") if tab.text.startswith(name)))

    def test_3_conflict(self):
        """A colleague changed two values since the export: one is kept, the other is not, and both decisions are reopened"""
        browser = self.browser
        self.sign_in()
        file = self.export({"E4": "test3.mien@yopmail.com", "E8": "test7.mien@yopmail.com"})
        sheet = openpyxl.load_workbook(file).active
        for row, name in [(4, "test3"), (8, "test7")]:
            dotation = str(sheet.cell(row, 1).value)
            self.command.run("edit", dotation, "--email", f"{name}.collegue@yopmail.com")
        before = len(self.jobs())
        self.upload(file)
        self.tab("Lignes refusées")
        self.assertIn("Garder la valeur actuelle : test3.collegue@yopmail.com", browser.text().replace("\u00a0", " "))
        browser.one("input[name=choix-email-4][value=mienne]").click()
        browser.one("input[name=choix-email-8][value=actuelle]").click()
        browser.press(browser.button("Corriger et revoir l’aperçu"))
        self.assertIn("1 modification", browser.text())
        self.tab("Vos corrections")
        browser.press(browser.all("button[name=retirer]")[0])
        self.tab("Lignes refusées")
        self.assertEqual(len(browser.all("tbody tr")), 1)
        browser.one("input[name=choix-email-4][value=mienne]").click()
        browser.press(browser.button("Corriger et revoir l’aperçu"))
        self.tab("Vos corrections")
        browser.type(browser.one("input[name=email-4]"), "test3.choisi@yopmail.com")
        browser.press(browser.button("Modifier et revoir l’aperçu"))
        self.apply()
        self.assertEqual([to for _, to, _ in self.jobs()][before:], ["test3.choisi@yopmail.com"])

    def test_3_typed_beside_the_export(self):
        """What is typed beside « Exporter les lignes refusées » is in the preview first, and then in the file"""
        browser = self.browser
        self.sign_in()
        self.upload(WRONG)
        self.tab("Lignes refusées")
        before = len(browser.all("tbody tr"))
        self.assertFalse(browser.asks_before_leaving())
        browser.type(browser.one("input[name=email-2]"), "ancv.rec1@yopmail.com")
        # « Appliquer » and the other tabs would lose it.
        self.assertEqual(browser.asks_before_leaving(), browser.javascript)
        browser.press(browser.button("Exporter les lignes refusées"))
        self.assertIn("L’aperçu tient compte", browser.text())
        self.assertFalse(browser.asks_before_leaving())
        file = browser.download(browser.button("Exporter les lignes refusées"))
        self.assertEqual(rows_with_advice(file), before - 1)

    def test_4_suggestion(self):
        """A likely typing error is proposed, and taken by a click"""
        browser = self.browser
        self.sign_in()
        self.upload(CORRECTED)
        browser.press(next(tab for tab in browser.all("nav.tabs a") if tab.text.startswith("À vérifier")))
        browser.press(browser.button("Mettre test5@yopmail.com à la ligne 6"))
        self.assertNotIn("yopmial", browser.text())
        self.apply()
        self.assertIn("test5@yopmail.com", [to for _, to, _ in self.jobs()])

    def test_5_abandoned(self):
        """What is abandoned changes nothing, and is gone"""
        browser = self.browser
        self.preview()
        path = browser.path
        browser.press(browser.button("Abandonner, ne rien changer"))
        self.assertEqual((browser.path, self.jobs()), (f"/commandes/{ORDER}/dotations", []))
        browser.go(path)
        self.assertEqual(browser.status, 404)

    def test_6_undone(self):
        """An import is undone by a preview of its own"""
        browser = self.browser
        self.preview()
        self.apply()
        browser.press(browser.link("Voir les imports et corrections, et en annuler"))
        browser.press(browser.all("tbody button")[0])
        self.assertEqual(browser.heading, "Aperçu avant d’appliquer")
        self.apply()
        browser.go(f"/commandes/{ORDER}/dotations")
        self.assertEqual(browser.row("TEST3").find_element("css selector", "input[name^=email]").get_attribute("value"), "ancv.rec3@yopmail.com")
        self.assertEqual([state for _, _, state in self.jobs()], ["cancelled", "cancelled"])

    def test_two_clicks(self):
        """Two clicks on « Appliquer » are one import"""
        browser = self.browser
        self.preview()
        button = browser.button("Appliquer")
        browser.press(button, lambda: ActionChains(browser.driver).double_click(button).perform())
        self.assertEqual((browser.heading, len(self.jobs())), ("Appliqué", 2))

    def test_back(self):
        """Back after applying: « Déjà appliqué », and nothing is applied again"""
        browser = self.browser
        self.preview()
        browser.is_watched = False
        self.apply()
        browser.driver.back()
        browser.look()
        if browser.has("button", "Appliquer"):
            self.apply()
        self.assertIn("Déjà appliqué le", browser.text())
        self.assertEqual(len(self.jobs()), 2)

    def test_session_ends(self):
        """The session ends between the preview and its confirmation: after signing in again it is still there"""
        browser = self.browser
        self.preview()
        path = browser.path
        self.command.run("users", "sessions", ADMINISTRATOR, "--end")
        self.apply()
        self.assertEqual((browser.heading, self.jobs()), ("Se connecter", []))
        browser.fill_sign_in(ADMINISTRATOR)
        browser.press(browser.button("Se connecter"))
        browser.go(path)
        self.apply()
        self.assertEqual((browser.heading, len(self.jobs())), ("Appliqué", 2))

    def test_restart(self):
        """The server starts again between the preview and its confirmation"""
        self.preview()
        self.server.restart()
        self.apply()
        self.assertEqual((self.browser.heading, len(self.jobs())), ("Appliqué", 2))

    def test_moved_in_between(self):
        """The store moved since: the preview says what is different, and asks again"""
        browser = self.browser
        self.preview()
        self.command.run("edit", "11843518", "--email", "autre.test3@yopmail.com")
        self.apply()
        self.assertEqual((browser.status, len(self.jobs())), (409, 1))
        self.assertTrue(browser.all(".told[role=status]"), "what is different")
        self.apply()
        self.assertEqual(browser.heading, "Appliqué")

    def test_of_somebody_else(self):
        """A preview is its owner's: a colleague does not find it, nor does who signed out"""
        browser = self.browser
        self.preview()
        path = browser.path
        colleague = self.open("second")
        colleague.sign_in(MANAGER)
        colleague.go(path)
        self.assertEqual(colleague.status, 404)
        browser.press(browser.button("Se déconnecter"))
        browser.sign_in(ADMINISTRATOR)
        browser.go(path)
        self.assertEqual(browser.status, 404)

    def test_wrong_files(self):
        """One that is no workbook, another order's, one of 21 MiB: each is told, and nothing is done"""
        browser = self.browser
        self.sign_in()
        browser.go(f"/commandes/{ORDER}/import")
        self.assertEqual(browser.field("Fichier corrigé").get_attribute("required"), "true")
        folder = self.server.folder
        (folder / "photo.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1000))
        (folder / "large.xlsx").write_bytes(bytes(21 << 20))
        self.upload(folder / "photo.xlsx")
        self.assertEqual(browser.status, 422)
        self.assertTrue(browser.driver.title.startswith("Erreur"))
        if self.javascript:
            # The form stays, for another file to be chosen.
            browser.go(f"/commandes/{ORDER}/import")
            browser.field("Fichier corrigé").send_keys(str(folder / "large.xlsx"))
            browser.button("Importer").click()
            browser.wait(lambda: "dépasse 20 Mio" in browser.text("form [role=status]"), "it is told beside the file")
            browser.look()
            self.assertEqual(browser.status, 413)
        else:
            self.upload(folder / "large.xlsx")
            self.assertEqual(browser.status, 413)
            browser.press(browser.link("Revenir à la page et recommencer"))
            self.assertEqual(browser.path, f"/commandes/{ORDER}/import")
        self.upload(SAMPLES / "exports/20200811_Titres_Dématérialisés_Commande_2800875.xlsx")
        self.assertEqual(browser.status, 422)
        self.assertEqual(self.jobs(), [])

    def test_largest_file(self):
        """A workbook of just 20 MiB, most of which is a picture, is taken; one byte more is told"""
        browser = self.browser
        self.sign_in()
        exported = self.export({"E4": "test3.nouveau@yopmail.com"})
        for excess in (1, 0):
            large = padded(exported, (20 << 20) + excess)
            browser.go(f"/commandes/{ORDER}/import")
            browser.field("Fichier corrigé").send_keys(str(large))
            if excess and self.javascript:
                browser.button("Importer").click()
                browser.wait(lambda: "dépasse 20 Mio" in browser.text("form [role=status]"), "it is told beside the file")
                browser.look()
            else:
                browser.press(browser.button("Importer"))
            self.assertEqual(browser.status, 413 if excess else 200)
        self.apply()
        self.assertEqual([job[1] for job in self.jobs()], ["test3.nouveau@yopmail.com"])

    def test_misplaced_quotation_mark(self):
        """A CSV with a misplaced quotation mark is refused, and read once the box that the page names is ticked"""
        browser = self.browser
        self.sign_in()
        browser.go(f"/commandes/{ORDER}/dotations")
        row = browser.row("TEST3")
        number = row.get_attribute("id").removeprefix("d")
        mobile = row.find_element("css selector", "input[name^=telephone]").get_attribute("value")
        file = self.server.folder / "guillemet.csv"
        titles = "Identifiant dotation;Adresse Mail;Téléphone;Remarque"
        file.write_text(f'{titles}\n{number};neuf@yopmail.com;{mobile};12" de haut\n', encoding="utf-8")
        self.upload(file)
        self.assertEqual(browser.status, 422)
        box = "CSV : lire aussi les lignes dont un guillemet est mal placé"
        self.assertIn(f"cochez « {box} »", browser.text())
        browser.field("Fichier corrigé").send_keys(str(file))
        browser.field(box).click()
        browser.press(browser.button("Importer"))
        self.assertEqual(browser.heading, "Aperçu avant d’appliquer")
        browser.go(browser.path + "?vue=a-verifier")
        self.assertIn("La ligne a un guillemet mal placé", browser.text())
        self.apply()
        self.assertEqual([job[1] for job in self.jobs()], ["neuf@yopmail.com"])

    def test_file_replaced(self):
        """The file changes on the disk after the preview: what was shown is applied"""
        browser = self.browser
        self.sign_in()
        file = self.export({"E4": "test3.nouveau@yopmail.com"})
        self.upload(file)
        shutil.copy(WRONG, file)
        self.apply()
        self.assertEqual(self.jobs(), [("accountCreation", "test3.nouveau@yopmail.com", "pending")])


class ImportsWithoutScripts(Imports):
    """Import without scripts"""

    javascript = False
