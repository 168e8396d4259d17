public import DotationAccounts
public import Foundation

extension Store {
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
        let statement = try Statement(
            self,
            "SELECT m.user_id, m.purpose, t.made_at, t.used_at FROM user_tokens t JOIN user_mails m ON m.id = t.mail_id WHERE t.digest = ?")
        try statement.bind([.digest(token.digest)])
        guard try statement.step(), let purpose = MailedToken.Purpose(rawValue: statement.text("purpose")),
            let user = try users("WHERE u.id = ?", .int(statement.int("user_id"))).first, !user.isDisabled
        else { throw refusal }
        let stored = MailedToken(purpose, made: Date(milliseconds: statement.int("made_at")), isUsed: !statement.isNull("used_at"))
        do throws(MailedToken.Refusal) { try stored.check(at: date) } catch { throw refusal }
        return user
    }
}
