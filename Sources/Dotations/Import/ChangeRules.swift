/// What an import may change, and whom it may send an e-mail to, whatever the values: by the order and by the dotation's state.
struct ChangeRules {
    let order: Order
    let settings: ImportSettings

    /// Why the dotation's state does not let it change, or its e-mail be sent, where the row asks for that.
    ///
    /// A resend that was sent when the file was imported before still refuses the change beside it, as it did then.
    func blocker(_ dotation: Dotation, _ request: RowRequest, changes: Bool) -> Reason? {
        guard changes || request.resend else { return nil }
        if !order.isPaid { return .orderUnpaid(order.number) }
        if changes, !settings.policy.allowsChange(of: dotation.status) { return .notModifiable(dotation.status) }
        if request.email != nil { return RecipientEligibility.blocker(dotation, toNewAddress: true, isPaid: true, column: .email) }
        return request.asksResend ? RecipientEligibility.blocker(dotation, isPaid: true, column: .resend) : nil
    }

    /// What becomes of an unchanged row that did not ask for the e-mail, where the import asks for all: whether it is sent, or what is doubted.
    func resendsUnasked(_ dotation: Dotation) -> (resends: Bool, warning: Warning?) {
        guard !settings.metResends.contains(dotation.id) else { return (false, nil) }
        switch RecipientEligibility.blocker(dotation, isPaid: order.isPaid) {
        case nil: return (true, nil)
        case .orderUnpaid, .notModifiable: return (false, nil)
        case .accountCreated: return (false, .resendAccountCreated)
        default: return (false, .emailUndeliverable(dotation.contact.email))
        }
    }
}
