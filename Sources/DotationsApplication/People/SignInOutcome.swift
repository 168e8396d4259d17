public import DotationAccounts
public import DotationStore

/// What came of an attempt to sign in whose password was right.
public enum SignInOutcome: Sendable {
    /// The person is in.
    ///
    /// - Parameters:
    ///   - token: for the browser, and nobody else.
    ///   - person: who it is, for which client.
    ///   - recoveryCodes: those of an authenticator that was set up just now, to be shown once; else none.
    case signedIn(token: Token, person: SignedIn, recoveryCodes: [RecoveryCode])
    /// A code is needed: the same attempt again, with it.
    case codeNeeded
    /// The client demands an authenticator, and there is none: the same attempt again, with a new secret and a code of it.
    case enrolmentNeeded
}
