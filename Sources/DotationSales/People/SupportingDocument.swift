public import Dotations

/// What a person handed in to prove a criterion (« justificatif »). It counts only once it is validated.
public struct SupportingDocument: Sendable, Hashable {
    /// What it proves.
    public enum Kind: String, Sendable, CaseIterable {
        /// « Revenu fiscal de référence ».
        case referenceTaxIncome
        /// « Quotient familial ».
        case familyQuotient
        /// « Certificat de scolarité ».
        case schoolCertificate
        /// « Tranche de salaire », by the salary.
        case salaryBracket

        /// Whether it says an amount.
        public var hasAmount: Bool { self != .schoolCertificate }
    }

    /// What the council's admin decided on it.
    public enum Status: String, Sendable, CaseIterable {
        /// It counts.
        case validated
        /// Nobody has looked at it yet.
        case pending
        /// It does not count.
        case refused
    }

    /// The person's staff number, as the roster has it.
    public let matricule: String
    /// What it proves.
    public let kind: Kind
    /// The amount that it says, where its kind has one.
    public let amount: Euros?
    /// What was decided on it.
    public let status: Status
    /// The last day on which it counts, where it ends.
    public let validUntil: CalendarDate?

    /// A document.
    public init(matricule: String, kind: Kind, amount: Euros? = nil, status: Status, validUntil: CalendarDate? = nil) {
        self.matricule = matricule
        self.kind = kind
        self.amount = amount
        self.status = status
        self.validUntil = validUntil
    }
}
