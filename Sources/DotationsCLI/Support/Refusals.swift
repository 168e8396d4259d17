import DotationStore
import Dotations

/// Why nothing that was asked for single dotations is done.
struct Refusals: Error {
    let reasons: [(id: Dotation.ID, reason: Reason)]

    init(_ reasons: [(id: Dotation.ID, reason: Reason)]) { self.reasons = reasons }

    /// The reasons for people, with the values that they are about: for standard output alone.
    var lines: [String] {
        reasons.flatMap { id, reason in
            [
                "Dotation \(id.description) : \(reason.messageWithoutSheet) [\(reason.code.rawValue)]",
                "    \(reason.adviceWithoutSheet)",
            ]
        }
    }

    /// The reasons for programs, with their values: for standard output alone.
    var json: JSON {
        .array(
            reasons.map { id, reason in
                .object([
                    ("id", .string(id.description)), ("code", .string(reason.code.rawValue)),
                    ("message", .string(reason.messageWithoutSheet)),
                    ("advice", .string(reason.adviceWithoutSheet)),
                ])
            })
    }

    /// Says on standard error that nothing is done; the values, which are people's data, are left out there.
    func report(asJSON isJSON: Bool) {
        guard let (id, reason) = reasons.first else { return }
        let message = "Dotation \(id.description) : \(reason.plainMessage)"
        StandardError.write(
            error: reason.code.rawValue, isJSON ? message : "Rien n’a été fait.", isJSON: isJSON,
            details: [
                (
                    "refused",
                    .array(
                        reasons.map {
                            .object([("id", .string($0.id.description)), ("code", .string($0.reason.code.rawValue))])
                        })
                )
            ])
    }
}

extension Reason {
    /// What to do, after what is wrong where that can be said without the values that it is about.
    fileprivate var plainMessage: String {
        Reason(code, column: column, order: order).message == message ? "\(message) \(adviceWithoutSheet)" : adviceWithoutSheet
    }
}
