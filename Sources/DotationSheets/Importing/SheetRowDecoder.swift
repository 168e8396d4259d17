internal import Dotations
internal import Spreadsheet

/// Where the domain's columns are in the rows of a sheet, and what their cells hold.
struct SheetRowDecoder {
    /// The meaning of each column of the sheet, starting at A.
    let columns: [SheetColumn?]
    private let shape: RecordShape

    init(_ table: TableSheet<SheetColumn>) {
        columns = table.header.columns
        // Spreadsheets leave the last separators out where the columns after them are empty.
        shape = RecordShape(
            isCSV: table.isCSV, fieldCount: table.header.fieldCount,
            neededCount: (columns.lastIndex { $0 != nil && $0 != .resend } ?? -1) + 1)
    }

    /// The column that a cell is in, or nil where it is none of the domain's.
    @inline(__always)
    func column(of cell: CellView) -> SheetColumn? {
        let index = cell.column - 1
        return index < columns.count ? columns[index] : nil
    }

    /// Whether a record has more or fewer fields than the header, not counting empty ones at its end.
    func isRagged(_ row: RowView) -> Bool { shape.isRagged(row) }

    /// A row's values by their columns. The texts of the dotation that the row is probably about then stand for equal ones.
    func edited(_ row: RowView, about dotation: Dotation?) -> EditedRow {
        var edited = EditedRow(number: row.number, isHidden: row.isHidden, hasFieldCountMismatch: isRagged(row))
        for case let column? in columns { edited[column] = .blank }
        for position in 0..<row.count {
            let cell = row[position]
            guard let column = column(of: cell) else {
                if edited.outsideLabel == nil, cell.kind == .text, cell.utf8.count <= 64 {
                    let text = cell.utf8.text(longest: 64)
                    if EditedRow.isTotalLabel(text) { edited.outsideLabel = text }
                }
                continue
            }
            var value = SheetValue(cell, known: dotation?.text(column))
            // The reader gives a number that is too large for one as this error; as an identifier it is just nobody's.
            if column == .identifier, value == .error("#NUM!"), !cell.hasFormula { value = .number(.infinity) }
            edited[column] = cell.hasFormula ? .formula(cached: value) : value
        }
        return edited
    }
}

extension SheetValue {
    /// No value that is right is as long as this, in bytes.
    static let lengthLimit = 1024

    /// A cell's value, without regard to a formula.
    ///
    /// A text that is longer than any value can be is cut, and ends with dots, so that it is refused: a file may repeat one long text in
    /// each of its cells. What the cell probably holds, `known`, counts as such also after the apostrophe that a CSV has before `=1+1`,
    /// which spreadsheets take for a part of the text.
    init(_ cell: CellView, known: String? = nil) {
        switch cell.kind {
        case .blank: self = .blank
        case .number: self = .number(cell.number ?? 0)
        case .date:
            let number = cell.number ?? 0
            self = cell.date.map { .date(number, shown: $0.day.french) } ?? .number(number)
        case .boolean: self = .boolean(cell.boolean ?? false)
        case .error: self = .error(cell.utf8.text(longest: Self.lengthLimit))
        case .text:
            if let known, cell.utf8.isSame(as: known) || cell.utf8.isSame(as: "'" + known) {
                self = .text(known)
            } else {
                self = .text(cell.utf8.text(longest: Self.lengthLimit))
            }
        }
    }
}

extension Dotation {
    /// The text that a sheet has in a column, as it is stored; nil for the columns that are numbers.
    func text(_ column: SheetColumn) -> String? {
        switch column {
        case .matricule: matricule
        case .lastName: lastName
        case .firstName: firstName
        case .email: contact.email
        case .mobile: contact.mobile
        case .status: status.label
        case .identifier, .orderNumber, .amount, .resend: nil
        }
    }
}
