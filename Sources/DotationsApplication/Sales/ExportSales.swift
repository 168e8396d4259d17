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
            throw ApplicationError.noEvents
        }
        let made = try store.exportSales(of: chosen, grouping: grouping, today: application.today, context: application.context)
        guard !made.export.lines.isEmpty else {
            throw ApplicationError.nothingToOrder(leftOut: made.export.leftOut.count)
        }
        return SalesExportDocument(made)
    }
}
