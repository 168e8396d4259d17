internal import Foundation

/// What tells one request from every other, so that one that comes twice is carried out once.
///
/// Whoever asks makes it up, and sends the same one when they repeat the request.
public struct RequestID: Sendable, Hashable, CustomStringConvertible {
    /// Visible ASCII characters.
    public let description: String

    /// Reads an identifier; nil where it is not one to 64 visible ASCII characters.
    public init?(_ text: some StringProtocol) {
        guard 1...64 ~= text.utf8.count, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        description = String(text)
    }

    /// An identifier that no other request has.
    public static func unique() -> RequestID { RequestID(unchecked: UUID().uuidString) }

    /// The request for a plan: with an approval of another one it is another request.
    ///
    /// - Parameter fingerprint: the plan's, of at most 63 characters.
    /// - Returns: what the store keeps.
    public func bound(to fingerprint: String) -> RequestID { RequestID(unchecked: "\(fingerprint.prefix(63))-\(description)") }

    private init(unchecked text: String) { description = text }
}
