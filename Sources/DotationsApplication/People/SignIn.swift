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
        let account = ThrottleKey.account(typed: attempt.email)
        let address = ThrottleKey.address(attempt.address)
        let outcome = try counted([account, address]) { try letIn(attempt) }
        switch outcome {
        // The account's count stays: whoever knows the password alone could otherwise clear it between attempts at a code.
        case .codeNeeded: try store.attemptSucceeded([address])
        case .enrolmentNeeded, .signedIn: try store.attemptSucceeded([account, address])
        }
        return outcome
    }

    private func letIn(_ attempt: SignInAttempt) throws -> SignInOutcome {
        let found = try credentials(attempt)
        guard let password = try? Password(attempt.password) else { throw AccessError.refused }
        guard try isRight(password, for: found?.password), let found else { throw AccessError.refused }

        var recoveryCodes: [RecoveryCode] = []
        let factor: SecondFactor
        switch SecondFactorNeed(hasAuthenticator: found.secret != nil, clientDemands: try demandsSecondFactor(found.client)) {
        case .none: factor = .none
        case .code:
            guard let code = attempt.code else { return .codeNeeded }
            guard let proved = secondFactor(code, of: found) else { throw AccessError.refused }
            factor = proved
        case .enrolment:
            guard let code = attempt.code, let secret = attempt.enrolling else { return .enrolmentNeeded }
            guard let proved = authenticator(secret, provedBy: code) else { throw AccessError.refused }
            recoveryCodes = proved.recoveryCodes
            factor = .enrolment(proved)
        }

        var random = SystemRandomNumberGenerator()
        let token = Token(using: &random)
        guard let person = try store.beginSession(found, by: factor, token: token, at: now, from: attempt.origin) else {
            throw AccessError.refused
        }
        // Somebody who is in stays so where there is no place to hash again: the next time will do.
        if let hash = found.password, hash.isOutdated,
            let renewed = try? PasswordHash(again: password, using: &random, gate: gate)
        {
            try store.replace(hash, by: renewed, of: found.user.id)
        }
        return .signedIn(token: token, person: person, recoveryCodes: recoveryCodes)
    }

    private func credentials(_ attempt: SignInAttempt) throws(StoreError) -> Credentials? {
        guard let code = Client.Code(attempt.clientCode.trimmed(\.properties.isWhitespace)),
            let email = try? EmailAddress.parse(attempt.email)
        else { return nil }
        return try store.credentials(code, email)
    }

    private func secondFactor(_ code: String, of found: Credentials) -> SecondFactor? {
        if let step = found.secret?.acceptedStep(for: code, at: now, after: found.lastStep) { return .step(step) }
        return RecoveryCode(code).map { .recoveryCode($0) }
    }
}
