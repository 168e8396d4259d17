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
        let operation = try store.existingOperation(id)
        return OperationDetails(operation: operation, details: try store.auditRows(of: operation))
    }
}
