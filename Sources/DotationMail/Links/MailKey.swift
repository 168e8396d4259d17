internal import Crypto
internal import Dotations

/// The secret of a client, from which its links and Message-IDs come: nobody without it can make one up.
public struct MailKey: Sendable, CustomStringConvertible, CustomReflectable {
    private let secret: [UInt8]

    /// The key of a client.
    ///
    /// - Parameter secret: 32 random bytes that only the installation has, and keeps for the client.
    public init(secret: [UInt8]) { self.secret = secret }

    /// 128 bits of HMAC-SHA-256, as 32 hexadecimal digits.
    ///
    /// A code for one purpose tells nothing of that for another.
    func code(_ purpose: String, _ message: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Array("dotations mail \(purpose)\0\(message)".utf8), using: SymmetricKey(data: secret))
            .prefix(16).hexadecimal
    }

    /// Dots.
    public var description: String { "•••" }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
