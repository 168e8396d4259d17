/// The name of an export, which the exported sheet carries: 128 bits that nobody can guess.
public struct ExportIdentity: Sendable, Hashable, CustomStringConvertible {
    /// The sixteen bytes.
    package let bytes: [UInt8]

    /// Reads what ``description`` gives; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var bytes: [UInt8] = []
        var high: UInt8?
        for byte in text.utf8 {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let half = high {
                bytes.append(half << 4 | digit)
                high = nil
            } else {
                guard bytes.count < 16 else { return nil }
                high = digit
            }
        }
        guard bytes.count == 16, high == nil else { return nil }
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
