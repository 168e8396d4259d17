public import Dotations

/// What a sheet of sales, or one sale by itself, would do: each row is in exactly one of ``registered``, ``changed``, ``unchanged`` and
/// ``refused``, each of them in the order of the rows.
public struct SalesPlan: Sendable, Hashable {
    /// What was asked.
    public let request: SalesRequest
    /// The day in Paris on which it was planned.
    public let today: CalendarDate
    /// The state of the store that it was made for.
    public let state: Hash256?
    /// The sales to record, each with the number that it gets unless others are recorded before.
    public internal(set) var registered: [PlannedSale] = []
    /// The sales that are there already, and change.
    public internal(set) var changed: [PlannedSaleChange] = []
    /// The rows that ask for nothing, each with its sale; also those that repeat another row.
    public internal(set) var unchanged: [UnchangedSaleRow] = []
    /// The rows that are not applied, and why.
    public internal(set) var refused: [RefusedSaleRow] = []
    /// What is worth a look, though it is applied.
    public internal(set) var warnings: [PlannedWarning] = []
    /// Why a person has to confirm the plan; empty where nothing is unusual.
    public internal(set) var confirmations: [ConfirmationNeed] = []

    /// How many rows, or sales, it was asked about.
    public var rowCount: Int {
        switch request {
        case .rows(let rows): rows.count
        case .status(_, let sales): sales.count
        case .contact: 1
        }
    }

    /// Whether applying the plan would change nothing.
    public var isEmpty: Bool { registered.isEmpty && changed.isEmpty }

    /// Whether both do the same, whatever numbers the sales get.
    public func isEquivalent(to other: SalesPlan) -> Bool {
        registered.elementsEqual(other.registered) { $0.row == $1.row && $0.sale.isSame(as: $1.sale) }
            && changed == other.changed && unchanged.map(\.row) == other.unchanged.map(\.row) && refused == other.refused
    }
}

extension Sale {
    /// Whether both are the same sale, the number aside.
    func isSame(as other: Sale) -> Bool {
        session == other.session && matricule == other.matricule && quantity == other.quantity && pricePaid == other.pricePaid
            && date == other.date && contact == other.contact && reference == other.reference && status == other.status
    }
}
