import DotationStore
import Dotations
import Testing

@testable import DotationsEspaceClient

/// What is noted of an order in the pages: that it is paid, that it is not after all, that it is cancelled.
@Suite struct OrderActTests {
    private static let path = "/commandes/2900001"

    private func create(_ pages: Pages, count: Int = 2) throws -> OrderNumber {
        let number = try #require(OrderNumber("2900001"))
        _ = try pages.client.createOrder(
            Order(number: number, date: #require(CalendarDate("2023-11-14")), isPaid: false),
            dotations: (0..<count).map { index in
                NewDotation(
                    matricule: "A0\(index)", lastName: "NOMA\(index)", firstName: "Zoé",
                    contact: Contact(email: "a\(index)@yopmail.com", mobile: "061111112\(index)"), amount: Euros(cents: 5_000),
                    status: .awaitingActivation)
            }, context: pages.context)
        return number
    }

    /// What a page of an order would send.
    private func form(_ page: Browser.Answer) throws -> [String: String] {
        ["plan": try #require(page.field("plan"), "\(page.shown)"), "demande": page.field("demande") ?? ""]
    }

    @Test func `an order is noted as paid, not paid after all, and cancelled, each once for two clicks`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let number = try create(pages)
        for (act, told, kind, words) in [
            ("reglement", "reglement", Operation.Kind.payment, "pourront alors être modifiées"),
            ("reglement-annule", "reglement-annule", .paymentCancellation, "ne se modifieraient plus"),
            ("reglement", "reglement", .payment, "pourront alors être modifiées"),
            ("annulation", "commande-annulee", .orderCancellation, "libres de nouveau"),
        ] {
            #expect(try await browser.get(Self.path).text.contains("\(Self.path)/\(act)\""), "\(act)")
            let before = try pages.client.operations().count
            let page = try await browser.get("\(Self.path)/\(act)")
            #expect(page.status == 200 && page.shown.contains(words) && page.shown.contains("2 dotations"))
            #expect(try pages.client.operations().count == before)
            let form = try form(page)
            // The second click on what took the order away finds what the first did.
            for _ in 0..<2 {
                let answer = try await browser.post("\(Self.path)/\(act)", form)
                #expect(answer.location == "\(Self.path)?fait=\(told)", "\(act): \(answer.shown)")
            }
            #expect(try pages.client.operations().count == before + 1 && pages.client.operations(limit: 1).first?.kind == kind)
            #expect(try await browser.get("\(Self.path)?fait=\(told)").text.contains("class=\"told\""))
        }
        let cancelled = try await browser.get(Self.path)
        #expect(cancelled.status == 200 && cancelled.shown.contains("annulée le") && cancelled.shown.contains("alice@exemple.fr"))
        #expect(try pages.client.order(number) == nil)
        let lists = try await browser.get("/commandes")
        #expect(lists.shown.contains("Commandes annulées (1)") && lists.text.contains("href=\"\(Self.path)\""))
        #expect(!(try await Pages().browser().get("/commandes")).shown.contains("Commandes annulées"))
        // What was asked of it leads to the page that says so; of an order that never was there is none.
        for page in ["annulation", "dotations", "document"] { #expect(try await browser.get("\(Self.path)/\(page)").location == Self.path) }
        #expect(try await browser.get("/commandes/2899999/dotations").status == 404)
    }

    @Test func `an order on which something depends stays, and the page says why`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let plan = try form(await browser.get("/envoi-en-masse"))
        let before = try pages.state()
        #expect(try await !browser.get("/commandes/2800886").text.contains("/annulation"))
        for act in ["annulation", "reglement-annule"] {
            let page = try await browser.get("/commandes/2800886/\(act)")
            #expect(page.status == 200 && page.shown.contains("ne peut plus être annulée, ni son règlement") && page.field("plan") == nil)
            #expect(try await browser.post("/commandes/2800886/\(act)", plan).status == 422)
        }
        #expect(try await browser.get("/commandes/2800901/reglement-annule").shown.contains("pas de règlement à annuler"))
        #expect(try await browser.get("/commandes/2800886/reglement").shown.contains("déjà réglée"))
        #expect(try pages.state() == before)
    }

    @Test func `a form that comes again does nothing to what a colleague did since`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let number = try create(pages)
        let payment = try await browser.get("\(Self.path)/reglement")
        let (old, unused) = (try form(payment), try form(await browser.get("\(Self.path)/reglement")))
        #expect(old["demande"]?.isEmpty == false && old["demande"] != unused["demande"])
        #expect(try await browser.post("\(Self.path)/reglement", old).status == 303)
        // A second form is told of what the first one did.
        let late = try await browser.post("\(Self.path)/reglement", unused)
        #expect(late.status == 422 && late.shown.contains("déjà réglée"))
        let cancelling = try form(await browser.get("\(Self.path)/reglement-annule"))
        try pages.client.unpayOrder(pages.client.cancellation(of: number), context: pages.context)
        for form in [old, unused] {
            let before = try pages.state()
            let answer = try await browser.post("\(Self.path)/reglement", form)
            #expect(answer.status == 409 && answer.shown.contains("a changé entre-temps"))
            #expect(answer.field("plan") != nil && answer.field("plan") != form["plan"])
            #expect(try pages.state() == before)
        }
        try pages.client.payOrder(pages.client.payment(of: number), context: pages.context)
        #expect(try await browser.post("\(Self.path)/reglement-annule", cancelling).status == 409)
        #expect(try pages.client.order(number)?.isPaid == true)
    }

    @Test func `what was seen of an order is what is noted, and nothing of another one of its number`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let number = try create(pages)
        let (paid, gone) = (
            try form(await browser.get("\(Self.path)/reglement")), try form(await browser.get("\(Self.path)/annulation"))
        )
        try pages.client.cancelOrder(pages.client.cancellation(of: number), context: pages.context)
        #expect(try await browser.post("\(Self.path)/reglement", paid).location == Self.path)
        #expect(try await browser.post("\(Self.path)/annulation", gone).location == Self.path)
        _ = try create(pages, count: 3)
        #expect(try await browser.post("\(Self.path)/reglement", paid).status == 409)
        #expect(try await browser.post("\(Self.path)/annulation", gone).status == 409)
        #expect(try pages.client.order(number)?.isPaid == false)
        let reader = try await pages.browser("lea")
        #expect(try await !reader.get(Self.path).text.contains("/reglement"))
    }
}
