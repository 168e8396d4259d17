import Dotations
import Testing

@testable import DotationSales

/// Each rule of a registration, with what just passes and what just does not.
@Suite struct RegistrationTests {
    private static func codes(
        _ ledger: SalesLedger, person: Int = 1, quantity: Int = 1, price: Euros? = nil, date: String = "2025-04-10",
        contact: Contact? = nil, event: SaleEvent = Sample.event(), today: CalendarDate = Sample.today
    ) -> [SaleRefusal.Code] {
        let sale = Sale(
            id: Sample.id(1000), session: event.id(of: event.sessions[0]), matricule: Sample.person(person).matricule, quantity: quantity,
            pricePaid: price ?? Euros(cents: event.sessions[0].price.cents * max(1, min(quantity, 10))), date: Sample.day(date),
            contact: contact ?? Sample.contact(person))
        return ledger.refusals(for: sale, today: today).map(\.code)
    }

    @Test func `a sale that meets every rule is not refused`() {
        #expect(Self.codes(Sample.ledger()) == [])
    }

    @Test(
        "The registration's first and last day are in it",
        arguments: [
            ("2025-03-31", [SaleRefusal.Code.beforeRegistration]), ("2025-04-01", []), ("2025-04-30", []),
            ("2025-05-01", [.afterRegistration]),
        ])
    func window(date: String, codes: [SaleRefusal.Code]) {
        #expect(Self.codes(Sample.ledger(), date: date, today: Sample.day("2025-12-31")) == codes)
    }

    @Test func `no sale is dated after today`() {
        #expect(Self.codes(Sample.ledger(), date: "2025-04-20") == [])
        #expect(Self.codes(Sample.ledger(), date: "2025-04-21") == [.inFuture])
    }

    @Test(arguments: [(0, [SaleRefusal.Code.quantityInvalid]), (-1, [.quantityInvalid]), (Int.min, [.quantityInvalid]), (1, [])])
    func `a quantity is at least one`(quantity: Int, codes: [SaleRefusal.Code]) {
        #expect(Self.codes(Sample.ledger(), quantity: quantity) == codes)
    }

    @Test func `the price paid is the session's, for every voucher book`() {
        let event = Sample.event(sessions: [Sample.session(places: 3)])
        let ledger = Sample.ledger([event])
        #expect(Self.codes(ledger, quantity: 2, price: Sample.euros(100), event: event) == [])
        #expect(Self.codes(ledger, quantity: 2, price: Sample.euros(50), event: event) == [.priceMismatch])
        #expect(Self.codes(ledger, price: Sample.euros(49, 99), event: event) == [.priceMismatch])
        #expect(Self.codes(ledger, price: Sample.euros(100), event: event) == [.priceMismatch])
        #expect(Self.codes(ledger, price: .zero, event: event) == [.priceMismatch])
    }

    @Test func `places, cap and maximum count what was sold before, and each has its refusal`() {
        let roomy = Sample.event(maximum: 3, sessions: [Sample.session(places: 2, cap: 3)])
        var ledger = Sample.ledger([roomy])
        #expect(Self.codes(ledger, quantity: 2, event: roomy) == [])
        #expect(Self.codes(ledger, quantity: 3, event: roomy) == [.placesExceeded])
        #expect(Self.codes(ledger, quantity: .max, event: roomy) == [.placesExceeded])
        ledger = ledger.after(ledger.plan(Sample.row(2, 1), Sample.row(3, 2, quantity: 2)))
        #expect(Self.codes(ledger, event: roomy) == [.sessionFull, .eventFull])
        #expect(Self.codes(ledger, person: 2, event: roomy) == [.placesExceeded])

        let capped = Sample.event(maximum: 5, sessions: [Sample.session(places: 9, cap: 3)])
        let full = Sample.ledger([capped]).after(Sample.ledger([capped]).plan(Sample.row(2, 1, quantity: 2)))
        #expect(Self.codes(full, person: 2, event: capped) == [])
        #expect(Self.codes(full, person: 2, quantity: 2, event: capped) == [.sessionFull])
        let limited = Sample.event(maximum: 3, sessions: [Sample.session(places: 9, cap: 5)])
        let sold = Sample.ledger([limited]).after(Sample.ledger([limited]).plan(Sample.row(2, 1, quantity: 2)))
        #expect(Self.codes(sold, person: 2, event: limited) == [])
        #expect(Self.codes(sold, person: 2, quantity: 2, event: limited) == [.eventFull])
    }

    @Test func `the maximum counts all sessions of the event`() {
        let event = Sample.event(maximum: 2, sessions: [Sample.session(), Sample.session("200 €", price: Sample.euros(80))])
        let ledger = Sample.ledger([event])
        let plan = ledger.plan(
            Sample.row(2, 1), Sample.row(3, 1, session: "200€", price: Sample.euros(80)), Sample.row(4, 2))
        #expect(plan.registered.count == 2 && plan.codes(4) == [.eventFull])
    }

    @Test func `a participation verifies an e-mail and a mobile of one's own`() {
        let ledger = Sample.ledger()
        let sold = ledger.after(ledger.plan(Sample.row(2, 2)))
        #expect(Self.codes(ledger, contact: Contact(email: "", mobile: "")) == [.emailUnverified, .mobileUnverified])
        #expect(Self.codes(ledger, contact: Contact(email: "a@b", mobile: "0612000001")) == [.emailUnverified])
        #expect(Self.codes(ledger, contact: Contact(email: "a@b.fr", mobile: "0140000000")) == [.mobileUnverified])
        #expect(Self.codes(sold, contact: Contact(email: "PERSONNE2@exemple.fr", mobile: "0612000001")) == [.emailShared])
        #expect(Self.codes(sold, contact: Contact(email: "a@b.fr", mobile: Sample.contact(2).mobile)) == [])
    }

    @Test func `an unknown session or person is refused before anything else`() {
        #expect(Self.codes(Sample.ledger(), person: 6) == [.beneficiaryUnknown])
        #expect(Self.codes(Sample.ledger(), event: Sample.event("Autre")) == [.sessionUnknown])
    }

    static let until = "2025-04-10"
    static let documents: [([SupportingDocument], SaleRefusal.Code?)] = [
        ([], .documentMissing), ([Sample.quotient(2, Sample.euros(500))], .documentMissing),
        ([Sample.quotient(1, Sample.euros(500), .pending)], .documentPending),
        ([Sample.quotient(1, Sample.euros(500), .refused)], .documentRefused),
        ([Sample.quotient(1, Sample.euros(500))], nil), ([Sample.quotient(1, Sample.euros(500), until: "2025-04-10")], nil),
        ([Sample.quotient(1, Sample.euros(500), until: "2025-04-09")], .documentExpired),
        ([Sample.quotient(1, Sample.euros(500), until: "2025-04-09"), Sample.quotient(1, Sample.euros(500), .pending)], .documentPending),
        ([Sample.quotient(1, Sample.euros(500), .refused), Sample.quotient(1, Sample.euros(600))], nil),
        ([Sample.quotient(1, Sample.euros(800))], nil), ([Sample.quotient(1, Sample.euros(800, 1))], .outsideBracket),
        ([Sample.quotient(1, nil)], .documentWithoutAmount), ([Sample.quotient(1, .zero)], nil),
        // Of two that count, the one that expires last.
        ([Sample.quotient(1, Sample.euros(500), until: "2025-12-31"), Sample.quotient(1, Sample.euros(900), until: "2025-06-30")], nil),
        (
            [Sample.quotient(1, Sample.euros(500), until: "2025-06-30"), Sample.quotient(1, Sample.euros(900), until: "2025-12-31")],
            .outsideBracket
        ),
        ([Sample.quotient(1, Sample.euros(500)), Sample.quotient(1, Sample.euros(900), until: "2025-12-31")], nil),
        ([Sample.quotient(1, Sample.euros(500)), Sample.quotient(1, Sample.euros(600))], .documentsContradict),
        ([Sample.quotient(1, Sample.euros(500)), Sample.quotient(1, Sample.euros(500))], nil),
    ]

    @Test("Only validated documents count, and the reason says what is missing", arguments: documents)
    func eligibility(documents: [SupportingDocument], code: SaleRefusal.Code?) {
        let event = Sample.event("QF", [Criterion(.familyQuotient, Sample.brackets[0])])
        let refusals = event.refusals(for: documents.filter { $0.matricule == "001" }, on: Sample.day("2025-04-10"))
        #expect(refusals.map(\.code) == (code.map { [$0] } ?? []))
        #expect(refusals.allSatisfy { $0.document == .familyQuotient })
        #expect(Self.codes(Sample.ledger([event], documents: documents), event: event) == (code.map { [$0] } ?? []))
    }

    @Test func `every criterion has to be met, and each has its reason`() {
        let event = Sample.event("x", [Criterion(.familyQuotient), Criterion(.schoolCertificate), Criterion(.referenceTaxIncome)])
        let certificate = SupportingDocument(matricule: "001", kind: .schoolCertificate, status: .validated)
        let refusals = event.refusals(for: [certificate], on: Sample.today)
        #expect(refusals.map(\.document) == [.familyQuotient, .referenceTaxIncome])
    }

    @Test(
        "A person is found by what a sheet says, and by nothing less",
        arguments: [
            ("001", "Nom1", "Zoé", nil), ("1", "NOM1", "zoe", nil), ("001", "Zoé", "Nom1", nil), (nil, "nom 1", "ZOE", nil),
            ("001", nil, nil, nil), ("001", "Nom1", nil, nil), ("001", "Nom2", "Zoé", SaleRefusal.Code.nameMismatch),
            ("9", nil, nil, .beneficiaryUnknown), (nil, "Personne", "Zoé", .beneficiaryUnknown), (nil, "Nom1", nil, .cellEmpty),
            (nil, nil, nil, .cellEmpty), ("\u{A0}", nil, nil, .cellEmpty),
        ] as [(String?, String?, String?, SaleRefusal.Code?)])
    func person(matricule: String?, lastName: String?, firstName: String?, code: SaleRefusal.Code?) {
        let row = SaleRow(
            number: 2, session: Sample.booklet, matricule: matricule, lastName: lastName, firstName: firstName, email: "a@b.fr",
            mobile: "0612000001", date: Sample.today)
        let plan = Sample.ledger().plan(row)
        #expect(plan.codes(2) == (code.map { [$0] } ?? []))
        #expect(plan.registered.map(\.sale.matricule) == (code == nil ? ["001"] : []))
    }

    @Test func `numbers that differ by zeros alone are told apart by names, else not at all`() {
        let people = [
            Beneficiary(matricule: "1", lastName: "A", firstName: "B"), Beneficiary(matricule: "001", lastName: "C", firstName: "D"),
            Beneficiary(matricule: "7", lastName: "E", firstName: "F"), Beneficiary(matricule: "07", lastName: "E", firstName: "F"),
        ]
        let roster = Roster(people)
        #expect((try? roster.person(matricule: "1", lastName: "C", firstName: "D"))?.matricule == "001")
        #expect((try? roster.person(matricule: "7", lastName: "E", firstName: "F"))?.matricule == "7")
        // To the letter it is one of them; else it could be both.
        #expect((try? roster.person(matricule: "1", lastName: nil, firstName: nil))?.lastName == "A")
        #expect((try? roster.person(matricule: "001", lastName: nil, firstName: nil))?.lastName == "C")
        #expect(throws: SaleRefusal.self) { try roster.person(matricule: "01", lastName: nil, firstName: nil) }
        #expect(throws: SaleRefusal.self) { try roster.person(matricule: "007", lastName: "E", firstName: "F") }
        #expect(throws: SaleRefusal.self) { try roster.person(matricule: nil, lastName: "E", firstName: "F") }
    }
}
