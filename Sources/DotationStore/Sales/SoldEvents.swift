public import DotationSales

/// The events, each at the place of its number, and what they have sold.
public struct SoldEvents: Sendable {
    /// The events.
    public let events: [SaleEvent]
    /// What they have sold.
    public let counts: SoldCounts
}
