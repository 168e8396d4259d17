internal import DotationAccounts
public import DotationStore
public import Dotations

/// What was done to the store, the latest first.
public struct OperationList: Encodable, Sendable {
    /// The operations.
    public let imports: [Operation]
    /// How many there are in all.
    public let total: Int
    /// Those among them that were taken back since.
    public let undone: Set<Operation.ID>

    /// The operations.
    public func encode(to encoder: any Encoder) throws { try encoder.write(["imports": imports]) }
}

extension Application {
    /// Lists the latest operations, at most `limit` after those that are `skipped`; `all` says whether those are meant too that are no imports. Where a
    /// kind or an order is given, of that alone.
    public func operations(
        all: Bool = false, of kind: Operation.Kind? = nil, about order: OrderNumber? = nil, after skipped: Int = 0, limit: Int
    ) throws -> OperationList {
        try require(.view)
        let kinds = Set(Operation.Kind.allCases.filter { (all || $0.isImport) && (kind == nil || $0 == kind) })
        let operations = try store.operations(kinds, about: order, after: skipped, limit: limit)
        return OperationList(
            imports: operations, total: try store.operationCount(kinds, about: order), undone: try store.undone(among: operations.map(\.id))
        )
    }
}

extension Operation {
    /// Whether it is of those that can be taken back: contacts that it changed, or e-mails that an import asked for.
    public var canBeUndone: Bool {
        switch kind {
        case .import: counts.changed + counts.resent > 0
        case .edit, .revert: counts.changed > 0
        default: false
        }
    }
}

extension Operation: Encodable {
    /// What was done, when and by whom, and how many rows came to what.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "id": id, "kind": kind, "date": context.date, "user": context.user, "way": context.way, "order": order, "file": file?.content,
            "fileName": file?.name, "export": export, "reverts": reverts, "rows": counts.rows, "changed": counts.changed,
            "resent": counts.resent, "refused": counts.refused, "unchanged": counts.unchanged,
        ])
    }
}
