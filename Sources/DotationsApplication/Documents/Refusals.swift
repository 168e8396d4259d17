public import DotationSales
public import Dotations

/// Why nothing that was asked for single dotations, or for single sales, is done.
public struct Refusals: Error {
    /// Why one of them is refused.
    public struct Item: Encodable, Sendable {
        /// What it is: `Dotation 11843511`, `Vente 12`.
        public let subject: String
        /// Its number, where it has one.
        public let id: RowID?
        /// Why it is refused.
        public let reasons: [Cause]

        /// The number and the reasons.
        public func encode(to encoder: any Encoder) throws { try encoder.write(["id": id, "reasons": reasons]) }
    }

    /// One of its reasons.
    public struct Cause: Encodable, Sendable {
        /// The stable code.
        public let code: String
        /// What is wrong; nil where it cannot be said without the values that it is about.
        public let message: String?
        /// What to do.
        public let advice: String
        /// What is wrong without the values that it is about; nil where that cannot be said.
        public let plainMessage: String?

        /// The code, the message and the advice.
        public func encode(to encoder: any Encoder) throws { try encoder.write(["code": code, "message": message, "advice": advice]) }
    }

    /// Each of them.
    public let items: [Item]

    /// The reasons for which dotations are refused.
    public init(_ reasons: [(id: Dotation.ID, reason: Reason)]) {
        var items: [Item] = []
        for (id, reason) in reasons {
            // What one dotation is refused for stands together.
            let earlier = items.last.flatMap { $0.id == .dotation(id) ? items.popLast()?.reasons : nil } ?? []
            items.append(Item(subject: "Dotation \(id.description)", id: .dotation(id), reasons: earlier + [Cause(reason)]))
        }
        self.items = items
    }

    /// The reasons for which sales are refused.
    public init(_ rows: [RefusedSaleRow]) {
        items = rows.map { row in
            Item(
                subject: row.sale.map { "Vente \($0.description)" } ?? "Vente", id: row.sale.map { .sale($0) },
                reasons: row.reasons.map {
                    Cause(code: $0.code.rawValue, message: $0.message, advice: $0.advice, plainMessage: $0.messageWithoutValues)
                })
        }
    }

    /// The reasons for people, with the values that they are about: for standard output alone.
    public var lines: [String] {
        items.flatMap { item in
            item.reasons.flatMap { ["\(item.subject) : \($0.message ?? "") [\($0.code)]", "    \($0.advice)"] }
        }
    }
}

extension Refusals.Item {
    /// The same, for standard error and logs.
    public var withoutValues: Self {
        Self(
            subject: subject, id: id,
            reasons: reasons.map { .init(code: $0.code, message: $0.plainMessage, advice: $0.advice, plainMessage: $0.plainMessage) })
    }
}

extension Refusals.Cause {
    fileprivate init(_ reason: Reason) {
        self.init(
            code: reason.code.rawValue, message: reason.messageWithoutSheet, advice: reason.adviceWithoutSheet,
            plainMessage: reason.messageWithoutValues)
    }
}
