public import DotationAccounts
public import DotationStore
public import Dotations

extension Installation {
    /// Sets up the authenticator of somebody who has signed in, in the place of the one before, where they prove by their password that it is still
    /// them. Their other sessions end.
    ///
    /// - Parameters:
    ///   - secret: what the authenticator shares.
    ///   - code: six digits of it, which prove that it works.
    ///   - password: the one that they have.
    ///   - session: the token of their session, which stays open.
    ///   - address: the network address that they came from.
    /// - Returns: the recovery codes, to be shown once.
    /// - Throws: `access.signed-out` where the session has ended; `access.password-wrong`; `access.too-early` where too many attempts failed, and then
    ///   nothing was looked at; `access.code-wrong`; `access.busy` and `access.unavailable`.
    public func setUpAuthenticator(
        _ secret: TOTPSecret, by code: String, password: String, session: String, address: String
    ) throws -> [RecoveryCode] {
        let (token, credentials) = try proved(password, session: session, address: address)
        guard let authenticator = authenticator(secret, provedBy: code) else { throw AccessError.codeWrong }
        guard try store.setAuthenticator(authenticator, of: credentials, keeping: token) else { throw AccessError.passwordWrong }
        return authenticator.recoveryCodes
    }

    /// Takes away the authenticator of somebody who has signed in, with its recovery codes, where they prove by their password that it is still them.
    /// Their other sessions end.
    ///
    /// - Throws: as ``changePassword(to:from:session:address:)``; `access.factor-demanded` where the client that they are signed in for demands one.
    public func removeAuthenticator(password: String, session: String, address: String) throws {
        let (token, credentials) = try proved(password, session: session, address: address)
        guard try !demandsSecondFactor(credentials.client) else { throw AccessError.factorDemanded }
        guard try store.removeAuthenticator(of: credentials, keeping: token) else { throw AccessError.passwordWrong }
    }

    /// Gives somebody who has signed in new recovery codes in the place of all that are left, where they prove by their password that it is still
    /// them. Their other sessions end.
    ///
    /// - Returns: the codes, to be shown once.
    /// - Throws: as ``changePassword(to:from:session:address:)``; `nothing-to-do` where they have no authenticator.
    public func renewRecoveryCodes(password: String, session: String, address: String) throws -> [RecoveryCode] {
        let (token, credentials) = try proved(password, session: session, address: address)
        guard credentials.user.hasAuthenticator else { throw ApplicationError.noAuthenticator }
        var random = SystemRandomNumberGenerator()
        let codes = RecoveryCode.new(using: &random)
        guard try store.setRecoveryCodes(codes, of: credentials, keeping: token) else { throw AccessError.passwordWrong }
        return codes
    }

    /// How many recovery codes somebody has left.
    public func recoveryCodesLeft(of person: SignedIn) throws(StoreError) -> Int { try store.recoveryCodeCount(of: person.user.id) }

    /// Whether a client demands a second factor of whoever works for it.
    public func demandsSecondFactor(_ client: Client) throws -> Bool { try store.client(client.code).policy().demandsSecondFactor }

    /// Takes somebody's authenticator away with its recovery codes, for the operator: the person has lost both. All of their sessions end. Where a
    /// client demands one, it is set up again when the person next signs in there.
    ///
    /// - Throws: `store.user-unknown`; `nothing-to-do` where there is none.
    public func takeAwayAuthenticator(of email: EmailAddress) throws {
        let user = try known(email)
        guard user.hasAuthenticator else { throw ApplicationError.noAuthenticator }
        try store.removeAuthenticator(of: user.id, context: context)
    }
}
