internal import DotationAccounts
public import DotationStore

/// What an operation of any kind was, and what it did to each dotation.
public struct OperationDetails: Encodable, Sendable {
    /// What was done.
    public let operation: Operation
    /// What it did to each dotation, and why it did nothing to a row.
    public let details: [AuditRow]

    /// The operation, and what it did.
    public func encode(to encoder: any Encoder) throws {
        try operation.encode(to: encoder)
        try encoder.write(["details": details])
    }
}

extension Application {
    /// Looks an operation up, with all that it did, or so much of it after what was left out. Who may see no documents is not told of them.
    ///
    /// - Throws: `store.operation-unknown`.
    public func operation(_ id: Operation.ID, after skipped: Int = 0, limit: Int = .max) throws -> OperationDetails {
        try require(.view)
        let operation = try store.existingOperation(id)
        let rows = try store.auditRows(of: operation, after: skipped, limit: limit)
        let seesDocuments = role?.allows(.viewDocuments) ?? true
        return OperationDetails(operation: operation, details: seesDocuments ? rows : rows.map(\.withoutDocuments))
    }

    /// What a request did; nil where it was not carried out.
    public func operation(request: RequestID) throws -> Operation? {
        try require(.view)
        return try store.operation(request: request)
    }
}
