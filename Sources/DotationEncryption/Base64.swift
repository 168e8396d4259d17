private import Foundation

/// Base64 (RFC 4648, 4), in XML that says how something is encrypted.
package enum Base64 {
    package static func encoded(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// Decodes text, whose white space does not count; nil for anything else.
    package static func decoded(_ text: String) -> [UInt8]? {
        let digits = String(decoding: text.utf8.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }, as: UTF8.self)
        // Foundation takes padding at any place, and more of it than there is to fill.
        guard let data = Data(base64Encoded: digits), data.base64EncodedString() == digits else { return nil }
        return [UInt8](data)
    }
}
