internal import Crypto
internal import CryptoExtras
private import Foundation

/// How a file of an OpenDocument package is encrypted with a password (OpenDocument 1.2 part 3, 3.4 and 4.8).
package struct OpenDocumentEncryption: Sendable {
    package enum Algorithm: Sendable {
        /// AES in chained blocks.
        case aes
        /// AES in Galois/Counter Mode, which tells by itself whether the key is right (LibreOffice 24.8).
        case authenticatedAES
        /// Blowfish with cipher feedback, of OpenDocument 1.1.
        case blowfish
    }

    /// How the key is derived from the hash of the password.
    package enum Derivation: Sendable {
        case pbkdf2(rounds: Int)
        case argon2id(Argon2id)
    }

    package var algorithm: Algorithm
    package var vector: [UInt8]
    /// The hash of the password, from which the key is derived.
    package var startHash: EncryptionHash
    package var salt: [UInt8]
    package var derivation: Derivation
    package var keySize: Int
    /// The hash of the first 1,024 bytes, deciphered but not inflated; nil where the algorithm needs none.
    package var checksum: Checksum?

    package struct Checksum: Sendable {
        package var hash: EncryptionHash
        package var value: [UInt8]

        package init(hash: EncryptionHash, value: [UInt8]) {
            self.hash = hash
            self.value = value
        }

        /// How many bytes are hashed at most.
        package static let length = 1024

        /// Whether the file's first bytes, deciphered, are those that were encrypted.
        package func isRight(_ start: [UInt8]) -> Bool { hash.hash(Array(start.prefix(Self.length))).isEqual(to: value) }
    }

    package init(
        algorithm: Algorithm, vector: [UInt8], startHash: EncryptionHash, salt: [UInt8], derivation: Derivation, keySize: Int,
        checksum: Checksum?
    ) {
        self.algorithm = algorithm
        self.vector = vector
        self.startHash = startHash
        self.salt = salt
        self.derivation = derivation
        self.keySize = keySize
        self.checksum = checksum
    }

    /// What opens the file, if the password is right; nil if the key cannot be derived, as memory is missing.
    package func cipher(password: String) -> OpenDocumentCipher? {
        let start = startHash.hash(Array(password.utf8))
        let key: [UInt8]? =
            switch derivation {
            case .pbkdf2(let rounds):
                (try? KDF.Insecure.PBKDF2.deriveKey(
                    from: start, salt: salt, using: .insecureSHA1, outputByteCount: keySize, unsafeUncheckedRounds: rounds)).map {
                        $0.withUnsafeBytes { Array($0) }
                    }
            case .argon2id(let argon2): argon2.key(of: start, salt: salt, count: keySize)
            }
        return key.map { OpenDocumentCipher(self, key: $0) }
    }
}
