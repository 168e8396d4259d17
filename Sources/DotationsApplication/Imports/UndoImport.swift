internal import DotationAccounts
public import DotationStore
internal import Dotations

extension Application {
    /// Takes an import, a correction or an undo back, as a new operation.
    ///
    /// E-mails of it that have not left are taken back with it; an e-mail goes only to those whom one of its e-mails has reached or may have.
    /// `writing` is told of the rows that are written, and asked whether to go on.
    public func undo(_ id: Operation.ID, writing: @escaping WriteProgress = { _, _ in true }) -> UseCase<ImportReport, Operation> {
        UseCase(scope: "UndoImport \(id)", application: self, permission: .import) {
            let operation = try store.existingOperation(id)
            let changes = try store.changes(of: operation)
            // A resend in bulk is no import: « jobs cancel » stops it.
            let resends = operation.kind == .import ? try store.resends(of: operation) : []
            let concerned = changes.map(\.id) + resends.map(\.id)
            guard let number = try concerned.first.flatMap({ try store.order(of: $0) }), let order = try store.order(number) else {
                throw ApplicationError.nothingToUndo(id)
            }
            let dotations = try store.dotations(of: number)
            let unsent = try store.unsentMails(of: operation, to: concerned)
            let plan = ImportPlan.reverting(changes, resends: resends, of: order, dotations: dotations, unsent: unsent)
            guard !plan.isEmpty || !plan.refused.isEmpty else { throw ApplicationError.nothingLeftToUndo(id) }
            return ImportReport(plan: plan, dotations: dotations, base: .history)
        } perform: {
            try store.apply($0.plan, as: .revert(id), context: $1, progress: writing)
        }
    }
}
