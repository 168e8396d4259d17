/// Reads the rows of a worksheet or the records of a CSV file, one after the other.
///
/// ``next()`` gives each row as a value of its own:
///
/// ```swift
/// while let row = try rows.next() {
///     print(row.number, row[column: 2])
/// }
/// ```
///
/// ``advance()`` and ``row`` give it where it was read, without copying it and without making text that nobody asks for:
///
/// ```swift
/// while try rows.advance() {
///     let row = rows.row
///     for position in 0..<row.count where row[position].kind == .number { … }
/// }
/// ```
///
/// A reader goes through its rows once. Rows of a worksheet without cells are left out.
public struct RowReader: ~Copyable {
    private let engine: RowEngine

    init(_ engine: RowEngine) { self.engine = engine }

    /// Goes to the next row, which ``row`` then gives; false where there is none.
    ///
    /// - Throws: what is wrong with the sheet, with the cell where it is known. After an error there are no more rows.
    public mutating func advance() throws(SpreadsheetError) -> Bool {
        try engine.advance()
    }

    /// The row that ``advance()`` went to, as it was read.
    public var row: RowView {
        @_lifetime(borrow self)
        get { RowView(header: UnsafePointer(engine.header), owner: self) }
    }

    /// The next row as a value of its own; nil where there is none.
    ///
    /// - Throws: as ``advance()``.
    public mutating func next() throws(SpreadsheetError) -> Row? {
        try advance() ? row.row : nil
    }

    /// The line of a CSV file that the row at hand begins in; nil in a workbook.
    package var line: Int? { engine.line }

    /// How much of the sheet has been read, from 0 to 1.
    public var fractionRead: Double { engine.fractionRead }
}

/// What reads rows of one format into a ``RowStorage``.
class RowEngine {
    /// The address of the row at hand, the same for all rows.
    let header: UnsafeMutablePointer<RowStorage.Header>

    init(header: UnsafeMutablePointer<RowStorage.Header>) { self.header = header }

    /// Goes to the next row; false at the end, and after an error.
    func advance() throws(SpreadsheetError) -> Bool { false }

    /// The line of a text file that the row at hand begins in.
    var line: Int? { nil }

    /// How much has been read, from 0 to 1.
    var fractionRead: Double { 1 }
}
