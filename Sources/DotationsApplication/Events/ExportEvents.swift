internal import DotationAccounts
internal import DotationSales
public import DotationSheets
internal import DotationStore

extension Application {
    /// The events as the workbook that `loadEvents` takes: all of them with the people and their documents, or the one of a name, alone.
    ///
    /// - Throws: `events.unknown`; `nothing-to-do` where there are none.
    public func exportEvents(_ name: String? = nil) throws -> EventTemplate {
        try require(.export)
        try require(.viewDocuments)
        let setup = try store.saleSetup()
        guard !setup.events.isEmpty else { throw ApplicationError.noEvents }
        guard let name else { return EventTemplate(setup) }
        return EventTemplate(SaleSetup(events: [try setup.events.named(name)]))
    }

    /// The people and their documents as the workbook that `loadEvents` takes.
    ///
    /// - Throws: `nothing-to-do` where there are none.
    public func exportBeneficiaries() throws -> EventTemplate {
        try require(.export)
        try require(.viewDocuments)
        let setup = try store.saleSetup()
        guard !setup.people.isEmpty else { throw ApplicationError.noBeneficiaries }
        return EventTemplate(SaleSetup(people: setup.people, documents: setup.documents))
    }
}
