internal import DotationText
public import Dotations

/// Somebody who may take part in a works council's events.
public struct Beneficiary: Sendable, Hashable {
    /// The employer's staff number: text, in which leading zeros count. It is what a person is known by.
    public let matricule: String
    /// « Nom ».
    public var lastName: String
    /// « Prénom ».
    public let firstName: String
    /// The contact on file, as it is written; what a sale verified is with the sale.
    public var contact: Contact

    /// A person.
    public init(matricule: String, lastName: String, firstName: String, contact: Contact = Contact(email: "", mobile: "")) {
        self.matricule = matricule
        self.lastName = lastName
        self.firstName = firstName
        self.contact = contact
    }

    /// The names, the last one first.
    public var fullName: String { [lastName, firstName].filter { !$0.isEmpty }.joined(separator: " ") }

    /// The names, folded; of two spellings of one person it is the same.
    var nameKey: String { Folding.key(lastName) + " " + Folding.key(firstName) }

    /// Whether the names say nothing, as those of somebody who was purged.
    var isNameless: Bool { Folding.key(lastName).isEmpty && Folding.key(firstName).isEmpty }
}
