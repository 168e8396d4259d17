internal import Crypto
private import Foundation

/// Deciphers a file of an OpenDocument package.
package enum OpenDocumentCipher: Sendable {
    /// In any order.
    case blocks(Blocks)
    /// All at once.
    case authenticated(Authenticated)

    init(_ encryption: OpenDocumentEncryption, key: [UInt8]) {
        let vector = encryption.vector
        self =
            switch encryption.algorithm {
            case .aes: .blocks(Blocks(vector: vector, .aes(key: key)))
            case .blowfish: .blocks(Blocks(vector: vector, .blowfish(Blowfish(key: key))))
            case .authenticatedAES: .authenticated(Authenticated(vector: vector, key: key))
            }
    }

    /// Deciphers blocks, each of which depends on that before it.
    package struct Blocks: Sendable {
        fileprivate enum Kind: Sendable {
            case aes(key: [UInt8])
            case blowfish(Blowfish)
        }

        private let kind: Kind
        /// What stands in the place of a block before the first.
        package let vector: [UInt8]

        fileprivate init(vector: [UInt8], _ kind: Kind) {
            self.vector = vector
            self.kind = kind
        }

        /// The bytes of a block.
        package var size: Int {
            switch kind {
            case .aes: AESBlocks.size
            case .blowfish: Blowfish.blockSize
            }
        }

        /// Whether the last block is filled up, its last byte being the number of bytes that are not the file's.
        package var isPadded: Bool {
            if case .aes = kind { true } else { false }
        }

        /// Deciphers blocks that follow an encrypted one.
        package func decipher(_ bytes: [UInt8], after last: [UInt8]) -> [UInt8] {
            switch kind {
            case .aes(let key): AESBlocks.decipherChain(bytes, key: key, vector: last)
            case .blowfish(let blowfish): blowfish.decipher(bytes, after: last)
            }
        }
    }

    /// Deciphers a file whose first bytes are the vector, and whose last are its authentication code (XML Encryption 1.1, 5.2.4).
    package struct Authenticated: Sendable {
        private static let codeSize = 16

        private let vector: [UInt8]
        private let key: [UInt8]

        fileprivate init(vector: [UInt8], key: [UInt8]) {
            self.vector = vector
            self.key = key
        }

        /// Whether these can be the bytes of the file, whatever the key.
        package func isWhole(_ bytes: [UInt8]) -> Bool { bytes.starts(with: vector) && bytes.count >= vector.count + Self.codeSize }

        /// The deciphered bytes; nil if the key is not theirs, or if one of them was changed.
        package func decipher(_ bytes: [UInt8]) -> [UInt8]? {
            guard let box = try? AES.GCM.SealedBox(combined: bytes) else { return nil }
            return (try? AES.GCM.open(box, using: SymmetricKey(data: key))).map { [UInt8]($0) }
        }
    }
}
