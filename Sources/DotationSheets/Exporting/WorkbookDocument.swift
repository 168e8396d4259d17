public import Spreadsheet

/// What can be written as a workbook. The same data gives the same bytes, except with a password.
public protocol WorkbookDocument: Sendable {
    /// Writes the sheets, and what the workbook says of itself.
    ///
    /// - Throws: `write.invalid` where a value is none that a cell can hold; `file.unwritable`.
    func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError)
}

extension WorkbookDocument {
    /// Writes a file, which replaces the one that is there when it is whole.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - password: what the workbook is encrypted with; nil for nothing.
    /// - Throws: as ``write(to:)``.
    public func write(toFile path: String, password: String? = nil) throws(SpreadsheetError) {
        var workbook = try WorkbookWriter(path: path, options: .init(password: password))
        try write(to: &workbook)
        try workbook.finish()
    }

    /// The bytes of the file, encrypted where there is a password.
    ///
    /// - Throws: as ``write(to:)``.
    public func bytes(password: String? = nil) throws(SpreadsheetError) -> [UInt8] {
        var workbook = WorkbookWriter(options: .init(password: password))
        try write(to: &workbook)
        return try workbook.finish()
    }
}
