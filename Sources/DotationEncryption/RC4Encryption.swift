internal import Crypto

/// How streams are encrypted with RC4 by a key of 40 bits ([MS-OFFCRYPTO] 2.3.6).
package struct RC4Encryption: Sendable {
    package var salt: [UInt8]
    package var verifier: [UInt8]
    package var verifierHash: [UInt8]

    package init(salt: [UInt8], verifier: [UInt8], verifierHash: [UInt8]) {
        self.salt = salt
        self.verifier = verifier
        self.verifierHash = verifierHash
    }

    /// What opens streams; nil if the password is wrong.
    package func streamCipher(password: String) -> StreamCipher? {
        let first = Self.hash(password.utf16Bytes).prefix(5)
        let second = Array(Self.hash((0..<16).flatMap { _ in first + salt }).prefix(5))
        return StreamCipher(verifier: verifier, hash: verifierHash, function: Self.hash) { Self.hash(second + $0.littleEndianBytes) }
    }

    private static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.MD5.hash(data: bytes)) }
}
