/// What depends on an order, so that neither the order nor its payment can be taken back.
public enum OrderBond: String, Sendable, CaseIterable {
    /// It is paid and was exported: the sheet may come back, corrected.
    case exported
    /// A contact of it was changed.
    case changed
    /// An e-mail of it was sent, or a worker took it up to send it.
    case mailed
    /// A dotation is activated, its account is created, or its status is not known to be anything else: a beneficiary may have the money.
    case activated
    /// The contact of a sale that it holds is no longer kept, without which the sale could not be ordered again.
    case purged
}
