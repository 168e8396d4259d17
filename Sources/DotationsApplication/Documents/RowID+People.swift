internal import DotationAccounts
internal import DotationSales
internal import DotationStore
internal import Dotations

extension Application {
    /// The people that dotations and sales are of, with their staff numbers; those of which nothing is known are left out.
    public func people(_ ids: [RowID]) throws -> [RowID: String] {
        try require(.view)
        var (dotations, sales): (Set<Dotation.ID>, Set<Sale.ID>) = ([], [])
        for id in ids {
            switch id {
            case .dotation(let id): dotations.insert(id)
            case .sale(let id): sales.insert(id)
            }
        }
        func person(_ name: String, _ matricule: String) -> String { VisibleText.of("\(name), matricule \(matricule)", limit: 120) }
        var people: [RowID: String] = [:]
        for dotation in try store.dotations(dotations) {
            people[.dotation(dotation.id)] = person("\(dotation.lastName) \(dotation.firstName)", dotation.matricule)
        }
        for id in sales {
            guard let named = try store.sale(id) else { continue }
            people[.sale(id)] = person(named.buyer.fullName, named.sale.matricule)
        }
        return people
    }
}
