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
        case newerVersion = "store.newer-version"
        case locked = "store.locked"
        case unwritable = "store.unwritable"
        case readOnly = "store.read-only"
        case readOnlyLog = "store.read-only-log"
        case full = "store.full"
        case damaged = "store.damaged"
        case settings = "store.settings"
        case failed = "store.failed"

        // What was asked.
        case clientUnknown = "store.client-unknown"
        case clientMissing = "store.client-missing"
        case clientExists = "store.client-exists"
        case userUnknown = "store.user-unknown"
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
        case forbidden = "store.forbidden"
        case stopped = "store.stopped"
        case auditBroken = "store.audit-broken"
    }

    /// The stable name of the fault.
    public let code: Code
    /// One English sentence on what was found, without personal data.
    public let detail: String
    /// The file, as it was given.
    public var path: String?
    /// The dotations that it is about.
    public var dotations: [Dotation.ID]
    /// The order that it is about.
    public var order: OrderNumber?
    /// The numbers of the sales that it is about.
    public var sales: [Int]
    /// How an order differs from the export of sales that it is made of, or seems to be.
    public var exportDifferences: [SalesExportDifference] = []
    /// What depends on the order.
    public var bonds: Set<OrderBond>
    /// The audit row, or the operation, at which the history stops being what was written.
    public var auditPosition: AuditPosition?

    package init(
        _ code: Code, _ detail: String, path: String? = nil, dotations: [Dotation.ID] = [], order: OrderNumber? = nil,
        sales: [Int] = [], bonds: Set<OrderBond> = [], auditPosition: AuditPosition? = nil
    ) {
        self.code = code
        self.detail = detail
        self.path = path
        self.dotations = dotations
        self.order = order
        self.sales = sales
        self.bonds = bonds
        self.auditPosition = auditPosition
    }

    /// No client has the code that was named.
    package static var unknownClient: StoreError { StoreError(.clientUnknown, "No client has that code.") }

    /// There is not just one client, and none was named.
    package static var missingClient: StoreError {
        StoreError(.clientMissing, "The store has not just one client, and none was named.")
    }

    /// There is no such order in the store.
    package static func unknownOrder(_ order: OrderNumber) -> StoreError {
        StoreError(.orderUnknown, "The order does not exist.", order: order)
    }

    /// There is no such dotation in the store.
    package static func unknownDotation(_ id: Dotation.ID) -> StoreError {
        StoreError(.dotationUnknown, "The dotation does not exist.", dotations: [id])
    }

    /// Whether both have the same code.
    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}

extension StoreError: CustomStringConvertible {
    /// The code and the detail.
    public var description: String { "\(code.rawValue): \(detail)" }
}
