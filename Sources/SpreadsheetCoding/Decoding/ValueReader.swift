public import Spreadsheet

/// Reads the rows below a header as values of a type, one after the other.
///
/// ```swift
/// struct Person: Decodable {
///     var name: String
///     var born: Date?
/// }
/// var people = try SheetFile(path: path).values(of: Person.self)
/// while let person = try people.next() { print(person.name) }
/// ```
///
/// It is a sequence for `for try await` as well, whose values are made where they are awaited. Copies share their place in the sheet.
public struct ValueReader<Value: Decodable>: AsyncSequence, AsyncIteratorProtocol {
    /// Nil for a sheet without rows.
    private let decoder: RowDecoder?

    init(_ rows: consuming RowReader, location: SpreadsheetError.Location, options: RowCodingOptions) throws(SpreadsheetError) {
        var header: SheetHeader?
        while header == nil, try rows.advance() {
            let row = rows.row
            if let number = options.headerRow {
                if row.number > number { break }
                if row.number == number { header = SheetHeader(row.row) }
            } else if row.filledCount > 0 {
                header = SheetHeader(row.row)
            }
        }
        guard let header else {
            guard let number = options.headerRow else {
                decoder = nil
                return
            }
            throw SpreadsheetError(
                .noSuchColumn, "row \(number) has no titles; set `headerRow` to the row that has",
                at: location.filled(with: CellReference(row: number, column: 1)))
        }
        decoder = RowDecoder(TitledRows(rows, header: header, location: location, options: options))
    }

    /// The next row as a value; nil if there is none. Rows without anything in them are passed over.
    ///
    /// - Throws: `value.missing`, `value.type`, `value.range` and `value.refused`, with the sheet, the cell and what to do; the next call then goes
    ///   on with the next row. `column.not-found` and `column.ambiguous`; an error in the sheet, after which there are no more rows.
    public mutating func next() throws(SpreadsheetError) -> Value? { try nextValue() }

    /// As ``next()``.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws(SpreadsheetError) -> Value? { try nextValue() }

    private func nextValue() throws(SpreadsheetError) -> Value? {
        guard let decoder, try decoder.rows.advance() else { return nil }
        return try decoder.decode(Value.self)
    }

    /// The reader itself.
    public func makeAsyncIterator() -> Self { self }
}

extension SpreadsheetError.Location {
    fileprivate func filled(with cell: CellReference?) -> Self {
        var place = self
        place.cell = cell
        return place
    }
}
