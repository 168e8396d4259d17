internal import DotationAccounts
internal import DotationStore
internal import Dotations

extension Installation {
    /// Lets somebody in who proves who they are.
    ///
    /// An attempt is counted before anything is looked at, and taken back once it has succeeded. An unknown client, an unknown or disabled
    /// person, a wrong password and a wrong code are one answer, and the first three the same work.
    ///
    /// - Throws: `access.refused`; `access.too-early` where too many attempts failed, and then nothing was looked at; `access.busy` and
    ///   `access.unavailable` where the password cannot be compared.
    public func signIn(_ attempt: SignInAttempt) throws -> SignInOutcome {
        let account = ThrottleKey.account(clientCode: attempt.clientCode, email: attempt.email)
        let address = ThrottleKey.address(attempt.address)
        let wait = try store.beginAttempt([account, address], at: now)
        guard wait <= 0 else { throw AccessError.tooEarly(seconds: Int(wait.rounded(.up))) }

        let found = try credentials(attempt)
        guard let password = try? Password(attempt.password) else { throw AccessError.refused }
        guard try Self.isRight(password, for: found?.password), let found else { throw AccessError.refused }

        var recoveryCodes: [RecoveryCode] = []
        let factor: SecondFactor
        switch SecondFactorNeed(hasAuthenticator: found.secret != nil, clientDemands: try demandsSecondFactor(found.client)) {
        case .none: factor = .none
        case .code:
            guard let code = attempt.code else {
                // The account's count stays: whoever knows the password alone could otherwise clear it between attempts at a code.
                try store.attemptSucceeded([address])
                return .codeNeeded
            }
            guard let proved = secondFactor(code, of: found) else { throw AccessError.refused }
            factor = proved
        case .enrolment:
            guard let code = attempt.code, let secret = attempt.enrolling else {
                try store.attemptSucceeded([account, address])
                return .enrolmentNeeded
            }
            guard let step = secret.acceptedStep(for: code, at: now, after: nil) else { throw AccessError.refused }
            // The code both proves the authenticator and lets in with it, which uses it up.
            recoveryCodes = try enrol(secret, provedBy: step - 1, found.user)
            factor = .step(step)
        }

        var random = SystemRandomNumberGenerator()
        let token = Token(using: &random)
        guard let person = try store.beginSession(found, by: factor, token: token, at: now) else { throw AccessError.refused }
        try store.attemptSucceeded([account, address])
        // Somebody who is in stays so where there is no place to hash again: the next time will do.
        if let hash = found.password, hash.isOutdated, let renewed = try? PasswordHash(again: password, using: &random) {
            try store.replace(hash, by: renewed, of: found.user.id)
        }
        return .signedIn(token: token, person: person, recoveryCodes: recoveryCodes)
    }

    private func credentials(_ attempt: SignInAttempt) throws(StoreError) -> Credentials? {
        guard let code = Client.Code(attempt.clientCode.trimmed), let email = try? EmailAddress.parse(attempt.email.trimmed) else {
            return nil
        }
        return try store.credentials(code, email)
    }

    /// Whether a password is the one of a hash.
    static func isRight(_ password: Password, for hash: PasswordHash?) throws(AccessError) -> Bool {
        do throws(PasswordHashError) { return try PasswordHash.isRight(password, for: hash) } catch { throw AccessError(error) }
    }

    private func demandsSecondFactor(_ client: Client) throws(StoreError) -> Bool {
        try store.client(client.code).settings()[.secondFactor] == "required"
    }

    private func secondFactor(_ code: String, of found: Credentials) -> SecondFactor? {
        if let step = found.secret?.acceptedStep(for: code, at: now, after: found.lastStep) { return .step(step) }
        return RecoveryCode(code).map { .recoveryCode($0) }
    }
}

extension String {
    /// The text without white space around it.
    var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
