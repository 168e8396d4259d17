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

    /// Reads what ``description`` gives; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard let bytes = [UInt8](hexadecimal: text, count: 32) else { return nil }
        self.init(bytes)
    }

    /// Sixty-four hexadecimal digits.
    public var description: String { bytes.hexadecimal }

    /// What the body makes of the thirty-two bytes.
    package func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        Swift.withUnsafeBytes(of: words) { body($0) }
    }
}

extension [UInt8] {
    /// Reads that many bytes, each of two digits as ``hexadecimal`` gives them; nil for anything else.
    init?(hexadecimal text: some StringProtocol, count: Int) {
        let digits = Array(text.utf8.prefix(2 * count + 1))
        guard digits.count == 2 * count, digits.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else { return nil }
        self = stride(from: 0, to: 2 * count, by: 2).compactMap { UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16) }
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
