public import Spreadsheet

/// A table that can be written as a workbook or as CSV. The same data gives the same bytes.
public protocol SheetExport: Sendable {
    /// Writes the table as a sheet of a workbook, and what the workbook says of itself.
    ///
    /// - Throws: `write.invalid` where a value is none that a cell can hold; `file.unwritable`.
    func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError)

    /// Writes the table as the rows of a CSV.
    ///
    /// - Throws: `write.invalid` where a value is none that a field can hold; `file.unwritable`.
    func write(to csv: inout CSVWriter) throws(SpreadsheetError)
}

extension SheetExport {
    /// Writes a file, which replaces the one that is there when it is whole.
    ///
    /// - Throws: `write.invalid` where a value is none that the format can hold; `file.unwritable`.
    public func write(toFile path: String, as format: TableFormat) throws(SpreadsheetError) {
        switch format {
        case .xlsx:
            var workbook = try WorkbookWriter(path: path)
            try write(to: &workbook)
            try workbook.finish()
        case .csv:
            var csv = try CSVWriter(path: path, dialect: .french)
            try write(to: &csv)
            try csv.finish()
        }
    }

    /// The bytes of a file.
    ///
    /// - Throws: `write.invalid` where a value is none that the format can hold.
    public func bytes(as format: TableFormat) throws(SpreadsheetError) -> [UInt8] {
        switch format {
        case .xlsx:
            var workbook = WorkbookWriter()
            try write(to: &workbook)
            return try workbook.finishInMemory()
        case .csv:
            var csv = try CSVWriter(dialect: .french)
            try write(to: &csv)
            return try csv.finishInMemory()
        }
    }
}
