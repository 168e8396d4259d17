public import DotationAccounts
public import DotationStore
public import Dotations

extension Installation {
    /// Sets up the authenticator of somebody who has signed in, in the place of the one before.
    ///
    /// - Parameters:
    ///   - secret: what the authenticator shares.
    ///   - code: six digits of it, which prove that it works.
    ///   - person: whose it is.
    /// - Returns: the recovery codes, to be shown once.
    /// - Throws: `access.code-wrong`.
    public func setUpAuthenticator(_ secret: TOTPSecret, by code: String, of person: SignedIn) throws -> [RecoveryCode] {
        guard let step = secret.acceptedStep(for: code, at: now, after: nil) else { throw AccessError.codeWrong }
        return try enrol(secret, provedBy: step, person.user)
    }

    /// Takes somebody's authenticator away with its recovery codes, for the operator: the person has lost both. All of their sessions end. Where a
    /// client demands one, it is set up again when the person next signs in there.
    ///
    /// - Throws: `store.user-unknown`; `nothing-to-do` where there is none.
    public func takeAwayAuthenticator(of email: EmailAddress) throws {
        let user = try known(email)
        guard user.hasAuthenticator else { throw ApplicationError.noAuthenticator }
        try store.setAuthenticator(nil, of: user.id)
    }

    /// Sets up an authenticator that a code of this step proves to work.
    func enrol(_ secret: TOTPSecret, provedBy step: Int64, _ user: User) throws(StoreError) -> [RecoveryCode] {
        var random = SystemRandomNumberGenerator()
        let codes = RecoveryCode.new(using: &random)
        try store.setAuthenticator(secret, provedBy: step, recoveryCodes: codes, of: user.id)
        return codes
    }
}
