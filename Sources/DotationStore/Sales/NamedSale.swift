public import DotationSales

/// A sale with the names of what was bought and of who bought it.
public struct NamedSale: Sendable, Hashable {
    /// The sale.
    public let sale: Sale
    /// The event's name.
    public let event: String
    /// The session's name.
    public let session: String
    /// Who bought it.
    public let buyer: Beneficiary
    /// The number of who bought it.
    public let buyerNumber: Int
}
