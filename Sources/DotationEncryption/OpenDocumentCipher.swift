/// Deciphers a file of an OpenDocument package, in any order.
package struct OpenDocumentCipher: Sendable {
    private enum Kind: Sendable {
        case aes(key: [UInt8])
        case blowfish(Blowfish)
    }

    private let kind: Kind
    /// What stands in the place of a block before the first.
    package let vector: [UInt8]

    /// The bytes of a block, each of which depends on that before it.
    package var blockSize: Int {
        switch kind {
        case .aes: AESBlocks.size
        case .blowfish: Blowfish.blockSize
        }
    }

    /// Whether the last block is filled up, its last byte being the number of bytes that are not the file's.
    package var isPadded: Bool {
        if case .aes = kind { true } else { false }
    }

    init(_ encryption: OpenDocumentEncryption, key: [UInt8]) {
        vector = encryption.vector
        kind = encryption.algorithm == .aes ? .aes(key: key) : .blowfish(Blowfish(key: key))
    }

    /// Deciphers blocks that follow an encrypted one.
    package func decipher(_ bytes: [UInt8], after last: [UInt8]) -> [UInt8] {
        switch kind {
        case .aes(let key): AESBlocks.decipherChain(bytes, key: key, vector: last)
        case .blowfish(let blowfish): blowfish.decipher(bytes, after: last)
        }
    }
}
