public import Dotations
public import Spreadsheet

/// An edited sheet of dotations, open to be compared with what is stored: the file, the sheet in it, and the header of that.
///
/// ```swift
/// let sheet = try EditedSheet(path: "commande.xlsx")
/// let plan = try sheet.plan(for: order, dotations: stored)
/// ```
///
/// Cells that a merge covers are empty, as the file has them: a contact is never guessed.
public struct EditedSheet: Sendable {
    /// The file.
    public let file: SheetFile
    /// The sheet in it that has the dotations: the one visible sheet whose header matches, or the one hidden sheet where none is visible.
    public let sheet: Sheet
    /// The row that names the columns, one of the first 20.
    public let header: SheetHeader
    /// Which export the sheet began as, where it says so.
    public let identity: ExportIdentity?
    /// The order that the file's name says.
    public let orderInFileName: OrderNumber?

    let fileName: String?

    /// Opens a file and finds the sheet.
    ///
    /// - Parameters:
    ///   - path: where the file is; it must not change while the sheet is used.
    ///   - csv: what is known of the layout, should it be CSV.
    ///   - limits: what the file may demand.
    /// - Throws: what keeps the file from being read; `header.missing`, `header.duplicate`, `sheet.ambiguous`.
    public init(path: String, csv: SheetFile.CSVLayout = .init(), limits: ReadLimits = .standard) throws(SheetFault) {
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
        let file = try wrappingErrors { () throws(SpreadsheetError) in try SheetFile(path: path, csv: csv, limits: limits) }
        try self.init(file, name: name, limits: limits)
    }

    /// Finds the sheet in a file that is in memory.
    ///
    /// - Parameters:
    ///   - bytes: the file's bytes.
    ///   - name: the file's name, for the order that it may say and for errors.
    ///   - csv: what is known of the layout, should it be CSV.
    ///   - limits: what the file may demand.
    /// - Throws: as ``init(path:csv:limits:)``.
    public init(
        bytes: [UInt8], name: String? = nil, csv: SheetFile.CSVLayout = .init(), limits: ReadLimits = .standard
    ) throws(SheetFault) {
        let file = try wrappingErrors { () throws(SpreadsheetError) in
            try SheetFile(bytes: bytes, name: name, csv: csv, limits: limits)
        }
        try self.init(file, name: name, limits: limits)
    }

    private init(_ file: SheetFile, name: String?, limits: ReadLimits) throws(SheetFault) {
        (sheet, header) = try HeaderSearch(file: file, name: name, isStrict: limits.isStrict, purpose: .edits).run()
        identity = try wrappingErrors { () throws(SpreadsheetError) in try file.workbook?.properties() }.flatMap { ExportIdentity($0) }
        orderInFileName = name.flatMap { OrderNumber(fileName: $0) }
        self.file = file
        fileName = name
    }

    /// The cell of a column in a row, as messages name it; nil where the sheet does not have the column.
    public func cell(_ column: SheetColumn, row: Int) -> CellReference? {
        header.number(of: column).flatMap { CellReference(row: row, column: $0) }
    }

    /// Where a fault of the sheet is.
    func fault(_ reason: Reason) -> SheetFault {
        SheetFault(.refused(reason), at: .init(file: fileName, sheet: sheet.name))
    }
}
