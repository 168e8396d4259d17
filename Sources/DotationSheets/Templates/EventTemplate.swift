public import DotationSales
internal import Dotations
public import Spreadsheet

/// The workbook in which events are set up: one table a sheet, with the rules for its cells and an example to be replaced.
///
/// It says what ``EventWorkbook`` reads: loading it as it is loads the example.
public struct EventTemplate: WorkbookDocument {
    /// What it has as its example.
    public let setup: SaleSetup

    /// The workbook with some events, people and documents in it.
    public init(_ setup: SaleSetup = Self.example) { self.setup = setup }

    /// The example of HappyPal's « Comment configurer un événement pour la vente de chèques ANCV Connect ? », for families up to a quotient, with
    /// two of the people whom ANCV tests with.
    public static let example: SaleSetup = {
        func day(_ text: String) -> CalendarDate? { CalendarDate(text) }
        guard let opens = day("2025-04-01"), let closes = day("2025-04-30"), let first = day("2025-06-01"), let last = day("2025-09-30"),
            let end = day("2025-12-31")
        else { return SaleSetup() }
        return SaleSetup(
            events: [
                SaleEvent(
                    name: "Chèques-vacances été 2025", description: "Vente de chèques ANCV Connect aux salariés", verifiesContacts: true,
                    maximum: 100, criteria: [Criterion(.familyQuotient, Bracket(upper: .inclusive(Euros(cents: 120_000))))],
                    sessions: [
                        SaleSession(
                            name: "100€ de chèques ANCV", dates: Period(first: first, last: last),
                            registration: Period(first: opens, last: closes), address: "CSE HappyPal", placesPerBeneficiary: 1,
                            price: Euros(cents: 5_000), cap: 50)
                    ])
            ],
            people: [
                Beneficiary(
                    matricule: "001", lastName: "TEST1", firstName: "ancv",
                    contact: Contact(email: "ancv.rec1@yopmail.com", mobile: "0665915236")),
                Beneficiary(
                    matricule: "002", lastName: "TEST2", firstName: "ancv",
                    contact: Contact(email: "ancv.rec2@yopmail.com", mobile: "0665915237")),
            ],
            documents: [
                SupportingDocument(
                    matricule: "001", kind: .familyQuotient, amount: Euros(cents: 85_000), status: .validated, validUntil: end),
                SupportingDocument(matricule: "002", kind: .familyQuotient, amount: Euros(cents: 110_000), status: .pending),
            ])
    }()

    /// Writes the workbook.
    public func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError) {
        workbook.properties = DocumentProperties(title: "Événement et bénéficiaires", subject: "À remplir, puis à charger")
        try TemplateSheet<EventColumn>(EventSheet.events, setup.events.map(Self.cells)).write(to: &workbook)
        try TemplateSheet<SessionColumn>(
            EventSheet.sessions, setup.events.flatMap { event in event.sessions.map { Self.cells($0, of: event) } }
        ).write(to: &workbook)
        try TemplateSheet<CriterionColumn>(
            EventSheet.criteria, setup.events.flatMap { event in event.criteria.map { Self.cells($0, of: event) } }
        ).write(to: &workbook)
        try TemplateSheet<PersonColumn>(EventSheet.people, setup.people.map(Self.cells)).write(to: &workbook)
        try TemplateSheet<DocumentColumn>(EventSheet.documents, setup.documents.map(Self.cells)).write(to: &workbook)
    }

    private static func cells(_ event: SaleEvent) -> [EventColumn: TemplateCell] {
        [
            .name: .text(event.name), .description: .text(event.description), .images: .text(event.images.joined(separator: "\n")),
            .verifies: .text(event.verifiesContacts ? "oui" : "non"), .maximum: .count(event.maximum),
        ]
    }

    private static func cells(_ session: SaleSession, of event: SaleEvent) -> [SessionColumn: TemplateCell] {
        [
            .event: .text(event.name), .name: .text(session.name), .faceValue: .euros(session.faceValue),
            .first: .day(session.dates?.first), .last: .day(session.dates?.last), .opens: .day(session.registration.first),
            .closes: .day(session.registration.last),
            .address: .text(session.address), .places: .count(session.placesPerBeneficiary), .price: .euros(session.price),
            .cap: .count(session.cap),
        ]
    }

    private static func cells(_ criterion: Criterion, of event: SaleEvent) -> [CriterionColumn: TemplateCell] {
        func flag(_ bound: Bracket.Bound?) -> TemplateCell { .text(bound.map { $0.isInclusive ? "oui" : "non" } ?? "") }
        let (lower, upper) = (criterion.bracket.lower, criterion.bracket.upper)
        return [
            .event: .text(event.name), .kind: .text(criterion.kind.label), .lower: .euros(lower?.amount), .lowerIncluded: flag(lower),
            .upper: .euros(upper?.amount), .upperIncluded: flag(upper),
        ]
    }

    private static func cells(_ person: Beneficiary) -> [PersonColumn: TemplateCell] {
        [
            .matricule: .text(person.matricule), .lastName: .text(person.lastName), .firstName: .text(person.firstName),
            .email: .text(person.contact.email), .mobile: .text(person.contact.mobile),
        ]
    }

    private static func cells(_ document: SupportingDocument) -> [DocumentColumn: TemplateCell] {
        [
            .matricule: .text(document.matricule), .kind: .text(document.kind.label), .amount: .euros(document.amount),
            .status: .text(document.status.label), .validUntil: .day(document.validUntil),
        ]
    }
}

extension TemplateSheet {
    fileprivate init(_ sheet: EventSheet, _ rows: [[Column: TemplateCell]]) {
        self.init(sheet.rawValue, instruction: sheet.instruction, rows)
    }
}
