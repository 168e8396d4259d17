internal import Crypto

/// How a package is encrypted with a password, as its agile descriptor says ([MS-OFFCRYPTO] 2.3.4.10).
///
/// Only AES in chained blocks is read, which is what programs write.
package struct AgileEncryption: Sendable {
    /// A salt, and what it is for.
    package struct Parameters: Sendable {
        package var salt: [UInt8]
        package var keySize: Int
        package var hash: EncryptionHash

        package init(salt: [UInt8], keySize: Int, hash: EncryptionHash) {
            self.salt = salt
            self.keySize = keySize
            self.hash = hash
        }

        /// The vector of blocks that have a number or a name (2.3.4.12).
        func vector(_ name: [UInt8]) -> [UInt8] { hash.hash(salt, name).fitted(to: AESBlocks.size, with: 0x36) }
    }

    /// Of the package.
    package var data: Parameters
    /// The key and the value of its authentication code, both encrypted.
    package var authentication: (key: [UInt8], value: [UInt8])
    /// Of the key that is derived from the password.
    package var password: Parameters
    package var spinCount: Int
    /// Encrypted by the password: something, its hash, and the package's key.
    package var verifier: [UInt8]
    package var verifierHash: [UInt8]
    package var key: [UInt8]

    package init(
        data: Parameters, authentication: (key: [UInt8], value: [UInt8]), password: Parameters, spinCount: Int, verifier: [UInt8],
        verifierHash: [UInt8], key: [UInt8]
    ) {
        self.data = data
        self.authentication = authentication
        self.password = password
        self.spinCount = spinCount
        self.verifier = verifier
        self.verifierHash = verifierHash
        self.key = key
    }

    /// The names of what is encrypted by the password (2.3.4.13), and of the package's authentication code (2.3.4.14).
    private enum Name {
        static let verifier: [UInt8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79]
        static let verifierHash: [UInt8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E]
        static let key: [UInt8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6]
        static let authenticationKey: [UInt8] = [0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6]
        static let authenticationValue: [UInt8] = [0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33]
    }

    /// What opens the package; nil if the password is wrong.
    package func cipher(password text: String) -> PackageCipher? {
        let spun = password.hash.spun(salt: password.salt, password: text, count: spinCount)
        let verifier = decipher(verifier, spun, Name.verifier)
        let hash = decipher(verifierHash, spun, Name.verifierHash).prefix(password.hash.size)
        guard !verifier.isEmpty, password.hash.hash(verifier).isEqual(to: Array(hash)) else { return nil }
        let packageKey = Array(decipher(key, spun, Name.key).prefix(data.keySize))
        guard packageKey.count == data.keySize else { return nil }
        return PackageCipher(.agile(data, key: packageKey))
    }

    private func decipher(_ bytes: [UInt8], _ spun: [UInt8], _ name: [UInt8]) -> [UInt8] {
        AESBlocks.decipherChain(bytes, key: passwordKey(spun, name), vector: password.salt.fitted(to: AESBlocks.size, with: 0x36))
    }

    private func passwordKey(_ spun: [UInt8], _ name: [UInt8]) -> [UInt8] {
        password.hash.hash(spun, name).fitted(to: password.keySize, with: 0x36)
    }

    // MARK: - Writing

    /// A new encryption by a password, of AES-256 and SHA-512 as Excel writes it, and what enciphers the package. Its authentication code is
    /// that of no bytes until ``Authenticator/encrypted`` replaces it.
    package static func new(password text: String, spinCount: Int = 100_000) -> (encryption: AgileEncryption, cipher: PackageCipher) {
        let size = AESBlocks.size
        let data = Parameters(salt: random(size), keySize: 32, hash: .sha512)
        let password = Parameters(salt: random(size), keySize: 32, hash: .sha512)
        let packageKey = random(32)
        let verifier = random(size)
        var encryption = AgileEncryption(
            data: data, authentication: ([], []), password: password, spinCount: spinCount, verifier: [], verifierHash: [], key: [])
        let spun = password.hash.spun(salt: password.salt, password: text, count: encryption.spinCount)
        func encipher(_ bytes: [UInt8], _ name: [UInt8]) -> [UInt8] {
            AESBlocks.encipherChain(bytes, key: encryption.passwordKey(spun, name), vector: password.salt)
        }
        let hash = password.hash.hash(verifier)
        (encryption.verifier, encryption.verifierHash, encryption.key) = (
            encipher(verifier, Name.verifier), encipher(hash, Name.verifierHash), encipher(packageKey, Name.key)
        )
        return (encryption, PackageCipher(.agile(data, key: packageKey)))
    }

    private static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}

extension AgileEncryption {
    /// Computes the authentication code of the encrypted package, which comes in pieces (2.3.4.14).
    package struct Authenticator {
        private let data: Parameters
        private let packageKey: [UInt8]
        private let key: [UInt8]
        private var inner: any HashFunction
        private let blockSize: Int

        /// Of a package that is written, with a new key.
        package init?(_ encryption: AgileEncryption, _ cipher: PackageCipher) {
            let key = encryption.authentication.key
            guard case .agile(let data, let packageKey) = cipher.kind else { return nil }
            let isNew = key.isEmpty
            let plain =
                isNew
                ? AgileEncryption.random(data.hash.size)
                : Array(
                    AESBlocks.decipherChain(key, key: packageKey, vector: data.vector(Name.authenticationKey)).prefix(data.hash.size))
            blockSize = data.hash == .sha1 || data.hash == .sha256 ? 64 : 128
            self.data = data
            self.packageKey = packageKey
            self.key = plain
            inner = data.hash.function
            inner.update(data: plain.fitted(to: blockSize, with: 0).map { $0 ^ 0x36 })
        }

        package mutating func update(_ bytes: UnsafeRawBufferPointer) { inner.update(bufferPointer: bytes) }

        private var code: [UInt8] { data.hash.hash(key.fitted(to: blockSize, with: 0).map { $0 ^ 0x5C }, inner.bytes) }

        /// Whether this is the code of the package.
        package func isRight(_ encryption: AgileEncryption) -> Bool {
            let value = AESBlocks.decipherChain(
                encryption.authentication.value, key: packageKey, vector: data.vector(Name.authenticationValue))
            return code.isEqual(to: Array(value.prefix(data.hash.size)))
        }

        /// The key and the code, encrypted.
        package var encrypted: (key: [UInt8], value: [UInt8]) {
            (
                AESBlocks.encipherChain(key, key: packageKey, vector: data.vector(Name.authenticationKey)),
                AESBlocks.encipherChain(code, key: packageKey, vector: data.vector(Name.authenticationValue))
            )
        }
    }
}
