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
        let values: [SQLValue] = [.int(moment), .text(first.description), .text(today.description)]
        guard !isDryRun else {
            func count(_ rows: String) throws(StoreError) -> Int {
                let statement = try Statement(self, "\(Self.going) SELECT count(*) AS count FROM \(rows) n")
                try statement.bind(values)
                return try statement.step() ? statement.int("count") : 0
            }
            return PurgedPeople(
                documents: try count("going_documents"), sales: try count("going_sales"), people: try count("going_people"))
        }
        // The people first, as who they are depends on the documents that go with them.
        let people = try Statement(
            self,
            """
            \(Self.going) UPDATE beneficiaries SET last_name = '', first_name = '', email = '', mobile = ''
            WHERE client = :client AND id IN (SELECT id FROM going_people)
            """)
        let emptied = try people.run(values)
        let documents = try Statement(
            self, "\(Self.going) DELETE FROM documents WHERE client = :client AND id IN (SELECT id FROM going_documents)")
        let sales = try Statement(
            self, "\(Self.going) UPDATE sales SET email = '', mobile = '' WHERE client = :client AND id IN (SELECT id FROM going_sales)")
        return PurgedPeople(documents: try documents.run(values), sales: try sales.run(values), people: emptied)
    }

    /// What goes, by a moment, the day of that moment and today.
    ///
    /// - `going_documents` were loaded before the moment and were no longer valid on its day. No event that ended on that day or later asked
    ///   for their kind while they were valid, and their owner has no sale that is still to be ordered.
    /// - `going_people` were loaded before the moment. No event is open or to come, nor counts while everybody could take part in it; they
    ///   bought nothing at one that counts, and no document of theirs stays.
    /// - `going_sales` are of events that ended before the day.
    private static let going = """
        WITH given AS (SELECT CAST(? AS BIGINT) AS moment, CAST(? AS TEXT) AS day, CAST(? AS TEXT) AS today),
        days AS (
            SELECT s.event_id, min(s.registration_first) AS opens, max(s.registration_last) AS closes,
                max(CASE WHEN s.last_date > s.registration_last THEN s.last_date ELSE s.registration_last END) AS ends,
                e.withdrawn_at
            FROM sale_sessions s JOIN sale_events e ON e.client = s.client AND e.id = s.event_id
            WHERE s.client = :client GROUP BY s.event_id, e.withdrawn_at),
        unordered AS (SELECT beneficiary_id FROM sales WHERE client = :client AND status = 'active' AND order_number IS NULL),
        going_documents AS (
            SELECT id, beneficiary_id FROM documents d CROSS JOIN given
            WHERE d.client = :client AND loaded_at < given.moment AND (valid_until IS NULL OR valid_until < given.day)
                AND NOT EXISTS (
                    SELECT 1 FROM sale_criteria c JOIN days e ON e.event_id = c.event_id
                    WHERE c.client = d.client AND c.kind = d.kind AND e.withdrawn_at IS NULL AND e.ends >= given.day
                        AND (d.valid_until IS NULL OR d.valid_until >= e.opens))
                AND beneficiary_id NOT IN (SELECT beneficiary_id FROM unordered)),
        counting AS (SELECT event_id, closes, withdrawn_at FROM days CROSS JOIN given WHERE ends >= given.day),
        going_people AS (
            SELECT id FROM beneficiaries b CROSS JOIN given
            WHERE b.client = :client AND (last_name <> '' OR first_name <> '' OR email <> '' OR mobile <> '') AND loaded_at < given.moment
                AND NOT EXISTS (
                    SELECT 1 FROM counting
                    WHERE withdrawn_at IS NULL AND (
                        closes >= given.today OR event_id NOT IN (SELECT event_id FROM sale_criteria c WHERE c.client = :client)))
                AND id NOT IN (
                    SELECT s.beneficiary_id FROM sales s JOIN sale_sessions c ON c.client = s.client AND c.id = s.session_id
                    WHERE s.client = :client AND c.event_id IN (SELECT event_id FROM counting))
                AND id NOT IN (SELECT beneficiary_id FROM unordered)
                AND id NOT IN (
                    SELECT beneficiary_id FROM documents o
                    WHERE o.client = :client AND o.id NOT IN (SELECT id FROM going_documents))),
        going_sales AS (
            SELECT s.id FROM sales s JOIN sale_sessions c ON c.client = s.client AND c.id = s.session_id
                JOIN days e ON e.event_id = c.event_id CROSS JOIN given
            WHERE s.client = :client AND (s.email <> '' OR s.mobile <> '') AND (s.status <> 'active' OR s.order_number IS NOT NULL)
                AND e.ends < given.day)
        """
}
