public import DotationStore
internal import Dotations

/// Takes an import, a correction or an undo back, as a new operation.
///
/// E-mails of it that have not left are taken back with it; an e-mail goes only to those whom one of its e-mails has reached or may have.
public struct UndoImport: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let id: Operation.ID
    private let writing: WriteProgress

    /// The undo of an operation.
    ///
    /// - Parameters:
    ///   - id: the operation.
    ///   - application: who works on which store.
    ///   - writing: told of the rows that are written, and asked whether to go on.
    public init(_ id: Operation.ID, application: Application, writing: @escaping WriteProgress = { _, _ in true }) {
        self.id = id
        self.application = application
        self.writing = writing
    }

    /// The operation that is undone.
    public var scope: String { id.description }

    /// The plan for the store as it is now.
    public func plan() throws -> ImportReport {
        let store = application.store
        let operation = try store.existingOperation(id)
        let changes = try store.changes(of: operation)
        // A resend in bulk is no import: « jobs cancel » stops it.
        let resends = operation.kind == .import ? try store.resends(of: operation) : []
        let concerned = changes.map(\.id) + resends.map(\.id)
        guard let number = try concerned.first.flatMap({ try store.order(of: $0) }), let order = try store.order(number) else {
            throw ApplicationError.nothingToUndo(id)
        }
        let dotations = try store.dotations(of: number)
        let mails = try store.mails(of: operation, to: concerned)
        let plan = ImportPlan.reverting(changes, resends: resends, of: order, dotations: dotations, mails: mails)
        guard !plan.isEmpty || !plan.refused.isEmpty else {
            throw ApplicationError.nothingLeftToUndo(id)
        }
        return ImportReport(plan: plan, dotations: dotations, base: .history)
    }

    /// Carries a plan out, whole or not at all.
    public func carryOut(_ report: ImportReport, _ context: OperationContext) throws -> Operation {
        try application.store.apply(report.plan, as: .revert(id), context: context, progress: writing)
    }
}
