public import DotationSales
internal import Dotations

/// That nothing is sold in an event any more; it stays in the history.
public struct EventWithdrawal: ApprovablePlan {
    /// The event.
    public let event: SaleEvent

    /// Never: there is an event on sale.
    public var isEmpty: Bool { false }
    /// One event.
    public var changeCount: Int { 1 }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) { description.add(.change) { $0.append(event.id.key) } }

    /// The event's name.
    public func encode(to encoder: any Encoder) throws { try encoder.write(["event": event.name]) }
}
