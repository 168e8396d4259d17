public import DotationSales
public import DotationSheets
internal import DotationStore
internal import Dotations

/// Sales that are taken out to be ordered: the ANCV Connect export, from which an order is made.
public struct ExportedSales: Encodable {
    /// The export as sheets, which say what it is, to be saved.
    public let sheets: ConnectExportSheets
    /// The file that they were saved to.
    public var file: String?

    /// The export for programs.
    public func encode(to encoder: any Encoder) throws {
        let export = sheets.export
        try encoder.write([
            "file": file, "export": sheets.identity, "partial": export.isPartial, "rows": export.lines.count, "sales": export.sales.count,
            "total": export.total.object,
            "events": export.events.map { JSONObject([("event", $0.event)] + $0.figures.object.fields) },
            "sessions": export.recap.map { JSONObject([("event", $0.event), ("session", $0.session)] + $0.figures.object.fields) },
            "leftOut": export.leftOut.map { left -> JSONObject in
                ["id": left.sale.id, "code": left.reason.code, "message": left.reason.message]
            },
            "openSessions": export.openSessions.map { open -> JSONObject in
                ["event": open.event, "session": open.session, "closes": open.closes]
            },
        ])
    }
}

extension ConnectExport.Figures {
    fileprivate var object: JSONObject {
        [
            "count": count, "faceValueCents": faceValue, "employeesShareCents": employeesShare, "councilShareCents": councilShare,
            "commissionCents": commission, "totalCents": total,
        ]
    }
}

extension Application {
    /// What the sheet of an export of sales is called where nobody says otherwise, without an extension.
    public var salesExportName: String { get throws { "\(try today.compact)_Export_ANCV_Connect" } }

    /// Exports the sales of these events, of every one where none is named, and records that the export was made.
    ///
    /// - Throws: `events.unknown`; `nothing-to-do` where there are no events, or no sales to order.
    public func exportSales(of events: [String] = [], grouping: ConnectExport.Grouping = .perBeneficiary) throws -> ExportedSales {
        let known = try store.saleEvents()
        let chosen = try known.named(events)
        guard !known.isEmpty else { throw ApplicationError.noEvents }
        let made = try store.exportSales(of: chosen, grouping: grouping, today: today, context: context)
        guard !made.export.lines.isEmpty else { throw ApplicationError.nothingToOrder(leftOut: made.export.leftOut.count) }
        return ExportedSales(sheets: ConnectExportSheets(made.export, identity: made.identity.description))
    }
}
