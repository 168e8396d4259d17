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
