internal import DotationText

/// One beneficiary's electronic holiday-voucher grant within an order (« dotation »).
///
/// Only ``contact`` may ever change by an import or a single correction; everything else is what the order said, or what the
/// beneficiary's side reports.
public struct Dotation: Sendable, Hashable, Identifiable {
    /// « Identifiant dotation », the only safe key of a row.
    public let id: ID
    /// The order that the dotation belongs to.
    public let order: OrderNumber
    /// The employer's staff number: text, in which leading zeros count.
    public let matricule: String
    /// « Nom ».
    public let lastName: String
    /// « Prénom ».
    public let firstName: String
    /// The e-mail address and the mobile number on file.
    public var contact: Contact
    /// The face value.
    public let amount: Euros
    /// « Statut dotation ».
    public var status: DotationStatus
    /// Whether steps 1 and 2 of the activation are done: the account exists and has a password, but the application is not set up.
    ///
    /// Means nothing once the dotation is activated.
    public var isAccountCreated: Bool
    /// Whether an account-creation e-mail is recorded that is not sent yet: what the next e-mail, which takes its place, must say too.
    public var awaitsAccountCreation: Bool
    /// Counts the changes of this dotation in the store; an applied plan compares it before it writes.
    public var revision: Int

    /// A dotation, as the store or an order sheet has it.
    public init(
        id: ID, order: OrderNumber, matricule: String, lastName: String, firstName: String, contact: Contact, amount: Euros,
        status: DotationStatus, isAccountCreated: Bool = false, awaitsAccountCreation: Bool = false, revision: Int = 0
    ) {
        self.id = id
        self.order = order
        self.matricule = matricule
        self.lastName = lastName
        self.firstName = firstName
        self.contact = contact
        self.amount = amount
        self.status = status
        self.isAccountCreated = isAccountCreated
        self.awaitsAccountCreation = awaitsAccountCreation
        self.revision = revision
    }

    /// The family name and the first name, as a message names the person.
    var name: String { lastName.isEmpty || firstName.isEmpty ? lastName + firstName : lastName + " " + firstName }

    /// Whether both are grants of one person: the same staff number, or the same names where one of them has no number.
    public func isSamePerson(as other: Dotation) -> Bool {
        if !matricule.isEmpty, !other.matricule.isEmpty { return matricule == other.matricule }
        return isSameName(as: other)
    }

    /// Whether both, of different orders, are probably grants of one person: the same names, or the same staff number and one of the names.
    ///
    /// Staff numbers may have changed from one order to the next, or lost their zeros in a spreadsheet, and so may a family name.
    public func isProbablySamePerson(as other: Dotation) -> Bool {
        if !lastName.isEmpty, isSameName(as: other) { return true }
        let key = MatriculeKey.of(matricule)
        return !key.isEmpty && key == MatriculeKey.of(other.matricule)
            && (Folding.key(lastName) == Folding.key(other.lastName) || Folding.key(firstName) == Folding.key(other.firstName))
    }

    private func isSameName(as other: Dotation) -> Bool {
        Folding.key(lastName) == Folding.key(other.lastName) && Folding.key(firstName) == Folding.key(other.firstName)
    }
}
