internal import Crypto
private import Foundation

/// A hash function by which documents are encrypted.
package enum EncryptionHash: String, Sendable {
    case sha1 = "SHA1"
    case sha256 = "SHA256"
    case sha384 = "SHA384"
    case sha512 = "SHA512"

    var function: any HashFunction {
        switch self {
        case .sha1: Insecure.SHA1()
        case .sha256: SHA256()
        case .sha384: SHA384()
        case .sha512: SHA512()
        }
    }

    /// The number of bytes of a hash.
    package var size: Int { hash().count }

    func hash(_ parts: [UInt8]...) -> [UInt8] {
        var function = function
        for part in parts { function.update(data: part) }
        return function.bytes
    }

    /// Hashes a salt and a password. Then hashes the result `count` times, each time with the iteration's number before it ([MS-OFFCRYPTO]
    /// 2.3.4.7, 2.3.4.11).
    func spun(salt: [UInt8], password: String, count: Int) -> [UInt8] {
        let first = hash(salt, password.utf16Bytes)
        return function.spin(first, count: count)
    }
}

extension HashFunction {
    var bytes: [UInt8] { Array(finalize()) }

    fileprivate func spin(_ first: [UInt8], count: Int) -> [UInt8] {
        var block: [UInt8] = [0, 0, 0, 0] + first
        block.withUnsafeMutableBytes { block in
            let rest = UnsafeMutableRawBufferPointer(rebasing: block[4...])
            for number in 0..<count {
                block.storeBytes(of: UInt32(truncatingIfNeeded: number).littleEndian, as: UInt32.self)
                var function = Self()
                function.update(bufferPointer: UnsafeRawBufferPointer(block))
                function.finalize().withUnsafeBytes { rest.copyMemory(from: $0) }
            }
        }
        return Array(block.dropFirst(4))
    }
}

extension String {
    /// The text as UTF-16, the lower byte first.
    var utf16Bytes: [UInt8] { utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] } }
}

extension UInt32 {
    var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}

extension [UInt8] {
    /// The first bytes, or all of them and the same byte after them.
    func fitted(to count: Int, with filler: UInt8) -> [UInt8] {
        Array(prefix(count)) + [UInt8](repeating: filler, count: Swift.max(0, count - self.count))
    }

    /// Whether the bytes are equal, in a time that does not depend on them.
    func isEqual(to other: [UInt8]) -> Bool {
        count == other.count && zip(self, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
