/// Compares a sheet of statuses, row by row as it is read, with the dotations in the store.
///
/// The dotation of a row is found, and held against what the row says of it, as in an import. But for its status nothing of a row is taken.
public struct StatusPlanner {
    private let order: OrderNumber?
    private let base: [Dotation.ID: ExportBase.Row]
    private let orderOf: (Dotation.ID) throws -> OrderNumber?
    private let dotationsOf: (OrderNumber) throws -> [Dotation]?
    private let maximumRefusedRows: Int
    private var identifiers: [OrderNumber: RowIdentifier] = [:]
    private var unknownOrders: Set<OrderNumber> = []

    private var rowCount = 0
    private var hiddenRows: Set<Int> = []
    /// What the sheet says of each dotation, in the order of their first rows.
    private var statements: [Statement] = []
    private var positions: [Dotation.ID: Int] = [:]
    private var refused: [RefusedRow] = []
    private var warnings: [PlannedWarning] = []

    private struct Statement {
        let dotation: Dotation
        let row: Int
        let status: DotationStatus
        var repeats: [(row: Int, status: DotationStatus)] = []
    }

    /// A planner for the dotations of one order, or of any.
    ///
    /// - Parameters:
    ///   - order: the order that the sheet is of; nil where its rows may be of several.
    ///   - base: what the export said of them that this sheet began as: a status that is still the exported one is no edit.
    ///   - maximumRefusedRows: how many rows may be refused before the whole file is, as the wrong one.
    ///   - orderOf: tells to which order an identifier belongs.
    ///   - dotationsOf: gives every dotation of an order as the store has it now; nil where there is no such order.
    public init(
        order: OrderNumber?, base: ExportBase? = nil, maximumRefusedRows: Int = ImportSettings().maximumRefusedRows,
        orderOf: @escaping (Dotation.ID) throws -> OrderNumber?, dotationsOf: @escaping (OrderNumber) throws -> [Dotation]?
    ) {
        self.order = order
        self.base = base?.rows ?? [:]
        self.maximumRefusedRows = maximumRefusedRows
        self.orderOf = orderOf
        self.dotationsOf = dotationsOf
    }

    /// Takes the next data row; a blank one is skipped, and so is one that is a total, which is reported.
    ///
    /// - Throws: the ``Reason`` `limit.row-errors` once more rows are refused than may be; what the store throws.
    public mutating func add(_ row: EditedRow) throws {
        guard !row.isBlank else { return }
        if let label = row.totalLabel { return warn(row.number, nil, .rowTotal(label: label)) }
        rowCount += 1
        if row.isHidden { hiddenRows.insert(row.number) }
        if row.hasFieldCountMismatch {
            refuse(row.number, nil, [.columnCount])
        } else {
            try identify(row)
        }
        guard refused.count <= maximumRefusedRows else { throw Reason.tooManyRefusedRows(limit: maximumRefusedRows) }
    }

    private mutating func identify(_ row: EditedRow) throws {
        guard let order = try order(of: row) else {
            if let value = row[.orderNumber], !value.isBlank {
                return refuse(row.number, nil, [.unknownOrder(value.shown)])
            }
            if row[.identifier] == nil { return refuse(row.number, nil, [.cellEmpty(.orderNumber)]) }
            var nobody = RowIdentifier(order: nil, dotations: []) { _ in nil }
            if case .failure(let reason) = nobody.identify(row) { refuse(row.number, nil, [reason]) }
            return
        }
        switch identifiers[order]?.identify(row) {
        case .success(let position):
            guard let dotation = identifiers[order]?.dotations[position] else { return }
            let reasons = identifiers[order]?.lockedReasons(row, dotation) ?? []
            guard reasons.isEmpty else { return refuse(row.number, dotation.id, reasons) }
            switch Self.status(in: row) {
            case .success(let status): take(status, of: dotation, row.number)
            case .failure(let reason): refuse(row.number, dotation.id, [reason])
            }
        case .failure(let reason): refuse(row.number, nil, [reason])
        case nil: break
        }
    }

    /// The order that a row is of, where the store has it: the sheet's, else that of its identifier, else the one that it names.
    private mutating func order(of row: EditedRow) throws -> OrderNumber? {
        if let order { return try isKnown(order) ? order : nil }
        if case .known(let id)? = row[.identifier]?.identifier {
            if let known = identifiers.first(where: { $0.value.positions[id] != nil })?.key { return known }
            if let order = try orderOf(id), try isKnown(order) { return order }
        }
        guard let order = row[.orderNumber].flatMap({ OrderNumber(cell: $0) }), try isKnown(order) else { return nil }
        return order
    }

    /// Whether the store has an order, whose dotations are then at hand.
    private mutating func isKnown(_ order: OrderNumber) throws -> Bool {
        if identifiers[order] != nil { return true }
        guard !unknownOrders.contains(order), let dotations = try dotationsOf(order) else {
            unknownOrders.insert(order)
            return false
        }
        identifiers[order] = RowIdentifier(order: order, dotations: dotations) { [orderOf] in try? orderOf($0) }
        return true
    }

    private static func status(in row: EditedRow) -> Result<DotationStatus, Reason> {
        guard let value = row[.status]?.computed else { return .failure(.cellEmpty(.status)) }
        switch value {
        case .covered: return .failure(.cellMerged(.status))
        case .error, .boolean: return .failure(.cellType(.status, value.shown))
        case .date(_, let shown): return .failure(.cellDate(.status, shown))
        case .blank, .text, .number, .formula:
            let status = DotationStatus(SheetText.trimmed(value.shown))
            return status.key.isEmpty ? .failure(.cellEmpty(.status)) : .success(status.underItsName)
        }
    }

    private mutating func take(_ status: DotationStatus, of dotation: Dotation, _ row: Int) {
        if let position = positions[dotation.id] {
            statements[position].repeats.append((row, status))
        } else {
            positions[dotation.id] = statements.count
            statements.append(Statement(dotation: dotation, row: row, status: status))
        }
    }

    private mutating func refuse(_ row: Int, _ id: Dotation.ID?, _ reasons: [Reason]) {
        refused.append(RefusedRow(row: row, id: id, reasons: reasons))
    }

    private mutating func warn(_ row: Int, _ id: Dotation.ID?, _ warning: Warning) {
        guard warnings.count < PlannedWarning.limit else { return }
        warnings.append(PlannedWarning(row: row, id: id, warning: warning))
    }

    /// Takes something that is worth a look about the sheet, said of the first row that shows it.
    public mutating func note(_ warning: PlannedWarning) { warnings.append(warning) }

    /// The plan of all rows.
    public consuming func plan() -> StatusPlan {
        var changes: [PlannedStatus] = []
        for statement in statements {
            let id = statement.dotation.id
            if let other = statement.repeats.first(where: { $0.status != statement.status }) {
                refuseRepeats(of: statement, other.row)
                continue
            }
            for later in statement.repeats { warn(later.row, id, .rowRepeated(row: statement.row)) }
            if statement.status != statement.dotation.status, statement.status != base[id]?.status {
                changes.append(PlannedStatus(row: statement.row, statement.dotation, statement.status))
            }
        }
        let acting = changes.compactMap { change in change.row.map { ($0, change.id as Dotation.ID?) } } + refused.map { ($0.row, $0.id) }
        for (row, id) in acting where hiddenRows.contains(row) { warn(row, id, .rowHidden) }
        return StatusPlan(
            order: order ?? (identifiers.count == 1 ? identifiers.keys.first : nil), rowCount: rowCount,
            unchangedCount: rowCount - changes.count - refused.count, hiddenRowCount: hiddenRows.count, changes: changes,
            refused: refused.sorted { $0.row < $1.row },
            warnings: warnings.sorted { ($0.row, $0.warning.code.rawValue) < ($1.row, $1.warning.code.rawValue) })
    }

    /// Refuses all rows of a dotation, as they say different statuses; `otherRow` is the first that differs.
    private mutating func refuseRepeats(of statement: Statement, _ otherRow: Int) {
        let id = statement.dotation.id
        func reason(_ row: Int) -> [Reason] { [.duplicate(id, row: row)] }
        refuse(statement.row, id, reason(otherRow))
        for later in statement.repeats { refuse(later.row, id, reason(statement.row)) }
    }
}
