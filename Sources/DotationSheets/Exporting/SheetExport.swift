public import Spreadsheet

/// A table that can be written as a workbook or as CSV. The same data gives the same bytes.
public protocol SheetExport: WorkbookDocument {
    /// Writes the table as the rows of a CSV.
    ///
    /// - Throws: `write.invalid` where a value is none that a field can hold; `file.unwritable`.
    func write(to csv: inout CSVWriter) throws(SpreadsheetError)
}

extension SheetExport {
    /// Writes a file, which replaces the one that is there when it is whole.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - format: its format.
    ///   - password: what a workbook is encrypted with; nil for nothing. CSV takes none.
    /// - Throws: `write.invalid` where a value is none that the format can hold; `file.unwritable`.
    public func write(toFile path: String, as format: TableFormat, password: String? = nil) throws(SpreadsheetError) {
        guard format == .csv else { return try write(toFile: path, password: password) }
        var csv = try CSVWriter(path: path, dialect: .french)
        try write(to: &csv)
        try csv.finish()
    }

    /// The bytes of a file.
    ///
    /// - Throws: `write.invalid` where a value is none that the format can hold.
    public func bytes(as format: TableFormat) throws(SpreadsheetError) -> [UInt8] {
        guard format == .csv else { return try bytes() }
        var csv = try CSVWriter(dialect: .french)
        try write(to: &csv)
        return try csv.finish()
    }
}
