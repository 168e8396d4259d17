import DotationStore
import Dotations
import Sales

/// Why nothing that was asked for single dotations, or for single sales, is done.
struct Refusals: Error {
    /// Why one of them is refused.
    struct Item {
        /// What it is: `Dotation 11843511`, `Vente 12`.
        let subject: String
        /// Its number, where it has one.
        let id: String?
        let code: String
        let message: String
        let advice: String
        /// What to do, after what is wrong where that can be said without the values that it is about.
        let plainMessage: String
    }

    let reasons: [Item]

    init(_ reasons: [(id: Dotation.ID, reason: Reason)]) {
        self.reasons = reasons.map { id, reason in
            Item(
                subject: "Dotation \(id.description)", id: id.description, code: reason.code.rawValue, message: reason.messageWithoutSheet,
                advice: reason.adviceWithoutSheet, plainMessage: reason.plainMessage)
        }
    }

    init(_ rows: [RefusedSaleRow]) {
        reasons = rows.flatMap { row in
            row.reasons.map { reason in
                Item(
                    subject: row.sale.map { "Vente \($0.description)" } ?? "Vente", id: row.sale?.description, code: reason.code.rawValue,
                    message: reason.message, advice: reason.advice, plainMessage: reason.advice)
            }
        }
    }

    /// The reasons for people, with the values that they are about: for standard output alone.
    var lines: [String] { reasons.flatMap { ["\($0.subject) : \($0.message) [\($0.code)]", "    \($0.advice)"] } }

    /// The reasons for programs, with their values: for standard output alone.
    var json: JSON {
        .array(
            reasons.map {
                .object([
                    ("id", $0.id.map { .string($0) } ?? .null), ("code", .string($0.code)), ("message", .string($0.message)),
                    ("advice", .string($0.advice)),
                ])
            })
    }

    /// Says on standard error that nothing is done; the values, which are people's data, are left out there.
    func report(asJSON isJSON: Bool) {
        guard let first = reasons.first else { return }
        StandardError.write(
            error: first.code, isJSON ? "\(first.subject) : \(first.plainMessage)" : "Rien n’a été fait.", isJSON: isJSON,
            details: [
                (
                    "refused",
                    .array(reasons.map { .object([("id", $0.id.map { .string($0) } ?? .null), ("code", .string($0.code))]) })
                )
            ])
    }
}

extension Reason {
    fileprivate var plainMessage: String {
        Reason(code, column: column, order: order).message == message ? "\(message) \(adviceWithoutSheet)" : adviceWithoutSheet
    }
}
