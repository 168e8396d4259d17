public import DotationSales
public import DotationStore
public import Dotations

// How the values of the domain stand in documents, so that a document has typed properties.

extension CalendarDate: EncodedAsText {}

extension OrderNumber: Encodable {
    /// The digits, as a string.
    public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}

extension Dotation.ID: Encodable {
    /// The digits, as a string.
    public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}
extension DotationStore.ExportIdentity: EncodedAsText {}

// By their numbers.
extension Operation.ID: Encodable {}
extension Sale.ID: Encodable {}

// By their names.
extension Sale.Status: Encodable {}
extension SaleEvent.Phase: Encodable {}
extension SupportingDocument.Kind: Encodable {}
extension SupportingDocument.Status: Encodable {}
extension Reconciliation.Outcome: Encodable {}
extension Reconciliation.Key: Encodable {}

extension Euros: Encodable {
    /// The cents, as an integer.
    public func encode(to encoder: any Encoder) throws { try cents.encode(to: encoder) }
}

extension Period: Encodable {
    private enum CodingKeys: CodingKey { case first, last }

    /// The first and the last day.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(first, forKey: .first)
        try container.encode(last, forKey: .last)
    }
}

extension Bracket.Bound: Encodable {
    private enum CodingKeys: CodingKey { case amountCents, inclusive }

    /// The amount, and whether it belongs to the bracket.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(amount, forKey: .amountCents)
        try container.encode(isInclusive, forKey: .inclusive)
    }
}

extension Criterion: Encodable {
    private enum CodingKeys: CodingKey { case kind, lower, upper }

    /// The kind of document, and the bounds, which are null where there are none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(bracket.lower, forKey: .lower)
        try container.encode(bracket.upper, forKey: .upper)
    }
}
