public import Spreadsheet

/// What can be written as a workbook. The same data gives the same bytes.
public protocol WorkbookDocument: Sendable {
    /// Writes the sheets, and what the workbook says of itself.
    ///
    /// - Throws: `write.invalid` where a value is none that a cell can hold; `file.unwritable`.
    func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError)
}

extension WorkbookDocument {
    /// Writes a file, which replaces the one that is there when it is whole.
    ///
    /// - Throws: as ``write(to:)``.
    public func write(toFile path: String) throws(SpreadsheetError) {
        var workbook = try WorkbookWriter(path: path)
        try write(to: &workbook)
        try workbook.finish()
    }

    /// The bytes of the file.
    ///
    /// - Throws: as ``write(to:)``.
    public func bytes() throws(SpreadsheetError) -> [UInt8] {
        var workbook = WorkbookWriter()
        try write(to: &workbook)
        return try workbook.finishInMemory()
    }
}
