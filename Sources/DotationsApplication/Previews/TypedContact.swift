internal import Dotations

/// An e-mail and a mobile number that somebody typed for a row; nil for one that stays as the sheet has it.
public struct TypedContact: Codable, Sendable, Hashable {
    /// The address.
    public var email: String?
    /// The number.
    public var mobile: String?

    /// What was typed.
    public init(email: String? = nil, mobile: String? = nil) {
        self.email = email
        self.mobile = mobile
    }

    var byColumn: [SheetColumn: String] {
        var values: [SheetColumn: String] = [:]
        values[.email] = email
        values[.mobile] = mobile
        return values
    }
}
