internal import DotationAccounts
public import DotationSheets
public import DotationStore
public import Dotations

/// An order with its article lines and statuses; of one that was cancelled, that it was.
public struct OrderDetails: Encodable, Sendable {
    /// Its number.
    public let number: OrderNumber
    /// The order with its figures; nil where every order of that number was cancelled.
    public let summary: OrderSummary?
    /// Its article lines.
    public let detail: OrderDetail?
    /// Earlier orders of that number.
    public let cancelled: [CancelledOrder]
    /// The file that the article lines were written to.
    public var file: String?

    /// How many dotations have each status, by the statuses' labels.
    public var statuses: [(status: DotationStatus, dotations: Int)] {
        (summary?.counts ?? [:]).sorted { $0.key.label < $1.key.label }.map { ($0.key, $0.value) }
    }

    /// The order.
    public func encode(to encoder: any Encoder) throws {
        if let summary {
            try summary.encode(to: encoder)
        } else {
            try encoder.write([
                "number": number, "date": nil, "paid": nil, "list": nil, "dotations": nil, "activated": nil, "faceValueCents": nil,
                "totalCents": nil,
            ])
        }
        let lines = (detail?.lines ?? []).map { line -> JSONObject in
            ["article": line.article, "quantity": line.quantity, "unitPriceCents": line.unitPrice, "amountCents": line.amount]
        }
        let statuses = statuses.map { status, count -> JSONObject in ["status": status, "dotations": count] }
        try encoder.write(["lines": lines, "statuses": statuses, "file": file, "cancelled": cancelled])
    }
}

extension Application {
    /// Looks an order up.
    ///
    /// - Throws: `store.order-unknown` where there never was one; `order.amount-out-of-range`.
    public func order(_ number: OrderNumber) throws -> OrderDetails {
        try require(.view)
        let cancelled = try store.cancelledOrders(number)
        guard let summary = try store.summary(of: number) else {
            guard !cancelled.isEmpty else { throw StoreError.unknownOrder(number) }
            return OrderDetails(number: number, summary: nil, detail: nil, cancelled: cancelled)
        }
        guard let detail = OrderDetail(quantity: summary.dotationCount, faceValue: summary.faceValue) else {
            throw ApplicationError.amountOutOfRange(number)
        }
        return OrderDetails(number: number, summary: summary, detail: detail, cancelled: cancelled)
    }

    /// The article lines of an order as a sheet (« Exporter détails »); nil where the order was cancelled.
    public func export(_ order: OrderDetails) throws(AccessError) -> DetailExport? {
        try require(.export)
        guard let summary = order.summary, let detail = order.detail else { return nil }
        return DetailExport(order: summary.order, detail: detail)
    }

    /// An order without its figures; nil where there is none of that number.
    public func knownOrder(_ number: OrderNumber) throws -> Order? {
        try require(.view)
        return try store.order(number)
    }

    /// An order with its figures; nil where there is none of that number.
    public func summary(of number: OrderNumber) throws -> OrderSummary? {
        try require(.view)
        return try store.summary(of: number)
    }
}
