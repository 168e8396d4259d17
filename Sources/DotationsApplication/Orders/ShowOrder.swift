public import DotationSheets
public import DotationStore
public import Dotations

/// An order with its article lines and statuses; of one that was cancelled, that it was.
public struct ShowOrder {
    /// An order.
    public struct Result: Encodable, Sendable {
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

        /// The article lines as a sheet (« Exporter détails »).
        public var sheet: DetailExport? {
            guard let summary, let detail else { return nil }
            return DetailExport(order: summary.order, detail: detail)
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
            try encoder.write([
                "lines": detail?.lines ?? [], "statuses": statuses.map(Count.init), "file": file, "cancelled": cancelled,
            ])
        }
    }

    private struct Count: Encodable {
        let status: DotationStatus
        let dotations: Int
    }

    private let number: OrderNumber
    private let application: Application

    /// The order of that number.
    public init(_ number: OrderNumber, application: Application) {
        self.number = number
        self.application = application
    }

    /// Reads it.
    ///
    /// - Throws: `store.order-unknown` where there never was one; `order.amount-out-of-range`.
    public func run() throws -> Result {
        let store = application.store
        let cancelled = try store.cancelledOrders(number)
        guard let summary = try store.summary(of: number) else {
            guard !cancelled.isEmpty else { throw StoreError.unknownOrder(number) }
            return Result(number: number, summary: nil, detail: nil, cancelled: cancelled)
        }
        guard let detail = OrderDetail(amounts: try store.dotations(of: number).map(\.amount)) else {
            throw ApplicationError.amountOutOfRange(number)
        }
        return Result(number: number, summary: summary, detail: detail, cancelled: cancelled)
    }
}

extension OrderDetail.Line: Encodable {
    /// The article with its amounts.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(["article": article, "quantity": quantity, "unitPriceCents": unitPrice, "amountCents": amount])
    }
}
