internal import Dotations

extension Connection {
    /// Another order with the people and the amounts of dotations that are to be ordered, or nil.
    ///
    /// A person is the staff number, without the zeros that a spreadsheet takes from its beginning, with the names after folding. Contacts do
    /// not count, as they change after an order was made.
    ///
    /// - Parameters:
    ///   - dotations: what is to be ordered.
    ///   - isOfKnownSales: whether it holds sales that no other order has: then an order that holds sales as well is no repetition of it.
    /// - Returns: the latest such order.
    /// - Throws: ``StoreError`` where the store cannot be read.
    func orderRepeated(by dotations: [NewDotation], isOfKnownSales: Bool) throws(StoreError) -> OrderNumber? {
        let sales = "SELECT 1 FROM sales s WHERE s.client = :client AND s.order_number = c.order_number"
        let alike = try Statement(
            self,
            """
            SELECT c.order_number FROM order_counts c WHERE c.client = :client \(isOfKnownSales ? "AND NOT EXISTS (\(sales))" : "")
            GROUP BY c.order_number HAVING sum(c.dotation_count) = ? AND sum(c.face_value) = ? ORDER BY c.order_number DESC
            """)
        try alike.bind([.int(dotations.count), .int(dotations.reduce(0) { $0 &+ $1.amount.cents })])
        let rows = try Statement(
            self, "SELECT matricule_key, last_name_key, first_name_key, amount FROM dotations WHERE client = :client AND order_number = ?")
        var asked: [AskedAmount: Int]?
        while try alike.step() {
            let number = alike.int("order_number")
            var rest = asked ?? Dictionary(dotations.map { (AskedAmount($0), 1) }, uniquingKeysWith: +)
            asked = rest
            try rows.bind([.int(number)])
            var isSame = true
            while isSame, try rows.step() {
                let amount = AskedAmount(
                    person: [rows.text("matricule_key").withoutLeadingZeros, rows.text("last_name_key"), rows.text("first_name_key")],
                    cents: rows.int("amount"))
                let count = rest[amount] ?? 0
                isSame = count > 0
                rest[amount] = count - 1
            }
            // As both have as many rows, one whose rows are all in the other is the same.
            if isSame { return OrderNumber(stored: number) }
        }
        return nil
    }
}

/// What a row of an order asks for whom.
private struct AskedAmount: Hashable {
    let person: [String]
    let cents: Int

    init(person: [String], cents: Int) { (self.person, self.cents) = (person, cents) }

    init(_ dotation: NewDotation) {
        self.init(
            person: [
                SearchKey.text(dotation.matricule).withoutLeadingZeros, SearchKey.text(dotation.lastName),
                SearchKey.text(dotation.firstName),
            ], cents: dotation.amount.cents)
    }
}

extension String {
    fileprivate var withoutLeadingZeros: String { String(drop { $0 == "0" }) }
}
