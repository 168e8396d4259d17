import Dotations
import Testing

@testable import DotationSales

/// What may be loaded: one test for each fault, and the faults of a reload over sales.
@Suite struct SetupTests {
    @Test func `the document's own example is loaded as it stands`() {
        let session = Sample.session(cap: 200)
        #expect(session.faceValue == Sample.euros(100) && session.councilShare == Sample.euros(50))
        #expect(SaleSetup(events: [Sample.event(maximum: 300, sessions: [session])]).review() == SetupReview())
    }

    @Test(
        "A face value is the amount that the name says",
        arguments: [
            ("100€ de chèques ANCV", 10_000), ("Chèques ANCV 1 250,50 euros", 125_050), ("1\u{202F}000\u{A0}€", 100_000),
            ("250 EUR", 25_000),
            ("Chéquier de 150,00 €", 15_000), ("100 € (soit 100€)", 10_000), ("Chèques été 2025 à 100 €", 10_000),
        ])
    func namedFaceValue(name: String, cents: Int) {
        #expect(SaleSession.faceValue(named: name) == Euros(cents: cents))
    }

    @Test(
        "A name that says no amount, or several, gives none",
        arguments: ["Chèques ANCV", "", "€", "de 100€ ou 200€", "2025 100€", "100 chèques", "neurologie 5", "12345678901234€"])
    func unnamedFaceValue(name: String) {
        #expect(SaleSession.faceValue(named: name) == nil)
    }

    @Test func `a person's contact that is not right is worth a look while it is new`() {
        func person(_ email: String, _ mobile: String, _ name: String = "A") -> Beneficiary {
            Beneficiary(matricule: "1", lastName: name, firstName: "B", contact: Contact(email: email, mobile: mobile))
        }
        func codes(_ person: Beneficiary, over known: Beneficiary? = nil) -> [SetupWarning.Code] {
            let ledger = known.map { SalesLedger(SaleSetup(people: [$0])) }
            return SaleSetup(people: [person]).review(over: ledger).warnings.map(\.code)
        }
        #expect(codes(person("", "")) == [] && codes(person("a@exemple.fr", "+33 6 39 98 00 11")) == [])
        let wrong = person("a@gmial.com", "0102030405")
        #expect(codes(wrong) == [.personEmail, .personMobile])
        #expect(codes(person("pas une adresse", "0701020304")) == [.personEmail, .personMobile])
        #expect(codes(person("a@gmial.com", "0102030405", "C"), over: wrong) == [])
        #expect(codes(person("a@gmial.com", "0102030406"), over: wrong) == [.personMobile])
    }

    static let reversed = Period(first: Sample.day("2025-04-30"), last: Sample.day("2025-04-01"))
    static let eventFaults: [(SaleEvent, SetupFault.Code)] = [
        (Sample.event(" - "), .eventNameMissing), (Sample.event(verifies: false), .eventContactsUnverified),
        (Sample.event(maximum: 0), .eventMaximumInvalid), (Sample.event(maximum: -1), .eventMaximumInvalid),
        (Sample.event(sessions: []), .eventWithoutSession),
        (Sample.event("x", [Criterion(.familyQuotient), Criterion(.familyQuotient)]), .criterionDuplicate),
        (
            Sample.event(
                "x", [Criterion(.familyQuotient, Bracket(lower: .inclusive(Sample.euros(2)), upper: .exclusive(Sample.euros(2))))]),
            .criterionEmpty
        ),
        (Sample.event("x", [Criterion(.schoolCertificate, Bracket(lower: .inclusive(.zero)))]), .criterionWithBounds),
        (Sample.event(sessions: [Sample.session("?", faceValue: Sample.euros(100))]), .sessionNameMissing),
        (Sample.event(sessions: [Sample.session(), Sample.session("100 € de cheques ancv")]), .sessionDuplicate),
        (Sample.event(sessions: [Sample.session("Chèques ANCV")]), .sessionFaceValueMissing),
        (Sample.event(sessions: [Sample.session(faceValue: Sample.euros(150))]), .sessionFaceValueContradicts),
        (Sample.event(sessions: [Sample.session("Lot", faceValue: Sample.euros(1_000_001))]), .sessionFaceValueTooLarge),
        (Sample.event(sessions: [Sample.session(registration: reversed)]), .sessionRegistrationReversed),
        (Sample.event(sessions: [Sample.session(price: Sample.euros(100, 1))]), .sessionPriceAboveFaceValue),
        (Sample.event(sessions: [Sample.session(places: 0)]), .sessionPlacesInvalid),
        (Sample.event(sessions: [Sample.session(places: 10_001)]), .sessionPlacesInvalid),
        (Sample.event(sessions: [Sample.session(cap: 0)]), .sessionCapInvalid),
    ]

    @Test("Each fault of an event has its code, and nothing else is found", arguments: eventFaults)
    func eventFault(event: SaleEvent, code: SetupFault.Code) {
        #expect(SaleSetup(events: [event]).review().faults.map(\.code) == [code])
    }

    @Test func `dates that end before they begin are a fault`() {
        let session = SaleSession(name: Sample.booklet, dates: Self.reversed, registration: Sample.april, price: .zero)
        #expect(SaleSetup(events: [Sample.event(sessions: [session])]).review().faults.map(\.code) == [.sessionDatesReversed])
    }

    @Test func `a price of nothing and of the whole face value are fine`() {
        for price in [Euros.zero, Sample.euros(100)] {
            #expect(SaleSetup(events: [Sample.event(sessions: [Sample.session(price: price)])]).review() == SetupReview())
        }
    }

    @Test func `two events of one name are a fault, also where only case and accents differ`() {
        let events = [Sample.event("Été"), Sample.event("ETE !")]
        #expect(SaleSetup(events: events).review().faults.map(\.code) == [.eventDuplicate])
    }

    @Test func `more events at a time than can be compared are a fault`() {
        let events = (0...SaleSetup.largestEventCount).map { Sample.event("E\($0)") }
        #expect(SaleSetup(events: events).review().faults.map(\.code) == [.eventsTooMany])
    }

    @Test func `two people with one staff number, or one person with two, are faults; namesakes are worth a look`() {
        let zoe = Sample.person(1)
        let other = Beneficiary(matricule: "001", lastName: "Autre", firstName: "Jean")
        #expect(SaleSetup(people: [zoe, other]).review().faults.map(\.code) == [.personDuplicate])
        let twice = Beneficiary(matricule: "900", lastName: "NOM1", firstName: "zoe", contact: Contact(email: "", mobile: "06 12 00 00 01"))
        #expect(SaleSetup(people: [zoe, twice]).review().faults.map(\.code) == [.personTwice])
        #expect(SaleSetup(people: [twice]).review(over: Sample.ledger()).faults.map(\.code) == [.personTwice])
        let namesake = Beneficiary(matricule: "900", lastName: "Nom1", firstName: "Zoé", contact: Sample.contact(900))
        let review = SaleSetup(people: [zoe, namesake]).review()
        #expect(review.faults.isEmpty && review.warnings.map(\.code) == [.personNamesake])
    }

    @Test func `a new staff number that is another without its zeros is worth a look`() {
        let ledger = Sample.ledger()
        func codes(_ matricule: String) -> [SetupWarning.Code] {
            let person = Beneficiary(matricule: matricule, lastName: "Neuf", firstName: "Jean")
            return SaleSetup(people: [person]).review(over: ledger).warnings.map(\.code)
        }
        #expect(ledger.roster.people["001"] != nil && codes("1") == [.personZeros] && codes("0001") == [.personZeros])
        #expect(codes("001").isEmpty && codes("010").isEmpty && codes("1000").isEmpty)
    }

    @Test func `a column that was sorted by itself is a fault, and a few new values are none`() {
        let known = (1...10).map { Sample.person($0) }
        func codes(_ change: (inout [Beneficiary]) -> Void) -> [SetupFault.Code] {
            var loaded = known
            change(&loaded)
            let ledger = SalesLedger(SaleSetup(people: known))
            return SaleSetup(people: loaded).review(over: ledger).faults.map(\.code).filter { $0 == .peopleMixed }
        }
        #expect(codes { _ in }.isEmpty)
        func rotated(_ count: Int, _ move: (inout Beneficiary, Beneficiary) -> Void) -> [SetupFault.Code] {
            codes { for index in 0..<count { move(&$0[index], known[(index + 1) % count]) } }
        }
        #expect(rotated(3) { $0.lastName = $1.lastName } == [.peopleMixed])
        #expect(rotated(3) { $0.contact.email = $1.contact.email } == [.peopleMixed])
        #expect(rotated(3) { $0.contact.mobile = $1.contact.mobile } == [.peopleMixed])
        #expect(rotated(2) { $0.lastName = $1.lastName }.isEmpty)
        let purged = SalesLedger(SaleSetup(people: known.map { Beneficiary(matricule: $0.matricule, lastName: "", firstName: "") }))
        #expect(SaleSetup(people: known).review(over: purged).faults.isEmpty)
        // Capitals and new addresses of their own mix nobody.
        #expect(codes { for index in $0.indices { $0[index].lastName = $0[index].lastName.uppercased() } }.isEmpty)
        #expect(codes { for index in $0.indices { $0[index].contact.email = "neuf\(index)@exemple.fr" } }.isEmpty)
    }

    @Test func `an empty contact leaves the one that is known`() {
        let known = Sample.person(1)
        let bare = Beneficiary(matricule: known.matricule, lastName: "Neuf", firstName: "Nom")
        let kept = SaleSetup(people: [bare, Beneficiary(matricule: "9", lastName: "A", firstName: "B")]).keepingContacts(of: ["001": known])
        #expect(known.matricule == "001" && kept.people.map(\.contact) == [known.contact, Contact(email: "", mobile: "")])
        #expect(kept.people[0].lastName == "Neuf")
    }

    @Test func `people need a staff number and names, documents an owner and an amount`() {
        let people = [
            Beneficiary(matricule: " ", lastName: "A", firstName: "B"), Beneficiary(matricule: "7", lastName: "", firstName: "B"),
            Sample.person(1),
        ]
        let documents = [
            Sample.quotient(2, Sample.euros(1)), Sample.quotient(1, nil), Sample.quotient(1, nil, .pending),
            SupportingDocument(matricule: "001", kind: .schoolCertificate, status: .validated),
        ]
        let faults = SaleSetup(people: people, documents: documents).review().faults
        #expect(faults.map(\.code) == [.personMatriculeMissing, .personNameMissing, .documentOwnerUnknown, .documentAmountMissing])
        #expect(faults.map(\.place) == [.person(0), .person(1), .document(0), .document(1)])
    }

    private static func sold(
        _ events: [SaleEvent] = [Sample.event(maximum: 3, sessions: [Sample.session(places: 2, cap: 3)])]
    ) -> SalesLedger {
        let ledger = Sample.ledger(events, documents: [Sample.quotient(1, Sample.euros(500))])
        return ledger.after(ledger.plan(Sample.row(2, 1, quantity: 2), Sample.row(3, 2)))
    }

    static let reloads: [(SaleEvent, [SaleRefusal.Code])] = [
        (Sample.event(sessions: [Sample.session(places: 1)]), [.placesExceeded]),
        (Sample.event(sessions: [Sample.session(places: 2, cap: 2)]), [.sessionFull]),
        (Sample.event(maximum: 2, sessions: [Sample.session(places: 2)]), [.eventFull]),
        (Sample.event("Chèques-vacances", [Criterion(.familyQuotient)], sessions: [Sample.session(places: 2)]), [.documentMissing]),
    ]

    @Test("A reload that some sale would not survive is refused, and says why", arguments: reloads)
    func breakingReload(event: SaleEvent, codes: [SaleRefusal.Code]) {
        let faults = SaleSetup(events: [event]).review(over: Self.sold()).faults
        #expect(!faults.isEmpty && faults.allSatisfy { $0.code == .breaksSale })
        #expect(Set(faults.flatMap(\.refusals).map(\.code)) == Set(codes))
    }

    @Test func `next year's event of the same name is one fault of each session, which says to give it another name`() {
        let next = Sample.session(registration: Period(first: Sample.day("2026-04-01"), last: Sample.day("2026-04-30")), places: 2)
        let faults = SaleSetup(events: [Sample.event(sessions: [next])]).review(over: Self.sold()).faults
        #expect(faults.map(\.code) == [.sessionRegistrationLocked] && faults.map(\.place) == [.session(event: 0, 0)])
        #expect(faults[0].problem == .sessionRegistrationLocked(next.name, sales: Self.sold().sales.count))
        // What else is wrong is still said, sale by sale.
        let fewer = Sample.session(registration: next.registration, places: 1)
        let both = SaleSetup(events: [Sample.event(sessions: [fewer])]).review(over: Self.sold()).faults
        #expect(both.map(\.code) == [.breaksSale, .sessionRegistrationLocked])
        #expect(both[0].refusals.map(\.code) == [.placesExceeded])
    }

    @Test func `the price and the face value of a session that has sold are locked, and the fault says where and what`() throws {
        let lot = Sample.event(sessions: [
            Sample.session("Autre", faceValue: Sample.euros(20), price: .zero),
            Sample.session("Lot", faceValue: Sample.euros(100), places: 2),
        ])
        let ledger = Sample.ledger([lot])
        let sold = ledger.after(ledger.plan(Sample.row(2, 1, session: "Lot", quantity: 2), Sample.row(3, 2, session: "Lot")))
        let changed = Sample.event(sessions: [
            lot.sessions[0], Sample.session("LOT", faceValue: Sample.euros(120), places: 2, price: Sample.euros(60)),
        ])
        let faults = SaleSetup(events: [changed]).review(over: sold).faults
        #expect(
            faults.map(\.problem) == [
                .sessionFaceValueLocked("Lot", sold: 3, old: Sample.euros(100), new: Sample.euros(120)),
                .sessionPriceLocked("Lot", sold: 3, old: Sample.euros(50), new: Sample.euros(60)),
            ])
        #expect(faults.allSatisfy { $0.place == .session(event: 0, 1) })
        // What was cancelled binds nothing.
        let cancelled = sold.after(SalesPlan(.status(.cancelled, sold.sales.map(\.id)), ledger: sold, today: Sample.today))
        #expect(SaleSetup(events: [changed]).review(over: cancelled) == SetupReview())
    }

    @Test func `what would break a sale stands at the session, the event or the document that would`() {
        let place = { (setup: SaleSetup) in setup.review(over: Self.sold()).faults.map(\.place) }
        #expect(place(SaleSetup(events: [Sample.event(sessions: [Sample.session(places: 1)])])) == [.session(event: 0, 0)])
        #expect(place(SaleSetup(events: [Sample.event(maximum: 2, sessions: [Sample.session(places: 2)])])) == [.event(0)])
        let event = Sample.event(
            "Chèques-vacances", [Criterion(.familyQuotient, Sample.brackets[0])], sessions: [Sample.session(places: 2)])
        let ledger = Self.sold([event])
        let documents = [Sample.quotient(3, Sample.euros(1)), Sample.quotient(1, Sample.euros(900))]
        #expect(SaleSetup(documents: documents).review(over: ledger).faults.map(\.place) == [.document(1)])
    }

    @Test func `every fault is told at once that does not follow from another one`() throws {
        let review = SaleSetup(
            events: [Sample.event(sessions: [Sample.session(places: 1)])],
            people: [Beneficiary(matricule: " ", lastName: "A", firstName: "B")], documents: [Sample.quotient(1, nil)]
        ).review(over: Self.sold())
        #expect(review.faults.map(\.code) == [.personMatriculeMissing, .documentAmountMissing, .breaksSale])
        // Of a part of a workbook nothing is said that the rest could make right.
        let part = SaleSetup(events: [Sample.event(maximum: 0, sessions: [])]).review(over: Self.sold(), isWhole: false)
        #expect(part.faults.map(\.code) == [.eventMaximumInvalid])
    }

    @Test func `a reload that leaves the sales alone is fine`() {
        let session = Sample.session(
            registration: Period(first: Sample.day("2025-04-10"), last: Sample.day("2025-05-31")), places: 5, cap: 3)
        let event = Sample.event("CHÈQUES VACANCES", maximum: 3, sessions: [session, Sample.session("50 € de plus", price: .zero)])
        #expect(SaleSetup(events: [event]).review(over: Self.sold()) == SetupReview())
    }

    @Test func `a session with sales stays, one without may go`() {
        let two = Sample.event(sessions: [Sample.session(places: 2), Sample.session("200 €", price: .zero)])
        #expect(SaleSetup(events: [Sample.event(sessions: [Sample.session(places: 2)])]).review(over: Self.sold([two])) == SetupReview())
        let other = Sample.event(sessions: [Sample.session("200 €", price: .zero)])
        #expect(SaleSetup(events: [other]).review(over: Self.sold([two])).faults.map(\.code) == [.removesSession])
    }

    @Test func `a document that a sale needs cannot be refused afterwards, only once the sale is cancelled`() throws {
        let event = Sample.event("QF", [Criterion(.familyQuotient, Sample.brackets[0])], sessions: [Sample.session(places: 2)])
        let ledger = Self.sold([event])
        let sale = try #require(ledger.sales.first)
        let reload = SaleSetup(documents: [Sample.quotient(1, Sample.euros(500), .refused)])
        #expect(reload.review(over: ledger).faults.first?.refusals.map(\.code) == [.documentRefused])
        let cancelled = ledger.after(SalesPlan(.status(.cancelled, [sale.id]), ledger: ledger, today: Sample.today))
        #expect(reload.review(over: cancelled) == SetupReview())
    }

    @Test func `next year's documents say nothing about a sale that is ordered or past`() throws {
        let event = Sample.event("QF", [Criterion(.familyQuotient, Sample.brackets[0])], sessions: [Sample.session(places: 2)])
        let ledger = Self.sold([event])
        let richer = SaleSetup(documents: [Sample.quotient(1, Sample.euros(5000))])
        let last = Sample.day("2025-04-30")
        #expect(richer.review(over: ledger, today: last).faults.map(\.code) == [.breaksSale])
        #expect(richer.review(over: ledger, today: Sample.day("2025-05-01")) == SetupReview())
        // A workbook that has the event too, and opens it again.
        let longer = Sample.session(registration: Period(first: Sample.april.first, last: Sample.day("2025-05-31")), places: 2)
        let reopened = SaleSetup(events: [Sample.event("QF", event.criteria, sessions: [longer])], documents: richer.documents)
        #expect(reopened.review(over: ledger, today: Sample.day("2025-05-01")).faults.map(\.code) == [.breaksSale])
        var sales = ledger.sales
        sales[0].order = OrderNumber("2800886")
        #expect(richer.review(over: SalesLedger(ledger.setup, sales: sales), today: last) == SetupReview())
        // The other rules hold for it all the same.
        let fewer = SaleSetup(events: [Sample.event("QF", event.criteria)])
        #expect(
            fewer.review(over: SalesLedger(ledger.setup, sales: sales), today: Sample.day("2026-01-01")).faults.map(\.code) == [.breaksSale]
        )
    }

    @Test func `what is loaded takes the place of what has its name, and leaves the rest`() {
        let old = SaleSetup(
            events: [Sample.event("A"), Sample.event("B")], people: [Sample.person(1), Sample.person(2)],
            documents: [Sample.quotient(1, Sample.euros(1)), Sample.quotient(1, Sample.euros(2)), Sample.quotient(2, Sample.euros(3))])
        let new = old.loading(
            SaleSetup(
                events: [Sample.event("b", maximum: 4), Sample.event("C")], people: [Sample.person(3)],
                documents: [Sample.quotient(1, Sample.euros(9))]))
        #expect(new.events.map(\.name) == ["A", "b", "C"] && new.people.map(\.matricule) == ["001", "002", "003"])
        #expect(new.documents.map(\.amount) == [Sample.euros(3), Sample.euros(9)])
    }
}
