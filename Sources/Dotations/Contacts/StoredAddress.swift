/// An e-mail address as the store has it: what an order sheet brought in may never have been one.
public enum StoredAddress: Sendable, Hashable {
    /// An address that mail can be sent to.
    case valid(EmailAddress)
    /// A text that is none, and why.
    case invalid(String, Reason)

    /// The address that a stored text is, or that it is none.
    public init(_ text: String) {
        do throws(Reason) { self = .valid(try EmailAddress.parse(text)) } catch { self = .invalid(text, error) }
    }

    /// What is stored.
    public var text: String {
        switch self {
        case .valid(let address): address.text
        case .invalid(let text, _): text
        }
    }

    /// The address that mail can be sent to.
    ///
    /// - Throws: why it is none.
    public func get() throws(Reason) -> EmailAddress {
        switch self {
        case .valid(let address): return address
        case .invalid(_, let reason): throw reason
        }
    }
}
