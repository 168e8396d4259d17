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
    /// Looks an operation up.
    ///
    /// - Throws: `store.operation-unknown`.
    public func operation(_ id: Operation.ID) throws -> OperationDetails {
        try require(.view)
        let operation = try store.existingOperation(id)
        return OperationDetails(operation: operation, details: try store.auditRows(of: operation))
    }

    /// What a request did; nil where it was not carried out.
    public func operation(request: RequestID) throws -> Operation? {
        try require(.view)
        return try store.operation(request: request)
    }
}
