/// An e-mail address or a mobile number as the store has it: what an order sheet brought in may never have been one.
public enum StoredValue<Value: ContactValue>: Sendable, Hashable {
    /// A value that was checked.
    case valid(Value)
    /// A text that is none, and why. Indirect, as a reason is several times as large as a value, and plans are full of values that are valid.
    indirect case invalid(String, Reason)

    /// The value that a stored text is, or that it is none.
    public init(_ text: String) {
        do throws(Reason) { self = .valid(try Value.parse(text, foldsFullWidth: true)) } catch { self = .invalid(text, error) }
    }

    /// What is stored.
    public var text: String {
        switch self {
        case .valid(let value): value.text
        case .invalid(let text, _): text
        }
    }

    package var key: String {
        switch self {
        case .valid(let value): value.key
        case .invalid(let text, _): Value.column == .email ? text.lowercased() : text
        }
    }

    package var warnings: [Warning] { if case .valid(let value) = self { value.warnings } else { [] } }

    /// The value that was checked.
    ///
    /// - Throws: why it is none.
    public func get() throws(Reason) -> Value {
        switch self {
        case .valid(let value): return value
        case .invalid(_, let reason): throw reason
        }
    }
}

/// An e-mail address as the store has it.
public typealias StoredAddress = StoredValue<EmailAddress>
/// A mobile number as the store has it.
public typealias StoredNumber = StoredValue<MobileNumber>
