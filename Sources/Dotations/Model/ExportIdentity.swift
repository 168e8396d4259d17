/// The name of an export, which the exported sheet carries: 128 bits that nobody can guess.
public struct ExportIdentity: Sendable, Hashable, CustomStringConvertible {
    package let bytes: [UInt8]

    /// Reads what ``description`` gives; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let digits = Array(text.utf8.prefix(33))
        guard digits.count == 32, digits.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else { return nil }
        bytes = stride(from: 0, to: 32, by: 2).compactMap { UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16) }
    }

    package init(_ digest: Hash256) { bytes = Array(digest.bytes.prefix(16)) }

    package init?(stored bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Thirty-two hexadecimal digits.
    public var description: String { bytes.hexadecimal }
}
