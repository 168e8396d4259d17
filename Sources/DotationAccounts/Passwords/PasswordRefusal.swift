/// Why somebody cannot have a password. It never holds the password, nor what it was compared with.
public enum PasswordRefusal: Error, Sendable, Hashable {
    /// It has fewer characters than this, counted as Unicode code points.
    case tooShort(minimum: Int)
    /// It has more bytes of UTF-8 than this.
    case tooLong(maximumBytes: Int)
    /// It is one of the commonest of its length.
    case common
    /// It repeats a few characters, follows the keyboard, or is a well-known word with digits.
    case predictable
    /// It contains what others know of the person.
    case contains(Mention)

    /// What others know of a person.
    public enum Mention: Sendable, Hashable, CaseIterable {
        /// The code of a client that the person works for.
        case clientCode
        /// The person's name, or a word of it.
        case name
        /// The e-mail address, what stands before its `@`, or a word of that.
        case email
    }

    /// The stable name of a refusal.
    public enum Code: String, Sendable, CaseIterable {
        case tooShort = "password.too-short"
        case tooLong = "password.too-long"
        case common = "password.common"
        case predictable = "password.predictable"
        case containsClientCode = "password.contains-client-code"
        case containsName = "password.contains-name"
        case containsEmail = "password.contains-email"
    }

    /// The stable name of the refusal.
    public var code: Code {
        switch self {
        case .tooShort: .tooShort
        case .tooLong: .tooLong
        case .common: .common
        case .predictable: .predictable
        case .contains(.clientCode): .containsClientCode
        case .contains(.name): .containsName
        case .contains(.email): .containsEmail
        }
    }
}
