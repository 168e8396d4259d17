public import DotationSales
internal import Dotations

/// That a person gets another staff number.
public struct BeneficiaryRenumbering: ApprovablePlan {
    /// The person, with the staff number that they have.
    public let person: Beneficiary
    /// The staff number that they get.
    public let matricule: String

    /// Never: they have another.
    public var isEmpty: Bool { false }
    /// One person.
    public var changeCount: Int { 1 }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        description.add(.change) {
            $0.append(person)
            $0.append(matricule)
        }
    }

    /// Both staff numbers.
    public func encode(to encoder: any Encoder) throws { try encoder.write(["old": person.matricule, "new": matricule]) }
}
