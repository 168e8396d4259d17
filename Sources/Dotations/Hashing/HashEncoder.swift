public import Crypto

/// Writes values so that no two lists of them are the same bytes: each with its length, or with a mark where there is none.
public struct HashEncoder {
    private var buffer: [UInt8] = []

    /// An encoder that has written nothing.
    public init() {}

    /// What was written.
    public var bytes: [UInt8] { buffer }

    /// The hash of what was written.
    public var digest: Hash256 { Hash256(of: buffer) }

    /// Feeds what was written to a hash, and starts again.
    public mutating func drain(into hash: inout SHA256) {
        hash.update(data: buffer)
        reset()
    }

    /// Starts again.
    public mutating func reset() { buffer.removeAll(keepingCapacity: true) }

    /// Adds the thirty-two bytes of a hash.
    public mutating func append(_ digest: Hash256) { digest.withUnsafeBytes { buffer.append(contentsOf: $0) } }

    /// Adds a number, seven bits a byte, the lowest first, each but the last with its highest bit set.
    public mutating func append(_ number: Int) {
        var rest = UInt64(bitPattern: Int64(number))
        while rest >= 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        buffer.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Adds a number, or that there is none.
    public mutating func append(_ number: Int?) {
        buffer.append(number == nil ? 0 : 1)
        if let number { append(number) }
    }

    /// Adds a text, or that there is none.
    public mutating func append(_ text: String?) {
        buffer.append(text == nil ? 0 : 1)
        if let text { append(text) }
    }

    /// Adds a text.
    public mutating func append(_ text: String) {
        append(text.utf8.count)
        buffer.append(contentsOf: text.utf8)
    }

    /// Adds bytes, or that there are none.
    public mutating func append(_ bytes: [UInt8]?) {
        buffer.append(bytes == nil ? 0 : 1)
        guard let bytes else { return }
        append(bytes.count)
        buffer.append(contentsOf: bytes)
    }
}
