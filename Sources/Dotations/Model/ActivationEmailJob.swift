/// One e-mail to a beneficiary, recorded in the same transaction as the change that calls for it.
public enum ActivationEmailJob {
    /// What the e-mail says.
    public enum Kind: String, Sendable, CaseIterable {
        /// The mobile number changed; the employee goes on by downloading the application. Sent to the e-mail on file.
        case phoneChanged
        /// A new account-creation e-mail, which also names a new mobile number where there is one.
        case accountCreation

        /// The one e-mail that a row calls for, or nil where it calls for none.
        ///
        /// A row that changes the mobile number and also asks for a resend gets the account-creation e-mail, as it asked.
        public init?(from old: Contact, to new: Contact, resend: Bool) {
            if old.email != new.email || resend {
                self = .accountCreation
            } else if old.mobile != new.mobile {
                self = .phoneChanged
            } else {
                return nil
            }
        }
    }
}
