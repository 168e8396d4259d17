/// One e-mail to a beneficiary, recorded in the same transaction as the change that calls for it.
public enum ActivationEmailJob {
    /// What the e-mail says.
    public enum Kind: String, Sendable, CaseIterable {
        /// The mobile number changed; the employee goes on by downloading the application. Sent to the e-mail on file.
        case phoneChanged
        /// A new account-creation e-mail, which also names a new mobile number where there is one.
        case accountCreation

        /// The one e-mail that a changed row calls for.
        ///
        /// A new mobile number alone is told by an e-mail of its own, unless the row also asks for a resend, or the account-creation
        /// e-mail was never sent: it takes that one's place, and without it the employee could not go on.
        ///
        /// The dotation is as the store has it; `resend` is whether the row asks for a resend as well.
        public init(of dotation: Dotation, changesEmail: Bool, resend: Bool) {
            let isCreation = changesEmail || resend || (dotation.awaitsAccountCreation && !dotation.isAccountCreated)
            self = isCreation ? .accountCreation : .phoneChanged
        }
    }
}
