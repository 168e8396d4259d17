import DotationSales
import DotationStore
import Dotations
import Foundation
import HTTPTypes
import Spreadsheet
import Testing

@testable import DotationsEspaceClient

/// HappyPal's steps, and how an administrator who is in a hurry goes through them.
@Suite struct SalePageTests {
    private func form(_ name: String = "Hiver", _ fields: [String: String] = [:]) -> [String: String] {
        [
            "nom": name, "description": "Chèques-vacances\nde l’hiver", "images": "https://exemple.fr/b.png", "verifier": "oui",
            "maximum": "10", "sessions": "1", "s1-nom": "100€ de chèques ANCV", "s1-ouverture": "2023-11-01", "s1-fermeture": "30/11/2023",
            "s1-places": "1", "s1-prix": "50", "s1-plafond": "2", "s1-adresse": "CSE", "demande": "d1",
        ].merging(fields) { $1 }
    }

    private func sale(_ fields: [String: String] = [:]) -> [String: String] {
        [
            "session": "1/100€ de chèques ANCV", "matricule": "S02", "email": "vente2@exemple.fr", "telephone": "0639980012",
            "quantite": "1", "date": "2023-11-14", "demande": "v1",
        ].merging(fields) { $1 }
    }

    /// The form with what confirms its doubts: somebody could take part in both events.
    private func confirmed(
        _ browser: Browser, _ fields: [String: String], at path: String = "/evenements/nouveau"
    ) async throws
        -> [String: String]
    {
        let doubt = try await browser.post(path, fields)
        #expect(doubt.status == 200 && doubt.shown.contains("avoir droit aux événements"))
        return fields.merging(["confirmer": try #require(doubt.field("confirmer"))]) { $1 }
    }

    private func create(_ browser: Browser, _ fields: [String: String]) async throws {
        #expect(try await browser.post("/evenements/nouveau", confirmed(browser, fields)).status == 303)
    }

    private func events(_ pages: Pages) throws -> [SaleEvent] { try pages.client.salesLedger().events }

    @Test(arguments: [Int.min, -1, 0, 99, Int.max]) func `an event or a session that is not there is found by no address`(
        number: Int
    ) async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        for path in [
            "/ventes?evenement=\(number)", "/ventes/nouvelle?session=\(number)/x", "/ventes/export?e\(number)=oui", "/evenements/\(number)",
        ] {
            #expect(try await [200, 404].contains(browser.get(path).status), "\(path)")
        }
        let answer = try await browser.post("/ventes/nouvelle", sale(["session": "\(number)/100€ de chèques ANCV"]))
        #expect(answer.status == 422 && answer.text.contains("id=\"faute-session\""))
    }

    // MARK: Events

    @Test func `an event is created once for two clicks, and its page says all of it`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let empty = try await browser.get("/evenements/nouveau")
        for words in [
            "Je veux vérifier les informations de mes employés pour chaque participation (e-mail personnel et numéro de téléphone)",
            "Maximum de participations", "ciblage par critères", "Revenu fiscal de référence", "Quotient familial",
            "Certificat de scolarité", "Tranche de salaire", "Dates d’inscription", "Adresse du lieu de la session",
            "Qui peut participer à la session", "Plafonner les participations à la session", "Ajouter une session",
        ] { #expect(empty.shown.contains(words), "\(words)") }
        let sound = try await confirmed(browser, form())
        for _ in 0..<2 { #expect(try await browser.post("/evenements/nouveau", sound).location == "/evenements/2?fait=evenement") }
        #expect(try events(pages).count == 2)
        let event = try #require(try events(pages).last)
        #expect(event.description == "Chèques-vacances\nde l’hiver" && event.images == ["https://exemple.fr/b.png"])
        #expect(event.sessions.first?.faceValue == Euros(cents: 10_000) && event.sessions.first?.cap == 2)
        let page = try await browser.get("/evenements/2?fait=evenement")
        #expect(page.shown.contains("L’événement est enregistré") && page.text.contains("href=\"https://exemple.fr/b.png\""))
        #expect(!page.text.contains("<img"))
        #expect(try await browser.get("/evenements").shown.contains("Hiver"))
        // The name is taken, whoever asks again on purpose.
        let again = try await browser.post("/evenements/nouveau", form("hiver", ["demande": "d2"]))
        #expect(again.status == 422 && again.shown.contains("Un événement s’appelle déjà") && again.text.contains("value=\"hiver\""))
    }

    @Test func `what is wrong is told beside its field, with what was typed`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let before = try pages.state()
        let wrong = try await browser.post(
            "/evenements/nouveau",
            [
                "nom": "Hiver", "images": "javascript:alert(1)", "maximum": "beaucoup", "sessions": "2", "quotient": "oui",
                "quotient-min": "800", "quotient-max": "mille", "s1-nom": "100€ de chèques ANCV", "s1-ouverture": "hier",
                "s1-fermeture": "2023-11-30", "s1-prix": "200", "s2-nom": "200€", "s2-prix": "x", "s2-fin": "2023-12-01",
            ])
        #expect(wrong.status == 422 && wrong.text.contains("<title>Erreur"))
        for field in [
            "images", "maximum", "quotient-max", "s1-ouverture", "s2-ouverture", "s2-fermeture", "s2-prix", "s2-debut", "verifier",
        ] { #expect(wrong.text.contains("id=\"faute-\(field)\""), "\(field)") }
        #expect(wrong.text.contains("value=\"hier\"") && wrong.text.contains("value=\"beaucoup\""))
        let rules = try await browser.post(
            "/evenements/nouveau",
            form("Hiver", ["s1-prix": "150", "s1-fermeture": "2023-10-01", "quotient": "oui", "quotient-min": "9", "quotient-max": "8"]))
        for field in ["quotient-min", "s1-prix", "s1-fermeture"] { #expect(rules.text.contains("id=\"faute-\(field)\""), "\(field)") }
        #expect(try await browser.post("/evenements/nouveau").status == 422)
        #expect(try pages.state() == before)
    }

    @Test func `an amount whose criterion is not ticked is told, unless the criterion is being taken away`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let wrong = try await browser.post("/evenements/nouveau", form("Hiver", ["quotient-max": "800"]))
        #expect(wrong.status == 422 && wrong.text.contains("id=\"faute-quotient\"") && wrong.text.contains("value=\"800\""))
        #expect(try events(pages).count == 1)
        let made = form("Hiver", ["salaire": "oui", "salaire-max": "800", "salaire-max-compris": "oui"])
        #expect(try await browser.confirm("/evenements/nouveau", made).status == 303)
        let page = try await browser.get("/evenements/2/modifier")
        let bound = try #require(page.text.firstMatch(of: /name="salaire-max"[^>]*value="([^"]+)"/).map { String($0.1) })
        let version = try #require(page.field("version"))
        let changed = form("Hiver", ["version": version, "demande": "d2", "salaire-max": "900"])
        #expect(try await browser.post("/evenements/2/modifier", changed).text.contains("id=\"faute-salaire\""))
        let without = form("Hiver", ["version": version, "demande": "d2", "salaire-max": bound])
        #expect(try await browser.confirm("/evenements/2/modifier", without).status == 303)
        #expect(try events(pages).last?.criteria == [])
    }

    @Test func `sessions are added and taken away without JavaScript, and an empty one is none`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let more = try await browser.post("/evenements/nouveau", form("Hiver", ["ajouter": "session"]))
        #expect(more.status == 200 && more.field("sessions") == "2" && more.text.contains("id=\"s2-nom\""))
        // The new one has the days of the last one.
        #expect(more.text.components(separatedBy: "value=\"2023-11-30\"").count == 3)
        let less = try await browser.post(
            "/evenements/nouveau", form("Hiver", ["sessions": "2", "s1-retirer": "oui", "s2-nom": "200€", "ajouter": "session"]))
        #expect(
            less.field("sessions") == "2" && less.text.contains("value=\"200€\"") && !less.text.contains("value=\"100€ de chèques ANCV\""))
        #expect(try events(pages).count == 1)
        let two = form(
            "Hiver",
            [
                "sessions": "3", "s3-nom": "200€ de chèques ANCV", "s3-ouverture": "2023-11-01", "s3-fermeture": "2023-11-30",
                "s3-prix": "90,50",
                "s2-ouverture": "2023-11-01", "s2-fermeture": "2023-11-30", "s2-places": "1",
            ])
        try await create(browser, two)
        #expect(try events(pages).last?.sessions.map(\.price.cents) == [5_000, 9_050])
    }

    @Test func `a gap between brackets is asked about, and an overlap refused`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let gap = form("Été 1 b", ["quotient": "oui", "quotient-min": "1300", "quotient-min-compris": "oui"])
        let doubt = try await browser.post("/evenements/nouveau", gap)
        #expect(doubt.status == 200 && doubt.shown.contains("Aucun événement pour") && doubt.shown.contains("Enregistrer quand même"))
        #expect(try events(pages).count == 1)
        let plan = try #require(doubt.field("confirmer"))
        // What was confirmed was another plan.
        #expect(try await browser.post("/evenements/nouveau", gap.merging(["confirmer": plan, "maximum": "11"]) { $1 }).status == 200)
        #expect(try await browser.post("/evenements/nouveau", gap.merging(["confirmer": plan]) { $1 }).status == 303)
        let overlap = try await browser.post(
            "/evenements/nouveau", form("Été 1 c", ["quotient": "oui", "quotient-max": "800", "quotient-max-compris": "oui"]))
        #expect(overlap.status == 422 && overlap.text.contains("id=\"faute-quotient-min\""))
        #expect(try events(pages).count == 2)
    }

    @Test func `an event is changed as it was seen, and what its sales need stays`() async throws {
        let pages = try Pages()
        let (alice, gil) = (try await pages.browser(), try await pages.browser("gil"))
        let page = try await alice.get("/evenements/1/modifier")
        let version = try #require(page.field("version"))
        #expect(page.text.contains("value=\"100€ de chèques ANCV\"") && page.text.contains("affiche.png"))
        let fields = form(
            "Autre nom",
            [
                "version": version, "quotient": "oui", "quotient-max": "1200", "quotient-max-compris": "oui", "images": "affiche.png",
                "s1-fermeture": "2023-12-31", "s1-ouverture": "2023-11-14", "description": "Nouvelle",
            ])
        for (field, value) in [("s1-prix", "40"), ("s1-ouverture", "2023-11-20"), ("quotient-max", "800"), ("maximum", "0")] {
            let answer = try await alice.post("/evenements/1/modifier", fields.merging([field: value]) { $1 })
            #expect(answer.status == 422 && !answer.shown.contains("fichier"), "\(field)")
        }
        let gone = try await alice.post(
            "/evenements/1/modifier", fields.merging(["s1-nom": "90€ de chèques ANCV"]) { $1 })
        #expect(gone.status == 422 && gone.shown.contains("ne peut pas être retirée"))
        for _ in 0..<2 { #expect(try await alice.post("/evenements/1/modifier", fields).location == "/evenements/1?fait=evenement") }
        #expect(try events(pages).first?.description == "Nouvelle" && events(pages).first?.name == "Été 1")
        #expect(try events(pages).first?.maximum == 10)
        _ = try await gil.get("/evenements/1/modifier")
        let late = try await gil.post("/evenements/1/modifier", fields.merging(["description": "Gil"]) { $1 })
        #expect(late.status == 409 && late.shown.contains("a changé") && late.text.contains("Gil"))
        #expect(try events(pages).first?.description == "Nouvelle")
    }

    @Test func `what nobody typed in an event's form that was open meanwhile is a colleague's`() async throws {
        let pages = try Pages()
        let (alice, gil) = (try await pages.browser(), try await pages.browser("gil"))
        let path = "/evenements/1/modifier"
        func fields(_ page: Browser.Answer, _ demand: String, _ changed: [String: String]) -> [String: String] {
            var fields = page.typedFields.merging(changed) { $1 }
            for name in ["version", "vu", "sessions"] { fields[name] = page.field(name) }
            fields["demande"] = demand
            return fields
        }
        let seen = try await gil.get(path)
        let hers = fields(
            try await alice.get(path), "d1", ["description": "D’Alice\r\nsur deux lignes", "maximum": "20", "s1-plafond": "15"])
        #expect(try await alice.post(path, hers).location == "/evenements/1?fait=evenement")
        let his = fields(seen, "d2", ["s1-adresse": "1 rue du CSE", "maximum": "30"])
        let late = try await gil.post(path, his)
        #expect(late.status == 409 && late.shown.contains("ce que vous avez tapé est gardé"))
        #expect(late.typedFields["description"] == "D’Alice\nsur deux lignes" && late.typedFields["s1-plafond"] == "15")
        #expect(late.typedFields["s1-adresse"] == "1 rue du CSE" && late.typedFields["maximum"] == "30")
        #expect(try await gil.post(path, fields(late, "d3", [:])).status == 303)
        let event = try #require(try events(pages).first)
        #expect(event.description == "D’Alice\nsur deux lignes" && event.maximum == 30)
        #expect(event.sessions.first?.cap == 15 && event.sessions.first?.address == "1 rue du CSE")
        // Sessions that are more by now are left as they were typed.
        let before = try await gil.get(path)
        let more = fields(
            try await alice.get(path), "d4",
            [
                "s2-nom": "50€ de chèques ANCV", "s2-prix": "20", "s2-ouverture": "2023-11-14",
                "s2-fermeture": "2023-12-31", "s2-places": "1", "s1-adresse": "2 rue du CSE",
            ])
        #expect(try await alice.post(path, more.merging(["sessions": "2"]) { $1 }).status == 303)
        let again = try await gil.post(path, fields(before, "d5", ["description": "De Gil"]))
        #expect(again.status == 409 && again.typedFields["s1-adresse"] == "1 rue du CSE" && again.typedFields["description"] == "De Gil")
    }

    @Test func `an event with sales stays; without them it is withdrawn, and saving it puts it back on sale`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        #expect(!(try await browser.get("/evenements/1")).text.contains("/evenements/1/retirer"))
        #expect(try await browser.get("/evenements/1/retirer").status == 422)
        try await create(browser, form())
        let page = try await browser.get("/evenements/2/retirer")
        let fields = ["plan": try #require(page.field("plan")), "demande": try #require(page.field("demande"))]
        for _ in 0..<2 { #expect(try await browser.post("/evenements/2/retirer", fields).location == "/evenements/2?fait=retrait") }
        #expect(try events(pages).last?.withdrawn != nil)
        let known = try await browser.post("/evenements/nouveau", form("Hiver", ["demande": "d3"]))
        #expect(known.status == 422 && known.shown.contains("remet en vente"))
        let version = try #require(try await browser.get("/evenements/2/modifier").field("version"))
        let again = try await confirmed(browser, form("Hiver", ["version": version]), at: "/evenements/2/modifier")
        #expect(try await browser.post("/evenements/2/modifier", again).status == 303)
        #expect(try events(pages).last?.withdrawn == nil)
    }

    @Test func `events come and go as workbooks`() async throws {
        let browser = try await Pages().browser()
        for (path, sheets) in [
            ("/evenements/classeur", 5), ("/evenements/1/classeur", 5), ("/evenements/modele", 5), ("/ventes/modele", 1),
        ] {
            let answer = try await browser.post(path)
            #expect(try SheetFile(bytes: answer.bytes, name: "e.xlsx").sheets.count == sheets, "\(path)")
        }
    }

    // MARK: What a sale needs

    @Test func `what no workbook could hold is refused at once`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let long = String(repeating: "L", count: 255)
        _ = try await browser.get("/beneficiaires/nouveau")
        let person = ["matricule": "S09", "nom": long, "prenom": "Zoé", "demande": "l1"]
        let refused = try await browser.post("/beneficiaires/nouveau", person)
        #expect(refused.status == 422 && refused.shown.contains("a 255 caractères : 254 au plus"))
        let kept = person.merging(["nom": String(long.dropLast()), "demande": "l2"]) { $1 }
        #expect(try await browser.post("/beneficiaires/nouveau", kept).location?.contains("?fait=beneficiaire") == true)
        #expect(try await browser.post("/beneficiaires/classeur").status == 200)
        _ = try await browser.get("/ventes/nouvelle")
        let sold = try await browser.post("/ventes/nouvelle", sale(["reference": long]))
        #expect(sold.status == 422 && sold.text.contains("id=\"faute-reference\""))
    }

    @Test func `only a validated document counts`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let page = try await browser.get("/beneficiaires/2")
        #expect(page.shown.contains("n’est pas encore validé"))
        let version = try #require(page.field("justificatif"))
        #expect(try await browser.post("/ventes/nouvelle", sale()).shown.contains("n’est pas encore validé"))
        // Who presses Enter in a field presses the first button: it decides nothing.
        #expect(page.field("decision") == "pending")
        let corrected = try await browser.post(
            "/beneficiaires/2/decision", ["justificatif": version, "decision": "pending", "montant": "1200", "demande": "j0"])
        #expect(corrected.location == "/beneficiaires/2?fait=decision")
        #expect(try pages.client.salesLedger().documents(of: "S02").map(\.status) == [.pending])
        let amended = try #require(try await browser.get("/beneficiaires/2").field("justificatif"))
        let decision = ["justificatif": amended, "decision": "validated", "montant": "1100", "demande": "j1"]
        for _ in 0..<2 {
            #expect(try await browser.post("/beneficiaires/2/decision", decision).location == "/beneficiaires/2?fait=decision")
        }
        #expect(!(try await browser.get("/beneficiaires/2")).shown.contains("n’est pas encore validé"))
        #expect(try pages.client.salesLedger().documents(of: "S02").map(\.status) == [.validated])
        // The page that is still open elsewhere decides on what is no longer so.
        let late = try await browser.post("/beneficiaires/2/decision", decision.merging(["decision": "refused", "demande": "j2"]) { $1 })
        #expect(late.status == 409)
        // The sale of the first person needs her document.
        let first = try #require(try await browser.get("/beneficiaires/1").field("justificatif"))
        let refused = try await browser.post(
            "/beneficiaires/1/decision", ["justificatif": first, "decision": "refused", "montant": "850", "demande": "j3"])
        #expect(refused.status == 422 && refused.shown.contains("ne serait plus permise"))
    }

    // MARK: Sales

    @Test func `a sale is registered once, and refused with its reason at its field`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        _ = try await browser.get("/ventes/nouvelle")
        for (fields, field) in [
            (["session": ""], "session"), (["session": "9/100€"], "session"), (["session": "1/inconnue"], "session"),
            (["matricule": ""], "matricule"), (["matricule": "X"], "matricule"), (["quantite": "0"], "quantite"),
            (["quantite": "x"], "quantite"),
            (["prix": "-3"], "prix"), (["prix": "7"], "prix"), (["date": "2023-10-01"], "date"), (["date": "x"], "date"),
            (["matricule": "S01", "email": "pas une adresse"], "email"), (["telephone": "01"], "telephone"),
            (["date": "2024-01-15"], "date"),
        ] {
            let answer = try await browser.post("/ventes/nouvelle", sale(fields))
            #expect(answer.status == 422 && answer.text.contains("id=\"faute-\(field)\""), "\(fields)")
        }
        // The first person has her place already.
        let twice = try await browser.post("/ventes/nouvelle", sale(["matricule": "S01", "email": "vente1@exemple.fr"]))
        #expect(twice.status == 422 && twice.shown.contains("chéquiers de la session"))
        #expect(try pages.client.salesLedger().sales.count == 1)
    }

    @Test func `the last place is sold once`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        _ = try await browser.get("/evenements/nouveau")
        try await create(browser, form("Hiver", ["s1-plafond": "1"]))
        let place = ["session": "2/100€ de chèques ANCV"]
        for _ in 0..<2 { #expect(try await browser.post("/ventes/nouvelle", sale(place)).location == "/ventes/2?fait=vente") }
        #expect(try await browser.get("/ventes/2?fait=vente").shown.contains("La vente est enregistrée."))
        // Anybody can write such a link.
        let forged = try await browser.request(.get, "/ventes/2?fait=remboursement", headers: [.secFetchSite: "cross-site"], body: [])
        #expect(forged.status == 200 && !forged.shown.contains("remboursée"))
        let other = ["matricule": "S03", "email": "vente3@exemple.fr", "telephone": "0639980013", "demande": "v2"]
        let full = try await browser.post("/ventes/nouvelle", sale(place.merging(other) { $1 }))
        #expect(full.status == 422 && full.shown.contains("n’a plus assez de places") && full.text.contains("id=\"faute-session\""))
        #expect(try pages.client.salesLedger().sales.count == 2)
        // Cancelling it frees the place; twice, and once more from a page that is still open.
        let page = try await browser.get("/ventes/2/annuler")
        let cancelling = ["plan": try #require(page.field("plan")), "demande": try #require(page.field("demande"))]
        for _ in 0..<2 { #expect(try await browser.post("/ventes/2/annuler", cancelling).location == "/ventes/2?fait=annulation") }
        #expect(try await browser.post("/ventes/2/annuler", cancelling.merging(["demande": "x"]) { $1 }).status == 422)
        #expect(try await browser.post("/ventes/nouvelle", sale(place.merging(other) { $1 })).status == 303)
        let refund = try await browser.get("/ventes/2/rembourser")
        let refunding = ["plan": try #require(refund.field("plan")), "demande": try #require(refund.field("demande"))]
        #expect(try await browser.post("/ventes/2/rembourser", refunding).location == "/ventes/2?fait=remboursement")
        let list = try await browser.get("/ventes?evenement=2&statut=refunded")
        #expect(list.shown.contains("1 vente.") && list.shown.contains("remboursée"))
        #expect(try await browser.get("/ventes?evenement=2&session=1").shown.contains("2 ventes"))
        #expect(try await browser.get("/ventes?evenement=77").shown.contains("Aucune vente"))
        // What is typed is no part of the address, which a log of a proxy has. Of another event the session is not asked for.
        let search = ["mots": "vente3@exemple.fr", "evenement": "2", "session": "1/1", "statut": "", "commande": ""]
        let found = try #require(try await browser.post("/ventes", search).location)
        #expect(found.hasPrefix("/ventes?evenement=2&r=") && !found.contains("vente3"))
        let sales = try await browser.get(found)
        #expect(sales.shown.contains("1 vente.") && sales.text.contains("value=\"vente3@exemple.fr\""))
        let none = try #require(try await browser.post("/ventes", search.merging(["statut": "refunded"]) { $1 }).location)
        #expect(try await browser.get(none).shown.contains("Aucune vente"))
    }

    @Test func `a likely slip in an address is asked about before the sale`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        try await create(browser, form())
        let slip = sale(["session": "2/100€ de chèques ANCV", "email": "zoe@yottmail.com"])
        let doubt = try await browser.post("/ventes/nouvelle", slip)
        #expect(doubt.status == 200 && doubt.shown.contains("yopmail.com"))
        #expect(try pages.client.salesLedger().sales.count == 1)
        let plan = try #require(doubt.field("confirmer"))
        #expect(try await browser.post("/ventes/nouvelle", slip.merging(["confirmer": plan]) { $1 }).status == 303)
    }

    // MARK: From the sale to the order

    @Test func `what was sold is exported, and ordered once`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let preview = try await browser.get("/ventes/export")
        #expect(preview.shown.contains("Export partiel") && preview.shown.contains("101,00"))
        #expect(preview.text.contains("/commandes/nouvelle"))
        let file = try await browser.post("/ventes/export")
        #expect(file.headers[.contentDisposition]?.contains("Export_ANCV_Connect.xlsx") == true)
        #expect(try SheetFile(bytes: file.bytes, name: "e.xlsx").sheets.map(\.name).contains("Non exporté"))
        _ = try await browser.get("/commandes/nouvelle")
        for (fields, field) in [(["numero": "12", "date": "2023-11-14"], "numero"), (["numero": "2900001", "date": "x"], "date")] {
            let answer = try await browser.post("/commandes/nouvelle", fields)
            #expect(answer.status == 422 && answer.text.contains("id=\"faute-\(field)\""))
        }
        #expect(try await browser.post("/commandes/nouvelle", ["numero": "2800886", "date": "2023-11-14"]).status == 422)
        let typed = ["numero": "2900001", "date": "2023-11-14"]
        let proposal = try await browser.post("/commandes/nouvelle", typed)
        #expect(proposal.status == 200 && proposal.shown.contains("1 dotation"))
        #expect(!proposal.text.contains("name=\"reglee\""))
        #expect(try await browser.post("/commandes/nouvelle", typed.merging(["reglee": "oui"]) { $1 }).field("reglee") == "oui")
        #expect(try pages.client.orders().count == 2)
        let approval = typed.merging([
            "plan": try #require(proposal.field("plan")), "demande": try #require(proposal.field("demande")),
        ]) { $1 }
        for _ in 0..<2 { #expect(try await browser.post("/commandes/nouvelle", approval).location == "/commandes/2900001?fait=commande") }
        let number = try #require(OrderNumber("2900001"))
        #expect(try pages.client.orders().first(where: { $0.order.number == number })?.order.isPaid == false)
        #expect(try pages.client.dotations(of: number).map(\.contact.email) == ["vente1@exemple.fr"])
        #expect(try pages.client.saleCount(of: number) == 1)
        #expect(try await browser.get("/ventes/1").shown.contains("2900001"))
        // Its vouchers are ordered: it is neither cancelled nor exported again.
        #expect(try await browser.get("/ventes/1/annuler").shown.contains("sont commandés"))
        #expect(try await browser.get("/ventes/export").shown.contains("Chèques déjà commandés"))
        let nothing = try await browser.post("/commandes/nouvelle", ["numero": "2900002", "date": "2023-11-14"])
        #expect(nothing.status == 422 && nothing.shown.contains("aucune vente à commander"))
    }

    @Test func `an order that was seen before a sale was cancelled is seen again`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        _ = try await browser.get("/evenements/nouveau")
        try await create(browser, form())
        #expect(try await browser.post("/ventes/nouvelle", sale(["session": "2/100€ de chèques ANCV"])).status == 303)
        let typed = ["numero": "2900001", "date": "2023-11-14"]
        let proposal = try await browser.post("/commandes/nouvelle", typed)
        let page = try await browser.get("/ventes/2/annuler")
        _ = try await browser.post(
            "/ventes/2/annuler", ["plan": try #require(page.field("plan")), "demande": try #require(page.field("demande"))])
        let late = try await browser.post(
            "/commandes/nouvelle",
            typed.merging(["plan": try #require(proposal.field("plan")), "demande": try #require(proposal.field("demande"))]) { $1 })
        #expect(late.status == 409 && late.shown.contains("1 dotation"))
        #expect(try pages.client.orders().count == 2)
        // One of the events alone: the other has nothing left.
        let chosen = try await browser.get("/ventes/export?e2=oui&lignes=chequier")
        #expect(chosen.shown.contains("aucune vente à commander"))
        #expect(try await browser.get("/commandes/nouvelle?evenements=7").status == 404)
    }
}
