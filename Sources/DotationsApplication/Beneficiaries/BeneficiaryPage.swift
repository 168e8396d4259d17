internal import DotationAccounts
public import DotationSales
internal import DotationStore
internal import Dotations

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
        let setup = try store.salesLedger().setup
        var documents: [String: (all: Int, pending: Int)] = [:]
        for document in setup.documents {
            documents[document.matricule, default: (0, 0)].all += 1
            if document.status == .pending { documents[document.matricule, default: (0, 0)].pending += 1 }
        }
        let keys = (words ?? "").split(whereSeparator: \.isWhitespace).map { Folding.key($0) }
        var entries: [BeneficiaryPage.Entry] = []
        var total = 0
        for (index, person) in setup.people.enumerated() {
            let count = documents[person.matricule] ?? (0, 0)
            guard !onlyPending || count.pending > 0, keys.allSatisfy({ person.has($0) }) else { continue }
            total += 1
            guard total > offset, entries.count < size else { continue }
            entries.append(
                BeneficiaryPage.Entry(
                    number: index + 1, person: person, pending: seesDocuments ? count.pending : nil,
                    documents: seesDocuments ? count.all : nil))
        }
        return BeneficiaryPage(
            entries: entries, total: total, pendingTotal: seesDocuments ? documents.values.count { $0.pending > 0 } : nil)
    }
}

extension Beneficiary {
    /// Whether a word is found in what tells the person from others; nothing but punctuation is found nowhere.
    fileprivate func has(_ key: String) -> Bool {
        !key.isEmpty
            && [matricule, lastName, firstName, contact.email, contact.mobile].contains { Folding.key($0).contains(key) }
    }
}
