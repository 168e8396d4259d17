public import Spreadsheet

/// What can be written as a workbook. The same data gives the same bytes, except with a password.
public protocol WorkbookDocument: Sendable {
    /// A workbook that the document is written into, so that all else in it stays; nil where it is a workbook of its own.
    ///
    /// - Throws: as ``write(to:)``.
    func editor(password: String?) throws(SpreadsheetError) -> WorkbookEditor?

    /// Writes the sheets, and what the workbook says of itself.
    ///
    /// - Throws: `write.invalid` where a value is none that a cell can hold; `file.unwritable`.
    func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError)
}

extension WorkbookDocument {
    /// None, as for most documents.
    public func editor(password: String?) throws(SpreadsheetError) -> WorkbookEditor? { nil }

    /// Writes a file, which replaces the one that is there when it is whole. Under a name that ends with `.xlsm`, it is a workbook with macros that the
    /// document is written into.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - password: what the workbook is encrypted with; nil for nothing.
    /// - Throws: as ``write(to:)``; `edit.format` where the name is one of a workbook with macros and there is none.
    public func write(toFile path: String, password: String? = nil) throws(SpreadsheetError) {
        let isForMacros = path.lowercased().hasSuffix(".xlsm")
        if try edited(password, where: { $0 == isForMacros }, { (editor) throws(SpreadsheetError) in try editor.save(to: path) }) != nil {
            return
        }
        guard !isForMacros else { throw SpreadsheetError(.notEditable, "there is no workbook with macros to write into") }
        var workbook = try WorkbookWriter(path: path, options: .init(password: password))
        try write(to: &workbook)
        try workbook.finish()
    }

    /// The bytes of the file, encrypted where there is a password.
    ///
    /// - Throws: as ``write(to:)``.
    public func bytes(password: String? = nil) throws(SpreadsheetError) -> [UInt8] { try file(password: password).bytes }

    /// The bytes of the file, encrypted where there is a password, and whether they are those of a workbook with macros, whose name ends with `.xlsm`.
    ///
    /// - Throws: as ``write(to:)``.
    public func file(password: String? = nil) throws(SpreadsheetError) -> (bytes: [UInt8], isMacroEnabled: Bool) {
        var isMacroEnabled = false
        let edited = try edited(password) { (isForMacros) in
            isMacroEnabled = isForMacros
            return true
        } _: { (editor) throws(SpreadsheetError) in
            try editor.bytes()
        }
        if let edited { return (edited, isMacroEnabled) }
        var workbook = WorkbookWriter(options: .init(password: password))
        try write(to: &workbook)
        return (try workbook.finishInMemory(), false)
    }

    /// What comes of the workbook that the document is written into; nil where there is none, or it cannot be edited as the document would have it.
    private func edited<Result>(
        _ password: String?, where isWanted: (_ isMacroEnabled: Bool) -> Bool, _ save: (WorkbookEditor) throws(SpreadsheetError) -> Result
    ) throws(SpreadsheetError) -> Result? {
        do throws(SpreadsheetError) {
            guard let editor = try editor(password: password), isWanted(try editor.isMacroEnabled) else { return nil }
            return try save(editor)
        } catch {
            guard error.code != .fileUnwritable else { throw error }
            return nil
        }
    }
}
