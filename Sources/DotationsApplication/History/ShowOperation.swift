public import DotationStore

/// What an operation of any kind was, and what it did to each dotation.
public struct ShowOperation {
    /// An operation with its rows.
    public struct Result: Encodable, Sendable {
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

    private let id: Operation.ID
    private let application: Application

    /// The operation of that number.
    public init(_ id: Operation.ID, application: Application) {
        self.id = id
        self.application = application
    }

    /// Reads it.
    ///
    /// - Throws: `store.operation-unknown`.
    public func run() throws -> Result {
        let operation = try application.store.existingOperation(id)
        return Result(operation: operation, details: try application.store.auditRows(of: operation))
    }
}
