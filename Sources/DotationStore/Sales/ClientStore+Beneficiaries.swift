public import DotationSales
public import Dotations

extension ClientStore {
    /// A page of the people, in the order in which they came.
    ///
    /// - Parameters:
    ///   - text: words, each of which is found in the staff number, a name, the e-mail address or the mobile number, without case, accents and
    ///     punctuation; a mobile number in whichever way it is written, as dotations are searched. More than ``DotationQuery/wordLimit`` are not
    ///     looked for.
    ///   - onlyPending: whether they have a document that nobody has looked at yet.
    ///   - offset: how many to leave out before the page.
    ///   - size: how many the page has at most.
    /// - Returns: the page; past the end it has none.
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func beneficiaries(
        _ text: String = "", onlyPending: Bool = false, after offset: Int, size: Int
    ) throws(StoreError) -> FoundBeneficiaries {
        try read { connection throws(StoreError) in
            let pendingTotal =
                try connection.int("SELECT count(DISTINCT beneficiary_id) FROM documents WHERE client = :client AND status = 'pending'")
                ?? 0
            var total = 0
            var ids: [Int] = []
            let words = SearchKey.words(text).map(SearchedWord.init)
            if !words.isEmpty {
                try connection.forEachBeneficiary(onlyPending: onlyPending) { number, person in
                    let contact = person.contact
                    let texts = [person.matricule, person.lastName, person.firstName, contact.email]
                    guard SearchedTexts(texts, mobile: contact.mobile).have(words) else { return }
                    total += 1
                    if total > offset, ids.count < size { ids.append(number) }
                }
            } else if onlyPending {
                total = pendingTotal
                let statement = try Statement(
                    connection,
                    """
                    SELECT DISTINCT beneficiary_id FROM documents WHERE client = :client AND status = 'pending'
                    ORDER BY beneficiary_id LIMIT ? OFFSET ?
                    """)
                try statement.bind([.int(size), .int(offset)])
                while try statement.step() { ids.append(statement.int("beneficiary_id")) }
            } else {
                // They are numbered without gaps.
                total = try connection.beneficiaryCount()
                if offset < total { ids = Array(offset + 1...offset + min(size, total - offset)) }
            }
            return FoundBeneficiaries(entries: try connection.entries(ids), total: total, pendingTotal: pendingTotal)
        }
    }

    /// A person by their number; nil where there is none of the number.
    public func beneficiary(numbered number: Int) throws(StoreError) -> StoredBeneficiary? {
        try read { connection throws(StoreError) in
            guard let person = try connection.beneficiary(number) else { return nil }
            let statement = try Statement(
                connection, "SELECT \(SupportingDocument.columns) FROM documents WHERE client = :client AND beneficiary_id = ? ORDER BY id")
            try statement.bind([.int(number)])
            var documents: [SupportingDocument] = []
            while try statement.step() { documents.append(try SupportingDocument(statement, of: person.matricule)) }
            return StoredBeneficiary(person: person, documents: documents, sales: try connection.sales(to: number))
        }
    }

    /// The number of the person of a staff number; nil where there is none.
    public func beneficiaryNumber(of matricule: String) throws(StoreError) -> Int? {
        try read { connection throws(StoreError) in
            try connection.int("SELECT id FROM beneficiaries WHERE client = :client AND matricule = ?", .text(matricule))
        }
    }

    /// How many people there are, and how many of them have the documents that an event asks for on a day.
    ///
    /// Goes through all documents, where it asks for any.
    public func beneficiaryCounts(for event: SaleEvent, on day: CalendarDate) throws(StoreError) -> (all: Int, eligible: Int) {
        try read { connection throws(StoreError) in
            let all = try connection.beneficiaryCount()
            guard !event.refusals(for: [], on: day).isEmpty else { return (all, all) }
            let statement = try Statement(
                connection,
                """
                SELECT beneficiary_id, \(SupportingDocument.columns) FROM documents
                WHERE client = :client ORDER BY beneficiary_id, id
                """)
            var eligible = 0
            var owner = 0
            var documents: [SupportingDocument] = []
            func count() { if !documents.isEmpty, event.refusals(for: documents, on: day).isEmpty { eligible += 1 } }
            while try statement.step() {
                if statement.int("beneficiary_id") != owner {
                    count()
                    owner = statement.int("beneficiary_id")
                    documents.removeAll(keepingCapacity: true)
                }
                // Whose they are does not matter to the criteria.
                documents.append(try SupportingDocument(statement, of: ""))
            }
            count()
            return (all, eligible)
        }
    }
}

extension Connection {
    /// Hands on each person with their number, in the order in which they came; or those alone who have a document that nobody has looked at yet.
    func forEachBeneficiary(
        onlyPending: Bool = false, _ body: (Int, Beneficiary) throws(StoreError) -> Void
    ) throws(StoreError) {
        let condition =
            onlyPending ? "AND id IN (SELECT d.beneficiary_id FROM documents d WHERE d.client = :client AND d.status = 'pending')" : ""
        let statement = try Statement(
            self, "SELECT id, \(Beneficiary.columns) FROM beneficiaries WHERE client = :client \(condition) ORDER BY id")
        while try statement.step() { try body(statement.int("id"), Beneficiary(statement)) }
    }

    fileprivate func beneficiaryCount() throws(StoreError) -> Int {
        try int("SELECT max(id) FROM beneficiaries WHERE client = :client") ?? 0
    }

    fileprivate func beneficiary(_ number: Int) throws(StoreError) -> Beneficiary? {
        let statement = try Statement(self, "SELECT \(Beneficiary.columns) FROM beneficiaries WHERE client = :client AND id = ?")
        try statement.bind([.int(number)])
        return try statement.step() ? Beneficiary(statement) : nil
    }

    fileprivate func entries(_ ids: [Int]) throws(StoreError) -> [FoundBeneficiaries.Entry] {
        let count = try Statement(
            self,
            """
            SELECT count(*) AS documents, count(*) FILTER (WHERE status = 'pending') AS pending FROM documents
            WHERE client = :client AND beneficiary_id = ?
            """)
        var entries: [FoundBeneficiaries.Entry] = []
        for id in ids {
            guard let person = try beneficiary(id) else { continue }
            try count.bind([.int(id)])
            guard try count.step() else { continue }
            entries.append(.init(number: id, person: person, documents: count.int("documents"), pending: count.int("pending")))
        }
        return entries
    }
}

extension Beneficiary {
    static let columns = "matricule, last_name, first_name, email, mobile"

    init(_ row: borrowing Statement) {
        self.init(
            matricule: row.text("matricule"), lastName: row.text("last_name"), firstName: row.text("first_name"),
            contact: Contact(email: row.text("email"), mobile: row.text("mobile")))
    }
}
