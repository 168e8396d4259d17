internal import DotationAccounts
internal import DotationStore

extension Installation {
    /// Does what compares a secret. The attempt is counted before, and taken back where nothing was found wrong and something else failed: many
    /// who come at once, or a store that cannot be read, are nobody's failed attempts.
    ///
    /// - Throws: `access.too-early` where too many attempts failed, and then nothing is done.
    func counted<Result>(_ keys: [ThrottleKey], _ body: () throws -> Result) throws -> Result {
        let wait = try store.beginAttempt(keys, at: now)
        guard wait <= 0 else { throw AccessError.tooEarly(seconds: Int(wait.rounded(.up))) }
        do {
            return try body()
        } catch let error as AccessError where error.isFailedAttempt {
            throw error
        } catch {
            // Whoever waits is told what failed first.
            try? store.takeBackAttempt(keys)
            throw error
        }
    }

    /// Who has signed in, where they prove by their password that it is still them.
    ///
    /// Attempts are counted as those to sign in are: whoever found an open session does not try passwords on it.
    ///
    /// - Throws: `access.signed-out` where the session has ended; `access.password-wrong`; `access.too-early` where too many attempts failed, and then
    ///   nothing was looked at; `access.busy` and `access.unavailable`.
    func proved(_ password: String, session: String, address: String) throws -> (session: Token, credentials: Credentials) {
        guard let token = Token(session), let person = try store.signedIn(token, at: now) else { throw AccessError.signedOut }
        let keys = [ThrottleKey.account(person.user.email), .address(address)]
        let credentials = try counted(keys) {
            let found = try store.credentials(person.store.client.code, person.user.email)
            guard let password = try? Password(password), try isRight(password, for: found?.password), let found else {
                throw AccessError.passwordWrong
            }
            return found
        }
        try store.attemptSucceeded(keys)
        return (token, credentials)
    }

    /// Whether a password is the one of a hash.
    func isRight(_ password: Password, for hash: PasswordHash?) throws(AccessError) -> Bool {
        do throws(PasswordHashError) { return try PasswordHash.isRight(password, for: hash, gate: gate) } catch { throw AccessError(error) }
    }

    /// An authenticator with new recovery codes; nil where the code is not of it.
    func authenticator(_ secret: TOTPSecret, provedBy code: String) -> ProvedAuthenticator? {
        guard let step = secret.acceptedStep(for: code, at: now, after: nil) else { return nil }
        var random = SystemRandomNumberGenerator()
        return ProvedAuthenticator(secret, by: step, recoveryCodes: RecoveryCode.new(using: &random))
    }
}
