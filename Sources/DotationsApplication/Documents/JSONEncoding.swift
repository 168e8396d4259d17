internal import Foundation

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
    public func write(_ object: JSONObject) throws { try object.encode(to: self) }

    func encode(_ value: some Encodable) throws {
        var container = singleValueContainer()
        try container.encode(value)
    }
}
