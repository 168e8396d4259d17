internal import Dotations

/// What somebody asks to see a plan of.
public enum PreviewRequest: Codable, Sendable {
    /// What an edited sheet would change; `corrections` are what was typed in a page for cells of it, by row.
    case importSheet(order: String?, corrections: [Int: RowCorrection])
    /// What taking an operation back would change.
    case undo(Int)
    /// Which statuses a sheet would set.
    case importStatuses
    /// What a sheet of sales would record.
    case registerSales
    /// What an event workbook would load.
    case loadEvents
    /// Which order would be made of an order sheet.
    case createOrder(number: String, date: String, isPaid: Bool)
    /// How Stripe's payments differ from the sales of these events, or of every one where none is named; nothing is carried out.
    case reconcile(events: [String])
}
