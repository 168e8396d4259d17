internal import Foundation

/// Writes a value as JSON (RFC 8259), on one line, with its keys in the order in which the value encodes them.
///
/// Foundation's encoder knows alphabetical order or none: neither keeps together what belongs together.
private final class JSONWriter {
    var bytes: [UInt8] = []
    /// What closes each object and array that is open.
    private var open: [UInt8] = []

    var depth: Int { open.count }

    func begin(_ opening: Character, _ closing: Character) {
        bytes += String(opening).utf8
        open += String(closing).utf8
    }

    func close(to depth: Int) { while open.count > depth { bytes.append(open.removeLast()) } }

    /// Ends what stands at a deeper level, and separates the next element of this one from the last.
    func next(at depth: Int) {
        close(to: depth)
        if let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
    }

    func name(_ key: some CodingKey, at depth: Int) {
        next(at: depth)
        quote(key.stringValue)
        bytes.append(UInt8(ascii: ":"))
    }

    func writeNil() { bytes += "null".utf8 }

    func write(_ value: some Encodable) throws {
        switch value {
        case let text as String: quote(text)
        case let isTrue as Bool: bytes += (isTrue ? "true" : "false").utf8
        case let integer as any BinaryInteger: bytes += String(describing: integer).utf8
        case let number as any BinaryFloatingPoint:
            let number = Double(number)
            guard number.isFinite else {
                throw EncodingError.invalidValue(number, .init(codingPath: [], debugDescription: "JSON has no such number."))
            }
            bytes += (Int(exactly: number).map(String.init) ?? String(number)).utf8
        case let date as Date: quote(DateFormatting.iso8601(date))
        default:
            let (depth, start) = (open.count, bytes.count)
            try value.encode(to: Place(writer: self, depth: depth))
            close(to: depth)
            if bytes.count == start { bytes += "{}".utf8 }
        }
    }

    private func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case 0..<0x20: bytes += ((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Where a value is written.
private struct Place: Encoder, SingleValueEncodingContainer {
    let writer: JSONWriter
    let depth: Int
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        // A value that asks twice adds to the object that it has begun.
        if writer.depth == depth { writer.begin("{", "}") }
        return KeyedEncodingContainer(Fields(writer: writer, depth: depth + 1))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if writer.depth == depth { writer.begin("[", "]") }
        return Elements(writer: writer, depth: depth + 1)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
    func encodeNil() { writer.writeNil() }
    func encode(_ value: some Encodable) throws { try writer.write(value) }
}

private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: JSONWriter
    let depth: Int
    var codingPath: [any CodingKey] { [] }

    private func place(_ key: some CodingKey) -> Place {
        writer.name(key, at: depth)
        return Place(writer: writer, depth: depth)
    }

    func encodeNil(forKey key: Key) { place(key).encodeNil() }
    func encode(_ value: some Encodable, forKey key: Key) throws { try place(key).encode(value) }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        place(key).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { place(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { place(Name("super")) }
    func superEncoder(forKey key: Key) -> any Encoder { place(key) }
}

private struct Elements: UnkeyedEncodingContainer {
    let writer: JSONWriter
    let depth: Int
    var count = 0
    var codingPath: [any CodingKey] { [] }

    private mutating func place() -> Place {
        writer.next(at: depth)
        count += 1
        return Place(writer: writer, depth: depth)
    }

    mutating func encodeNil() { place().encodeNil() }
    mutating func encode(_ value: some Encodable) throws { try place().encode(value) }
    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        place().container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { place().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { place() }
}

/// A key by its name.
private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}

extension Encodable {
    /// The value in JSON, on one line, with its keys in the order in which it declares them.
    public var json: String {
        get throws {
            let writer = JSONWriter()
            try writer.write(self)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }
}

extension Encoder {
    /// Writes an object with these keys, in this order.
    ///
    /// - Parameters:
    ///   - fields: the keys and their values; one that is nil is written as null.
    ///   - omitsNil: whether it is left out instead.
    /// - Throws: what encoding a value throws.
    public func write(_ fields: KeyValuePairs<String, (any Encodable)?>, omitsNil: Bool = false) throws {
        var container = container(keyedBy: Name.self)
        for (key, value) in fields {
            if let value {
                try container.encode(value, forKey: Name(key))
            } else if !omitsNil {
                try container.encodeNil(forKey: Name(key))
            }
        }
    }

    /// Writes one value.
    func encode(_ value: some Encodable) throws {
        var container = singleValueContainer()
        try container.encode(value)
    }
}
