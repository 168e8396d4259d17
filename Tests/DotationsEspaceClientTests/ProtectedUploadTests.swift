import DotationSales
import DotationSheets
import DotationStore
import Dotations
import Foundation
import HTTPTypes
import Spreadsheet
import TestSupport
import Testing

@testable import DotationsEspaceClient

/// Workbooks with a password on the pages, beside the import of an order.
@Suite struct ProtectedUploadTests {
    private static let password = "Été à la mer"

    /// A workbook of one sheet, encrypted.
    private func workbook(_ lines: [String]) throws -> [UInt8] {
        var workbook = WorkbookWriter(options: .init(password: Self.password))
        var sheet = try workbook.addSheet(.init("Feuille"))
        for line in lines {
            try sheet.beginRow()
            for cell in line.split(separator: ";", omittingEmptySubsequences: false) { try sheet.appendText(String(cell)) }
        }
        return try workbook.finish()
    }

    /// Sends a file and types its password, after a wrong one; gives the preview.
    private func opened(
        _ browser: Browser, _ page: String, _ file: [UInt8], _ fields: [String: String] = [:]
    ) async throws -> (path: String, page: Browser.Answer) {
        _ = try await browser.get(page)
        let sent = try await browser.upload(page, "protégé.xlsx", file, fields)
        let asking = try #require(sent.location, "\(page): \(sent.shown)")
        #expect(sent.status == 303 && asking.hasSuffix("/mot-de-passe"), "\(page)")
        #expect(try await browser.get(asking).shown.contains("protégé.xlsx"))
        let wrong = try await browser.post(asking, ["password": "faux"])
        #expect(wrong.status == 422 && wrong.shown.contains("le mot de passe n’ouvre pas le classeur"), "\(page)")
        let path = try #require(try await browser.post(asking, ["password": Self.password]).location)
        #expect(asking == path + "/mot-de-passe")
        return (path, try await browser.get(path))
    }

    private func apply(_ browser: Browser, _ preview: (path: String, page: Browser.Answer)) async throws {
        let plan = try #require(preview.page.field("plan"), "\(preview.page.shown)")
        #expect(try await browser.post(preview.path + "/appliquer", ["plan": plan]).location == preview.path + "?fait=applique")
    }

    @Test func `an order is made of a protected sheet, with the number and the day that were typed`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let sheet = try workbook(["Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant", "1;A;B;a@exemple.fr;0639980001;10"])
        let preview = try await opened(browser, "/commandes/feuille", sheet, ["numero": "2900001", "date": "14/11/2023", "reglee": "oui"])
        #expect(preview.page.shown.contains("commande 2900001 du 14/11/2023"))
        try await apply(browser, preview)
        let number = try #require(OrderNumber("2900001"))
        #expect(try pages.client.order(number)?.isPaid == true)
    }

    @Test func `events are loaded from a protected workbook`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        var setup = try pages.client.salesLedger().setup
        setup.people = [Beneficiary(matricule: "S09", lastName: "NEUF", firstName: "Zoé", contact: Contact(email: "", mobile: ""))]
        let preview = try await opened(browser, "/evenements/import", EventTemplate(setup).bytes(password: Self.password))
        try await apply(browser, preview)
        #expect(try pages.client.salesLedger().setup.people.contains { $0.matricule == "S09" })
    }

    @Test func `sales and statuses are taken from protected sheets, and their refused rows have the password`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let sales = [
            "Session;Matricule;E-mail;Téléphone;Date", "100€ de chèques ANCV;S01;vente1@exemple.fr;0639980011;14/11/2023",
            "100€ de chèques ANCV;INCONNU;x@exemple.fr;0639980012;14/11/2023",
        ]
        let statuses = ["Identifiant dotation;Statut dotation", "\(pages.ids[2]);activé", "99999999;activé"]
        for (page, lines) in [("/ventes/import", sales), ("/statuts/import", statuses)] {
            let preview = try await opened(browser, page, workbook(lines))
            #expect(preview.page.shown.contains("1 ligne refusée"), "\(page): \(preview.page.shown)")
            let refused = try await browser.post(preview.path + "/refus").bytes
            #expect { try SheetFile(bytes: refused) } throws: { ($0 as? SpreadsheetError)?.code == .encrypted }
            #expect(try SheetFile(bytes: refused, password: Self.password).format == .xlsx)
            if page == "/statuts/import" {
                try await apply(browser, preview)
                #expect(try pages.dotation(2).status == .activated)
            }
        }
    }

    @Test func `payments are held against the sales from a protected workbook`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser("lea")
        let payments = ["id;Amount;Amount Refunded;Status;Customer Email", "ch_1;50.00;0.00;Paid;vente1@exemple.fr"]
        let (_, page) = try await opened(browser, "/ventes/rapprochement", workbook(payments))
        #expect(page.shown.contains("1 achat en ordre"))
    }

    @Test func `where the session ends while the page asks, the file is still there, and the password is typed anew`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let file = try workbook(["Identifiant dotation;Statut dotation", "\(pages.ids[2]);activé"])
        _ = try await browser.get("/statuts/import")
        let asking = try #require(try await browser.upload("/statuts/import", "protégé.xlsx", file).location)
        pages.wait(31 * 60)
        #expect(try await browser.get(asking).location?.hasPrefix("/connexion?suite=") == true)
        let late = try await browser.post(
            asking, ["password": Self.password], headers: [.secFetchSite: "same-origin", .referer: Browser.origin + asking])
        #expect(late.status == 403 && late.shown.contains("Rien n’a été fait") && !late.text.contains(Self.password))
        let resumed = try await browser.post(
            "/connexion",
            [
                "code": "CSE", "email": "alice@exemple.fr", "password": Pages.password,
                KeptForm.field: try #require(late.field(KeptForm.field)),
            ])
        #expect(resumed.status == 200 && resumed.shown.contains("Mot de passe du fichier") && resumed.shown.contains("protégé.xlsx"))
        #expect(!resumed.text.contains(Self.password))
        let path = try #require(try await browser.post(asking, ["password": Self.password]).location)
        #expect(try await browser.get(path).field("plan") != nil)
        // After two hours it is gone, whoever asks.
        let second = try #require(try await browser.upload("/statuts/import", "protégé.xlsx", file).location)
        pages.wait(121 * 60)
        try await pages.signIn(browser)
        #expect(try await browser.get(second).status == 404)
        #expect(try await browser.post(second, ["password": Self.password]).status == 404)
    }

    @Test func `a file that asks for too many rounds is refused before any is begun`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let file = [UInt8](try #require(Data(workbook(["a"])).askingForRounds(10_000_001)))
        _ = try await browser.get("/statuts/import")
        let answer = try await browser.upload("/statuts/import", "x.xlsx", file)
        #expect(answer.status == 422 && answer.shown.contains("trop de calculs"), "\(answer.shown)")
        #expect(try pages.keptParts == 0)
    }
}
