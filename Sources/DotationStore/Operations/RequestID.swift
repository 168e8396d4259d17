internal import Dotations
internal import Foundation

/// What tells one request from every other, so that one that comes twice is carried out once.
///
/// Whoever asks makes it up, and sends the same one when they repeat the request.
public struct RequestID: Sendable, Hashable, CustomStringConvertible {
    /// Visible ASCII characters.
    public let description: String
    /// Whether it comes from all that is asked for, so that it is the same request whatever plan it is approved with.
    private var saysAll = false

    /// Reads an identifier; nil where it is not one to 64 visible ASCII characters.
    public init?(_ text: some StringProtocol) {
        guard 1...64 ~= text.utf8.count, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        description = String(text)
    }

    /// The identifier of a request that is the same whenever the same is asked for: two clicks on one button are one request.
    ///
    /// - Parameter parts: all that it asks for, who asks, and what they saw.
    public init(of parts: [String]) {
        description = Hash256(of: Array(parts.map { "\($0.utf8.count) \($0)" }.joined().utf8)).description
        saysAll = true
    }

    /// An identifier that no other request has.
    public static func unique() -> RequestID { RequestID(unchecked: UUID().uuidString) }

    /// The request for a plan: with an approval of another one it is another request.
    ///
    /// - Parameter fingerprint: the plan's, of at most 63 characters.
    /// - Returns: what the store keeps.
    public func bound(to fingerprint: String) -> RequestID {
        saysAll ? self : RequestID(unchecked: "\(fingerprint.prefix(63))-\(description)")
    }

    private init(unchecked text: String) { description = text }
}
