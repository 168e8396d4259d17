public import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations

/// Takes sales out to be ordered: the ANCV Connect export, from which an order is made.
public struct ExportSales {
    private let application: Application
    private let events: [String]
    private let grouping: ConnectExport.Grouping

    /// An export of the sales of these events, of every one where none is named.
    public init(events: [String] = [], grouping: ConnectExport.Grouping = .perBeneficiary, application: Application) {
        self.events = events
        self.grouping = grouping
        self.application = application
    }

    /// What the sheet is called where nobody says otherwise, without an extension.
    public var fileName: String { get throws { "\(try application.today.compact)_Export_ANCV_Connect" } }

    /// Makes the export, and records that it was made.
    ///
    /// - Returns: what it has; its sheets are to be saved.
    /// - Throws: `events.unknown`; `nothing-to-do` where there are no events, or no sales to order.
    public func run() throws -> SalesExportDocument {
        let store = application.store
        let known = try store.saleEvents()
        let chosen = try known.named(events)
        guard !known.isEmpty else {
            throw ApplicationError(.nothingToDo, "Aucun événement n’est chargé. Chargez-en un avec « dotations events load ».")
        }
        let made = try store.exportSales(of: chosen, grouping: grouping, today: application.today, context: application.context)
        guard !made.export.lines.isEmpty else {
            let count = made.export.leftOut.count
            let left = count == 0 ? "" : " (\(count.counted("vente laissée", "ventes laissées")) de côté)"
            throw ApplicationError(.nothingToDo, "Il n’y a aucune vente à commander\(left). Rien n’a été écrit.")
        }
        return SalesExportDocument(made)
    }
}
