public import DotationSales
internal import DotationStore

/// What was sold, and what became of it.
public struct ListSales {
    private let application: Application
    private let events: [String]
    private let status: Sale.Status?
    private let matricule: String?

    /// The sales of these events, of every one where none is named, with that status and to that person where these are given.
    public init(events: [String] = [], status: Sale.Status? = nil, matricule: String? = nil, application: Application) {
        self.events = events
        self.status = status
        self.matricule = matricule
        self.application = application
    }

    /// The sales, in the order of their numbers.
    ///
    /// - Throws: `events.unknown`.
    public func run() throws -> [SaleDocument] {
        let ledger = try application.store.salesLedger()
        let chosen = try ledger.events.named(events)
        return ledger.sales.lazy.filter { sale in
            (chosen?.contains(sale.session.event) ?? true) && (status.map { $0 == sale.status } ?? true)
                && (matricule.map { $0 == sale.matricule } ?? true)
        }.map { SaleDocument($0, in: ledger) }
    }
}
