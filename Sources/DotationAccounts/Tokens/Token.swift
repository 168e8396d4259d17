internal import Crypto
public import Dotations

/// 128 random bits that let somebody in: the token of a session, an invitation or a reset.
///
/// The token is proof enough, so the store keeps its ``digest`` alone and finds the row by that. The token has too many bits to be guessed from
/// the digest, and how long looking a digest up takes tells nothing of a token.
public struct Token: Secret {
    private static let byteCount = 16

    private let bytes: [UInt8]

    /// A new token.
    public init(using generator: inout some RandomNumberGenerator) { bytes = .random(Self.byteCount, using: &generator) }

    /// Reads what somebody sent; nil where it is no token.
    public init?(_ text: String) {
        guard let bytes = Base32.crockford.bytes(text.utf8, count: Self.byteCount) else { return nil }
        self.bytes = bytes
    }

    /// Twenty-six small letters and digits, for a cookie or a link.
    public var text: String { Base32.crockford.text(bytes) }

    /// What the store keeps: the SHA-256 of the bytes.
    public var digest: Hash256 { Hash256(of: bytes) }
}
