internal import DotationAccounts
internal import DotationStore
public import Dotations

extension Installation {
    /// Gives somebody a password. All of their sessions end, and links with which they could have chosen one are of no use any more.
    ///
    /// - Throws: `store.user-unknown`; `password.…` where they cannot have it; `access.busy` and `access.unavailable` where it cannot be hashed.
    public func setPassword(_ typed: String, of email: EmailAddress) throws {
        let user = try known(email)
        try store.setPassword(hash(typed, of: user), of: user.id, context: context)
        try forgetAttempts(of: user)
    }

    /// Sets the password that somebody chooses with the token of an invitation or a reset, which is used up with it.
    ///
    /// - Throws: `store.token-invalid` where the token is none, was used or its time is over; as ``setPassword(_:of:)``: then it can still be used.
    public func choosePassword(_ typed: String, with token: String) throws {
        guard let token = Token(token) else { throw StoreError(.tokenInvalid, "The text is no token.") }
        let user = try store.owner(of: token, at: now)
        try store.setPassword(hash(typed, of: user), with: token, at: now)
        try forgetAttempts(of: user)
    }

    /// Lets somebody in at once who has another password, whatever strangers tried with the one before.
    private func forgetAttempts(of user: User) throws(StoreError) {
        try store.attemptSucceeded([.account(user.email)])
    }

    /// Holds a password against all that is known of the person, and hashes it: in no transaction, as it takes time and may wait.
    func hash(_ typed: String, of user: User) throws -> PasswordHash {
        let memberships = try store.memberships(of: user.id)
        let owner = PasswordOwner(
            clientCodes: memberships.map(\.client.code.description), names: memberships.map(\.name), email: user.email)
        let chosen = try ChosenPassword(typed, by: owner)
        var random = SystemRandomNumberGenerator()
        do throws(PasswordHashError) { return try PasswordHash(of: chosen, using: &random, gate: gate) } catch { throw AccessError(error) }
    }
}
