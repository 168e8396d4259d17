/// Compares an edited sheet, row by row as it is read, with the dotations of one order and with what was exported.
///
/// A pure function of its three inputs, taken in pieces so that a sheet of any length streams through it: what it keeps grows
/// with the order and with what the sheet changes, not with the sheet. A single correction, or a resend, is a sheet of one row.
public struct ImportPlanner {
    let order: Order
    let dotations: [Dotation]
    let base: [Dotation.ID: ExportBase.Row]
    let replaced: ReplacedValues
    let settings: ImportSettings
    var identifier: RowIdentifier
    /// What is taken back, where the rows are not those of a sheet.
    var undo: Undo?

    var rowCount = 0
    var unchangedCount = 0
    var hiddenRows: [Int] = []
    /// The first row of each dotation, 0 where none was seen.
    var firstRows: [Int]
    /// The rows after the first of a dotation that say the same as that.
    var repeats: [Int: [Int]] = [:]
    /// What the first row of a dotation asks, where it asks something or is refused.
    var requests: [Int: Int] = [:]
    var pending: [Request] = []
    var refused: [RefusedRow] = []
    /// By row, what the sheet says of contacts that changed since the export, as it is today.
    var renewed: [Int: [SheetColumn: String]] = [:]
    var warnings: [PlannedWarning] = []
    /// What is worth a look about the sheet, whatever becomes of the row that it is said of.
    var notes: [PlannedWarning] = []
    var statuses = StatusDifferences()
    /// The dotation of the row before, for runs of numbers.
    var previous: Int?

    /// What a row asks of a dotation.
    struct Request {
        var row: Int
        var position: Int
        var email: String?
        var mobile: String?
        var resend: Bool
        /// Whether the row itself asks for the e-mail, though it may have been sent when the file was imported before.
        var asksResend = false
        var previous: Int?
        /// Where the row is in `refused`, once it is.
        var refusal: Int?

        /// The new value of a column.
        func value(of column: SheetColumn) -> String? { column == .mobile ? mobile : email }

        func asksSame(as other: Request) -> Bool {
            guard email.map(ContactKey.email) == other.email.map(ContactKey.email), mobile == other.mobile, resend == other.resend else {
                return false
            }
            // Rows that were refused because one of them asked for the e-mail too are refused again, though that was sent.
            return asksResend == other.asksResend || (email == nil && mobile == nil)
        }
    }

    /// A planner for one order.
    ///
    /// - Parameters:
    ///   - order: the order that the sheet is imported into.
    ///   - dotations: every dotation of the order as the store has it now, also those that may not change.
    ///   - base: what the export said of them that this sheet began as; without it the comparison is two-way.
    ///   - replaced: where there is no base, the values that later changes replaced: a cell that holds one is no edit, and refuses its row.
    ///   - settings: how to plan.
    ///   - foreignOrder: tells to which other order an identifier belongs. It is asked at most once for each refused row.
    public init(
        order: Order, dotations: [Dotation], base: ExportBase? = nil, replaced: ReplacedValues = ReplacedValues(),
        settings: ImportSettings = ImportSettings(), foreignOrder: @escaping (Dotation.ID) -> OrderNumber? = { _ in nil }
    ) {
        self.order = order
        self.dotations = dotations
        self.base = base?.rows ?? [:]
        self.replaced = base == nil ? replaced : ReplacedValues()
        self.settings = settings
        identifier = RowIdentifier(order: order.number, dotations: dotations, foreignOrder: foreignOrder)
        firstRows = Array(repeating: 0, count: dotations.count)
    }

    /// Takes the next data row; a blank one is skipped, and so is one that is a total, which is reported.
    ///
    /// - Throws: the ``Reason`` `limit.row-errors` once more rows are refused than the settings allow: the file is the wrong one,
    ///   and the reason names the order that it looks like, where there is one.
    public mutating func add(_ row: EditedRow) throws(Reason) {
        guard !row.isBlank else { return }
        if let label = row.totalLabel { return warn(row.number, nil, .rowTotal(label: label)) }
        count(row.number, isHidden: row.isHidden)
        if row.hasFieldCountMismatch {
            refuse(row.number, nil, [.columnCount])
        } else {
            switch identifier.identify(row) {
            case .success(let position): compare(row, with: position)
            case .failure(let reason): refuse(row.number, nil, [reason])
            }
        }
        try checkLimit()
    }

    /// Takes a data row of which it is known, without its values, that it says exactly what is stored, or what was exported.
    ///
    /// - Throws: as ``add(_:)``.
    public mutating func addUnchanged(row: Int, id: Dotation.ID, isHidden: Bool = false) throws(Reason) {
        count(row, isHidden: isHidden)
        if let position = identifier.positions[id] {
            settle(Request(row: row, position: position, resend: false), reasons: [])
        } else {
            refuse(row, nil, [identifier.unknown(id, given: id.description)])
        }
        try checkLimit()
    }

    /// Takes something that is worth a look about the sheet, said of the first row that shows it; it stays in the plan where that row is refused.
    public mutating func note(_ warning: Warning, inRow row: Int) {
        notes.append(PlannedWarning(row: row, id: nil, warning: warning))
    }

    private mutating func count(_ row: Int, isHidden: Bool) {
        rowCount += 1
        if isHidden { hiddenRows.append(row) }
    }

    private func checkLimit() throws(Reason) {
        guard refused.count > settings.maximumRefusedRows else { return }
        throw .tooManyRefusedRows(limit: settings.maximumRefusedRows, likelyOrder: likelyOrder)
    }

    /// The other order that most of the rows belong to.
    var likelyOrder: OrderNumber? {
        identifier.foreignCounts.max { ($0.value, $1.key) < ($1.value, $0.key) }.flatMap { $0.value * 2 > rowCount ? $0.key : nil }
    }

    mutating func refuse(_ row: Int, _ id: Dotation.ID?, _ reasons: [Reason]) {
        refused.append(RefusedRow(row: row, id: id, reasons: reasons, renewed: renewed[row] ?? [:]))
    }

    mutating func warn(_ row: Int, _ id: Dotation.ID?, _ warning: Warning) {
        // Nobody reads more of them; a file that only repeats itself must not fill the memory.
        guard warnings.count < 10_000 else { return }
        warnings.append(PlannedWarning(row: row, id: id, warning: warning))
    }
}

extension EditedRow {
    /// Whether no column that is known holds anything.
    package var isBlank: Bool {
        if case .text(let text) = self[.identifier], let first = text.utf8.first, first > 0x20, first < 0x7F { return false }
        return SheetColumn.allCases.allSatisfy { self[$0]?.isBlank ?? true }
    }
}
