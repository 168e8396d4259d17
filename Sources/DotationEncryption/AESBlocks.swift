internal import Crypto
internal import CryptoExtras
private import Foundation

/// AES over whole blocks of sixteen bytes.
enum AESBlocks {
    static let size = 16

    /// Deciphers blocks, each of which depends on the one before. What is no whole block is left out, and nothing comes of a key or a vector of
    /// a wrong length.
    static func decipherChain(_ bytes: some Collection<UInt8>, key: [UInt8], vector: [UInt8]) -> [UInt8] {
        guard let vector = try? AES._CBC.IV(ivBytes: vector) else { return [] }
        let whole = Array(bytes.prefix(bytes.count / size * size))
        return (try? AES._CBC.decrypt(whole, using: SymmetricKey(data: key), iv: vector, noPadding: true)).map { Array($0) } ?? []
    }

    static func encipherChain(_ bytes: [UInt8], key: [UInt8], vector: [UInt8]) -> [UInt8] {
        guard let vector = try? AES._CBC.IV(ivBytes: vector) else { return [] }
        return (try? AES._CBC.encrypt(bytes, using: SymmetricKey(data: key), iv: vector, noPadding: true)).map { Array($0) } ?? []
    }

    /// Deciphers blocks each by itself.
    ///
    /// In a chain each block is combined with the cipher text before it, which combining once more undoes. So the key is prepared once and not
    /// for each block.
    static func decipherEach(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var result = decipherChain(bytes, key: key, vector: [UInt8](repeating: 0, count: size))
        for index in result.indices.dropFirst(size) { result[index] ^= bytes[index - size] }
        return result
    }
}
