import Dotations
import Foundation
import Testing

@testable import DotationsEspaceClient

/// CSV whose quotation marks stand where none may, sent to the pages: refused with what to do, or read because the box was ticked.
@Suite struct StrayQuotePageTests {
    private static let words = "La ligne a un guillemet mal placé : ses valeurs sont-elles les bonnes ?"
    private static let advice = "Ou cochez « CSV : lire aussi les lignes dont un guillemet est mal placé », et"
    private static let box = [Form.strayQuotes.name: "oui"]

    private func isTicked(_ page: Browser.Answer) -> Bool {
        page.text.firstMatch(of: /name="guillemets" type="checkbox" value="oui" checked/) != nil
    }

    @Test func `every page that takes a file has the box, names it where a mark is misplaced, and shows the row`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let id = "\(pages.ids[2])"
        for (page, name, text, fields, view) in [
            (
                "/commandes/2800886/import", "i.csv", "Identifiant dotation;Adresse Mail;Renvoyer\r\n\(id);neuf@exemple.fr;", [:],
                "a-verifier"
            ),
            ("/statuts/import", "s.csv", "Identifiant dotation;Statut dotation;Remarque\r\n\(id);activé;", [:], "a-verifier"),
            (
                "/commandes/feuille", "o.csv",
                "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant;Remarque\r\n1;A;B;a@exemple.fr;0639980001;10;",
                ["numero": "2900001", "date": "14/11/2023"], "a-verifier"
            ),
            (
                "/ventes/import", "v.csv",
                "Session;Matricule;E-mail;Téléphone;Date;Remarque\r\n100€ de chèques ANCV;S01;v@exemple.fr;0639980011;14/11/2023;", [:],
                "a-verifier"
            ),
            ("/ventes/rapprochement", "p.csv", "id;Amount;Amount Refunded;Status;Description\r\nch_1;50.00;0.00;Paid;", [:], "a-verifier"),
            ("/evenements/import", "Bénéficiaires.csv", "Matricule;Nom;Prénom;Remarque\r\nS09;A;B;", [:], "remarques"),
        ] as [(String, String, String, [String: String], String)] {
            let file = Array((text + "12\" de haut\r\n").utf8)
            #expect(try await !isTicked(browser.get(page)), "\(page)")
            let refused = try await browser.upload(page, name, file, fields)
            #expect(refused.status == 422 && refused.shown.contains(Self.advice), "\(page): \(refused.shown)")
            #expect(!isTicked(refused) && refused.text.contains("for=\"guillemets\""))
            let sent = try await browser.upload(page, name, file, fields.merging(Self.box) { $1 })
            let path = try #require(sent.location, "\(page): \(sent.shown)")
            let shown = try await browser.get("\(path)?vue=\(view)").shown
            #expect(shown.contains(Self.words) && (shown.contains("2 \(Self.words)") || shown.contains("ligne 2 : ")), "\(page): \(shown)")
            #expect(try await browser.post(path + "/abandonner").status == 303)
        }
        #expect(try pages.keptParts == 0)
    }

    @Test func `what was ticked stays so, for the page that refuses the file and for each new plan`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let page = "/commandes/2800886/import"
        _ = try await browser.get(page)
        #expect(try await isTicked(browser.upload(page, "i.csv", Array("a;b\r\n".utf8), Self.box)))
        let text =
            "Identifiant dotation;Adresse Mail;Renvoyer\r\n\(pages.ids[2]);sans arobase;12\" de haut\r\n\(pages.ids[3]);deux@exemple.fr;\r\n"
        let path = try #require(try await browser.upload(page, "i.csv", Array(text.utf8), Self.box).location)
        #expect(try await browser.get(path).shown.contains("1 modification, 1 e-mail, 1 ligne refusée"))
        #expect(
            try await browser.post(path + "/corriger", ["page": "1", "email-2": "un@exemple.fr"]).location?.hasPrefix(path + "?fait=saisie")
                == true)
        #expect(try await browser.get(path + "?vue=a-verifier").shown.contains(Self.words))
        let plan = try #require(try await browser.get(path).field("plan"))
        #expect(try await browser.post(path + "/appliquer", ["plan": plan]).location == path + "?fait=applique")
        #expect(try pages.dotation(2).contact.email == "un@exemple.fr" && pages.dotation(3).contact.email == "deux@exemple.fr")
    }

    @Test func `for a workbook the box says nothing`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let exported = try await browser.post("/evenements/classeur").bytes
        _ = try await browser.get("/evenements/import")
        #expect(try await browser.upload("/evenements/import", "e.xlsx", exported, Self.box).status == 303)
    }
}
