/// What becomes of each row of a sheet: what it asks of its dotation, or why it is refused, held against the other rows of the dotation.
struct RowOutcomes {
    private let dotations: [Dotation]
    private(set) var rowCount = 0
    private(set) var unchangedCount = 0
    private(set) var hiddenRows: [Int] = []
    /// What rows ask, or are refused for: the first of each dotation.
    private(set) var requests: [RowRequest] = []
    private(set) var refused: [RefusedRow] = []
    private(set) var warnings: [PlannedWarning] = []
    /// The first row of each dotation, 0 where none was seen.
    private var firstRows: [Int]
    /// The rows after the first of a dotation that say the same as that.
    private var repeats: [Int: [Int]] = [:]
    /// Where the request of a dotation's first row is, where it asks something or is refused; nil for each other dotation.
    private var requestIndexes: [Int?]
    /// By row, what the sheet says of contacts that changed since the export, as it is today.
    private(set) var renewed: [Int: [SheetColumn: String]] = [:]

    init(of dotations: [Dotation]) {
        self.dotations = dotations
        firstRows = Array(repeating: 0, count: dotations.count)
        requestIndexes = Array(repeating: nil, count: dotations.count)
    }

    /// The requests that are not refused, in the order in which they were read.
    var accepted: some Sequence<RowRequest> { requests.lazy.filter { $0.refusal == nil } }

    func firstRow(of position: Int) -> Int? { firstRows[position] == 0 ? nil : firstRows[position] }

    func acceptedRequest(of position: Int) -> RowRequest? {
        requestIndexes[position].map { requests[$0] }.flatMap { $0.refusal == nil ? $0 : nil }
    }

    /// The dotations that have a value which rows ask for in a column, or had it at the export: all others need no search.
    func holders(of column: SheetColumn, _ cells: CellComparison) -> [Int] {
        func key(_ contact: Contact) -> String { ContactKey.of(contact.value(of: column), in: column) }
        let asked = Set(requests.lazy.compactMap { $0.value(of: column)?.key })
        guard !asked.isEmpty else { return [] }
        return dotations.indices.filter { position in
            asked.contains(key(dotations[position].contact))
                || cells.exported(dotations[position].id).map { asked.contains(key($0.contact)) } ?? false
        }
    }

    mutating func count(_ row: Int, isHidden: Bool) {
        rowCount += 1
        if isHidden { hiddenRows.append(row) }
    }

    /// Counts a row that asks for nothing and is about no dotation's first row.
    mutating func countUnchanged() { unchangedCount += 1 }

    /// Keeps what a contact is today, should the sheet come back.
    mutating func renew(_ column: SheetColumn, to value: String, in row: Int) { renewed[row, default: [:]][column] = value }

    mutating func warn(_ row: Int, _ id: Dotation.ID?, _ warning: Warning) {
        guard warnings.count < PlannedWarning.limit else { return }
        warnings.append(PlannedWarning(row: row, id: id, warning: warning))
    }

    mutating func warn(_ request: RowRequest, _ warning: Warning) { warn(request.row, dotations[request.position].id, warning) }

    mutating func refuse(_ row: Int, _ id: Dotation.ID?, _ reasons: [Reason]) {
        refused.append(RefusedRow(row: row, id: id, reasons: reasons, renewed: renewed[row] ?? [:]))
    }

    /// Records what a row asks of its dotation, or why it is refused.
    mutating func record(_ request: RowRequest, reasons: [Reason]) {
        let position = request.position
        let first = firstRows[position]
        guard first == 0 else { return recordDuplicate(request, reasons: reasons, first: first) }
        firstRows[position] = request.row
        guard request.changes || request.resend || !reasons.isEmpty else {
            unchangedCount += 1
            return
        }
        var request = request
        if !reasons.isEmpty {
            request.refusal = refused.count
            refuse(request.row, dotations[position].id, reasons)
        }
        requestIndexes[position] = requests.count
        requests.append(request)
    }

    /// A dotation's second row, or a later one: it must say what the first said, or all of them are refused.
    private mutating func recordDuplicate(_ request: RowRequest, reasons: [Reason], first: Int) {
        let position = request.position
        let id = dotations[position].id
        let earlier = requestIndexes[position].map { requests[$0] } ?? RowRequest(row: first, position: position)
        if reasons.isEmpty, earlier.refusal == nil, earlier.asksSame(as: request) {
            repeats[position, default: []].append(request.row)
            unchangedCount += 1
            warn(request, .rowRepeated(row: first))
            return
        }
        refuse(request.row, id, reasons + [.duplicate(id, row: first)])
        refuseAll(of: position, .duplicate(id, row: request.row))
    }

    /// Refuses a dotation's first row, and those that repeat it, for a reason that came up later.
    mutating func refuseAll(of position: Int, _ reason: Reason) {
        refuseFirst(of: position, reason)
        for row in repeats.removeValue(forKey: position) ?? [] {
            unchangedCount -= 1
            refuse(row, dotations[position].id, [reason])
        }
    }

    private mutating func refuseFirst(of position: Int, _ reason: Reason) {
        let id = dotations[position].id
        if let index = requestIndexes[position] {
            if let refusal = requests[index].refusal {
                let known = refused[refusal]
                guard !known.reasons.contains(where: { $0.code == reason.code }) else { return }
                refused[refusal] = RefusedRow(row: known.row, id: id, reasons: known.reasons + [reason], renewed: known.renewed)
                return
            }
            requests[index].refusal = refused.count
        } else {
            unchangedCount -= 1
            requestIndexes[position] = requests.count
            requests.append(RowRequest(row: firstRows[position], position: position, refusal: refused.count))
        }
        refuse(firstRows[position], id, [reason])
    }
}
