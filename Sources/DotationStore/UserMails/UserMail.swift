public import DotationAccounts
public import Dotations
public import Foundation

/// One e-mail to somebody who signs in, or is to, as a worker has leased it.
public struct UserMail: Sendable, Identifiable {
    /// The number of an e-mail to a user within the store.
    public struct ID: SerialNumber {
        /// The number.
        public let rawValue: Int

        /// A number that the store has given.
        public init(stored: Int) { rawValue = stored }
    }

    /// What it says.
    public enum Content: Sendable, Hashable {
        /// That a person of that name works for a client, and signs in with the password that they have or are to choose.
        case invitation(person: String, client: Client, hasPassword: Bool)
        /// That somebody asked for another password.
        case reset
    }

    /// Why one is not sent though nobody asked for that. Its raw value stands in the store and in logs.
    public enum Cancellation: String, Sendable, CaseIterable {
        /// A later one of its kind took its place.
        case superseded = "user-mail.superseded"
        /// Who it is for may not sign in any more, or does not work for the client.
        case accessEnded = "user-mail.access-ended"
        /// The person has chosen a password.
        case passwordChosen = "user-mail.password-chosen"
        /// What was asked for has waited for so long that nobody expects it any more.
        case requestExpired = "user-mail.request-expired"
    }

    /// Its number.
    public let id: ID
    /// The address that it goes to.
    public let recipient: EmailAddress
    /// What it says.
    public let content: Content
    /// How often a worker took it up. The number fences: a worker whose lease was taken over can record nothing.
    public let attempt: Int
    /// How often it was tried in vain.
    public let failures: Int
    /// How many leases of it in a row ended without a result, as their worker did.
    public let expiredLeases: Int
    /// The message's Message-ID.
    public let messageID: String
    /// With what somebody chooses a password: another one each time that the e-mail is leased, as the store can give none back.
    public let token: Token
    /// Until when the token is good.
    public let tokenEnd: Date

    /// How many of one kind somebody is sent within an hour at most, as anybody can ask for them.
    public static let hourlyLimit = 3
}
