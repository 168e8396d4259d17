public import DotationAccounts
public import Foundation

extension Store {
    /// Keeps a token with which somebody is to choose a password. One that was sent before for the same is of no use any more.
    ///
    /// - Throws: ``StoreError`` `userUnknown`; `userDisabled`.
    public func addToken(_ token: Token, _ purpose: MailedToken.Purpose, for user: User.ID, at date: Date) throws(StoreError) {
        try write { connection throws(StoreError) in
            guard let known = try connection.users("WHERE u.id = ?", .int(user.rawValue)).first else {
                throw StoreError(.userUnknown, "No user has that number.")
            }
            guard !known.isDisabled else { throw StoreError(.userDisabled, "The user is disabled.") }
            try connection.run(
                "UPDATE user_tokens SET used_at = ? WHERE user_id = ? AND purpose = ? AND used_at IS NULL", .int(date.milliseconds),
                .int(user.rawValue), .text(purpose.rawValue))
            try connection.run(
                "DELETE FROM user_tokens WHERE made_at < ?", .int((date - MailedToken.Purpose.invitation.lifetime).milliseconds))
            try connection.run(
                "INSERT INTO user_tokens (digest, user_id, purpose, made_at) VALUES (?, ?, ?, ?)", .digest(token.digest),
                .int(user.rawValue), .text(purpose.rawValue), .int(date.milliseconds))
        }
    }

    /// Who chooses a password with a token; it can still be used afterwards.
    ///
    /// - Throws: ``StoreError`` `tokenInvalid` where there is no such token, it was used or its time is over: one answer to all.
    public func owner(of token: Token, at date: Date) throws(StoreError) -> User {
        try read { connection throws(StoreError) in try connection.owner(of: token, at: date) }
    }

    /// Sets the password that somebody chose with a token, which is used up with it.
    ///
    /// - Throws: ``StoreError`` as ``owner(of:at:)``; then nothing is changed.
    public func setPassword(_ hash: PasswordHash, with token: Token, at date: Date) throws(StoreError) {
        try write { connection throws(StoreError) in
            try connection.setPassword(hash, of: connection.owner(of: token, at: date).id, at: date)
        }
    }
}

extension Connection {
    fileprivate func owner(of token: Token, at date: Date) throws(StoreError) -> User {
        let refusal = StoreError(.tokenInvalid, "The token is not known, was used, or its time is over.")
        let statement = try Statement(self, "SELECT user_id, purpose, made_at, used_at FROM user_tokens WHERE digest = ?")
        try statement.bind([.digest(token.digest)])
        guard try statement.step(), let purpose = MailedToken.Purpose(rawValue: statement.text("purpose")),
            let user = try users("WHERE u.id = ?", .int(statement.int("user_id"))).first, !user.isDisabled
        else { throw refusal }
        let stored = MailedToken(purpose, made: Date(milliseconds: statement.int("made_at")), isUsed: !statement.isNull("used_at"))
        do throws(MailedToken.Refusal) { try stored.check(at: date) } catch { throw refusal }
        return user
    }
}
