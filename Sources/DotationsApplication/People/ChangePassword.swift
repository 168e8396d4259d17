public import DotationAccounts
internal import DotationStore

extension Installation {
    /// Changes the password of somebody who has signed in and gives their present one. Their other sessions end.
    ///
    /// - Parameters:
    ///   - typed: the new password.
    ///   - current: the one that they have.
    ///   - session: the token of their session, which stays open under another token.
    ///   - address: the network address that they came from.
    /// - Returns: the session's new token.
    /// - Throws: `access.signed-out` where the session has ended; `access.password-wrong`; `access.too-early` where too many attempts failed, and then
    ///   nothing was looked at; `password.…` where they cannot have the new one; `access.busy` and `access.unavailable`.
    @discardableResult
    public func changePassword(to typed: String, from current: String, session: String, address: String) throws -> Token {
        let (token, credentials) = try proved(current, session: session, address: address)
        let hash = try hash(typed, of: credentials.user)
        var random = SystemRandomNumberGenerator()
        let renewed = Token(using: &random)
        guard try store.replacePassword(of: credentials, by: hash, keeping: token, as: renewed, at: now) else {
            throw AccessError.passwordWrong
        }
        return renewed
    }
}
