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
