public import DotationSales
public import Dotations

/// Why nothing that was asked for single dotations, or for single sales, is done.
public struct Refusals: Error {
    /// Each of them, and why it is refused.
    public let items: [RefusedRowDocument]

    /// The reasons for which dotations are refused.
    public init(_ reasons: [(id: Dotation.ID, reason: Reason)]) {
        var items: [RefusedRowDocument] = []
        for (id, reason) in reasons {
            // What one dotation is refused for stands together.
            let earlier = items.last?.id == .dotation(id) ? items.popLast()?.reasons ?? [] : []
            let words = (reason.messageWithoutSheet, reason.adviceWithoutSheet)
            items.append(RefusedRowDocument(row: nil, id: .dotation(id), reasons: earlier + [ReasonDocument(reason, words: words)]))
        }
        self.items = items
    }

    /// The reasons for which sales are refused.
    public init(_ rows: [RefusedSaleRow]) { items = rows.map { RefusedRowDocument($0, of: nil) } }

    /// What programs read of them on standard error and in logs: without the values that they are about.
    public var withoutValues: [JSONObject] {
        items.map { item in
            [
                "id": item.id,
                "reasons": item.reasons.map { reason -> JSONObject in
                    ["code": reason.code, "message": reason.messageWithoutValues, "advice": reason.advice]
                },
            ]
        }
    }
}
