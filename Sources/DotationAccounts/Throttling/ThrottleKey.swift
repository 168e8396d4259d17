public import Dotations
internal import Foundation

/// By what the store finds a ``Throttle``: a hash, so that it keeps nothing that strangers typed.
public struct ThrottleKey: Sendable, Hashable {
    /// What attempts are counted for.
    public let scope: Throttle.Scope
    /// What the store keeps.
    public let hash: Hash256

    private init(_ scope: Throttle.Scope, _ parts: [String]) {
        self.scope = scope
        hash = Hash256(of: Array(([scope.rawValue] + parts).map { "\($0.utf8.count) \($0)" }.joined().utf8))
    }

    /// The account of an address, whether or not somebody has it. All clients have one count, as they have one password.
    public static func account(_ email: EmailAddress) -> ThrottleKey { ThrottleKey(.account, [email.key]) }

    /// The account that somebody named, by the address that is read from what they typed: however it is written, it has one count. What is no
    /// address is nobody's account, and counts as it is.
    public static func account(typed text: String) -> ThrottleKey {
        (try? EmailAddress.parse(text)).map { account($0) } ?? ThrottleKey(.account, [text])
    }

    /// The address that somebody came from. Of IPv6 only the network counts (64 bits), as one customer has all of it.
    public static func address(_ text: String) -> ThrottleKey {
        ThrottleKey(.address, [network(text) ?? text])
    }

    /// The address that a link for a new password is asked for from, of which the same counts.
    public static func resetAddress(_ text: String) -> ThrottleKey { ThrottleKey(.resetAddress, [network(text) ?? text]) }

    private static func network(_ text: String) -> String? {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text.prefix { $0 != "%" }.description, &bytes) == 1 else { return nil }
        let mapped: [UInt8] = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        if bytes.starts(with: mapped) { return bytes.dropFirst(12).map { String($0) }.joined(separator: ".") }
        return bytes.prefix(8).hexadecimal
    }
}
