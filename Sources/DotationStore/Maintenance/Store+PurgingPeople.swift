internal import DotationSales
internal import Dotations
internal import Foundation

/// How many people, sales and documents a purge empties and removes.
struct PurgedPeople {
    var documents = 0
    var sales = 0
    var people = 0
}

extension Connection {
    /// Removes documents and empties the names and contacts of people that no workbook has named for long enough, where no event that has not
    /// been over for as long needs them, and nothing is still to be ordered for them; and empties the contacts that such an event's sales
    /// verified, where they are ordered, cancelled or refunded.
    ///
    /// An event is over after the last day of its registrations and of its sessions; one that is withdrawn asks nobody for a document, and
    /// keeps only those who bought something at it. The staff number stays, by which the sales are still
    /// somebody's.
    ///
    /// - Parameters:
    ///   - days: for how long what was loaded, and an event that is over, count.
    ///   - date: now.
    ///   - isDryRun: whether only to count.
    /// - Returns: how many.
    /// - Throws: ``StoreError`` where the file cannot be written.
    func purgePeople(after days: Int, at date: Date, isDryRun: Bool) throws(StoreError) -> PurgedPeople {
        let moment = date.milliseconds(daysEarlier: days)
        guard let first = CalendarDate(inParisAt: moment / 1000), let today = CalendarDate(inParisAt: date) else { return PurgedPeople() }
        let documentValues: [SQLValue] = [.int(moment), .text(first.description)]
        let peopleValues = documentValues + [.text(today.description)]
        let salesValues: [SQLValue] = [.text(first.description)]
        guard !isDryRun else {
            return PurgedPeople(
                documents: try count("\(Self.goingDocuments) SELECT count(*) AS count FROM going", documentValues),
                sales: try count("SELECT count(*) AS count FROM sales WHERE \(Self.goingSales)", salesValues),
                people: try count("\(Self.goingPeople) SELECT count(*) AS count FROM going_people", peopleValues))
        }
        // The people first, as who they are depends on the documents that go with them.
        let people = try Statement(
            self,
            """
            \(Self.goingPeople)
            UPDATE beneficiaries SET last_name = '', first_name = '', email = '', mobile = '' WHERE id IN (SELECT id FROM going_people)
            """)
        let emptied = try people.run(peopleValues)
        let documents = try Statement(self, "\(Self.goingDocuments) DELETE FROM documents WHERE id IN (SELECT id FROM going)")
        let sales = try Statement(self, "UPDATE sales SET email = '', mobile = '' WHERE \(Self.goingSales)")
        return PurgedPeople(
            documents: try documents.run(documentValues), sales: try sales.run(salesValues), people: emptied)
    }

    private func count(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> Int {
        let statement = try Statement(self, sql)
        try statement.bind(values)
        return try statement.step() ? statement.int("count") : 0
    }

    /// The sales whose contacts are emptied: those of events that ended before the given day.
    private static let goingSales = """
        (email <> '' OR mobile <> '') AND (status <> 'active' OR order_number IS NOT NULL)
            AND session_id IN (
                SELECT id FROM sale_sessions WHERE event_id IN (
                    SELECT event_id FROM sale_sessions GROUP BY event_id
                    HAVING max(max(registration_last, coalesce(last_date, registration_last))) < ?1))
        """

    /// The documents that are removed. They were loaded before the given moment and were no longer valid on the given day. No event that
    /// ended on that day or later asked for their kind while they were valid, and their owner has no sale that is still to be ordered.
    private static let goingDocuments = """
        WITH days AS (
            SELECT event_id, min(registration_first) AS opens, max(registration_last) AS closes,
                max(max(registration_last, coalesce(last_date, registration_last))) AS ends,
                (SELECT withdrawn_at FROM sale_events WHERE id = event_id) AS withdrawn_at
            FROM sale_sessions GROUP BY event_id),
        unordered AS (SELECT beneficiary_id FROM sales WHERE status = 'active' AND order_number IS NULL),
        going AS (
            SELECT id, beneficiary_id FROM documents d
            WHERE loaded_at < ?1 AND (valid_until IS NULL OR valid_until < ?2)
                AND NOT EXISTS (
                    SELECT 1 FROM sale_criteria c JOIN days e ON e.event_id = c.event_id
                    WHERE c.kind = d.kind AND e.withdrawn_at IS NULL AND e.ends >= ?2 AND (d.valid_until IS NULL OR d.valid_until >= e.opens))
                AND beneficiary_id NOT IN (SELECT beneficiary_id FROM unordered))
        """

    /// The people who go, by the same and by today: no event is open or to come, nor counts while everybody could take part in it; they bought
    /// nothing at one that counts, and no document of theirs stays.
    private static let goingPeople = """
        \(goingDocuments),
        counting AS (SELECT event_id, closes, withdrawn_at FROM days WHERE ends >= ?2),
        going_people AS (
            SELECT id FROM beneficiaries
            WHERE (last_name <> '' OR first_name <> '' OR email <> '' OR mobile <> '') AND loaded_at < ?1
                AND NOT EXISTS (
                    SELECT 1 FROM counting
                    WHERE withdrawn_at IS NULL AND (closes >= ?3 OR event_id NOT IN (SELECT event_id FROM sale_criteria)))
                AND id NOT IN (
                    SELECT s.beneficiary_id FROM sales s JOIN sale_sessions c ON c.id = s.session_id
                    WHERE c.event_id IN (SELECT event_id FROM counting))
                AND id NOT IN (SELECT beneficiary_id FROM unordered)
                AND id NOT IN (SELECT beneficiary_id FROM documents WHERE id NOT IN (SELECT id FROM going)))
        """
}
