public import DotationSales
internal import DotationSheets
internal import DotationStore
public import Dotations
internal import Spreadsheet

/// What an event workbook says, what is wrong with it, with the cells that it is about, and what loading it would change.
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

    /// What the workbook says.
    public let setup: SaleSetup
    /// What is there already.
    public let ledger: SalesLedger
    /// What is wrong; where something is, nothing is loaded.
    public let faults: [SetupFaultDocument]
    /// The amounts for which no event is open.
    public let gaps: [BracketGap]
    /// What is worth a look.
    public let warnings: [SetupWarningDocument]
    /// The documents that change.
    public let documentChanges: [DocumentChange]
    let today: CalendarDate
    private let file: ImportedFile
    /// The events, people and documents once it is loaded.
    private let loaded: SaleSetup

    init(
        _ workbook: EventWorkbook, _ content: EventWorkbook.Content, _ review: SetupReview, over ledger: SalesLedger, today: CalendarDate,
        file: ImportedFile
    ) {
        setup = content.setup
        loaded = ledger.setup.loading(setup)
        self.ledger = ledger
        self.today = today
        self.file = file
        faults =
            content.faults.map {
                SetupFaultDocument(
                    code: $0.code.rawValue, sheet: $0.sheet, cell: $0.cell?.description, row: $0.row, message: $0.message, advice: $0.advice
                )
            }
            + review.faults.map { fault in
                let place = workbook.location(of: fault, in: content)
                return SetupFaultDocument(
                    code: fault.code.rawValue, sheet: place?.sheet, cell: place?.cell?.description, row: place?.row, message: fault.message,
                    advice: fault.advice)
            }
        gaps = review.gaps
        warnings =
            workbook.unknownTitles.map { sheet, title in
                let warning = Warning.columnUnknown(title)
                return SetupWarningDocument(code: warning.code.rawValue, sheet: sheet, message: warning.message)
            } + review.warnings.map { SetupWarningDocument(code: $0.code.rawValue, sheet: nil, message: $0.message) }
        documentChanges = ledger.setup.documentChanges(loading: setup)
    }

    /// Whether nothing would be loaded: the workbook has a fault, or says what is known.
    public var isEmpty: Bool { !faults.isEmpty || loaded == ledger.setup }
    /// How many events, people and documents are loaded.
    public var changeCount: Int { setup.events.count + setup.people.count + setup.documents.count }

    /// What loading an event does to the one of its name.
    public func novelty(of event: SaleEvent) -> Novelty {
        guard let old = ledger.events.first(where: { $0.id == event.id }) else { return .new }
        return old.withdrawn.map { .restored($0) } ?? (old == event ? .unchanged : .updated)
    }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        description.add(.condition) { $0.append(file.content) }
        for event in setup.events { description.add(.change) { $0.append(String(describing: novelty(of: event))) } }
        for change in documentChanges {
            description.add(.change) { encoder in
                encoder.append(change.matricule)
                encoder.append(change.kind.rawValue)
                for document in change.old {
                    encoder.append(document.amount?.cents)
                    encoder.append(document.status.rawValue)
                    encoder.append(document.validUntil?.description)
                }
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
            "file": file.name, "events": setup.events.map { $0.document(in: after, today: today) }, "people": setup.people.count,
            "documents": setup.documents.count,
            "documentChanges": documentChanges.map { change -> JSONObject in
                ["matricule": change.matricule, "kind": change.kind, "old": documents(change.old), "new": documents(change.new)]
            },
            "gaps": gaps.map { gap -> JSONObject in ["message": gap.message, "events": gap.events] }, "warnings": warnings,
            "faults": faults,
        ])
    }
}
