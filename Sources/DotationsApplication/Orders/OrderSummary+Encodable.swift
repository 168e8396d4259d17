public import DotationStore
public import Dotations

extension OrderSummary: Encodable {
    /// What is to be paid: the face values and the commission of 1 %.
    ///
    /// - Throws: `order.amount-out-of-range`.
    public var total: Euros {
        get throws {
            guard let total = faceValue.adding(faceValue.onePercent) else { throw ApplicationError.amountOutOfRange(order.number) }
            return total
        }
    }

    /// The order with its figures.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "number": order.number, "date": order.date, "paid": order.isPaid, "list": list, "dotations": dotationCount,
            "activated": activatedCount, "faceValueCents": faceValue, "totalCents": try total,
        ])
    }
}
