/// A beneficiary's e-mail address that mail can be sent to, in its normal form: the domain in small letters.
///
/// The syntax is that of the HTML living standard, narrowed to what the mail transport carries (RFC 5321): ASCII only, at most
/// 254 octets with a local part of at most 64, dots only between other characters, and a domain of two labels or more whose
/// last is a top-level domain.
public struct EmailAddress: Sendable, Hashable, CustomStringConvertible {
    /// The whole address.
    public let text: String
    /// Where the domain begins in the address's UTF-8.
    private let domainOffset: Int

    init(localPart: String, domain: String) {
        text = localPart + "@" + domain
        domainOffset = localPart.utf8.count + 1
    }

    /// What stands before the `@`.
    public var localPart: Substring { text.utf8.prefix(domainOffset - 1).asSubstring }
    /// What stands after the `@`.
    public var domain: Substring { text.utf8.dropFirst(domainOffset).asSubstring }
    /// The whole address.
    public var description: String { text }
}

extension Substring.UTF8View {
    fileprivate var asSubstring: Substring { Substring(self) }
}
