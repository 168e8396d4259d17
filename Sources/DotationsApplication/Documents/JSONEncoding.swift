internal import Foundation

/// A key by its name.
private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}

extension Encodable {
    /// The value in JSON (RFC 8259), on one line, with its keys in alphabetical order.
    public var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.dateEncodingStrategy = .iso8601
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}

extension Encoder {
    /// Writes an object with these keys.
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
