/// Reads the rows of a worksheet or the records of a CSV file, once.
///
/// ``next()`` returns each row as an independent value:
///
/// ```swift
/// while let row = try rows.next() {
///     print(row.number, row[column: 2])
/// }
/// ```
///
/// ``advance()`` and ``row`` give access to the row in the reader's memory, without copying it or making strings:
///
/// ```swift
/// while try rows.advance() {
///     let row = rows.row
///     for position in 0..<row.count where row[position].kind == .number { … }
/// }
/// ```
///
/// Rows of a worksheet without cells are skipped.
public struct RowReader: ~Copyable {
    private let engine: RowEngine

    init(_ engine: RowEngine) { self.engine = engine }

    /// Advances ``row`` to the next row; false if there is none.
    ///
    /// - Throws: An error in the sheet, with the cell if it is known. After an error there are no more rows.
    public mutating func advance() throws(SpreadsheetError) -> Bool {
        try engine.advance()
    }

    /// The current row.
    public var row: RowView {
        @_lifetime(borrow self)
        get { RowView(header: UnsafePointer(engine.header), owner: self) }
    }

    /// The address of the current row, the same for all rows, and valid as long as the reader.
    package var header: UnsafePointer<RowStorage.Header> { UnsafePointer(engine.header) }

    /// The next row as an independent value; nil if there is none.
    ///
    /// - Throws: As ``advance()``.
    public mutating func next() throws(SpreadsheetError) -> Row? {
        try advance() ? row.row : nil
    }

    /// The line at which the current row of a CSV file begins; nil in a workbook.
    package var line: Int? { engine.line }

    /// How many quotation marks of the current row of a CSV file stand where none may, and were taken as text or passed over; see
    /// ``CSVDialect/allowsStrayQuotes``.
    public var strayQuotes: Int { engine.strayQuotes }

    /// How much of the sheet has been read, from 0 to 1.
    public var fractionRead: Double { engine.fractionRead }
}

/// Reads rows of one format into a ``RowStorage``.
class RowEngine {
    /// The address of the current row, the same for all rows.
    let header: UnsafeMutablePointer<RowStorage.Header>

    init(header: UnsafeMutablePointer<RowStorage.Header>) { self.header = header }

    /// Goes to the next row; false at the end, and after an error.
    func advance() throws(SpreadsheetError) -> Bool { false }

    /// The line at which the current row of a text file begins.
    var line: Int? { nil }

    /// The misplaced quotation marks of the current row of a text file.
    var strayQuotes: Int { 0 }

    /// How much has been read, from 0 to 1.
    var fractionRead: Double { 1 }
}
