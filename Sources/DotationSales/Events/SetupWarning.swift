public import Dotations

/// Something worth a look in a setup.
public struct SetupWarning: Sendable, Hashable {
    /// What it is, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        /// Two people have one name.
        case personNamesake = "person.namesake"
        /// A new person's staff number differs from another's only by zeros at its start.
        case personZeros = "person.zeros"
        /// A person's e-mail address, which is new, is none, or is perhaps mistyped.
        case personEmail = "person.email"
        /// A person's mobile number, which is new, is none, or is perhaps mistyped.
        case personMobile = "person.mobile"
        /// A person could take part in two events that are open together and ask for different documents.
        case eventBoth = "event.both"
        /// The brackets of two events overlap whose registrations are open one after the other in one year.
        case eventBothInTurn = "event.both-in-turn"
    }

    /// What is doubted of a contact.
    public enum ContactDoubt: Sendable, Hashable {
        /// It is none.
        case wrong(Reason)
        /// It may be another than was meant.
        case unlikely(Warning)
    }

    /// What it is.
    public let code: Code
    /// Where it is.
    public let place: SetupFault.Place
    /// The name of the event, or the staff number of the person.
    public let name: String
    /// The other event, or the other person; empty where there is none.
    public var otherName = ""
    /// An amount for which both events are.
    public var amount: Euros?
    /// What is doubted of the person's contact.
    public var doubt: ContactDoubt?
}
