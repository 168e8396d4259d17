internal import DotationSales
public import DotationSheets
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
