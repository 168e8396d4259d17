public import DotationAccounts

/// An authenticator that a code has proved to work, with the recovery codes that come with it.
public struct ProvedAuthenticator: Sendable {
    /// What the authenticator shares.
    public let secret: TOTPSecret
    /// The step of the code that proved it, which is used up with it.
    public let step: Int64
    /// Of which the store keeps the hashes.
    public let recoveryCodes: [RecoveryCode]

    /// What was proved.
    public init(_ secret: TOTPSecret, by step: Int64, recoveryCodes: [RecoveryCode]) {
        self.secret = secret
        self.step = step
        self.recoveryCodes = recoveryCodes
    }
}
