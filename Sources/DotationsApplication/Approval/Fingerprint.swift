internal import Dotations

/// What tells a plan from every other: equal for plans that do, send, refuse and doubt the same, whichever revisions they saw.
///
/// It is made with a key of the store, so that nobody without the store can make one up. People read it and type it back.
public struct Fingerprint: Sendable, Hashable, WrittenAsText {
    /// Thirty-two hexadecimal digits.
    public let description: String

    init(bytes: some Sequence<UInt8>) { description = bytes.prefix(16).hexadecimal }

    /// Reads a fingerprint as it is shown, in capital or small letters; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 32, text.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        description = text.lowercased()
    }
}
