/// A dotation of an order that is about to be created.
public struct NewDotation: Sendable, Hashable {
    /// The sheet's row, where it is from one.
    public var row: Int?
    /// Its identifier, or nil where the store is to give it one.
    public var id: Dotation.ID?
    /// The employer's staff number.
    public var matricule: String
    /// « Nom ».
    public var lastName: String
    /// « Prénom ».
    public var firstName: String
    /// The e-mail address and the mobile number: in their normal forms where they are right, else as they are written.
    public var contact: Contact
    /// The face value.
    public var amount: Euros
    /// « Statut dotation ».
    public var status: DotationStatus

    /// A dotation; without a status of its own it is being loaded.
    public init(
        row: Int? = nil, id: Dotation.ID? = nil, matricule: String, lastName: String, firstName: String, contact: Contact, amount: Euros,
        status: DotationStatus = .integration
    ) {
        self.row = row
        self.id = id
        self.matricule = matricule
        self.lastName = lastName
        self.firstName = firstName
        self.contact = contact
        self.amount = amount
        self.status = status
    }
}
