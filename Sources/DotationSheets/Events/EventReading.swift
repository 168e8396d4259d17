internal import DotationSales
internal import Dotations
internal import Spreadsheet

/// Makes events, people and documents of a workbook's rows.
///
/// A row whose cells cannot be read makes nothing but faults. What a name or a matricule lacks is left to the review.
struct EventReading {
    var content = EventWorkbook.Content()
    private var positions: [SaleEvent.ID: Int] = [:]

    mutating func read(_ workbook: EventWorkbook) throws(SheetFault) {
        if let table = workbook.events { try read(table) { $0.add($1) } }
        if let table = workbook.sessions { try read(table) { $0.add($1) } }
        if let table = workbook.criteria { try read(table) { $0.add($1) } }
        if let table = workbook.people { try read(table) { $0.add($1) } }
        if let table = workbook.documents { try read(table) { $0.add($1) } }
    }

    private mutating func read<Column>(
        _ table: TableSheet<Column>, _ add: (inout Self, EventCells<Column>) -> Void
    ) throws(SheetFault) {
        let warnings = try table.forEachRow { add(&self, EventCells(table, $0)) }
        // An event may do without criteria, documents, or people.
        content.warnings += warnings.filter { $0.warning != .noRows }.map { (table.sheet.name, $0) }
    }

    private mutating func add(_ row: EventCells<EventColumn>) {
        var row = row
        let event = SaleEvent(
            name: row.text(.name), description: row.text(.description), images: row.lines(.images),
            verifiesContacts: row.flag(.verifies) ?? false, maximum: row.count(.maximum), sessions: [])
        content.faults += row.faults
        let position = content.setup.events.count
        if positions[event.id] == nil { positions[event.id] = position }
        content.places[.event(position)] = (.events, row.number)
        content.setup.events.append(event)
    }

    private mutating func add(_ row: EventCells<SessionColumn>) {
        var row = row
        let event = event(&row, .event)
        let (opens, closes) = (row.day(.opens, isNeeded: true), row.day(.closes, isNeeded: true))
        let (first, last) = (row.day(.first), row.day(.last))
        if first == nil, last != nil { row.fault(.dateAlone, .first) }
        if first != nil, last == nil { row.fault(.dateAlone, .last) }
        let session = (
            name: row.text(.name), faceValue: row.euros(.faceValue), address: row.text(.address), places: row.count(.places),
            price: row.euros(.price, isNeeded: true), cap: row.count(.cap)
        )
        content.faults += row.faults
        guard row.faults.isEmpty, let event, let opens, let closes, let price = session.price else { return }
        content.places[.session(event: event, content.setup.events[event].sessions.count)] = (.sessions, row.number)
        var dates: Period?
        if let first, let last { dates = Period(first: first, last: last) }
        content.setup.events[event].sessions.append(
            SaleSession(
                name: session.name, faceValue: session.faceValue, dates: dates, registration: Period(first: opens, last: closes),
                address: session.address, placesPerBeneficiary: session.places ?? 1, price: price, cap: session.cap))
    }

    private mutating func add(_ row: EventCells<CriterionColumn>) {
        var row = row
        let event = event(&row, .event)
        let kind = row.choice(.kind, .kindUnknown) { SupportingDocument.Kind(label: $0) }
        let lower = bound(&row, .lower, .lowerIncluded)
        let upper = bound(&row, .upper, .upperIncluded)
        content.faults += row.faults
        guard row.faults.isEmpty, let event, let kind else { return }
        content.places[.criterion(event: event, content.setup.events[event].criteria.count)] = (.criteria, row.number)
        content.setup.events[event].criteria.append(Criterion(kind, Bracket(lower: lower, upper: upper)))
    }

    private mutating func add(_ row: EventCells<PersonColumn>) {
        var row = row
        let person = Beneficiary(
            matricule: row.text(.matricule), lastName: row.text(.lastName), firstName: row.text(.firstName),
            contact: Contact(email: row.text(.email), mobile: row.text(.mobile)))
        content.faults += row.faults
        content.places[.person(content.setup.people.count)] = (.people, row.number)
        content.setup.people.append(person)
    }

    private mutating func add(_ row: EventCells<DocumentColumn>) {
        var row = row
        let kind = row.choice(.kind, .kindUnknown) { SupportingDocument.Kind(label: $0) }
        let status = row.choice(.status, .statusUnknown) { SupportingDocument.Status(label: $0) }
        let (matricule, amount, end) = (row.text(.matricule), row.euros(.amount), row.day(.validUntil))
        content.faults += row.faults
        guard row.faults.isEmpty, let kind, let status else { return }
        content.places[.document(content.setup.documents.count)] = (.documents, row.number)
        content.setup.documents.append(
            SupportingDocument(matricule: matricule, kind: kind, amount: amount, status: status, validUntil: end))
    }

    /// The event that a row names; where the workbook has one event alone, a row need not name it.
    private func event<Column>(_ row: inout EventCells<Column>, _ column: Column) -> Int? {
        let name = row.text(column)
        if name.isEmpty, content.setup.events.count == 1 { return 0 }
        if !name.isEmpty, let position = positions[SaleEvent.ID(name: name)] { return position }
        row.fault(.eventUnknown, column)
        return nil
    }

    private func bound(
        _ row: inout EventCells<CriterionColumn>, _ column: CriterionColumn, _ included: CriterionColumn
    ) -> Bracket.Bound? {
        let isIncluded = row.flag(included)
        guard let amount = row.euros(column) else { return nil }
        guard let isIncluded else {
            if row.isBlank(included) { row.fault(.boundUnclear, included) }
            return nil
        }
        return isIncluded ? .inclusive(amount) : .exclusive(amount)
    }
}

/// The cells of a row, as values; what is none becomes a fault.
struct EventCells<Column: TableColumn> {
    private let table: TableSheet<Column>
    private let row: TableRow<Column>
    private(set) var faults: [EventSheetFault] = []

    init(_ table: TableSheet<Column>, _ row: TableRow<Column>) {
        self.table = table
        self.row = row
        for column in Column.allCases where row[column].isCovered { fault(.cellMerged, column) }
    }

    var number: Int { row.number }

    func isBlank(_ column: Column) -> Bool { row[column].isBlank }

    mutating func fault(_ code: EventSheetFault.Code, _ column: Column) {
        // Of a cell that is merged with others nothing else is said.
        guard code == .cellMerged || !row[column].isCovered else { return }
        faults.append(
            EventSheetFault(
                code: code, sheet: table.sheet.name, row: row.number, cell: table.cell(column, row: row.number), column: column.title,
                given: row[column].text))
    }

    mutating func text(_ column: Column) -> String {
        if column.isName && row[column].hasFormula || row[column].isUncalculated { fault(.cellFormula, column) }
        if column.isName, row[column].isDate { fault(.cellDate, column) }
        if row[column].isUnusable, !row[column].isUncalculated { fault(.cellType, column) }
        if row[column].isCut { fault(.cellTooLong, column) }
        return row[column].text
    }

    /// The lines of a text, or what semicolons part.
    mutating func lines(_ column: Column) -> [String] {
        text(column).split { $0.isNewline || $0 == ";" }.map { String($0.trimmed(\.isWhitespace)) }.filter { !$0.isEmpty }
    }

    mutating func euros(_ column: Column, isNeeded: Bool = false) -> Euros? {
        value(row[column].euros, column, .amountSyntax, isNeeded)
    }

    mutating func day(_ column: Column, isNeeded: Bool = false) -> CalendarDate? {
        value(row[column].day, column, .dateSyntax, isNeeded)
    }

    mutating func count(_ column: Column) -> Int? { value(row[column].count, column, .numberSyntax, false) }

    mutating func flag(_ column: Column) -> Bool? { value(row[column].flag, column, .flagSyntax, false) }

    mutating func choice<Value>(_ column: Column, _ code: EventSheetFault.Code, _ read: (String) -> Value?) -> Value? {
        value(row[column].choice(read), column, code, true)
    }

    private mutating func value<Value>(
        _ typed: TableCell.Typed<Value>, _ column: Column, _ code: EventSheetFault.Code, _ isNeeded: Bool
    ) -> Value? {
        switch typed {
        case .value(let value): return value
        case .blank: if isNeeded { fault(.cellEmpty, column) }
        case .wrong: fault(row[column].isUncalculated ? .cellFormula : code, column)
        }
        return nil
    }
}
