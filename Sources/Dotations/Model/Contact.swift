/// The two things about a dotation that may be corrected, as they are stored.
///
/// A stored value may be one that was never right: what an order sheet brought in is kept as it was. New values are checked
/// by ``EmailAddress`` and ``MobileNumber``. Both stay texts here, as thousands are read for each that is looked at: what an e-mail goes to
/// is a ``StoredAddress``.
public struct Contact: Sendable, Hashable {
    /// « Adresse Mail ».
    public var email: String
    /// « Téléphone »: ten national digits where it is right.
    public var mobile: String

    /// A contact of these two values.
    public init(email: String, mobile: String) {
        self.email = email
        self.mobile = mobile
    }

    package func value(of column: SheetColumn) -> String { column == .mobile ? mobile : email }

    /// Why no e-mail can be sent to the address, which may never have been right; nil where one can.
    public var undeliverable: Reason? { if case .invalid(_, let reason) = StoredAddress(email) { reason } else { nil } }
}
