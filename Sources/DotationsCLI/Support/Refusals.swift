import DotationSales
import DotationStore
import Dotations
import DotationsApplication

/// Why nothing that was asked for single dotations, or for single sales, is done.
struct Refusals: Error {
    /// Why one of them is refused.
    struct Item {
        /// What it is: `Dotation 11843511`, `Vente 12`.
        let subject: String
        /// Its number, where it has one.
        let id: String?
        let reasons: [Cause]

        fileprivate func json(_ message: (Cause) -> String?) -> JSON {
            .object([
                ("id", id.map { .string($0) } ?? .null),
                (
                    "reasons",
                    .array(
                        reasons.map { reason in
                            .object([
                                ("code", .string(reason.code)), ("message", message(reason).map { .string($0) } ?? .null),
                                ("advice", .string(reason.advice)),
                            ])
                        })
                ),
            ])
        }
    }

    /// One of its reasons.
    struct Cause {
        let code: String
        let message: String
        let advice: String
        /// What is wrong without the values that it is about; nil where that cannot be said.
        let plainMessage: String?
    }

    let items: [Item]

    init(_ reasons: [(id: Dotation.ID, reason: Reason)]) {
        var items: [Item] = []
        for (id, reason) in reasons {
            // What one dotation is refused for stands together.
            let earlier = items.last.flatMap { $0.id == id.description ? items.popLast()?.reasons : nil } ?? []
            items.append(Item(subject: "Dotation \(id.description)", id: id.description, reasons: earlier + [Cause(reason)]))
        }
        self.items = items
    }

    init(_ rows: [RefusedSaleRow]) {
        items = rows.map { row in
            Item(
                subject: row.sale.map { "Vente \($0.description)" } ?? "Vente", id: row.sale?.description,
                reasons: row.reasons.map {
                    Cause(code: $0.code.rawValue, message: $0.message, advice: $0.advice, plainMessage: $0.messageWithoutValues)
                })
        }
    }

    /// The reasons for people, with the values that they are about: for standard output alone.
    var lines: [String] {
        items.flatMap { item in
            item.reasons.flatMap { ["\(item.subject) : \($0.message) [\($0.code)]", "    \($0.advice)"] }
        }
    }

    /// The reasons for programs, with their values: for standard output alone.
    var json: JSON { .array(items.map { $0.json(\.message) }) }

    /// Says on standard error that nothing is done; the values, which are people's data, are left out there.
    func report(asJSON isJSON: Bool) {
        guard let item = items.first, let first = item.reasons.first else { return }
        let message = "\(item.subject) : \([first.plainMessage, first.advice].compactMap(\.self).joined(separator: " "))"
        StandardError.write(
            error: first.code, isJSON ? message : "Rien n’a été fait.", isJSON: isJSON,
            details: [("refused", .array(items.map { $0.json(\.plainMessage) }))])
    }
}

extension Refusals.Cause {
    fileprivate init(_ reason: Reason) {
        self.init(
            code: reason.code.rawValue, message: reason.messageWithoutSheet, advice: reason.adviceWithoutSheet,
            plainMessage: reason.messageWithoutValues)
    }
}
