public import Dotations
public import Foundation

extension ClientStore {
    /// Who of other orders has the contacts that the rows of a sheet ask for, whatever became of those orders' dotations.
    ///
    /// Each value is looked up by itself; of one that many people share, the first ten count.
    ///
    /// - Parameters:
    ///   - contacts: the new contacts, from ``ImportPlanner/newContacts``.
    ///   - order: the order that the sheet is imported into.
    /// - Returns: one dotation of each person who has one of the values.
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func holders(of contacts: NewContacts, outside order: OrderNumber) throws(StoreError) -> ContactHolders {
        guard !contacts.isEmpty else { return ContactHolders() }
        return try read { connection throws(StoreError) in
            let reader = try DotationReader(connection)
            func find(
                _ values: Set<String>, _ column: String, _ searchKey: (String) -> String, _ key: (Dotation) -> String
            ) throws(StoreError) -> [String: [Dotation]] {
                let statement = try Statement(
                    connection,
                    """
                    SELECT \(DotationReader.columns) FROM dotations d
                    WHERE d.client = :client AND d.\(column) = ? AND d.order_number <> ? ORDER BY d.id LIMIT 100
                    """
                )
                var found: [String: [Dotation]] = [:]
                for value in values {
                    try statement.bind([.text(searchKey(value)), SQLValue(order)])
                    var people: [Dotation] = []
                    while people.count < 10, try statement.step() {
                        let dotation = try reader.dotation(statement)
                        // The search takes some different addresses for one.
                        guard key(dotation) == value, !people.contains(where: { $0.isProbablySamePerson(as: dotation) }) else { continue }
                        people.append(dotation)
                    }
                    if !people.isEmpty { found[value] = people }
                }
                return found
            }
            return ContactHolders(
                emails: try find(contacts.emails, "email_key", SearchKey.text) { ContactKey.email($0.contact.email) },
                mobiles: try find(contacts.mobiles, "mobile_key", SearchKey.mobile) { ContactKey.mobile($0.contact.mobile) })
        }
    }

    /// The contacts of an order's dotations that later changes replaced, as far as the history still has them.
    ///
    /// A value that an import of a file brought in and the undo of that import took away is left out for this very file: in it the value is an
    /// edit, and to import the file again is to mean it.
    ///
    /// - Parameters:
    ///   - order: the order.
    ///   - file: the content of the file that is imported.
    ///   - date: how a moment is told.
    /// - Returns: the values, with the last change that replaced each.
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func replacedValues(
        in order: OrderNumber, importing file: Hash256, date: (Date) -> String
    ) throws(StoreError) -> ReplacedValues {
        try read { connection throws(StoreError) in
            // For an outer join SQLite would make a filter of the operations of all clients.
            let statement = try Statement(
                connection,
                """
                SELECT o.id, o."user", o.at, a.dotation_id, a.email_before, a.email_after, a.mobile_before, a.mobile_after,
                    (SELECT u.file_hash FROM operations u WHERE u.client = o.client AND u.id = o.reverts AND u.kind = 'import') AS file_hash
                FROM operations o
                    JOIN audit a ON a.client = o.client AND a.id BETWEEN o.first_audit AND o.first_audit + o.audit_count - 1
                WHERE o.client = :client AND o.order_number = ? AND a.action = 'change' AND a.salt IS NOT NULL ORDER BY o.id DESC, a.id DESC
                """)
            try statement.bind([SQLValue(order)])
            var (emails, mobiles) = (ReplacedColumn(), ReplacedColumn())
            var operation: (id: Int, user: String, date: String, isOwnUndo: Bool) = (0, "", "", false)
            while try statement.step() {
                if operation.id != statement.int("id") {
                    operation = (
                        statement.int("id"), statement.text("user"), date(Date(milliseconds: statement.int("at"))),
                        statement.digest("file_hash") == file
                    )
                }
                guard let id = Dotation.ID(stored: statement.int("dotation_id")) else {
                    throw StoreError(.damaged, "A change has no dotation.")
                }
                let (email, mobile) = (statement.text("email_before"), statement.text("mobile_before"))
                if email != statement.text("email_after") {
                    emails.note(.init(email, user: operation.user, date: operation.date), of: id, isEdit: operation.isOwnUndo)
                }
                if mobile != statement.text("mobile_after") {
                    mobiles.note(.init(mobile, user: operation.user, date: operation.date), of: id, isEdit: operation.isOwnUndo)
                }
            }
            return ReplacedValues(emails: emails.values, mobiles: mobiles.values)
        }
    }
}

/// One column's replaced values, gathered from the latest change back.
private struct ReplacedColumn {
    private(set) var values: [Dotation.ID: [ReplacedValues.Value]] = [:]
    private var edits: Set<Edit> = []

    private struct Edit: Hashable {
        let id: Dotation.ID
        let text: String
    }

    /// Takes a value that a change replaced; the last change of each value decides.
    mutating func note(_ value: ReplacedValues.Value, of id: Dotation.ID, isEdit: Bool) {
        guard values[id]?.contains(where: { $0.text == value.text }) != true, !edits.contains(Edit(id: id, text: value.text)) else {
            return
        }
        if isEdit { edits.insert(Edit(id: id, text: value.text)) } else { values[id, default: []].append(value) }
    }
}
