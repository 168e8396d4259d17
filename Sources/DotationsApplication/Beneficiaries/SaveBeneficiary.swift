internal import DotationAccounts
public import DotationSales
public import DotationStore
internal import Dotations

extension Application {
    /// Adds a person of typed values, or puts them in the place of what was known of the one of their staff number, which is named by its version.
    /// The rules are those by which a workbook is loaded.
    ///
    /// A new person whose staff number there is has the fault `person.exists`. To plan a change throws `store.sales-moved` where the person is not
    /// any more as that version was.
    public func saveBeneficiary(_ person: Beneficiary, inPlaceOf version: String? = nil) -> UseCase<SetupReport, Operation> {
        saving("SaveBeneficiary") { ledger in
            let setup = SaleSetup(people: [person])
            let known = ledger.roster.people[person.matricule]
            if let version {
                guard known?.version == version else { throw StoreError(.salesMoved, "The person was changed meanwhile.") }
                return (setup, [])
            }
            guard let known else { return (setup, []) }
            return (setup, [SetupFault(.personExists(matricule: known.matricule, name: known.fullName), at: .person(0))])
        }
    }

    /// The number of the person of a staff number; nil where there is none.
    public func beneficiaryNumber(of matricule: String) throws -> Int? {
        try require(.view)
        return try store.beneficiaryNumber(of: matricule)
    }
}

extension Beneficiary {
    /// What tells what is known of the person from what it was before.
    var version: String {
        var encoder = HashEncoder()
        encoder.append(self)
        return String(encoder.digest.description.prefix(32))
    }
}
