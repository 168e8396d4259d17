internal import Foundation

extension Encodable {
    /// The document in JSON (RFC 8259), on one line, with its keys in alphabetical order.
    public var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
