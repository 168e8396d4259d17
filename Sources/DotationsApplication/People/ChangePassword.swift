internal import DotationAccounts
internal import DotationStore
internal import Dotations

extension Installation {
    /// Gives somebody who has signed in another password, where they prove by the one that they have that it is still them. Their other sessions end.
    ///
    /// Attempts are counted as those to sign in are: whoever found an open session does not try passwords on it.
    ///
    /// - Parameters:
    ///   - typed: the new password.
    ///   - current: the one that they have.
    ///   - session: the token of their session, which goes on.
    ///   - address: the network address that they came from.
    /// - Throws: `access.signed-out` where the session has ended; `access.password-wrong`; `access.too-early` where too many attempts failed, and then
    ///   nothing was looked at; `password.…` where they cannot have the new one; `access.busy` and `access.unavailable`.
    public func changePassword(to typed: String, from current: String, session: String, address: String) throws {
        guard let token = Token(session), let person = try store.signedIn(token, at: now) else { throw AccessError.signedOut }
        let (client, user) = (person.store.client, person.user)
        let keys = [ThrottleKey.account(clientCode: client.code.description, email: user.email.text), .address(address)]
        let wait = try store.beginAttempt(keys, at: now)
        guard wait <= 0 else { throw AccessError.tooEarly(seconds: Int(wait.rounded(.up))) }

        let known = try store.credentials(client.code, user.email)?.password
        guard let password = try? Password(current), try Self.isRight(password, for: known), let known else {
            throw AccessError.passwordWrong
        }
        try store.attemptSucceeded(keys)
        let hash = try hash(typed, of: user)
        guard try store.replacePassword(known, by: hash, of: user.id, keeping: token, at: now) else { throw AccessError.passwordWrong }
    }
}
