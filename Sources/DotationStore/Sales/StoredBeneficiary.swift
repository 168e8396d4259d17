public import DotationSales

/// A person, what they handed in, and what they bought.
public struct StoredBeneficiary: Sendable {
    /// The person.
    public let person: Beneficiary
    /// What they handed in.
    public let documents: [SupportingDocument]
    /// What they bought, whatever became of it.
    public let sales: [NamedSale]
}
