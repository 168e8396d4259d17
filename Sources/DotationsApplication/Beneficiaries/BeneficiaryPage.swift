internal import DotationAccounts
public import DotationSales
internal import DotationStore

/// Some of the people who may take part in events.
public struct BeneficiaryPage: Sendable {
    /// A person, with what is known of them.
    public struct Entry: Sendable {
        /// The person's number.
        public let number: Int
        /// The person.
        public let person: Beneficiary
        /// How many of their documents nobody has looked at yet; nil for a role that sees no documents.
        public let pending: Int?
        /// How many documents they handed in; nil for a role that sees no documents.
        public let documents: Int?
    }

    /// The people of the page.
    public let entries: [Entry]
    /// How many there are in all.
    public let total: Int
    /// How many people have a document that nobody has looked at yet; nil for a role that sees no documents.
    public let pendingTotal: Int?
}

extension Application {
    /// A page of the people, in the order in which they came: those in whom each of the words is found, of the staff number, the names, the e-mail
    /// address and the mobile number; or those alone who have a document to be validated.
    public func beneficiaries(_ words: String? = nil, onlyPending: Bool = false, after offset: Int = 0, size: Int) throws -> BeneficiaryPage
    {
        try require(.view)
        if onlyPending { try require(.viewDocuments) }
        let seesDocuments = role?.allows(.viewDocuments) ?? true
        let found = try store.beneficiaries(
            words ?? "", onlyPending: onlyPending, after: offset, size: size)
        return BeneficiaryPage(
            entries: found.entries.map { entry in
                BeneficiaryPage.Entry(
                    number: entry.number, person: entry.person, pending: seesDocuments ? entry.pending : nil,
                    documents: seesDocuments ? entry.documents : nil)
            }, total: found.total, pendingTotal: seesDocuments ? found.pendingTotal : nil)
    }
}
