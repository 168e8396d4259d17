internal import Crypto

/// How a document is encrypted by Windows' own functions: a package with AES ([MS-OFFCRYPTO] 2.3.4.5), or streams with RC4 (2.3.5.2).
package struct CryptoAPIEncryption: Sendable {
    package var salt: [UInt8]
    /// In bytes.
    package var keySize: Int
    package var verifier: [UInt8]
    package var verifierHash: [UInt8]

    package init(salt: [UInt8], keySize: Int, verifier: [UInt8], verifierHash: [UInt8]) {
        self.salt = salt
        self.keySize = keySize
        self.verifier = verifier
        self.verifierHash = verifierHash
    }

    private static let hash = EncryptionHash.sha1

    /// What opens a package; nil if the password is wrong.
    package func packageCipher(password: String) -> PackageCipher? {
        // 2.3.4.7
        let spun = Self.hash.spun(salt: salt, password: password, count: 50_000)
        let last = Self.hash.hash(spun, UInt32(0).littleEndianBytes)
        func half(_ byte: UInt8) -> [UInt8] { Self.hash.hash(last.fitted(to: 64, with: 0).map { $0 ^ byte }) }
        let key = Array((half(0x36) + half(0x5C)).prefix(keySize))
        let plain = AESBlocks.decipherEach(verifier, key: key)
        let plainHash = AESBlocks.decipherEach(verifierHash, key: key).prefix(Self.hash.size)
        guard !plain.isEmpty, Self.hash.hash(plain).isEqual(to: Array(plainHash)) else { return nil }
        return PackageCipher(.standard(key: key))
    }

    /// What opens streams; nil if the password is wrong.
    package func streamCipher(password: String) -> StreamCipher? {
        let first = Self.hash.hash(salt, password.utf16Bytes)
        let size = keySize
        return StreamCipher(verifier: verifier, hash: verifierHash, function: { Self.hash.hash($0) }) { block in
            let key = Array(Self.hash.hash(first, block.littleEndianBytes).prefix(size))
            // A key of 40 bits is one of 128, of which the others are zero.
            return size == 5 ? key.fitted(to: 16, with: 0) : key
        }
    }
}
