/// The article lines of an order: the dotations, ANCV's commission of 1 % and the total.
public struct OrderDetail: Sendable, Hashable {
    /// One article.
    public struct Line: Sendable, Hashable {
        /// « Article ».
        public let article: String
        /// « Quantité ».
        public let quantity: Int
        /// « Prix unitaire HT », where the article has one.
        public let unitPrice: Euros?
        /// « Montant HT », which is also the total, as no value-added tax is charged.
        public let amount: Euros
    }

    /// The dotations, then the commission.
    public let lines: [Line]
    /// What is to be paid.
    public let total: Euros

    /// The lines for so many dotations of this value, all together, or nil where the total is beyond what 64 bits hold.
    public init?(quantity: Int, faceValue: Euros) {
        guard let total = faceValue.adding(faceValue.onePercent) else { return nil }
        let commission = faceValue.onePercent
        lines = [
            Line(article: "Dotation Chèque-Vacances Connect", quantity: quantity, unitPrice: nil, amount: faceValue),
            Line(article: "Commission", quantity: 1, unitPrice: commission, amount: commission),
        ]
        self.total = total
    }
}
