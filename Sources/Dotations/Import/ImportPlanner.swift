/// Compares an edited sheet, row by row as it is read, with the dotations of one order and with what was exported.
///
/// A pure function of its three inputs, taken in pieces so that a sheet of any length streams through it: what it keeps grows
/// with the order and with what the sheet changes, not with the sheet. A single correction, or a resend, is a sheet of one row.
public struct ImportPlanner {
    private let dotations: [Dotation]
    private let order: Order
    private let settings: ImportSettings
    private let rules: ChangeRules
    private let cells: CellComparison
    private var identifier: RowIdentifier
    private var rows: RowOutcomes
    private var statuses = StatusDifferences()
    /// What is worth a look about the sheet, whatever becomes of the row that it is said of.
    private var notes: [PlannedWarning] = []
    /// The dotation of the row before, for runs of numbers.
    private var previous: Int?
    /// The e-mails that have not left, where the rows are not those of a sheet but the changes of an import that is taken back.
    private var undo: [Dotation.ID: UnsentMail]?
    /// The e-mails that an undo takes back though it changes nothing else of their dotations.
    private var cancelledMails: [PlannedMailCancellation] = []

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
        self.settings = settings
        rules = ChangeRules(order: order, settings: settings)
        cells = CellComparison(base: base, replaced: replaced, foldsFullWidth: settings.foldsFullWidth)
        identifier = RowIdentifier(order: order.number, dotations: dotations, foreignOrder: foreignOrder)
        rows = RowOutcomes(of: dotations)
    }

    /// A planner that takes an import back.
    init(undoing mails: [Dotation.ID: UnsentMail], of order: Order, dotations: [Dotation], settings: ImportSettings) {
        self.init(order: order, dotations: dotations, settings: settings)
        undo = mails
    }

    /// Takes the next data row; a blank one is skipped, and so is one that is a total, which is reported.
    ///
    /// - Throws: the ``Reason`` `limit.row-errors` once more rows are refused than the settings allow: the file is the wrong one,
    ///   and the reason names the order that it looks like, where there is one.
    public mutating func add(_ row: EditedRow) throws(Reason) {
        guard !row.isBlank else { return }
        if let label = row.totalLabel { return rows.warn(row.number, nil, .rowTotal(label: label)) }
        rows.count(row.number, isHidden: row.isHidden)
        if row.hasFieldCountMismatch {
            rows.refuse(row.number, nil, [.columnCount])
        } else {
            switch identifier.identify(row) {
            case .success(let position): compare(row, with: position)
            case .failure(let reason): rows.refuse(row.number, nil, [reason])
            }
        }
        try checkLimit()
    }

    /// Takes a data row of which it is known, without its values, that it says exactly what is stored, or what was exported.
    ///
    /// - Throws: as ``add(_:)``.
    public mutating func addUnchanged(row: Int, id: Dotation.ID, isHidden: Bool = false) throws(Reason) {
        rows.count(row, isHidden: isHidden)
        if let position = identifier.positions[id] {
            record(RowRequest(row: row, position: position), reasons: [])
        } else {
            rows.refuse(row, nil, [identifier.unknown(id, given: id.description)])
        }
        try checkLimit()
    }

    /// Takes something that is worth a look about the sheet, said of the first row that shows it; it stays in the plan where that row is refused.
    public mutating func note(_ warning: PlannedWarning) { notes.append(warning) }

    private func checkLimit() throws(Reason) {
        guard rows.refused.count > settings.maximumRefusedRows else { return }
        throw .tooManyRefusedRows(limit: settings.maximumRefusedRows, likelyOrder: likelyOrder)
    }

    /// The other order that most of the rows belong to.
    private var likelyOrder: OrderNumber? {
        identifier.foreignCounts.max { ($0.value, $1.key) < ($1.value, $0.key) }.flatMap { $0.value * 2 > rows.rowCount ? $0.key : nil }
    }

    // MARK: One row

    /// Compares a row with its dotation and records what it asks, or why it is refused.
    private mutating func compare(_ row: EditedRow, with position: Int) {
        let dotation = dotations[position]
        noteStatus(row, dotation)
        var reasons = identifier.lockedReasons(row, dotation)
        let asksResend = row[.resend].map { isRequest($0, row.number, dotation.id) } ?? false
        var request = RowRequest(
            row: row.number, position: position, resend: asksResend && !settings.metResends.contains(dotation.id), asksResend: asksResend,
            previous: previous)
        var faults: [Reason] = []
        request.email = newValue(in: row, dotation, &faults)
        request.mobile = newValue(in: row, dotation, &faults)
        // An old value asks for nothing that the dotation's state could forbid.
        let changes = request.changes || faults.contains { $0.code != .outdated }
        switch rules.blocker(dotation, request, changes: changes) {
        case nil: reasons += faults
        case .accountCreated(let column)?: reasons += [.accountCreated(column)] + faults
        case let blocker?: reasons.append(blocker)
        }
        if reasons.isEmpty {
            for warning in (request.email?.warnings ?? []) + (request.mobile?.warnings ?? []) { rows.warn(request, warning) }
            // The e-mail about a new number goes to the address on file, which was never checked.
            if request.mobile != nil, request.email == nil, dotation.contact.undeliverable != nil {
                rows.warn(request, .emailUndeliverable(dotation.contact.email))
            }
        }
        record(request, reasons: reasons)
    }

    /// The new value that a contact cell asks for, where it asks for one; what is wrong with it becomes a fault.
    private mutating func newValue<Value>(in row: EditedRow, _ dotation: Dotation, _ faults: inout [Reason]) -> StoredValue<Value>? {
        let decision: CellDecision<Value> = cells.decision(row[Value.column], of: dotation, typed: row.typed(Value.column))
        if let stored = cells.renewedValue(dotation, after: decision) { rows.renew(Value.column, to: stored, in: row.number) }
        switch decision {
        case .untouched: return nil
        case .change(let value): return .valid(value)
        case .refused(let reason):
            faults.append(reason)
            return nil
        }
    }

    /// Records what a row asks, or why it is refused; one that asks nothing may be sent the e-mail again as all are.
    private mutating func record(_ request: RowRequest, reasons: [Reason]) {
        var request = request
        previous = request.position
        if settings.resendsUnchanged, reasons.isEmpty, !request.changes, !request.asksResend {
            let (resends, warning) = rules.resendsUnasked(dotations[request.position])
            request.resend = resends
            if let warning { rows.warn(request, warning) }
        }
        rows.record(request, reasons: reasons)
    }

    /// Counts a status that is neither the store's nor the one that was exported.
    private mutating func noteStatus(_ row: EditedRow, _ dotation: Dotation) {
        guard let label = row[.status]?.shown, label != dotation.status.label else { return }
        let status = DotationStatus(label)
        guard status != dotation.status, status != cells.exported(dotation.id)?.status else { return }
        statuses.note(SheetText.trimmed(label), in: row.number, of: dotation)
    }

    /// Whether the column « Renvoyer » asks for the e-mail; what it does not know is no request, but a warning.
    private mutating func isRequest(_ value: SheetValue, _ row: Int, _ id: Dotation.ID) -> Bool {
        guard let asks = value.asksResend else {
            rows.warn(row, id, .resendUnknown(value.shown))
            return false
        }
        return asks
    }

    // MARK: An undo

    /// Takes a change to be taken back: each value becomes what it was, where nobody has changed it since.
    mutating func addReversal(of change: AppliedChange) {
        rows.count(change.row, isHidden: false)
        guard let position = identifier.positions[change.id] else {
            return rows.refuse(change.row, nil, [.unknownID(change.id.description)])
        }
        let dotation = dotations[position]
        var request = RowRequest(row: change.row, position: position)
        var reasons: [Reason] = []
        request.email = restored(change, dotation, &reasons)
        request.mobile = restored(change, dotation, &reasons)
        let blocker = rules.blocker(dotation, request, changes: request.changes || !reasons.isEmpty)
        record(request, reasons: (blocker.map { [$0] } ?? []) + reasons)
    }

    /// The value that a change replaced; that somebody has changed it since becomes a reason.
    private func restored<Value>(_ change: AppliedChange, _ dotation: Dotation, _ reasons: inout [Reason]) -> StoredValue<Value>? {
        let (old, new) = (change.old.value(of: Value.column), change.new.value(of: Value.column))
        let now = dotation.contact.value(of: Value.column)
        guard old != new, now != old else { return nil }
        if now == new { return StoredValue(old) }
        reasons.append(.changedSince(Value.column, stored: now, imported: new))
        return nil
    }

    /// Takes an e-mail to be taken back that the import sent once more without a change.
    mutating func addCancellation(of resend: AppliedResend) {
        rows.count(resend.row, isHidden: false)
        guard let mail = undo?[resend.id], mail.isWaiting else { return rows.countUnchanged() }
        cancelledMails.append(PlannedMailCancellation(row: resend.row, id: resend.id, mail: mail))
    }

    // MARK: The whole sheet

    /// The new contacts that rows ask for which are not refused: what to look up in other orders before the plan is made.
    public var newContacts: NewContacts {
        var contacts = NewContacts()
        for request in rows.accepted {
            if let email = request.email { contacts.emails.insert(email.key) }
            if let mobile = request.mobile { contacts.mobiles.insert(mobile.key) }
        }
        return contacts
    }

    /// The plan, after all rows: what only the whole sheet can tell is found here.
    ///
    /// - Parameter elsewhere: who of other orders has the ``newContacts``.
    /// - Returns: the plan.
    public consuming func plan(elsewhere: ContactHolders = ContactHolders()) -> ImportPlan {
        let holders = (email: rows.holders(of: .email, cells), mobile: rows.holders(of: .mobile, cells))
        let sharing = ContactSharing(dotations: dotations, emailHolders: holders.email, mobileHolders: holders.mobile)
        sharing.checkEmails(in: &rows, allowsShared: settings.allowsSharedEmail)
        let accepted = rows.accepted.sorted { $0.row < $1.row }
        let changed = accepted.filter(\.changes)
        sharing.checkMobiles(of: changed, in: &rows)
        let moves = moves(holders, elsewhere)
        for (column, values) in moves { warn(of: values.arrivals, in: column) }
        warnOfHiddenRows()
        let unusual = UnusualPlanGuard(moves: moves, holders: sharing.holders(in: rows), total: dotations.count, isUndo: undo != nil)
        // A warning says what is worth a look though it is applied.
        let refusedRows = Set(rows.refused.map(\.row))
        let kept = rows.warnings.filter { $0.warning == .rowHidden || !refusedRows.contains($0.row) } + notes + statuses.warnings
        return ImportPlan(
            order: order.number, rowCount: rows.rowCount, unchangedCount: rows.unchangedCount, hiddenRowCount: rows.hiddenRows.count,
            changes: changed.map { PlannedChange($0, of: dotations[$0.position], unsent: undo?[dotations[$0.position].id]) },
            resends: accepted.filter { !$0.changes }.map { PlannedResend($0, of: dotations[$0.position]) },
            mailCancellations: cancelledMails,
            refused: rows.refused.sorted { $0.row < $1.row },
            warnings: kept.sorted { ($0.row, $0.warning.code.rawValue) < ($1.row, $1.warning.code.rawValue) },
            confirmations: unusual.confirmations(changed), looksLikeOrder: likelyOrder,
            renewed: rows.renewed.filter { !refusedRows.contains($0.key) })
    }

    /// What each column takes from other people. An undo takes nothing: there is no sheet in which a column could have been moved.
    private func moves(
        _ holders: (email: [Int], mobile: [Int]), _ elsewhere: ContactHolders
    ) -> [(column: SheetColumn, values: MovedValues)] {
        guard undo == nil, rows.requests.contains(where: \.changes) else { return [] }
        let people = People(dotations)
        return [(SheetColumn.email, holders.email, elsewhere.emails), (.mobile, holders.mobile, elsewhere.mobiles)].map {
            ($0, MovedValues($0, in: rows, of: dotations, holders: $1, people, cells, elsewhere: $2))
        }
    }

    /// Says of each row whose value it takes, where it was not said already that both will have it.
    private mutating func warn(of arrivals: [MovedValues.Arrival], in column: SheetColumn) {
        let shared = Set(
            rows.warnings.lazy.filter { [.emailShared, .phoneShared].contains($0.warning.code) && $0.warning.column == column }.map(\.row))
        for arrival in arrivals where !shared.contains(arrival.request.row) {
            let holder =
                switch arrival.holder {
                case .here(let position):
                    ValueHolder(dotations[position].name, row: rows.firstRow(of: position), wasExported: arrival.wasExported)
                case .elsewhere(let dotation):
                    ValueHolder(dotation.name, order: dotation.order, wasExported: arrival.wasExported)
                }
            rows.warn(arrival.request, .ofAnother(column, arrival.value, holder))
        }
    }

    private mutating func warnOfHiddenRows() {
        guard !rows.hiddenRows.isEmpty else { return }
        var acting = Dictionary(
            rows.requests.map { ($0.row, dotations[$0.position].id as Dotation.ID?) }, uniquingKeysWith: { first, _ in first })
        for row in rows.refused { acting[row.row] = row.id }
        for row in rows.hiddenRows { if let id = acting[row] { rows.warn(row, id, .rowHidden) } }
    }
}

extension EditedRow {
    /// Whether no column that is known holds anything.
    package var isBlank: Bool {
        if case .text(let text) = self[.identifier], let first = text.utf8.first, first > 0x20, first < 0x7F { return false }
        return SheetColumn.allCases.allSatisfy { self[$0]?.isBlank ?? true }
    }
}
