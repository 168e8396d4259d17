/// Who may be sent an account-creation e-mail.
public enum RecipientEligibility {
    /// Why none goes to a dotation.
    ///
    /// - Parameters:
    ///   - dotation: as it is stored.
    ///   - isNewAddress: whether it goes to a new address, which was checked, and not to the one on file, which may never have been right.
    ///   - isPaid: whether its order is.
    ///   - column: the column that asks for the e-mail, where there is a sheet.
    /// - Returns: the first reason; nil where one may be sent.
    public static func blocker(
        _ dotation: Dotation, toNewAddress isNewAddress: Bool = false, isPaid: Bool, column: SheetColumn? = nil
    ) -> Reason? {
        if !isPaid { return .orderUnpaid(dotation.order) }
        if !dotation.status.isNotActivated { return .notModifiable(dotation.status) }
        // Steps 1 and 2 of the activation are done: the e-mail would be of no use any more.
        if dotation.isAccountCreated { return .accountCreated(column) }
        return isNewAddress ? nil : dotation.contact.undeliverable
    }
}
