public import DotationSales
internal import DotationSheets
internal import DotationStore
public import Dotations
internal import Spreadsheet

/// What an event workbook, or what was typed, says; what is wrong with it, with the cells that it is about; and what loading it would change.
public struct SetupReport: ApprovablePlan {
    /// What loading an event does to the one of its name.
    public enum Novelty: Sendable, Hashable {
        /// There is none.
        case new
        /// It is on sale again; it was withdrawn on that day.
        case restored(CalendarDate)
        /// It is the same.
        case unchanged
        /// It becomes another.
        case updated
    }

    /// What is to be loaded.
    public let setup: SaleSetup
    /// What is there already.
    public let ledger: SalesLedger
    /// What is wrong; where something is, nothing is loaded.
    public let faults: [SetupFaultDocument]
    /// What the rules find wrong, with where in the setup it is.
    public let setupFaults: [SetupFault]
    /// What the rules find worth a look, with where in the setup it is.
    public let setupWarnings: [SetupWarning]
    /// The amounts for which no event is open.
    public let gaps: [BracketGap]
    /// What is worth a look.
    public let warnings: [SetupWarningDocument]
    /// All that changes.
    public let changes: [SetupChange]
    /// The documents that change.
    public let documentChanges: [DocumentChange]
    let today: CalendarDate
    /// The workbook; nil for what was typed.
    private let file: ImportedFile?
    /// The events, people and documents once it is loaded.
    private let loaded: SaleSetup

    init(
        _ workbook: EventWorkbook, _ content: EventWorkbook.Content, _ review: SetupReview, over ledger: SalesLedger, today: CalendarDate,
        file: ImportedFile
    ) {
        let unreadable = content.faults.map {
            SetupFaultDocument(
                code: $0.code.rawValue, sheet: $0.sheet, cell: $0.cell?.description, row: $0.row, message: $0.message, advice: $0.advice)
        }
        let faults = review.faults.map { fault in
            let place = workbook.location(of: fault, in: content)
            return SetupFaultDocument(
                code: fault.code.rawValue, sheet: place?.sheet, cell: place?.cell?.description, row: place?.row, message: fault.message,
                advice: fault.advice)
        }
        func document(_ warning: Warning, _ sheet: String, row: Int? = nil) -> SetupWarningDocument {
            SetupWarningDocument(code: warning.code.rawValue, sheet: sheet, row: row, message: warning.message)
        }
        let warnings =
            workbook.unknownTitles.map { document(.columnUnknown($1), $0) }
            + content.warnings.map { document($1.warning, $0, row: $1.row) }
        self.init(content.setup, review, unreadable + faults, warnings, over: ledger, today: today, file: file)
    }

    /// What was typed; `others` are faults beside those of the review.
    init(typed setup: SaleSetup, others: [SetupFault] = [], over ledger: SalesLedger, today: CalendarDate, isWhole: Bool) {
        var review = setup.review(over: ledger, today: today, isWhole: isWhole)
        review.add(others)
        let faults = review.faults.map { fault in
            SetupFaultDocument(
                code: fault.code.rawValue, sheet: nil, cell: nil, row: nil, message: fault.messageWithoutSheet,
                advice: fault.adviceWithoutSheet)
        }
        self.init(setup, review, faults, [], over: ledger, today: today, file: nil)
    }

    private init(
        _ setup: SaleSetup, _ review: SetupReview, _ faults: [SetupFaultDocument], _ warnings: [SetupWarningDocument],
        over ledger: SalesLedger, today: CalendarDate, file: ImportedFile?
    ) {
        let setup = setup.keepingContacts(of: ledger.roster.people)
        self.setup = setup
        self.ledger = ledger
        self.today = today
        self.file = file
        self.faults = faults
        loaded = ledger.setup.loading(setup)
        setupFaults = review.faults
        setupWarnings = review.warnings
        gaps = review.gaps
        self.warnings =
            warnings + review.warnings.map { SetupWarningDocument(code: $0.code.rawValue, sheet: nil, row: nil, message: $0.message) }
        changes = ledger.setup.changes(loading: setup)
        documentChanges = ledger.setup.documentChanges(loading: setup)
    }

    /// Whether nothing would be loaded: there is a fault, or it is what is known.
    public var isEmpty: Bool { !faults.isEmpty || loaded == ledger.setup }
    /// How many events, people and documents are loaded.
    public var changeCount: Int { setup.events.count + setup.people.count + setup.documents.count + setup.removedDocuments.count }

    /// What loading an event does to the one of its name.
    public func novelty(of event: SaleEvent) -> Novelty {
        guard let old = ledger.events.first(where: { $0.id == event.id }) else { return .new }
        return old.withdrawn.map { .restored($0) } ?? (old == event ? .unchanged : .updated)
    }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        if let file {
            description.add(.condition) { $0.append(file.content) }
        } else {
            for event in setup.events { description.add(.change) { $0.append(event) } }
            for person in setup.people { description.add(.change) { $0.append(person) } }
            for document in setup.documents { description.add(.change) { $0.append(document) } }
        }
        for event in setup.events { description.add(.change) { $0.append(String(describing: novelty(of: event))) } }
        for change in documentChanges {
            description.add(.change) { encoder in
                encoder.append(change.matricule)
                encoder.append(change.kind.rawValue)
                for document in change.old { encoder.append(decision: document) }
            }
        }
        for fault in faults { description.add(.refusal) { $0.append(fault.message) } }
        for message in gaps.map(\.message) + warnings.map(\.message) { description.add(.warning) { $0.append(message) } }
    }

    /// The workbook for programs.
    public func encode(to encoder: any Encoder) throws {
        let after = SalesLedger(loaded, sales: ledger.sales)
        func documents(_ documents: [SupportingDocument]) -> [JSONObject] {
            documents.map { ["amountCents": $0.amount, "status": $0.status, "validUntil": $0.validUntil] }
        }
        try encoder.write([
            "file": file?.name, "events": setup.events.map { $0.document(after.counts, today: today) }, "people": setup.people.count,
            "documents": setup.documents.count,
            "documentChanges": documentChanges.map { change -> JSONObject in
                ["matricule": change.matricule, "kind": change.kind, "old": documents(change.old), "new": documents(change.new)]
            },
            "gaps": gaps.map { gap -> JSONObject in ["message": gap.message, "events": gap.events] }, "warnings": warnings,
            "faults": faults,
        ])
    }
}

extension HashEncoder {
    mutating func append(_ event: SaleEvent) {
        for text in [event.name, event.description] + event.images { append(text) }
        append(event.verifiesContacts ? 1 : 0)
        append(event.maximum)
        append(event.withdrawn?.description)
        append(event.criteria.count)
        for criterion in event.criteria {
            append(criterion.kind.rawValue)
            for bound in [criterion.bracket.lower, criterion.bracket.upper] {
                append(bound?.amount.cents)
                append(bound.map { $0.isInclusive ? 1 : 0 })
            }
        }
        for session in event.sessions {
            for text in [session.name, session.address] { append(text) }
            for day in [session.dates?.first, session.dates?.last, session.registration.first, session.registration.last] {
                append(day?.description)
            }
            for amount in [session.faceValue, session.price] { append(amount.cents) }
            append(session.placesPerBeneficiary)
            append(session.cap)
        }
    }

    mutating func append(_ person: Beneficiary) {
        for text in [person.matricule, person.lastName, person.firstName, person.contact.email, person.contact.mobile] { append(text) }
    }

    mutating func append(_ document: SupportingDocument) {
        append(document.matricule)
        append(document.kind.rawValue)
        append(decision: document)
    }

    fileprivate mutating func append(decision document: SupportingDocument) {
        append(document.amount?.cents)
        append(document.status.rawValue)
        append(document.validUntil?.description)
    }
}
