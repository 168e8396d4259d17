public import DotationStore

/// What was done to the store, the latest first.
public struct ListOperations {
    /// What was done.
    public struct Result: Encodable, Sendable {
        /// The operations.
        public let imports: [Operation]
    }

    private let kinds: Set<Operation.Kind>
    private let limit: Int
    private let application: Application

    /// The latest operations.
    ///
    /// - Parameters:
    ///   - all: whether those are meant too that are no imports.
    ///   - limit: how many at most.
    ///   - application: of which store.
    public init(all: Bool = false, limit: Int, application: Application) {
        kinds = Set(Operation.Kind.allCases.filter { all || $0.isImport })
        self.limit = limit
        self.application = application
    }

    /// Reads them.
    public func run() throws -> Result { Result(imports: try application.store.operations(kinds, limit: limit)) }
}

extension Operation: Encodable {
    /// What was done, when and by whom, and how many rows came to what.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "id": id, "kind": kind, "date": context.date, "user": context.user, "order": order, "file": file?.content,
            "fileName": file?.name, "export": export, "reverts": reverts, "rows": counts.rows, "changed": counts.changed,
            "resent": counts.resent, "refused": counts.refused, "unchanged": counts.unchanged,
        ])
    }
}
