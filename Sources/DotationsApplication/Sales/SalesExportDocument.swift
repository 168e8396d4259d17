internal import DotationSales
public import DotationSheets
internal import DotationStore
internal import Dotations

/// What programs read of an export of sales, with the sheets that are to be saved.
public struct SalesExportDocument: Encodable, Sendable {
    private enum CodingKeys: CodingKey { case file, export, partial, rows, sales, total, events, sessions, leftOut, openSessions }

    struct Figures: Encodable, Sendable {
        let count: Int
        let faceValueCents, employeesShareCents, councilShareCents, commissionCents, totalCents: Euros

        init(_ figures: ConnectExport.Figures) {
            count = figures.count
            (faceValueCents, employeesShareCents, councilShareCents) = (figures.faceValue, figures.employeesShare, figures.councilShare)
            (commissionCents, totalCents) = (figures.commission, figures.total)
        }
    }

    struct Event: Encodable, Sendable {
        let event: String
    }

    struct Session: Encodable, Sendable {
        let event, session: String
    }

    struct LeftOut: Encodable, Sendable {
        let id: Sale.ID
        let code, message: String
    }

    struct OpenSession: Encodable, Sendable {
        let event, session: String
        let closes: CalendarDate
    }

    /// The export as sheets, which say what it is.
    public let sheets: ConnectExportSheets
    /// The file that they were saved to.
    @Null public var file: String?
    let export: DotationStore.ExportIdentity
    let partial: Bool
    let rows, sales: Int
    let total: Figures
    let events: [Merged<Event, Figures>]
    let sessions: [Merged<Session, Figures>]
    let leftOut: [LeftOut]
    let openSessions: [OpenSession]

    init(_ made: SalesExport) {
        let export = made.export
        sheets = ConnectExportSheets(export, identity: made.identity.description)
        self.export = made.identity
        partial = export.isPartial
        (rows, sales, total) = (export.lines.count, export.sales.count, Figures(export.total))
        events = export.events.map { Merged(Event(event: $0.event), Figures($0.figures)) }
        sessions = export.recap.map { Merged(Session(event: $0.event, session: $0.session), Figures($0.figures)) }
        leftOut = export.leftOut.map { LeftOut(id: $0.sale.id, code: $0.reason.code, message: $0.reason.message) }
        openSessions = export.openSessions.map { OpenSession(event: $0.event, session: $0.session, closes: $0.closes) }
    }
}
