public import DotationSales
public import Dotations
public import Spreadsheet

/// A workbook of events: the sheets Événement, Sessions, Critères, Bénéficiaires and Justificatifs, which ``EventTemplate`` writes.
///
/// Événement, Sessions and Critères come together: a sheet of criteria that was lost would open an event to everybody. Bénéficiaires and
/// Justificatifs may each be missing, and may come alone, as people hand in their documents bit by bit.
public struct EventWorkbook: Sendable {
    /// What a workbook says.
    public struct Content: Sendable {
        /// The events, the people and their documents, as far as their cells can be read.
        public internal(set) var setup = SaleSetup()
        /// The cells that cannot be read; where there are any, the setup is not whole.
        public internal(set) var faults: [EventSheetFault] = []
        /// What is worth a look though it is read, each with the name of its sheet: values beside a table, and misplaced quotation marks of CSV.
        public internal(set) var warnings: [(sheet: String, warning: PlannedWarning)] = []

        var places: [SetupFault.Place: (sheet: EventSheet, row: Int)] = [:]
    }

    let events: TableSheet<EventColumn>?
    let sessions: TableSheet<SessionColumn>?
    let criteria: TableSheet<CriterionColumn>?
    let people: TableSheet<PersonColumn>?
    let documents: TableSheet<DocumentColumn>?

    /// Finds the sheets in a workbook, each by its name, and their headers in one of their first 20 rows.
    ///
    /// - Parameter file: the workbook; it must not change while it is used.
    /// - Throws: what keeps the file from being read; `sheet.not-found`, `sheet.ambiguous`, `header.missing`, `header.duplicate`.
    public init(_ file: SheetFile) throws(SheetFault) {
        let search = EventSheetSearch(file: file)
        let hasEvents = [EventSheet.events, .sessions, .criteria].contains { search.has($0) }
        guard hasEvents || search.has(.people) || search.has(.documents) else { throw search.missing(.events) }
        events = try search.table(.events, isNeeded: hasEvents, [.name, .verifies])
        sessions = try search.table(.sessions, isNeeded: hasEvents, [.name, .opens, .closes, .price])
        criteria = try search.table(.criteria, isNeeded: hasEvents, [.kind, .lower, .lowerIncluded, .upper, .upperIncluded])
        people = try search.table(.people, isNeeded: false, [.matricule, .lastName, .firstName])
        documents = try search.table(.documents, isNeeded: false, [.matricule, .kind, .amount, .status])
    }

    /// The titles that are not known, whose columns are left alone, with the names of their sheets.
    public var unknownTitles: [(sheet: String, title: String)] {
        func titles<Column>(_ table: TableSheet<Column>?) -> [(String, String)] {
            table.map { table in table.header.unknownTitles.map { (table.sheet.name, $0) } } ?? []
        }
        return titles(events) + titles(sessions) + titles(criteria) + titles(people) + titles(documents)
    }

    /// Reads the sheets.
    ///
    /// - Throws: what is wrong with the rest of the file.
    public func read() throws(SheetFault) -> Content {
        var reading = EventReading()
        try reading.read(self)
        return reading.content
    }

    /// Checks what the workbook says over what is there already.
    ///
    /// Where cells cannot be read, only that is said which holds whatever they say.
    ///
    /// - Parameters:
    ///   - content: what ``read()`` gave.
    ///   - ledger: what is there, and what was sold.
    ///   - today: the day in Paris.
    /// - Returns: as `SaleSetup.review`.
    public func review(_ content: Content, over ledger: SalesLedger?, today: CalendarDate) -> SetupReview {
        guard !content.faults.isEmpty else { return content.setup.review(over: ledger, today: today) }
        let unreadable = Set(content.faults.map { Cell(sheet: $0.sheet, reference: $0.cell) })
        return content.setup.review(over: ledger, today: today, isWhole: false).leavingOut { fault in
            location(of: fault, in: content).map { unreadable.contains(Cell(sheet: $0.sheet, reference: $0.cell)) } ?? false
        }
    }

    private struct Cell: Hashable {
        let sheet: String
        let reference: CellReference?
    }

    /// Where what a review finds wrong stands in the workbook: the sheet, the row, and the cell where it is one.
    public func location(of fault: SetupFault, in content: Content) -> (sheet: String, row: Int, cell: CellReference?)? {
        guard let place = content.places[fault.place] else { return nil }
        func found<Column>(_ table: TableSheet<Column>?, _ column: Column?) -> (String, Int, CellReference?)? {
            table.map { ($0.sheet.name, place.row, column.flatMap { column in table?.cell(column, row: place.row) }) }
        }
        return switch place.sheet {
        case .events: found(events, fault.eventColumn)
        case .sessions: found(sessions, fault.sessionColumn)
        case .criteria: found(criteria, .kind)
        case .people: found(people, fault.code == .personNameMissing ? .lastName : .matricule)
        case .documents: found(documents, fault.code == .documentAmountMissing ? .amount : .matricule)
        }
    }
}

extension SetupFault {
    fileprivate var eventColumn: EventColumn? {
        switch code {
        case .eventContactsUnverified: .verifies
        case .eventMaximumInvalid: .maximum
        // Of the rules that would break a sale an event itself has its maximum alone.
        case .breaksSale: .maximum
        default: .name
        }
    }

    fileprivate var sessionColumn: SessionColumn {
        switch problem {
        case .sessionFaceValueMissing, .sessionFaceValueContradicts, .sessionFaceValueTooLarge, .sessionFaceValueLocked: .faceValue
        case .sessionRegistrationReversed: .closes
        case .sessionRegistrationLocked: .opens
        case .sessionDatesReversed: .last
        case .sessionPriceAboveFaceValue, .sessionPriceLocked: .price
        case .sessionPlacesInvalid: .places
        case .sessionCapInvalid: .cap
        case .breaksSale(_, let refusals):
            switch refusals.first {
            case .placesExceeded: .places
            case .sessionFull: .cap
            default: .name
            }
        default: .name
        }
    }
}

private struct EventSheetSearch {
    let file: SheetFile

    func has(_ sheet: EventSheet) -> Bool { !sheets(sheet).isEmpty }

    func missing(_ sheet: EventSheet) -> SheetFault {
        SheetFault(.sheetMissing(name: sheet.rawValue, found: file.sheets.map(\.name)), at: .init(file: file.name, sheet: sheet.rawValue))
    }

    func table<Column>(_ sheet: EventSheet, isNeeded: Bool, _ needed: [Column]) throws(SheetFault) -> TableSheet<Column>? {
        guard has(sheet) else {
            if isNeeded { throw missing(sheet) }
            return nil
        }
        return try TableSheet(in: file, sheets: sheets(sheet), table: .events) { header in
            needed.filter { !header.has($0) }
        }
    }

    private func sheets(_ sheet: EventSheet) -> [Sheet] {
        file.sheets.filter { $0.kind == .worksheet && EventSheet(name: $0.name) == sheet }
    }
}
