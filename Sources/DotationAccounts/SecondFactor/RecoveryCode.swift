public import Dotations

/// What lets somebody in once who has lost their authenticator: 120 random bits, shown once, of which the store keeps a hash.
///
/// From 112 bits on, ASVS 6.5.2 and NIST SP 800-63B take a plain hash for what is not guessed.
public struct RecoveryCode: Secret {
    private static let byteCount = 15
    /// How many a person gets. New ones take the place of all that are left.
    public static let count = 10

    private let bytes: [UInt8]

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads what somebody typed, with or without its hyphens; nil where it is no such code.
    public init?(_ typed: String) {
        guard typed.utf8.count <= 64,
            let bytes = Base32.crockford.bytes(typed.utf8.filter { $0 != 0x20 && $0 != 0x2D }, count: Self.byteCount)
        else { return nil }
        self.bytes = bytes
    }

    /// New codes for a person.
    public static func new(using generator: inout some RandomNumberGenerator) -> [RecoveryCode] {
        (0..<count).map { _ in RecoveryCode(.random(byteCount, using: &generator)) }
    }

    /// What the person keeps: six groups of four letters and digits.
    public var text: String {
        let symbols = Array(Base32.crockford.text(bytes))
        return stride(from: 0, to: symbols.count, by: 4).map { String(symbols[$0..<$0 + 4]) }.joined(separator: "-")
    }

    /// What the store keeps, and removes in the transaction that lets the person in.
    public var digest: Hash256 { Hash256(of: bytes) }
}
