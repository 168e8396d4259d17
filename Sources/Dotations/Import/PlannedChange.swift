/// One dotation's contact to be changed.
public struct PlannedChange: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The dotation.
    public let id: Dotation.ID
    /// The revision that the plan saw; where the store has another one, the plan is out of date.
    public let revision: Int
    /// The contact in the store.
    public let old: Contact
    /// The address to store, where it changes; one that an undo restores may never have been valid.
    public let email: StoredAddress?
    /// The number to store, where it changes; one that an undo restores may never have been valid.
    public let mobile: StoredNumber?
    /// The one e-mail that the change sends, to ``new``'s address; nil where it undoes a change of which no e-mail has left.
    public let job: ActivationEmailJob.Kind?
    /// Whether the row asks for the activation e-mail besides, so that it is sent again even where only the number changes.
    public let asksResend: Bool
    /// The e-mail that an undo takes back, where it has not left. ``job`` is then the one that it restores.
    public let unsent: UnsentMail?

    /// The contact to store.
    public var new: Contact { Contact(email: email?.text ?? old.email, mobile: mobile?.text ?? old.mobile) }
    /// The columns that differ: e-mail, mobile number, or both.
    public var columns: [SheetColumn] { (email == nil ? [] : [.email]) + (mobile == nil ? [] : [.mobile]) }

    /// What a row asks of a dotation; `unsent` is the e-mail that is taken back with it.
    init(_ request: RowRequest, of dotation: Dotation, unsent: UnsentMail?) {
        row = request.row
        id = dotation.id
        revision = dotation.revision
        old = dotation.contact
        email = request.email
        mobile = request.mobile
        job =
            if let unsent {
                unsent.restored?.kind
            } else { ActivationEmailJob.Kind(of: dotation, changesEmail: request.email != nil, resend: request.resend) }
        asksResend = request.resend
        self.unsent = unsent
    }
}
