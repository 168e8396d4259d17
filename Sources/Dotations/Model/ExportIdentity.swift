/// The name of an export, which the exported sheet carries: 128 bits that nobody can guess.
public struct ExportIdentity: Sendable, Hashable, CustomStringConvertible {
    package let bytes: [UInt8]

    /// Reads what ``description`` gives; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard let bytes = [UInt8](hexadecimal: text, count: 16) else { return nil }
        self.bytes = bytes
    }

    package init(_ digest: Hash256) { bytes = Array(digest.bytes.prefix(16)) }

    package init?(stored bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Thirty-two hexadecimal digits.
    public var description: String { bytes.hexadecimal }
}
