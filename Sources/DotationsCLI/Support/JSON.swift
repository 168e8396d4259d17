import DotationStore
import Dotations
import DotationsApplication

enum JSON: Sendable, Encodable {
    case null
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case array([JSON])
    case object([(String, JSON?)])
    case encoded(any Encodable & Sendable)

    static func document(_ document: some Encodable & Sendable) -> JSON { .encoded(document) }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .string(let text): try text.encode(to: encoder)
        case .integer(let integer): try integer.encode(to: encoder)
        case .number(let number): try number.encode(to: encoder)
        case .boolean(let isTrue): try isTrue.encode(to: encoder)
        case .array(let elements): try elements.encode(to: encoder)
        case .encoded(let document): try document.encode(to: encoder)
        case .object(let fields):
            for case (let key, let value?) in fields { try encoder.write([key: value]) }
        }
    }
}

extension OrderSummary {
    var fields: [(String, JSON?)] {
        get throws {
            [
                ("number", .string(order.number.description)), ("date", .string(order.date.description)), ("paid", .boolean(order.isPaid)),
                ("list", .string(list.rawValue)), ("dotations", .integer(dotationCount)), ("activated", .integer(activatedCount)),
                ("faceValueCents", .integer(faceValue.cents)), ("totalCents", .integer(try total.cents)),
            ]
        }
    }
}
