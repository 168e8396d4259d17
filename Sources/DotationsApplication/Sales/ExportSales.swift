internal import DotationAccounts
public import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations

extension Application {
    /// What the sheet of an export of sales is called where nobody says otherwise, without an extension.
    public var salesExportName: String { get throws { "\(try today.compact)_Export_ANCV_Connect" } }

    /// Exports the sales of these events, of every one where none is named, and records that the export was made.
    ///
    /// - Throws: `events.unknown`; `nothing-to-do` where there are no events, or no sales to order.
    public func exportSales(of events: [String] = [], grouping: ConnectExport.Grouping = .perBeneficiary) throws -> ExportedSales {
        try require(.export)
        let known = try store.saleEvents()
        let chosen = try known.named(events)
        guard !known.isEmpty else { throw ApplicationError.noEvents }
        let made = try store.exportSales(of: chosen, grouping: grouping, today: today, context: context)
        guard !made.export.lines.isEmpty else { throw ApplicationError.nothingToOrder(leftOut: made.export.leftOut.count) }
        return ExportedSales(sheets: ConnectExportSheets(made.export, identity: made.identity.description))
    }
}
