public import DotationAccounts
public import Dotations
public import Foundation

/// Somebody who works for a client, as far as the client knows.
public struct Member: Sendable, Hashable, Identifiable {
    /// The number of a member, of which each client counts its own. Numbers are never reused.
    public struct ID: SerialNumber {
        /// The number.
        public let rawValue: Int

        /// A number that the store has given.
        public init(stored: Int) { rawValue = stored }
    }

    /// The number.
    public let id: ID
    /// The address that the person signs in with.
    public let email: EmailAddress
    /// First and last name.
    public let name: String
    /// As what.
    public let role: Role
    /// Whether the person has ever signed in for the client.
    public let hasJoined: Bool
    /// When the person last signed in for the client; nil for never.
    public let lastSeen: Date?
    /// Whether an authenticator is set up, as far as the person has ever signed in for the client: an account of another client's is none of its
    /// business.
    public let hasAuthenticator: Bool

    /// Reads the columns of ``columns``.
    init(_ row: borrowing Statement) throws(StoreError) {
        id = ID(stored: row.int("number"))
        let user = try User(row)
        email = user.email
        name = row.text("name")
        role = try Role(row)
        hasJoined = !row.isNull("joined_at")
        lastSeen = row.optionalInt("member_seen_at").map { Date(milliseconds: $0) }
        hasAuthenticator = hasJoined && user.hasAuthenticator
    }

    /// The columns of a membership `m` and its user `u`.
    static let columns = "\(User.columns), m.number, m.name, m.role, m.joined_at, m.seen_at AS member_seen_at"
}
