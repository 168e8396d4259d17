/// Deciphers a package in any order, and enciphers one ([MS-OFFCRYPTO] 2.3.4.4, 2.3.4.12, 2.3.4.15).
package struct PackageCipher: Sendable {
    enum Kind: Sendable {
        case agile(AgileEncryption.Parameters, key: [UInt8])
        case standard(key: [UInt8])
    }

    let kind: Kind

    init(_ kind: Kind) { self.kind = kind }

    /// The bytes that are enciphered together.
    package static let segmentSize = 4096

    /// The segment with a number, of which all but the last have ``segmentSize`` bytes.
    package func decipher(_ segment: [UInt8], number: UInt32) -> [UInt8] {
        switch kind {
        case .agile(let parameters, let key):
            AESBlocks.decipherChain(segment, key: key, vector: parameters.vector(number.littleEndianBytes))
        case .standard(let key): AESBlocks.decipherEach(segment, key: key)
        }
    }

    /// The segment with a number, filled up to a whole number of blocks.
    package func encipher(_ segment: [UInt8], number: UInt32) -> [UInt8] {
        guard case .agile(let parameters, let key) = kind else { return [] }
        let whole = segment.fitted(to: (segment.count + AESBlocks.size - 1) / AESBlocks.size * AESBlocks.size, with: 0)
        return AESBlocks.encipherChain(whole, key: key, vector: parameters.vector(number.littleEndianBytes))
    }
}
