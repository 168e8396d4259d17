public import DotationAccounts

/// What somebody proved besides the password.
public enum SecondFactor: Sendable {
    /// Nothing: neither the person nor the client asks for it.
    case none
    /// A code of the authenticator, of this step.
    case step(Int64)
    /// A new authenticator, which is set up in the same transaction.
    case enrolment(ProvedAuthenticator)
    /// A recovery code.
    case recoveryCode(RecoveryCode)
}
