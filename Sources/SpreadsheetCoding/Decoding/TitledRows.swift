internal import Foundation
internal import Spreadsheet

/// The rows of a sheet, one after the other, and the values of the current one's cells by the titles of their columns. Nothing is copied
/// from the reader's memory but what becomes a value.
final class TitledRows {
    /// A key that was asked for, and the column of its title; 0 if there is none.
    private struct Key {
        let name: String
        let column: Int

        /// Whether it is a name. That of the same literal has the same bits, which is quicker to tell.
        @inline(__always)
        func isNamed(_ other: String) -> Bool {
            // A string has sixteen bytes where addresses have eight.
            guard MemoryLayout<String>.size == MemoryLayout<(UInt64, UInt64)>.size else { return name == other }
            let (bits, others) = (unsafeBitCast(name, to: (UInt64, UInt64).self), unsafeBitCast(other, to: (UInt64, UInt64).self))
            return bits == others || name == other
        }
    }

    let options: RowCodingOptions
    let notation: CSVDialect.Notation
    let header: SheetHeader
    private let location: SpreadsheetError.Location
    // There is one user at a time, so the run-time checks for each cell are disabled.
    @exclusivity(unchecked) private var rows: RowReader
    @exclusivity(unchecked) private var keys: ContiguousArray<Key> = []
    /// The position of the key that is probably next: types ask for their keys in the same order for each row.
    @exclusivity(unchecked) private var nextKey = 0
    /// The address of the current row.
    private let current: UnsafePointer<RowStorage.Header>
    /// The column of the cell that is looked at.
    @exclusivity(unchecked) private var column = 0

    init(_ rows: consuming RowReader, header: SheetHeader, location: SpreadsheetError.Location, options: RowCodingOptions) {
        current = rows.header
        self.rows = rows
        self.header = header
        self.location = location
        self.options = options
        notation = options.notation
    }

    /// Goes to the next row with something in it; false if there is none.
    func advance() throws(SpreadsheetError) -> Bool {
        nextKey = 0
        column = 0
        while try rows.advance() {
            if row.filledCount > 0 { return true }
        }
        return false
    }

    private var row: RowView {
        @_lifetime(borrow self)
        get { RowView(header: current, owner: self) }
    }

    /// The column of a title; nil if there is none.
    @inline(__always)
    func column(_ name: String) throws(SpreadsheetError) -> Int? {
        let next = nextKey
        if next < keys.count, keys[next].isNamed(name) {
            nextKey = next &+ 1
            let column = keys[next].column
            return column == 0 ? nil : column
        }
        return try searchColumn(name)
    }

    @inline(never)
    private func searchColumn(_ name: String) throws(SpreadsheetError) -> Int? {
        if let known = keys.firstIndex(where: { $0.name == name }) {
            nextKey = known + 1
            return keys[known].column == 0 ? nil : keys[known].column
        }
        let column = try header.column(titled: name)
        keys.append(Key(name: name, column: column ?? 0))
        nextKey = keys.count
        return column
    }

    /// The column of a title that must be there.
    @inline(__always)
    func requiredColumn(_ name: String) throws(SpreadsheetError) -> Int {
        guard let column = try column(name) else { throw missingColumn(name) }
        return column
    }

    @inline(never)
    private func missingColumn(_ name: String) -> SpreadsheetError {
        SpreadsheetError(
            .noSuchColumn, "no column has the title “\(name)”; add it to row \(header.row), or declare the property as optional")
    }

    /// The value of the cell in a column; nil if it is empty.
    @inline(__always)
    func value<Value: CellConvertible>(_ type: Value.Type, column: Int) throws -> Value? {
        self.column = column
        let row = row
        guard let position = row.position(ofColumn: column) else { return nil }
        do throws(CellFault) {
            return try Value.value(of: row[position], self)
        } catch {
            guard !row[position].isEmpty else { return nil }
            throw fault(error, wanted: Value.wanted)
        }
    }

    /// The value of the cell in a column, which must have one.
    @inline(__always)
    func requiredValue<Value: CellConvertible>(_ type: Value.Type, column: Int) throws -> Value {
        guard let value = try value(type, column: column) else { throw fault(.missing, wanted: Value.wanted) }
        return value
    }

    /// Whether the cell in a column is empty.
    func isEmpty(column: Int) -> Bool {
        let row = row
        guard let position = row.position(ofColumn: column) else { return true }
        return row[position].isEmpty
    }

    /// Notes whose cell is at fault where a type's own decoding fails.
    func look(at column: Int) { self.column = column }

    // MARK: Errors

    private var title: String { header.titles[column] ?? CellReference.columnName(column) ?? "" }

    /// The error of the cell that is looked at.
    @inline(never)
    private func fault(_ fault: CellFault, wanted: String) -> SpreadsheetError {
        switch fault {
        case .missing:
            SpreadsheetError(
                .missingValue, "the column “\(title)” must have \(wanted); fill the cell in, or declare the property as optional")
        case .range: SpreadsheetError(.valueOutOfRange, "the column “\(title)” must have \(wanted); correct the cell")
        case .type:
            SpreadsheetError(
                .wrongType,
                "the column “\(title)” must have \(wanted), and has \(kind); correct the cell, or declare the property as another type")
        }
    }

    /// The error of a property that is made of more than a cell.
    @inline(never)
    func notOneCell(_ name: String) -> SpreadsheetError {
        SpreadsheetError(
            .wrongType, "“\(name)” is a property of several values, and a column has one; decode them by their own titles in `init(from:)`")
    }

    func notOneCell(_ column: Int) -> SpreadsheetError {
        look(at: column)
        return notOneCell(title)
    }

    /// What the cell has, for messages.
    private var kind: String {
        let row = row
        guard let position = row.position(ofColumn: column) else { return "nothing" }
        return switch row[position].kind {
        case .blank: "nothing"
        case .number: "a number"
        case .date: "a date"
        case .text: "a text"
        case .boolean: "TRUE or FALSE"
        case .error: "an error"
        }
    }

    /// The error, whoever threw it, with the place of the cell that was looked at last.
    func located(_ error: any Error, of type: Any.Type) -> SpreadsheetError {
        var place = location
        place.cell = CellReference(row: row.number, column: max(column, 1))
        place.line = rows.line
        if let known = error as? SpreadsheetError { return known.located(place) }
        if let decoding = error as? DecodingError {
            switch decoding {
            case .dataCorrupted where column > 0:
                return SpreadsheetError(
                    .wrongType, "the column “\(title)” has no value that \(type) knows; correct the cell", at: place, underlying: error)
            default: break
            }
        }
        return SpreadsheetError(.refusedRow, "\(type) refused the row; `underlying` has its own error", at: place, underlying: error)
    }
}
