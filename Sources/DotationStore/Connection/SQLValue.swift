internal import Dotations

/// A value as a store keeps it.
enum SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    case null
    case int(Int)
    case text(String)
    case blob([UInt8])
    case digest(Hash256)

    init(_ number: Int?) { self = number.map { .int($0) } ?? .null }
    init(_ text: String?) { self = text.map { .text($0) } ?? .null }
    init(_ digest: Hash256?) { self = digest.map { .digest($0) } ?? .null }
    init(_ id: Dotation.ID) { self = .int(Int(id.rawValue)) }
    init(_ number: OrderNumber) { self = .int(Int(number.rawValue)) }
    init(integerLiteral value: Int) { self = .int(value) }
    init(stringLiteral value: String) { self = .text(value) }
    init(nilLiteral: ()) { self = .null }
}
