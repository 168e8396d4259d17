internal import Dotations

extension Connection {
    /// Another order with the people and the amounts of an order, or nil.
    ///
    /// A person is the staff number, without the zeros that a spreadsheet takes from its beginning, with the names after folding. Contacts do
    /// not count, as they change after an order was made.
    ///
    /// - Parameters:
    ///   - number: the order, whose dotations are already stored.
    ///   - isOfKnownSales: whether it holds sales that no other order has: then an order that holds sales as well is no repetition of it.
    /// - Returns: the latest such order.
    /// - Throws: ``StoreError`` where the file cannot be read.
    func orderRepeated(by number: OrderNumber, isOfKnownSales: Bool) throws(StoreError) -> OrderNumber? {
        let sales = "SELECT 1 FROM sales s WHERE s.client = :client AND s.order_number = o.order_number"
        let alike = try Statement(
            self,
            """
            WITH sums AS (
                SELECT order_number, count(*) AS rows, sum(amount) AS worth FROM dotations WHERE client = :client GROUP BY order_number)
            SELECT o.order_number FROM sums n JOIN sums o ON n.rows = o.rows AND n.worth = o.worth AND n.order_number <> o.order_number
            WHERE n.order_number = ? \(isOfKnownSales ? "AND NOT EXISTS (\(sales))" : "")
            ORDER BY o.order_number DESC
            """)
        try alike.bind([SQLValue(number)])
        // As both have as many rows, one whose groups are all in the other is the same.
        let groups = """
            SELECT ltrim(matricule_key, '0') AS person, last_name_key, first_name_key, amount, count(*) FROM dotations
            WHERE client = :client AND order_number = ? GROUP BY person, last_name_key, first_name_key, amount
            """
        let differences = try Statement(self, "SELECT count(*) AS count FROM (\(groups) EXCEPT \(groups)) d")
        while try alike.step() {
            try differences.bind([SQLValue(number), .int(alike.int("order_number"))])
            if try differences.step(), differences.int("count") == 0 { return OrderNumber(stored: alike.int("order_number")) }
        }
        return nil
    }
}
