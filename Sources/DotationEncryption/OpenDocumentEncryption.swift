internal import Crypto
internal import CryptoExtras
private import Foundation

/// How a file of an OpenDocument package is encrypted with a password (OpenDocument 1.2 part 3, 3.4 and 4.8).
package struct OpenDocumentEncryption: Sendable {
    package enum Algorithm: Sendable {
        /// AES in chained blocks.
        case aes
        /// Blowfish with cipher feedback, of OpenDocument 1.1.
        case blowfish
    }

    package var algorithm: Algorithm
    package var vector: [UInt8]
    /// The hash of the password, from which the key is derived.
    package var startHash: EncryptionHash
    package var salt: [UInt8]
    package var iterations: Int
    package var keySize: Int
    /// The hash of the first 1,024 bytes, deciphered but not inflated.
    package var checksumHash: EncryptionHash
    package var checksum: [UInt8]

    package init(
        algorithm: Algorithm, vector: [UInt8], startHash: EncryptionHash, salt: [UInt8], iterations: Int, keySize: Int,
        checksumHash: EncryptionHash, checksum: [UInt8]
    ) {
        self.algorithm = algorithm
        self.vector = vector
        self.startHash = startHash
        self.salt = salt
        self.iterations = iterations
        self.keySize = keySize
        self.checksumHash = checksumHash
        self.checksum = checksum
    }

    /// Whether the file's first bytes, deciphered, are those that were encrypted.
    package func isRight(_ start: [UInt8]) -> Bool {
        checksumHash.hash(Array(start.prefix(1024))).isEqual(to: checksum)
    }

    /// What opens the file, if the password is right.
    package func cipher(password: String) -> OpenDocumentCipher? {
        let start = startHash.hash(Array(password.utf8))
        let key = try? KDF.Insecure.PBKDF2.deriveKey(
            from: start, salt: salt, using: .insecureSHA1, outputByteCount: keySize, unsafeUncheckedRounds: iterations)
        return key.map { OpenDocumentCipher(self, key: $0.withUnsafeBytes { Array($0) }) }
    }
}
