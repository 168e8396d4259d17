/// Deciphers the bytes of a stream by RC4, with another key for each 1,024 bytes of the stream ([MS-XLS] 2.2.10).
package struct StreamCipher: Sendable {
    private static let blockSize = 1024

    private let key: @Sendable (UInt32) -> [UInt8]
    private var state: RC4
    private var block: UInt32 = 0
    /// How many bytes of the block the state has passed.
    private var place = 0

    /// Nil if the first bytes, deciphered, have not that hash.
    init?(verifier: [UInt8], hash: [UInt8], function: ([UInt8]) -> [UInt8], key: @escaping @Sendable (UInt32) -> [UInt8]) {
        self.key = key
        state = RC4(key: key(0))
        var both = verifier + hash
        both.withUnsafeMutableBytes { state.apply(to: $0) }
        guard function(Array(both.prefix(verifier.count))).isEqual(to: Array(both.dropFirst(verifier.count))) else { return nil }
        state = RC4(key: key(0))
    }

    /// Deciphers bytes at an offset of the stream. It is quick where offsets ascend.
    package mutating func decipher(_ bytes: UnsafeMutableRawBufferPointer, at offset: UInt64) {
        var offset = offset
        var rest = bytes[...]
        while !rest.isEmpty {
            let number = UInt32(truncatingIfNeeded: offset / UInt64(Self.blockSize))
            let start = Int(offset % UInt64(Self.blockSize))
            if number != block || start < place {
                (block, place) = (number, 0)
                state = RC4(key: key(number))
            }
            state.skip(start - place)
            let piece = rest.prefix(Self.blockSize - start)
            state.apply(to: UnsafeMutableRawBufferPointer(rebasing: piece))
            place = start + piece.count
            offset += UInt64(piece.count)
            rest = rest.dropFirst(piece.count)
        }
    }

    /// Deciphers bytes that are encrypted by the key of one block alone, however many they are.
    package func decipher(_ bytes: some Collection<UInt8>, block: UInt32) -> [UInt8] {
        var state = RC4(key: key(block))
        var bytes = Array(bytes)
        bytes.withUnsafeMutableBytes { state.apply(to: $0) }
        return bytes
    }
}

/// RC4, which is only read.
struct RC4: Sendable {
    private var table: [UInt8] = Array(0...255)
    private var i: UInt8 = 0
    private var j: UInt8 = 0

    init(key: [UInt8]) {
        guard !key.isEmpty else { return }
        var j: UInt8 = 0
        for i in 0..<256 {
            j = j &+ table[i] &+ key[i % key.count]
            table.swapAt(i, Int(j))
        }
    }

    private mutating func next() -> UInt8 {
        i = i &+ 1
        let first = table[Int(i)]
        j = j &+ first
        let second = table[Int(j)]
        table[Int(i)] = second
        table[Int(j)] = first
        return table[Int(first &+ second)]
    }

    mutating func skip(_ count: Int) {
        for _ in 0..<max(0, count) { _ = next() }
    }

    mutating func apply(to bytes: UnsafeMutableRawBufferPointer) {
        for index in bytes.indices { bytes[index] ^= next() }
    }
}
