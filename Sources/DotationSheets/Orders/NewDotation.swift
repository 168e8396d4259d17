public import Dotations

/// A dotation as an order sheet asks for it.
public struct NewDotation: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The identifier, where the sheet has it.
    public let id: Dotation.ID?
    /// The staff number, empty where the sheet has none.
    public let matricule: String
    /// « Nom ».
    public let lastName: String
    /// « Prénom ».
    public let firstName: String
    /// The e-mail address and the mobile number: in their normal form where they are right, else as they are written.
    public let contact: Contact
    /// The face value, more than nothing.
    public let amount: Euros
    /// The status, where the sheet has it.
    public let status: DotationStatus?
}
