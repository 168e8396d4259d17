internal import DotationAccounts
public import DotationSales
public import DotationStore
internal import Dotations

extension Application {
    /// Gives a person, who is named by their version, another staff number, where theirs was mistyped.
    ///
    /// To plan it throws `store.sales-moved` where the person is not any more as that version was; `store.matricule-taken`,
    /// `store.matricule-ordered`; `nothing-to-do` where they have it already.
    public func renumberBeneficiary(
        _ person: Beneficiary, version: String, to matricule: String
    ) -> UseCase<BeneficiaryRenumbering, Operation> {
        UseCase(scope: "RenumberBeneficiary", application: self, permission: .change) {
            guard person.version == version else { throw StoreError(.salesMoved, "The person was changed meanwhile.") }
            guard matricule != person.matricule else { throw ApplicationError.knownMatricule }
            try store.checkRenumbering(person, to: matricule)
            return BeneficiaryRenumbering(person: person, matricule: matricule)
        } perform: { plan, context in
            try store.renumber(plan.person, to: plan.matricule, context: context)
        }
    }
}

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
