public import Dotations

/// What a plan is applied as.
public enum PlanSource: Sendable, Hashable {
    /// An edited sheet, with the export that it began as where it carries one.
    case sheet(ImportedFile, export: ExportIdentity?)
    /// A single correction.
    case edit
    /// The undo of an operation.
    case revert(Operation.ID)
}
