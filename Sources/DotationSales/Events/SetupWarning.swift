public import Dotations

/// Something worth a look in a setup.
public struct SetupWarning: Sendable, Hashable {
    /// What it is, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        /// Two people have one name.
        case personNamesake = "person.namesake"
        /// A person could take part in two events that are open together and ask for different documents.
        case eventBoth = "event.both"
        /// The brackets of two events overlap whose registrations are open one after the other in one year.
        case eventBothInTurn = "event.both-in-turn"
    }

    /// What it is.
    public let code: Code
    /// Where it is.
    public let place: SetupFault.Place
    /// The name of the event, or the staff number of the person.
    public let name: String
    /// The other event, or the other person.
    public let otherName: String
    /// An amount for which both events are.
    public var amount: Euros?

}
