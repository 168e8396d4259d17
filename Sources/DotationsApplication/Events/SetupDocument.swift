internal import DotationSales
public import DotationStore
internal import Dotations

/// What programs read of an event workbook that is loaded.
public struct SetupDocument: Encodable, Sendable {
    struct Gap: Encodable, Sendable {
        let message: String
        let events: [String]
    }

    struct Change: Encodable, Sendable {
        let matricule: String
        let kind: String
        let old: [Document]
        let new: [Document]
    }

    struct Document: Encodable, Sendable {
        @Null var amountCents: Euros?
        let status: String
        @Null var validUntil: CalendarDate?

        init(_ document: SupportingDocument) {
            amountCents = document.amount
            status = document.status.rawValue
            validUntil = document.validUntil
        }
    }

    let status: PlanStatus
    let fingerprint: Fingerprint
    let file: String
    let events: [EventDocument]
    let people: Int
    let documents: Int
    let documentChanges: [Change]
    let gaps: [Gap]
    let warnings: [SetupWarningDocument]
    let faults: [SetupFaultDocument]
    @Null var operation: Operation.ID?

    /// The document of a workbook.
    ///
    /// - Parameters:
    ///   - proposal: the plan.
    ///   - status: what became of it.
    ///   - file: the workbook's name.
    ///   - operation: the operation that carried it out.
    public init(_ proposal: Proposal<SetupReport>, _ status: PlanStatus, file: String, operation: Operation?) {
        let report = proposal.plan
        let after = SalesLedger(report.ledger.setup.loading(report.setup), sales: report.ledger.sales)
        self.status = status
        fingerprint = proposal.fingerprint
        self.file = file
        events = report.setup.events.map { EventDocument($0, in: after, today: report.today) }
        people = report.setup.people.count
        documents = report.setup.documents.count
        documentChanges = report.documentChanges.map {
            Change(matricule: $0.matricule, kind: $0.kind.rawValue, old: $0.old.map(Document.init), new: $0.new.map(Document.init))
        }
        gaps = report.gaps.map { Gap(message: $0.message, events: $0.events) }
        warnings = report.warnings
        faults = report.faults
        self.operation = operation?.id
    }
}
