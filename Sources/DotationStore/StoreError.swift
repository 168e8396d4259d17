public import Dotations

/// Why the store did not do what was asked; nothing was changed.
///
/// The description and ``detail`` are English, for engineers and logs, and never hold a person's data. Equality compares the code
/// alone, so that a test or a caller can say which fault it expects.
public struct StoreError: Error, Sendable, Equatable {
    /// The stable name of a fault.
    public enum Code: String, Sendable, CaseIterable {
        // The file.
        case missing = "store.missing"
        case notAStore = "store.not-a-store"
        case exists = "store.exists"
        case newerVersion = "store.newer-version"
        case olderVersion = "store.older-version"
        case locked = "store.locked"
        case unwritable = "store.unwritable"
        case readOnly = "store.read-only"
        case readOnlyLog = "store.read-only-log"
        case full = "store.full"
        case damaged = "store.damaged"
        case settings = "store.settings"
        case failed = "store.failed"

        // The server.
        case address = "store.address"
        case unreachable = "store.unreachable"

        // What was asked.
        case clientUnknown = "store.client-unknown"
        case clientMissing = "store.client-missing"
        case clientExists = "store.client-exists"
        case userUnknown = "store.user-unknown"
        case memberExists = "store.member-exists"
        case userDisabled = "store.user-disabled"
        case tokenInvalid = "store.token-invalid"
        case lastAdministrator = "store.last-administrator"
        case orderExists = "store.order-exists"
        case orderUnknown = "store.order-unknown"
        case orderEmpty = "store.order-empty"
        case orderRepeated = "store.order-repeated"
        case orderBound = "store.order-bound"
        case identifierInUse = "store.identifier-in-use"
        case identifiersExhausted = "store.identifiers-exhausted"
        case dotationUnknown = "store.dotation-unknown"
        case operationUnknown = "store.operation-unknown"
        case valuesExpired = "store.values-expired"
        case moved = "store.moved"
        case salesMoved = "store.sales-moved"
        case salesOrdered = "store.sales-ordered"
        case salesUnordered = "store.sales-unordered"
        case salesExportDiffers = "store.sales-export-differs"
        case eventUnknown = "store.event-unknown"
        case eventHasSales = "store.event-has-sales"
        case matriculeTaken = "store.matricule-taken"
        case matriculeOrdered = "store.matricule-ordered"
        case forbidden = "store.forbidden"
        case stopped = "store.stopped"
        case auditBroken = "store.audit-broken"

        /// Whether the file or the server is at fault, and not what was asked of it.
        package var isOfFile: Bool {
            switch self {
            case .missing, .notAStore, .newerVersion, .olderVersion, .locked, .unwritable, .readOnly, .readOnlyLog, .full, .damaged,
                .settings, .failed, .unreachable:
                true
            default: false
            }
        }
    }

    /// What a fault is about.
    public enum Subject: Sendable, Hashable {
        /// The file, or the server's address, as it was given.
        case file(String)
        /// These dotations.
        case dotations([Dotation.ID])
        /// An order.
        case order(OrderNumber)
        /// An order, and what depends on it.
        case bonds(OrderNumber, Set<OrderBond>)
        /// An order, and how it differs from the export of sales that it is made of.
        case differences(OrderNumber, [SalesExportDifference])
        /// Sales, by their numbers.
        case sales([Int])
        /// Sales that are to be ordered, and how an order differs from the export of sales that it seems to be.
        case unorderedSales([Int], [SalesExportDifference])
        /// Where the history stops being what was written.
        case audit(AuditPosition)

        /// How an order differs from an export of sales.
        public var differences: [SalesExportDifference] {
            switch self {
            case .differences(_, let differences), .unorderedSales(_, let differences): differences
            default: []
            }
        }
    }

    /// The stable name of the fault.
    public let code: Code
    /// One English sentence on what was found, without personal data.
    public let detail: String
    /// What the fault is about, where it is about one thing.
    public let subject: Subject?

    package init(_ code: Code, _ detail: String, _ subject: Subject? = nil) {
        self.code = code
        self.detail = detail
        self.subject = subject
    }

    /// The same fault with the file's name, where the file is at fault and not what was asked of it.
    func ofFile(_ path: String) -> StoreError { code.isOfFile ? StoreError(code, detail, .file(path)) : self }

    /// No client has the code that was named.
    package static var unknownClient: StoreError { StoreError(.clientUnknown, "No client has that code.") }

    /// There is not just one client, and none was named.
    package static var missingClient: StoreError {
        StoreError(.clientMissing, "The store has not just one client, and none was named.")
    }

    /// There is no such order in the store.
    package static func unknownOrder(_ order: OrderNumber) -> StoreError {
        StoreError(.orderUnknown, "The order does not exist.", .order(order))
    }

    /// Whether both have the same code.
    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}

extension StoreError: CustomStringConvertible {
    /// The code and the detail.
    public var description: String { "\(code.rawValue): \(detail)" }
}
