import Dotations
import Testing

@testable import DotationSales

/// What loading a setup changes, value by value, and how the history keeps the values.
@Suite struct SetupChangeTests {
    private func changes(_ old: SaleEvent, _ new: SaleEvent) -> [SetupChange] {
        SaleSetup(events: [old]).changes(loading: SaleSetup(events: [new]))
    }

    @Test func `each value of an event and of its sessions that becomes another is a change`() {
        let (plain, dear) = (Sample.session(), Sample.session("200€ de chèques ANCV", price: Sample.euros(80)))
        let old = Sample.event("A", [Criterion(.familyQuotient)], maximum: 9, sessions: [plain, dear])
        #expect(changes(old, old).isEmpty)
        let bracket = Bracket(upper: .inclusive(Sample.euros(900)))
        let new = SaleEvent(
            name: "a", description: "Nouvelle", images: ["x", "y"], verifiesContacts: true, maximum: nil,
            criteria: [Criterion(.familyQuotient, bracket), Criterion(.schoolCertificate)],
            sessions: [Sample.session("300€ de chèques ANCV"), Sample.session(cap: 5)])
        let found = changes(old, new)
        let event = SetupChange.Subject.event("a")
        for change in [
            SetupChange(event, .changed(.name, old: .text("A"), new: .text("a"))),
            SetupChange(event, .changed(.description, old: .text(old.description), new: .text("Nouvelle"))),
            SetupChange(event, .changed(.images, old: .text(""), new: .text("x\ny"))),
            SetupChange(event, .changed(.maximum, old: .count(9), new: .count(nil))),
            SetupChange(event, .changed(.familyQuotient, old: .bracket(.all), new: .bracket(bracket))),
            SetupChange(event, .changed(.schoolCertificate, old: .bracket(nil), new: .bracket(.all))),
            SetupChange(.session("300€ de chèques ANCV", event: "a"), .added),
            SetupChange(.session(plain.name, event: "a"), .changed(.cap, old: .count(plain.cap), new: .count(5))),
            SetupChange(.session(dear.name, event: "a"), .removed),
        ] { #expect(found.contains(change), "\(change)") }
        #expect(found.count == 9)
        let order = changes(old, Sample.event("A", [Criterion(.familyQuotient)], maximum: 9, sessions: [dear, plain]))
        #expect(
            order.map(\.act) == [.changed(.sessions, old: .text(plain.name + "\n" + dear.name), new: .text(dear.name + "\n" + plain.name))])
        let withdrawn = SaleEvent(
            name: "A", description: old.description, verifiesContacts: true, maximum: 9, criteria: old.criteria, sessions: old.sessions,
            withdrawn: Sample.day("2025-04-05"))
        #expect(changes(withdrawn, old).map(\.act) == [.changed(.withdrawal, old: .day(Sample.day("2025-04-05")), new: .day(nil))])
        #expect(SaleSetup().changes(loading: SaleSetup(events: [old])).map(\.act) == [.added, .added, .added])
    }

    @Test func `people are added or changed, and nobody is removed`() {
        func person(_ number: String, _ name: String, _ email: String = "") -> Beneficiary {
            Beneficiary(matricule: number, lastName: name, firstName: "Z", contact: Contact(email: email, mobile: "1"))
        }
        let known = SaleSetup(people: [person("1", "A"), person("2", "B"), person("3", "C")])
        let found = known.changes(loading: SaleSetup(people: [person("4", "D"), person("2", "B"), person("1", "E", "e@f.fr")]))
        #expect(
            found == [
                SetupChange(.person(matricule: "4"), .added),
                SetupChange(.person(matricule: "1"), .changed(.lastName, old: .text("A"), new: .text("E"))),
                SetupChange(.person(matricule: "1"), .changed(.email, old: .text(""), new: .text("e@f.fr"))),
            ])
        let documents = known.changes(loading: SaleSetup(documents: [Sample.quotient(1, Sample.euros(5))]))
        #expect(documents.map(\.subject) == [.documents(.familyQuotient, matricule: "001")])
    }

    static let values: [SetupValue] = [
        .text(""), .text("t é\n;/"), .count(nil), .count(0), .count(-3), .amount(.zero), .amount(Euros(cents: 12_345)), .day(nil),
        .day(Sample.day("2025-04-05")), .period(nil), .period(Period(first: Sample.day("2025-04-05"), last: Sample.day("2025-04-30"))),
        .bracket(nil), .bracket(.all), .bracket(Bracket(lower: .exclusive(Euros(cents: 1)), upper: .inclusive(Euros(cents: 2)))),
        .bracket(Bracket(upper: .exclusive(Euros(cents: 2)))), .documents([]),
        .documents([
            Sample.quotient(1, Sample.euros(5)),
            SupportingDocument(
                matricule: "001", kind: .schoolCertificate, status: .refused, validUntil: CalendarDate(year: 2025, month: 12, day: 31)),
        ]),
    ]

    @Test(arguments: values) func `a value is what the history keeps of it`(value: SetupValue) {
        #expect(SetupValue(stored: value.stored, matricule: "001") == value)
    }

    @Test(arguments: [
        "", "x", "n1x", "a", "d2025", "p2025-04-05", "p2025-04-05/x", "b1", "b=;x", "j1", "jfamilyQuotient/x/validated/", "b;;",
    ])
    func `what is no value is none`(text: String) { #expect(SetupValue(stored: text, matricule: "001") == nil) }
}
