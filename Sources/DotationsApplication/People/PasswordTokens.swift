public import DotationAccounts
public import DotationStore
public import Dotations
internal import Foundation

extension Application {
    /// A token with which somebody who works for the client chooses their first password, to be sent to their address and shown to nobody.
    ///
    /// - Returns: nil where they have a password already, as they may from another client, of which this one learns nothing.
    /// - Throws: `store.user-unknown` where nobody of that address works for the client; `store.user-disabled`.
    public func invitation(for email: EmailAddress) throws(StoreError) -> Token? {
        guard try member(email) != nil, let user = try store.store.user(email) else {
            throw StoreError(.userUnknown, "Nobody of that address works for the client.")
        }
        return user.hasPassword ? nil : try store.store.newToken(.invitation, for: user, at: now)
    }
}

extension Installation {
    /// A token with which somebody chooses another password, to be sent to their address and shown to nobody.
    ///
    /// - Returns: nil where nobody can sign in with that address: whoever asked for it reads the same answer.
    /// - Throws: what the store throws.
    public func resetToken(for email: EmailAddress) throws(StoreError) -> Token? {
        guard let user = try store.user(email), !user.isDisabled else { return nil }
        return try store.newToken(.reset, for: user, at: now)
    }
}

extension Store {
    fileprivate func newToken(_ purpose: MailedToken.Purpose, for user: User, at date: Date) throws(StoreError) -> Token {
        var random = SystemRandomNumberGenerator()
        let token = Token(using: &random)
        try addToken(token, purpose, for: user.id, at: date)
        return token
    }
}
