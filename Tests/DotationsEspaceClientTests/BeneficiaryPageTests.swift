import DotationSales
import DotationStore
import Dotations
import Foundation
import Spreadsheet
import Testing

@testable import DotationsEspaceClient

/// People who are searched, added and corrected on a page, and their documents, by the rules of a workbook.
@Suite struct BeneficiaryPageTests {
    @Test func `a staff number that was mistyped is corrected, with what is theirs, until it is ordered`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let path = "/beneficiaires/1/matricule"
        func typed(_ matricule: String, _ request: String) async throws -> [String: String] {
            let version = try #require(try await browser.get(path).field("version"))
            return ["version": version, "matricule": matricule, "demande": request]
        }
        let taken = try await browser.post(path, typed("S02", "m1"))
        #expect(taken.status == 422 && taken.shown.contains("déjà celui d’un autre bénéficiaire"))
        #expect(try await browser.post(path, typed("S01", "m2")).shown.contains("déjà le matricule de cette personne"))
        let right = try await typed("101", "m3")
        for _ in 0..<2 { #expect(try await browser.post(path, right).location == "/beneficiaires/1?fait=matricule") }
        #expect(try await browser.post(path, right.merging(["demande": "m4", "matricule": "102"]) { $1 }).status == 409)
        let ledger = try pages.client.salesLedger()
        #expect(ledger.documents(of: "101").count == 1 && ledger.documents(of: "S01").isEmpty)
        #expect(ledger.sales.map(\.matricule) == ["101"])
        let operation = try #require(try pages.client.operations(limit: 1).first)
        let history = try await browser.get("/journal/\(operation.id)").shown
        #expect(history.contains("S01") && history.contains("101"))
        // Ordered, it is another matter.
        let export = try await browser.post("/ventes/export").bytes
        let order = try await browser.preview(
            export, named: "o.xlsx", in: "/commandes/feuille", ["numero": "2900001", "date": "14/11/2023"])
        let plan = try #require(order.page.field("plan"))
        #expect(try await browser.post(order.path + "/appliquer", ["plan": plan]).status == 303)
        let ordered = try await browser.post(path, typed("103", "m5"))
        #expect(ordered.status == 422 && ordered.shown.contains("Des chèques sont commandés sous ce matricule"), "\(ordered.shown)")
    }

    private func person(_ fields: [String: String] = [:]) -> [String: String] {
        ["matricule": "S09", "nom": "PETIT", "prenom": "Ana", "email": "ana@exemple.fr", "telephone": "06 39 98 00 19", "demande": "b1"]
            .merging(fields) { $1 }
    }

    private func people(_ pages: Pages) throws -> [Beneficiary] { try pages.client.salesLedger().setup.people }

    @Test func `a person is added once for two clicks, and the page leads to their documents`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let list = try await browser.get("/beneficiaires")
        for address in ["/beneficiaires/nouveau", "/beneficiaires/import", "/beneficiaires/classeur"] {
            #expect(list.text.contains("\"\(address)\""))
        }
        #expect(try await browser.get("/beneficiaires/nouveau").text.contains("name=\"matricule\""))
        for _ in 0..<2 {
            #expect(try await browser.post("/beneficiaires/nouveau", person()).location == "/beneficiaires/4?fait=beneficiaire")
        }
        #expect(
            try people(pages).last
                == Beneficiary(
                    matricule: "S09", lastName: "PETIT", firstName: "Ana",
                    contact: Contact(email: "ana@exemple.fr", mobile: "06 39 98 00 19")))
        let page = try await browser.get("/beneficiaires/4?fait=beneficiaire")
        #expect(page.shown.contains("Le bénéficiaire est enregistré") && page.shown.contains("Ajouter un justificatif"))
        #expect(try pages.client.operations(limit: 1).first?.kind == .events)
    }

    @Test func `what is wrong is told at its field, and nothing is done`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        _ = try await browser.get("/beneficiaires/nouveau")
        let before = try pages.state()
        for (fields, field) in [
            (["matricule": ""], "matricule"), (["matricule": " - "], "matricule"), (["matricule": "S02"], "matricule"),
            (["nom": ""], "nom"), (["prenom": ""], "prenom"),
            // One person under two staff numbers.
            (["nom": "NOMV2", "prenom": "Zoé", "email": "vente2@exemple.fr"], "nom"),
        ] {
            let answer = try await browser.post("/beneficiaires/nouveau", person(fields))
            #expect(answer.status == 422 && answer.text.contains("id=\"faute-\(field)\""), "\(fields)")
            #expect(answer.text.contains("value=\"06 39 98 00 19\""))
        }
        #expect(try await browser.post("/beneficiaires/nouveau", person(["matricule": "S02"])).shown.contains("NOMV2 Zoé"))
        #expect(try pages.state() == before)
    }

    @Test func `a contact that is not right is asked about, as in the preview of a workbook`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        _ = try await browser.get("/beneficiaires/nouveau")
        for (fields, words) in [
            (["email": "ana@gmial.com"], "ana@gmail.com"), (["email": "pas une adresse"], "n’est pas valable"),
            (["telephone": "0102030405"], "n°"), (["nom": "NOMV2", "prenom": "Zoé"], "deux personnes, ou la même"),
        ] {
            let doubt = try await browser.post("/beneficiaires/nouveau", person(fields))
            #expect(doubt.status == 200 && doubt.shown.contains(words) && doubt.shown.contains("Enregistrer quand même"), "\(fields)")
        }
        #expect(try people(pages).count == 3)
        let typed = person(["telephone": "0102030405"])
        let plan = try #require(try await browser.post("/beneficiaires/nouveau", typed).field("confirmer"))
        // What was confirmed was another person's number.
        let other = try await browser.post("/beneficiaires/nouveau", typed.merging(["confirmer": plan, "telephone": "0102030406"]) { $1 })
        #expect(other.status == 200)
        #expect(try await browser.post("/beneficiaires/nouveau", typed.merging(["confirmer": plan]) { $1 }).status == 303)
        // What is known already is told once.
        let version = try #require(try await browser.get("/beneficiaires/4/corriger").field("version"))
        let renamed = typed.merging(["version": version, "nom": "GRAND", "demande": "b2"]) { $1 }
        #expect(try await browser.post("/beneficiaires/4/corriger", renamed).status == 303)
    }

    @Test func `a person is corrected as they were seen, and keeps the staff number`() async throws {
        let pages = try Pages()
        let (alice, gil) = (try await pages.browser(), try await pages.browser("gil"))
        #expect(try await alice.get("/beneficiaires/1").text.contains("/beneficiaires/1/corriger"))
        let page = try await alice.get("/beneficiaires/1/corriger")
        #expect(page.text.contains("value=\"vente1@exemple.fr\"") && !page.text.contains("name=\"matricule\""))
        let version = try #require(page.field("version"))
        let fields = person(["matricule": "S77", "version": version])
        // A contact is replaced, never erased.
        for field in ["email", "telephone"] {
            let emptied = try await alice.post("/beneficiaires/1/corriger", fields.merging([field: ""]) { $1 })
            #expect(emptied.status == 422 && emptied.shown.contains("un contact ne s’efface pas"), "\(field)")
        }
        for _ in 0..<2 {
            #expect(try await alice.post("/beneficiaires/1/corriger", fields).location == "/beneficiaires/1?fait=beneficiaire")
        }
        #expect(try people(pages).first?.matricule == "S01" && people(pages).first?.lastName == "PETIT")
        #expect(try people(pages).count == 3)
        // What the sale verified is the sale's.
        #expect(try pages.client.salesLedger().sales.first?.contact.email == "vente1@exemple.fr")
        _ = try await gil.get("/beneficiaires/1/corriger")
        let late = try await gil.post("/beneficiaires/1/corriger", fields.merging(["nom": "GRAND", "demande": "b2"]) { $1 })
        #expect(late.status == 409 && late.shown.contains("PETIT Ana, ana@exemple.fr") && late.text.contains("value=\"GRAND\""))
        #expect(try people(pages).first?.lastName == "PETIT")
        // What nobody typed is today's.
        let first = try await gil.get("/beneficiaires/1/corriger")
        let his = person([
            "version": try #require(first.field("version")), "vu": try #require(first.field("vu")), "demande": "b4", "nom": "GRAND",
        ])
        let hers = person(["version": try #require(first.field("version")), "demande": "b5", "prenom": "Anna"])
        #expect(try await alice.post("/beneficiaires/1/corriger", hers).status == 303)
        let mixed = try await gil.post("/beneficiaires/1/corriger", his)
        #expect(mixed.status == 409 && mixed.typedFields["prenom"] == "Anna" && mixed.typedFields["nom"] == "GRAND")
        let back = person(["version": try #require(mixed.field("version")), "demande": "b6"])
        #expect(try await alice.post("/beneficiaires/1/corriger", back).status == 303)
        let count = try pages.client.operations(limit: .max).count
        let seen = try #require(try await gil.get("/beneficiaires/1/corriger").field("version"))
        let same = try await gil.post("/beneficiaires/1/corriger", person(["version": seen, "demande": "b3"]))
        #expect(same.location == "/beneficiaires/1?fait=sans-changement")
        #expect(try pages.client.operations(limit: .max).count == count)
    }

    @Test func `a number is found however it is typed and however it is written`() async throws {
        let browser = try await Pages().browser()
        _ = try await browser.get("/beneficiaires/nouveau")
        #expect(try await browser.post("/beneficiaires/nouveau", person(["telephone": "+33 (0)6 39 98 00 19"])).status == 303)
        for (typed, name) in [
            ("+33 6 39 98 00 12", "NOMV2"), ("06.39.98.00.12", "NOMV2"), ("0033639980012", "NOMV2"), ("639980012", "NOMV2"),
            ("+33639980012", "NOMV2"), ("06 39 98 00 19", "PETIT"), ("0639980019", "PETIT"), ("+33639980019 petit", "PETIT"),
        ] {
            let location = try #require(try await browser.post("/beneficiaires", ["mots": typed]).location)
            let found = try await browser.get(location)
            #expect(found.shown.contains("1 bénéficiaire.") && found.shown.contains(name), "\(typed)")
        }
    }

    @Test func `the people go out as a workbook that comes in again`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let before = try pages.client.salesLedger().setup
        let bytes = try await browser.post("/beneficiaires/classeur").bytes
        #expect(try SheetFile(bytes: bytes, name: "e.xlsx").sheets.map(\.name).contains("Bénéficiaires"))
        let answer = try await browser.upload("/beneficiaires/import", "e.xlsx", bytes)
        let preview = try #require(answer.location)
        #expect(try await browser.get(preview).shown.contains("rien à changer"))
        #expect(try pages.client.salesLedger().setup == before)
    }

    @Test func `who may only read corrects nobody`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser("lea")
        for path in ["/beneficiaires", "/beneficiaires/1"] {
            let page = try await browser.get(path)
            for word in ["Ajouter un bénéficiaire", "Importer", "Exporter", "Corriger"] { #expect(!page.shown.contains(word), "\(path)") }
        }
    }

    @Test func `people are searched without their words in an address`() async throws {
        let browser = try await Pages().browser()
        #expect(try await browser.get("/beneficiaires").shown.contains("3 bénéficiaires, de 1 à 3."))
        let location = try #require(try await browser.post("/beneficiaires", ["mots": "nomv2 vente2"]).location)
        #expect(location.wholeMatch(of: /\/beneficiaires\?r=[A-Za-z0-9_\-]{40,}/) != nil)
        let found = try await browser.get(location)
        #expect(found.shown.contains("1 bénéficiaire.") && found.text.contains("/beneficiaires/2"))
        #expect(try await browser.get("/beneficiaires?justificatifs=attente").shown.contains("1 bénéficiaire."))
        #expect(try await browser.get("/beneficiaires?page=9").status == 200)
    }

    @Test func `a search for more than anybody looks for is refused`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let eight = (1...8).map { "mot\($0)" }.joined(separator: " ")
        for (path, field) in [("/beneficiaires", "mots"), ("/commandes/2800886/dotations", "mots"), ("/recherche", "nom")] {
            _ = try await browser.get(path)
            #expect(try await browser.post(path, [field: eight + " " + eight]).status == 303)
            for text in [field == "mots" ? eight + " mot9" : "", String(repeating: "é", count: 301)] where !text.isEmpty {
                let refused = try await browser.post(path, [field: text])
                #expect(refused.status == 422 && refused.shown.contains("8 mots et 300 caractères au plus"))
            }
            // The longest that is taken is read again.
            let location = try #require(try await browser.post(path, [field: String(repeating: "\u{1}", count: 298) + "é"]).location)
            #expect(try await browser.get(location).status == 200)
        }
    }

    @Test func `a document is added, with what is wrong beside its field`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let path = "/beneficiaires/3/justificatifs"
        _ = try await browser.get("/beneficiaires/3")
        for (fields, field) in [
            (["montant": "1"], "nature"), (["nature": "familyQuotient", "montant": "x"], "montant"),
            (["nature": "familyQuotient", "validite": "demain"], "validite"), (["nature": "familyQuotient"], "montant"),
            (["nature": "schoolCertificate", "montant": "5"], "montant"),
        ] {
            let answer = try await browser.post(path, fields.merging(["decision": "validated"]) { $1 })
            #expect(answer.status == 422 && answer.text.contains("id=\"faute-\(field)\""), "\(fields)")
        }
        let right = ["nature": "familyQuotient", "montant": "900,50", "validite": "2023-12-31", "decision": "pending", "demande": "a1"]
        for _ in 0..<2 { #expect(try await browser.post(path, right).location == "/beneficiaires/3?fait=justificatif") }
        #expect(
            try pages.client.salesLedger().documents(of: "S03") == [
                SupportingDocument(
                    matricule: "S03", kind: .familyQuotient, amount: Euros(cents: 90_050), status: .pending,
                    validUntil: CalendarDate(year: 2023, month: 12, day: 31))
            ])
        let same = try await browser.post(path, right.merging(["demande": "a2"]) { $1 })
        #expect(same.status == 422 && same.shown.contains("déjà enregistré"))
    }

    @Test func `a document that was recorded by mistake is removed, and the history keeps what it was`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let path = "/beneficiaires/2/decision"
        let version = try #require(try await browser.get("/beneficiaires/2").field("justificatif"))
        let removal = ["justificatif": version, "decision": "suppression", "demande": "s1"]
        for _ in 0..<2 { #expect(try await browser.post(path, removal).location == "/beneficiaires/2?fait=justificatif-supprime") }
        #expect(try pages.client.salesLedger().documents(of: "S02").isEmpty)
        #expect(try await browser.post(path, removal.merging(["demande": "s2"]) { $1 }).status == 409)
        let operation = try #require(try pages.client.operations(limit: 1).first)
        #expect(operation.counts.changed == 1 && operation.counts.rows == 1)
        #expect(try await browser.get("/journal/\(operation.id)").shown.contains("1 100"))
        // The sale of the first person needs hers.
        let first = try #require(try await browser.get("/beneficiaires/1").field("justificatif"))
        let refused = try await browser.post("/beneficiaires/1/decision", removal.merging(["justificatif": first, "demande": "s3"]) { $1 })
        #expect(refused.status == 422 && refused.shown.contains("ne serait plus permise"))
    }

    @Test func `a role that sees no documents is shown none`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser("lea")
        let page = try await browser.get("/beneficiaires/1")
        #expect(page.status == 200 && !page.shown.contains("850") && !page.shown.contains("validé"))
        #expect(!(try await browser.get("/beneficiaires")).shown.contains("à valider"))
    }
}
