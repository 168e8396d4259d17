internal import Crypto
internal import Dotations
public import Foundation

/// What a person's authenticator application shares with the store: time-based one-time passwords of six digits (RFC 6238, with SHA-1 and steps of
/// thirty seconds, which is what every application knows).
public struct TOTPSecret: Secret {
    /// RFC 4226 asks for 160 bits.
    private static let byteCount = 20
    private static let stepSeconds: TimeInterval = 30

    /// What the store keeps.
    public let bytes: [UInt8]

    /// A new secret.
    public init(using generator: inout some RandomNumberGenerator) { bytes = .random(Self.byteCount, using: &generator) }

    /// A secret as it is stored; nil unless it is of twenty bytes.
    public init?(stored bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// The secret as somebody types it into an application: thirty-two letters and digits.
    public var base32: String { Base32.rfc4648.text(bytes) }

    /// The address that an application reads as a QR code.
    ///
    /// - Parameters:
    ///   - issuer: the service's name.
    ///   - account: the person's e-mail address.
    /// - Returns: what holds the secret, and so is shown to nobody else.
    public func uri(issuer: String, account: String) -> String {
        let (issuer, account) = (Self.escaped(issuer), Self.escaped(account))
        return "otpauth://totp/\(issuer):\(account)?secret=\(base32)&issuer=\(issuer)&algorithm=SHA1&digits=6&period=30"
    }

    /// The step whose code somebody typed, if it is one that may be used now: of this moment, the step before or the one after.
    ///
    /// - Parameters:
    ///   - code: what was typed.
    ///   - now: the moment.
    ///   - last: the step that was last accepted of this secret. Neither it nor one before it is accepted again.
    /// - Returns: what the store keeps as the last accepted step, in the transaction that lets the person in.
    public func acceptedStep(for code: String, at now: Date, after last: Int64?) -> Int64? {
        let typed = code.utf8.prefix(32).filter { $0 != 0x20 }
        guard let current = Self.step(at: now), typed.count == 6, code.utf8.count <= 32 else { return nil }
        var accepted: Int64?
        for step in current - 1...current + 1 where digits(step).isSame(as: typed) {
            if step > last ?? -1, accepted == nil { accepted = step }
        }
        return accepted
    }

    static func step(at now: Date) -> Int64? {
        Int64(exactly: (now.timeIntervalSince1970 / stepSeconds).rounded(.down)).flatMap { 0..<Int64(1) << 40 ~= $0 ? $0 : nil }
    }

    /// The code of a step (RFC 4226, 5.3).
    func digits(_ step: Int64) -> [UInt8] {
        let counter = withUnsafeBytes(of: step.bigEndian) { [UInt8]($0) }
        let code = [UInt8](HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: bytes)))
        let offset = Int(code[19] & 15)
        let number = code[offset..<offset + 4].reduce(0 as UInt32) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        return String(number % 1_000_000 + 1_000_000).utf8.dropFirst().map { $0 }
    }

    /// Only what RFC 3986 calls unreserved stays as it is.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: String(UnicodeScalar(byte))
            default: "%" + [byte].hexadecimal.uppercased()
            }
        }.joined()
    }
}
