import DotationStore
import Dotations
import Foundation
import HTTPTypes
import Spreadsheet
import Testing

@testable import DotationsEspaceClient

/// The guide's steps: the lists of orders, an order, its dotations, and what the blue button does.
@Suite struct DotationPageTests {
    private func press(_ browser: Browser, _ dotation: Dotation, _ fields: [String: String] = [:]) async throws -> Browser.Answer {
        try await browser.post(
            "/commandes/2800886/dotations/\(dotation.id)",
            [
                "email": dotation.contact.email, "telephone": dotation.contact.mobile, "revision": "\(dotation.revision)",
                "retour": "/commandes/2800886/dotations?page=1",
            ].merging(fields) { $1 })
    }

    @Test func `orders are in their lists, and an order has its articles`() async throws {
        let browser = try await Pages().browser()
        let active = try await browser.get("/commandes")
        #expect(active.shown.contains("Mes commandes en cours de traitement (1)") && active.text.contains("/commandes/2800886"))
        let pending = try await browser.get("/commandes?liste=attente")
        #expect(pending.text.contains("/commandes/2800901") && !pending.text.contains("/commandes/2800886"))
        #expect(try await browser.get("/commandes?liste=historique").shown.contains("Aucune commande"))
        let order = try await browser.get("/commandes/2800886")
        for part in ["N° 2\u{202F}800\u{202F}886", "10\u{202F}000,00 €", "100,00 €", "10\u{202F}100,00 €", ">> Cliquez ici"] {
            #expect(
                order.shown.contains(part.replacing(" ", with: " ")) || order.text.replacing("&gt;", with: ">").contains(part), "\(part)")
        }
        let details = try await browser.post("/commandes/2800886/details")
        #expect(
            details.headers[.contentDisposition]?.hasPrefix(
                "attachment; filename=\"20200821_Titres_Dematerialises_Commande_2800886_details.xlsx\"") == true)
        #expect(try SheetFile(bytes: details.bytes, name: "d.xlsx").format == .xlsx)
    }

    @Test func `the table has what is stored, in order and by pages, and only what may change can be edited`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let table = try await browser.get("/commandes/2800886/dotations")
        #expect(table.shown.contains("10 dotations, de 1 à 10.") && table.text.contains("value=\"personne3@yopmail.com\""))
        #expect(!table.text.contains("value=\"personne0@yopmail.com\"") && table.text.contains("personne0@yopmail.com"))
        let sorted = try await browser.get("/commandes/2800886/dotations?tri=lastName&sens=decroissant").shown
        let nine = try #require(sorted.range(of: "NOM9")), one = try #require(sorted.range(of: "NOM1"))
        #expect(nine.lowerBound < one.lowerBound)
        #expect(try await browser.get("/commandes/2800886/dotations?page=7").shown.contains("10 dotations."))
        #expect(try await browser.get("/commandes/2800886/dotations?page=-1&tri=x").status == 200)
    }

    @Test func `a search in the table is in no address`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let answer = try await browser.post("/commandes/2800886/dotations", ["mots": "nom3 zoé"])
        let location = try #require(answer.location)
        #expect(location.wholeMatch(of: /\/commandes\/2800886\/dotations\?r=[A-Za-z0-9_\-]{40,}/) != nil)
        let found = try await browser.get(location)
        #expect(found.shown.contains("1 dotation.") && found.shown.contains("NOM3") && !found.shown.contains("NOM4"))
        // Nobody else's browser reads it.
        #expect(try await pages.browser("gil").get(location).status == 410)
        let mobile = try pages.dotation(3).contact.mobile
        for number in ["\(mobile.prefix(2)) \(mobile.dropFirst(2).prefix(4)) \(mobile.suffix(4))", "+33 \(mobile.dropFirst())"] {
            let found = try #require(try await browser.post("/commandes/2800886/dotations", ["mots": number]).location)
            #expect(try await browser.get(found).text.contains("value=\"\(mobile)\""), "\(number)")
        }
        #expect(try await browser.post("/commandes/2800886/dotations", ["mots": " "]).location == "/commandes/2800886/dotations")
    }

    @Test func `what was changed is stored, with one e-mail, and told`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let answer = try await press(browser, pages.dotation(3), ["email": " neuf@exemple.fr "])
        #expect(answer.location == "/commandes/2800886/dotations?page=1&fait=modification&ligne=\(pages.ids[3])#d\(pages.ids[3])")
        // It is told in the row itself, where whoever pressed its button looks.
        let told = try await browser.get(try #require(answer.location?.split(separator: "#").first.map(String.init)))
        let row = try #require(told.text.range(of: "<tr id=\"d\(pages.ids[3])\" class=\"marked\">"))
        #expect(told.text[row.upperBound...].prefix { $0 != "✓" }.contains("La modification est enregistrée"))
        #expect(told.text.components(separatedBy: "La modification est enregistrée").count == 2)
        #expect(try pages.dotation(3).contact.email == "neuf@exemple.fr" && pages.jobCount == 1)
        #expect(try await browser.get("/commandes/2800886/dotations?fait=modification").shown.contains("La modification est enregistrée"))
        #expect(try pages.client.operations(limit: 1).first?.context.user == "alice@exemple.fr")
        #expect(try pages.client.operations(limit: 1).first?.context.way == .page)
    }

    @Test func `the same button without a change sends the e-mail again, once for two clicks`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let dotation = try pages.dotation(3)
        for _ in 0..<2 {
            let answer = try await press(browser, dotation)
            #expect(answer.status == 303 && answer.location?.contains("fait=renvoi") == true)
        }
        #expect(try pages.jobCount == 1)
        // Two clicks on a change are one change as well.
        let other = try pages.dotation(4)
        for _ in 0..<2 {
            #expect(try await press(browser, other, ["telephone": "0612345678"]).location?.contains("fait=modification") == true)
        }
        #expect(try pages.jobCount == 2)
        // Who asks again on purpose has a page of later, and is sent another one.
        #expect(try await press(browser, pages.dotation(3)).status == 303)
        #expect(try pages.jobCount == 3)
    }

    @Test func `what may not be is told beside its field, with what was typed`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let before = try pages.dotation(3)
        let wrong = try await press(browser, before, ["email": "pas une adresse", "telephone": "0123456789"])
        #expect(wrong.status == 422 && wrong.text.contains("<title>Erreur"))
        #expect(
            wrong.text.contains("value=\"pas une adresse\"") && wrong.text.contains("id=\"faute-email\"")
                && wrong.text.contains("id=\"faute-telephone\""))
        #expect(wrong.text.contains("aria-describedby=\"aide-email faute-email\"") && wrong.shown.contains("personne3@yopmail.com"))
        let emptied = try await press(browser, before, ["email": "", "telephone": ""])
        #expect(emptied.status == 422 && emptied.shown.contains("un contact ne s’efface pas") && !emptied.shown.contains("fichier"))
        #expect(try pages.dotation(3) == before && pages.jobCount == 0)
    }

    @Test func `a likely slip is asked about, and meant all the same once it is confirmed`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let slip = ["email": "zoe@yottmail.com"]
        let doubt = try await press(browser, pages.dotation(3), slip)
        #expect(doubt.status == 200 && doubt.shown.contains("yopmail.com") && doubt.shown.contains("Enregistrer quand même"))
        #expect(try pages.jobCount == 0)
        #expect(try await press(browser, pages.dotation(3), slip.merging(["confirmer": "oui"]) { $1 }).status == 200)
        let plan = try #require(doubt.field("confirmer"))
        #expect(doubt.text.contains(">Enregistrer zoe@yopmail.com</button>"))
        // What was confirmed is what was shown, and nothing else.
        let other = try await press(browser, pages.dotation(3), ["email": "zoe@yahou.fr", "confirmer": plan])
        #expect(other.status == 200 && other.shown.contains("Enregistrer quand même"))
        #expect(try pages.jobCount == 0)
        #expect(try await press(browser, pages.dotation(3), slip.merging(["confirmer": plan]) { $1 }).status == 303)
        #expect(try pages.dotation(3).contact.email == "zoe@yottmail.com")
    }

    @Test func `two in one row: who was slower sees what it is today`() async throws {
        let pages = try Pages()
        let (alice, gil) = (try await pages.browser(), try await pages.browser("gil"))
        let seen = try pages.dotation(3)
        #expect(try await press(alice, seen, ["email": "alice.a.change@exemple.fr"]).status == 303)
        let late = try await press(gil, seen, ["email": "gil.aussi@exemple.fr"])
        #expect(
            late.status == 409 && late.shown.contains("alice.a.change@exemple.fr") && late.text.contains("value=\"gil.aussi@exemple.fr\""))
        #expect(try pages.dotation(3).contact.email == "alice.a.change@exemple.fr")
        let today = try #require(late.field("revision"))
        #expect(try await press(gil, seen, ["email": "gil.aussi@exemple.fr", "revision": today]).status == 303)
        #expect(try pages.dotation(3).contact.email == "gil.aussi@exemple.fr")
    }

    @Test func `two in one row: what the slower one left as it was stays as the other changed it`() async throws {
        let pages = try Pages()
        let (alice, gil) = (try await pages.browser(), try await pages.browser("gil"))
        let seen = try pages.dotation(3)
        let revision = ShownDotation(seen).description
        #expect(try await alice.get("/commandes/2800886/dotations").text.contains("value=\"\(revision)\""))
        #expect(try await press(alice, seen, ["telephone": "0612121212"]).status == 303)
        let late = try await press(gil, seen, ["email": "gil@exemple.fr", "telephone": seen.contact.mobile, "revision": revision])
        #expect(late.status == 409)
        #expect(late.text.contains("value=\"0612121212\"") && late.text.contains("value=\"gil@exemple.fr\""))
        #expect(!late.text.contains("value=\"\(seen.contact.mobile)\""))
    }

    /// What the table's one form sends: all its rows, with what was typed.
    private func table(_ pages: Pages, _ typed: [Int: String]) throws -> [String: String] {
        var fields = ["retour": "/commandes/2800886/dotations?tri=email"]
        for index in 1..<10 {
            let dotation = try pages.dotation(index)
            fields["email-\(dotation.id)"] = typed[index] ?? dotation.contact.email
            fields["telephone-\(dotation.id)"] = dotation.contact.mobile
            fields["revision-\(dotation.id)"] = ShownDotation(dotation).description
        }
        return fields
    }

    @Test func `what was typed in other rows comes back with the table, and is not saved`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let page = try await browser.get("/commandes/2800886/dotations")
        #expect(page.text.components(separatedBy: "name=\"\(FormToken.field)\"").count < 8)
        let five = pages.ids[5]
        func row(_ index: Int) -> String { "/commandes/2800886/dotations/\(pages.ids[index])" }
        func isBack(_ answer: Browser.Answer) -> Bool {
            answer.status == 200 && answer.field("email-\(five)") == "cinq@exemple.fr"
                && answer.shown.components(separatedBy: "Pas encore enregistré").count == 2
                && answer.field("email-\(pages.ids[6])") == "personne6@yopmail.com"
        }
        let sent = try table(pages, [3: "trois@exemple.fr", 5: "cinq@exemple.fr"])
        for _ in 0..<2 {
            let saved = try await browser.post(row(3), sent)
            #expect(isBack(saved) && saved.shown.contains("La modification est enregistrée"), "\(saved.shown)")
        }
        #expect(try pages.dotation(3).contact.email == "trois@exemple.fr" && pages.jobCount == 1)
        #expect(try pages.dotation(5).contact.email == "personne5@yopmail.com")

        let wrong = try await browser.post(row(4), table(pages, [4: "pas une adresse", 5: "cinq@exemple.fr"]))
        #expect(wrong.status == 422 && wrong.shown.contains("Vous avez aussi tapé dans 1 autre ligne"))
        #expect(wrong.field("email-\(five)") == "cinq@exemple.fr" && wrong.field("email-\(pages.ids[6])") == nil)
        var edit = ["email": "quatre@exemple.fr", "telephone": try pages.dotation(4).contact.mobile]
        for name in ["retour", "revision", "email-\(five)", "telephone-\(five)", "revision-\(five)"] { edit[name] = wrong.field(name) }
        #expect(isBack(try await browser.post(row(4), edit.merging(["revenir": "oui"]) { $1 })))
        #expect(try pages.jobCount == 1)
        #expect(isBack(try await browser.post(row(4), edit)))
        #expect(try pages.dotation(4).contact.email == "quatre@exemple.fr" && pages.jobCount == 2)
        // Whoever changes the other row in between is not undone.
        let gil = try await pages.browser("gil")
        #expect(try await press(gil, pages.dotation(5), ["email": "gil@exemple.fr"]).status == 303)
        #expect(try await browser.post(row(5), edit.filter { $0.key.hasSuffix("\(five)") }).status == 409)
    }

    @Test func `the Enter key saves the row that was typed in, and never asks for an e-mail`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        #expect(try await browser.post("/dotations", table(pages, [:])).location == "/commandes/2800886/dotations?tri=email")
        #expect(try pages.jobCount == 0)
        let one = try await browser.post("/dotations", table(pages, [3: "trois@exemple.fr"]))
        #expect(one.status == 303 && one.location?.contains("fait=modification&ligne=\(pages.ids[3])") == true)
        #expect(try pages.dotation(3).contact.email == "trois@exemple.fr")
        let several = try await browser.post("/dotations", table(pages, [4: "quatre@exemple.fr", 5: "cinq@exemple.fr"]))
        #expect(several.status == 422 && several.shown.contains("chaque ligne se valide par son bouton bleu"))
        let back = try await browser.post(
            "/dotations", table(pages, [4: "quatre@exemple.fr", 5: "cinq@exemple.fr"]).merging(["revenir": "oui"]) { $1 })
        #expect(back.status == 200 && back.field("email-\(pages.ids[5])") == "cinq@exemple.fr")
        #expect(try pages.jobCount == 1)
        #expect(try await browser.post("/dotations", ["revision-99999999": "0", "email-99999999": "x@exemple.fr"]).status == 404)
    }

    @Test func `an order with activated dotations says why nothing of it is taken back`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let page = try await browser.get("/commandes/2800886")
        #expect(page.shown.contains("ne peuvent plus être annulés : 1 dotation est déjà activée"))
        #expect(!page.text.contains("reglement-annule"))
        #expect(try await browser.get("/commandes/2800901").shown.contains("La commande ne peut plus être annulée : 1 dotation"))
    }

    @Test func `what makes no other address changes nothing and sends nothing`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let dotation = try pages.dotation(3)
        let pressed = try await press(browser, dotation, ["email": dotation.contact.email.uppercased()])
        #expect(pressed.location?.contains("fait=inchangee") == true)
        #expect(try pages.jobCount == 0 && pages.dotation(3) == dotation)
    }

    @Test func `an account that exists is sent no e-mail, in the guide's words`() async throws {
        let pages = try Pages()
        _ = try pages.client.markAccountCreated([pages.ids[3]], context: pages.context)
        let browser = try await pages.browser()
        let words = "Compte créé, dotation non activée, le salarié doit télécharger l'application pour activer sa dotation"
        #expect(try await browser.get("/commandes/2800886/dotations").shown.contains(words))
        let answer = try await press(browser, pages.dotation(3))
        #expect(answer.status == 422 && answer.shown.contains(words))
        let changed = try await press(browser, pages.dotation(3), ["email": "neuf@exemple.fr"])
        #expect(changed.status == 422 && changed.shown.contains(words + ". "))
        #expect(try pages.jobCount == 0)
    }

    @Test func `an activated dotation, and one of an unpaid order, do not change`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let activated = try pages.dotation(0)
        #expect(try await press(browser, activated, ["email": "neuf@exemple.fr"]).status == 422)
        #expect(try pages.dotation(0) == activated)
        let unpaid = try #require(try pages.client.dotations(of: pages.unpaidOrder).dropFirst().first)
        let answer = try await browser.post(
            "/commandes/2800901/dotations/\(unpaid.id)", ["email": "neuf@exemple.fr", "revision": "\(unpaid.revision)"])
        #expect(answer.status == 422 && answer.shown.contains("pas réglée"))
        let table = try await browser.get("/commandes/2800901/dotations")
        #expect(table.shown.contains("n’est pas notée comme réglée") && table.text.contains("/commandes/2800901/reglement"))
        for offered in ["name=\"email-", "✓", "/export\"", "/import\"", "bouton bleu"] {
            #expect(!table.text.contains(offered), "\(offered)")
        }
        let found = try await browser.get(try #require(try await browser.post("/recherche", ["nom": "nom1"]).location))
        #expect(found.text.components(separatedBy: "name=\"email-").count == 2 && found.shown.contains("Commande non réglée"))
    }

    @Test func `the export is the sheet that an import knows again`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let answer = try await browser.post("/commandes/2800886/export")
        #expect(
            answer.headers[.contentDisposition]
                == "attachment; filename=\"20200821_Titres_Dematerialises_Commande_2800886.xlsx\"; "
                + "filename*=UTF-8''20200821_Titres_D%C3%A9mat%C3%A9rialis%C3%A9s_Commande_2800886.xlsx")
        #expect(try SheetFile(bytes: answer.bytes, name: "e.xlsx").format == .xlsx)
        #expect(try pages.client.operations(limit: 1).first?.kind == .export)
        #expect(try await browser.post("/commandes/2800901/export").status == 422)
    }

    @Test func `a search by one or several fields is kept to the browser, and exported as it was found`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        #expect(try await browser.post("/recherche").status == 422)
        let location = try #require(try await browser.post("/recherche", ["nom": "nom", "telephone": "0611111113"]).location)
        #expect(location.wholeMatch(of: /\/recherche\?r=[A-Za-z0-9_\-]{40,}/) != nil)
        let found = try await browser.get(location)
        #expect(found.shown.contains("2 dotations") && found.text.contains("/commandes/2800901/dotations"))
        let export = try await browser.post("/recherche/export" + location.dropFirst("/recherche".count))
        #expect(export.status == 200 && export.headers[.contentDisposition]?.contains("Recherche") == true)
        #expect(try await browser.post("/recherche/export").status == 404)
        #expect(try await browser.get("/recherche?r=falsche").status == 410)
    }

    @Test func `the bulk resend wants its number typed, and sends each e-mail once`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let page = try await browser.get("/envoi-en-masse")
        #expect(page.shown.contains("9 e-mails partiraient"))
        let form = ["plan": page.field("plan") ?? "", "demande": page.field("demande") ?? ""]
        for number in ["", "8", "neuf"] {
            #expect(try await browser.post("/envoi-en-masse", form.merging(["nombre": number]) { $1 }).status == 422)
        }
        #expect(try await browser.post("/envoi-en-masse", form).shown.contains("nombre d’e-mails qui partiraient"))
        #expect(try pages.jobCount == 0)
        for _ in 0..<2 {
            #expect(
                try await browser.post("/envoi-en-masse", form.merging(["nombre": " 9 "]) { $1 }).location?
                    .hasPrefix("/envoi-en-masse?fait=envoi-en-masse&operation=") == true)
        }
        #expect(try pages.jobCount == 9)
        // What has moved since the page was made is asked about again.
        let stale = try await browser.get("/envoi-en-masse")
        _ = try await press(browser, pages.dotation(3), ["email": "neuf@exemple.fr"])
        let changed = try await browser.post(
            "/envoi-en-masse", ["plan": stale.field("plan") ?? "", "demande": stale.field("demande") ?? "", "nombre": "9"])
        #expect(changed.status == 409 && changed.shown.contains("ont changé entre-temps"))
    }
}
