public import DotationSales

/// Some of the people that a search found.
public struct FoundBeneficiaries: Sendable {
    /// A person.
    public struct Entry: Sendable {
        /// The person's number.
        public let number: Int
        /// The person.
        public let person: Beneficiary
        /// How many documents they handed in.
        public let documents: Int
        /// How many of these nobody has looked at yet.
        public let pending: Int
    }

    /// The people of the page, in the order in which they came.
    public let entries: [Entry]
    /// How many the search found in all.
    public let total: Int
    /// How many people have a document that nobody has looked at yet.
    public let pendingTotal: Int
}
