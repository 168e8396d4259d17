public import Crypto

/// A SHA-256 hash as it is stored and compared: thirty-two bytes.
public struct Hash256: Sendable, Hashable, CustomStringConvertible {
    /// Thirty-two zero bytes, with which a chain of hashes begins.
    package static let zero = Hash256(words: SIMD4(repeating: 0))

    private let words: SIMD4<UInt64>

    private init(words: SIMD4<UInt64>) { self.words = words }

    /// The hash of exactly these thirty-two bytes, or nil for another number of them.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        words = bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// What the hash function came to.
    public init(_ digest: SHA256.Digest) {
        words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// The hash of a whole message.
    public init(of message: [UInt8]) { self.init(SHA256.hash(data: message)) }

    /// The thirty-two bytes.
    public var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }

    /// Reads sixty-four hexadecimal digits, as ``description`` has them; nil for anything else.
    package init?(hexadecimal text: some StringProtocol) {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue.map(UInt8.init) }
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        self.init(stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }

    /// Sixty-four hexadecimal digits.
    public var description: String { bytes.hexadecimal }

    /// What the body makes of the thirty-two bytes.
    package func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        Swift.withUnsafeBytes(of: words) { body($0) }
    }
}

extension Sequence<UInt8> {
    package var hexadecimal: String {
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
        var text: [UInt8] = []
        text.reserveCapacity(2 * underestimatedCount)
        for byte in self {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }
}
