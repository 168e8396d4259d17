/// A plan of rows in words: what a person looks at before approving it, on a screen or in a page.
///
/// Beside it stand the plan's own ``SheetReport/confirmations``, ``SheetReport/refused`` and ``SheetReport/warnings``.
public struct PlanPresentation {
    /// What it is a plan of, and with what it was compared.
    public var opening: [String]
    /// What would change and be sent; only tables that have rows.
    public var tables: [PlanTable]
    /// What is to be noted of the plan as a whole.
    public var closing: [String] = []
    /// What it comes to, in one line that a person can act on.
    public var balance: String
    /// Whether the file has mistakes, which keep all of it from being carried out.
    var hasMistakes = false
    /// Whether e-mails go out with it.
    var sendsMail = false

    init(opening: [String], tables: [PlanTable], closing: [String] = [], balance: String) {
        self.opening = opening
        self.tables = tables.filter { $0.count > 0 }
        self.closing = closing
        self.balance = balance
    }

    init(opening: [String], tables: [PlanTable], closing: [String] = [], _ parts: [String], unchanged: Int, refused: Int) {
        var parts = parts
        if refused > 0 { parts.append(refused.counted("ligne refusée", "lignes refusées")) }
        parts.append(unchanged.counted("ligne inchangée", "lignes inchangées"))
        self.init(opening: opening, tables: tables, closing: closing, balance: parts.joined(separator: ", ") + ".")
    }
}
