public import DotationStore
internal import Dotations

/// Takes an import, a correction or an undo back, as a new operation with its own e-mails.
public struct UndoImport: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let id: Operation.ID

    /// The undo of an operation.
    public init(_ id: Operation.ID, application: Application) {
        self.id = id
        self.application = application
    }

    /// The plan for the store as it is now.
    public func plan() throws -> ImportReport {
        let store = application.store
        let changes = try store.changes(of: store.importOperation(id))
        guard let number = try changes.first.flatMap({ try store.order(of: $0.id) }), let order = try store.order(number) else {
            throw ApplicationError(.nothingToDo, "L’opération \(id) n’a modifié aucun contact : il n’y a rien à annuler.")
        }
        let dotations = try store.dotations(of: number)
        let plan = ImportPlan.reverting(changes, of: order, dotations: dotations)
        guard !plan.isEmpty || !plan.refused.isEmpty else {
            throw ApplicationError(.nothingToDo, "L’import \(id) n’a rien laissé à annuler.")
        }
        return ImportReport(plan: plan, dotations: dotations, base: .history)
    }

    /// Carries a plan out, whole or not at all.
    public func carryOut(_ report: ImportReport) throws -> Operation {
        try application.store.apply(report.plan, as: .revert(id), context: application.context)
    }
}
