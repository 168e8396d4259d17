/// The new contacts that the rows of a sheet ask for, each once, in the form in which they are compared.
public struct NewContacts: Sendable, Hashable {
    /// The e-mail addresses.
    public var emails: Set<String>
    /// The mobile numbers.
    public var mobiles: Set<String>

    /// These addresses and numbers.
    public init(emails: Set<String> = [], mobiles: Set<String> = []) {
        self.emails = emails
        self.mobiles = mobiles
    }

    /// Whether no row asks for a new contact.
    public var isEmpty: Bool { emails.isEmpty && mobiles.isEmpty }
}

/// Who of other orders has the contacts that the rows of a sheet ask for.
///
/// A value without a holder may be left out. Of a value that many people share, some are enough.
public struct ContactHolders: Sendable {
    /// By e-mail address, one dotation of each person who has it.
    public var emails: [String: [Dotation]]
    /// By mobile number, one dotation of each person who has it.
    public var mobiles: [String: [Dotation]]

    /// These holders; by default nobody.
    public init(emails: [String: [Dotation]] = [:], mobiles: [String: [Dotation]] = [:]) {
        self.emails = emails
        self.mobiles = mobiles
    }
}
