public import Dotations

/// How e-mails are sent, and what they say.
///
/// Read from a file and the environment; `docs/operations.md` has each setting.
public struct MailSettings: Sendable {
    /// How the connection to the mail server is protected.
    public enum Security: String, Sendable, CaseIterable {
        /// In the clear at first, then TLS with STARTTLS (RFC 3207), or not at all.
        case startTLS = "starttls"
        /// TLS from the first byte (RFC 8314).
        case tls
        /// Not. Only for a server on this machine.
        case none
    }

    /// The mail server: a host name or an IP address.
    public var host: String
    /// Its port.
    public var port: Int
    /// How the connection is protected. Certificates are always checked.
    public var security: Security
    /// As whom to log in; nil for not at all.
    public var user: String?
    /// The password that goes with it.
    public var password: Password?
    /// The certificates that are trusted, PEM, in the place of the system's.
    public var trustedCertificates: String?
    /// How many seconds a connection may take to come about.
    public var connectTimeout: Int
    /// How many seconds the delivery of one message may take in all. RFC 5321, 4.5.3.2.6, gives the last answer alone ten minutes.
    public var timeout: Int

    /// The address that delivery status notifications go to (RFC 5321, 4.4).
    public var bounceAddress: EmailAddress
    /// What the messages are made with.
    public var message: MessageSettings
}

extension MailSettings {
    /// A password, which no description shows.
    public struct Password: Sendable, CustomStringConvertible, CustomReflectable {
        let text: String

        /// A password.
        public init(_ text: String) { self.text = text }

        /// Dots.
        public var description: String { "•••" }
        /// Nothing.
        public var customMirror: Mirror { Mirror(self, children: [:]) }
    }
}
