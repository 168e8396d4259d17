public import Spreadsheet

extension SheetWriter {
    /// Writes values as the next rows, below a row with the titles of their columns.
    ///
    /// The titles are the coding keys of the first value; without a value nothing is written. A property that is nil is an empty cell. What
    /// ``SheetFile/values(of:in:options:)`` reads as a type, this writes.
    ///
    /// - Parameters:
    ///   - values: The values, which are written as they come.
    ///   - headerStyle: The style of the titles.
    ///   - options: How values become cells.
    /// - Throws: `write.invalid` for a value that a cell cannot have exactly, such as an integer beyond 2^53, and for properties of several
    ///   values; as ``append(_:style:)-([CellValue],_)``. The rows before it are written.
    public mutating func encode(
        _ values: some Sequence<some Encodable>, headerStyle: StyleID? = nil, options: RowCodingOptions = RowCodingOptions()
    ) throws(SpreadsheetError) {
        let encoder = RowEncoder(options: options)
        var hasHeader = false
        for value in values {
            let row = try encoder.encode(value)
            if !hasHeader { try append(encoder.titles.map { .text($0) }, style: headerStyle) }
            hasHeader = true
            try append(row)
        }
    }
}

extension CSVWriter {
    /// Writes values as the next rows, below a row with the titles of their columns.
    ///
    /// The titles are the coding keys of the first value; without a value nothing is written. A property that is nil is an empty field.
    /// Numbers and Boolean values are written in the dialect's notation, which whoever reads them gives as ``RowCodingOptions/notation``.
    ///
    /// - Parameters:
    ///   - values: The values, which are written as they come.
    ///   - options: How values become fields.
    /// - Throws: `write.invalid` for a value that a cell cannot have exactly, such as an integer beyond 2^53, and for properties of several
    ///   values; as ``append(_:)-([CellValue])``. The rows before it are written.
    public mutating func encode(
        _ values: some Sequence<some Encodable>, options: RowCodingOptions = RowCodingOptions()
    ) throws(SpreadsheetError) {
        let encoder = RowEncoder(options: options)
        var hasHeader = false
        for value in values {
            let row = try encoder.encode(value)
            if !hasHeader { try append(encoder.titles.map { .text($0) }) }
            hasHeader = true
            try append(row)
        }
    }
}
