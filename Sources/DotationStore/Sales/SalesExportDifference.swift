public import DotationSales
public import Dotations

/// How an order differs from the export of sales that it is made of, without anybody's data.
public struct SalesExportDifference: Sendable, Hashable {
    /// What differs.
    public enum Kind: Sendable, Hashable {
        /// The rows of a person ask together for another amount than was sold.
        case amount(asked: Euros, sold: Euros)
        /// The e-mail address of the row is that of none of the person's sales.
        case email
        /// The mobile number of the row is that of none of the person's sales.
        case mobile
        /// The export has nothing for the staff number of the row.
        case added
        /// No row is for the person who bought the sales.
        case missing
    }

    /// What differs.
    public let kind: Kind
    /// The positions of the rows among the dotations that were asked for, from 0; empty where a row is missing.
    public let positions: [Int]
    /// The person's sales; empty where the export has none.
    public let sales: [Sale.ID]
}
