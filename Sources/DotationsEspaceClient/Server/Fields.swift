internal import Dotations

/// What a form or an address holds: names and values (application/x-www-form-urlencoded, of the URL Standard, section 5).
///
/// Of a name that stands more than once the first value counts. Bytes that are no UTF-8 make it none at all.
struct Fields: Sendable, Codable {
    /// How many fields a form has at most.
    static let limit = 1000

    private var values: [String: String] = [:]

    /// No fields.
    init() {}

    /// Reads a form; nil where it is none.
    init?(_ encoded: some Sequence<UInt8>) {
        var count = 0
        for pair in Array(encoded).split(separator: UInt8(ascii: "&")) {
            count += 1
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard count <= Self.limit, let name = Self.decoded(parts[0]), let value = Self.decoded(parts.dropFirst().first ?? [])
            else { return nil }
            if values[name] == nil { values[name] = value }
        }
    }

    /// Adds a field; of no name a second one, and none whose bytes are no UTF-8.
    mutating func add(_ name: String, _ bytes: [UInt8]) {
        if values[name] == nil { values[name] = String(validating: bytes, as: UTF8.self) }
    }

    /// All names and values.
    var all: [String: String] { values }

    /// The value of a field; nil where there is none.
    subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The text of a field without white space around it; nil where there is none, or nothing else.
    func text(_ name: String) -> String? {
        guard let value = values[name] else { return nil }
        let trimmed = value.trimmed(\.properties.isWhitespace)
        return trimmed.isEmpty ? nil : String(trimmed)
    }

    /// The same fields without those of these names.
    func without(_ names: Set<String>) -> Fields {
        var fields = self
        for name in names { fields.values[name] = nil }
        return fields
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
