public import Dotations

/// Somebody who can sign in, for whichever client.
public struct User: Sendable, Hashable, Identifiable {
    /// The number of a user within the store, which no client sees: to a client somebody is a ``Member``.
    public struct ID: Sendable, Hashable {
        let rawValue: Int

        init(stored: Int) { rawValue = stored }
    }

    /// The number.
    public let id: ID
    /// The address that the person signs in with.
    public let email: EmailAddress
    /// Whether the person has chosen a password.
    public let hasPassword: Bool
    /// Whether an authenticator is set up.
    public let hasAuthenticator: Bool
    /// Whether the person can no longer sign in anywhere.
    public let isDisabled: Bool

    /// Reads the columns of ``selection``.
    init(_ row: borrowing Statement) throws(StoreError) {
        do throws(Reason) { email = try EmailAddress.parse(row.text("email")) } catch {
            throw StoreError(.damaged, "A user has no valid e-mail address.")
        }
        id = ID(stored: row.int("id"))
        hasPassword = row.int("has_password") != 0
        hasAuthenticator = row.int("has_authenticator") != 0
        isDisabled = row.int("is_disabled") != 0
    }

    /// The columns of a user `u`.
    static let columns = """
        u.id, u.email, u.password IS NOT NULL AS has_password, u.totp_secret IS NOT NULL AS has_authenticator,
        u.disabled_at IS NOT NULL AS is_disabled
        """
}
