public import DotationStore
internal import Dotations

extension CancelledOrder: Encodable {
    /// The order as it was, when it was cancelled and by whom.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "number": order.number, "date": order.date, "paid": order.isPaid, "dotations": dotationCount, "faceValueCents": faceValue,
            "sales": saleCount, "operation": operation, "cancelledAt": context.date, "cancelledBy": context.user,
        ])
    }
}
