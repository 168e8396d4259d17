public import DotationSales
public import Dotations

/// What a row is about, for programs: a dotation is a string, a sale a number.
public enum RowID: Encodable, Sendable, Hashable {
    /// A dotation.
    case dotation(Dotation.ID)
    /// A sale.
    case sale(Sale.ID)

    /// The identifier.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .dotation(let id): try id.encode(to: encoder)
        case .sale(let id): try id.encode(to: encoder)
        }
    }
}
