public import Dotations
public import Spreadsheet

/// An edited sheet of dotations, open to be compared with what is stored: the file, the sheet in it, and the header of that.
///
/// ```swift
/// let sheet = try EditedSheet(SheetFile(path: "commande.xlsx"))
/// let plan = try sheet.planner(for: order, dotations: stored).plan()
/// ```
///
/// An empty cell that is merged with others refuses its row: the value of their first cell is not taken for it, as a contact is never guessed.
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

    /// Finds the sheet in a file.
    ///
    /// - Parameter file: the file; it must not change while the sheet is used.
    /// - Throws: what keeps the file from being read; `header.missing`, `header.duplicate`, `sheet.ambiguous`.
    public init(_ file: SheetFile) throws(SheetFault) { try self.init(file, for: .edits) }

    /// Finds the sheet in a file that has statuses of dotations, edited or as they were exported.
    ///
    /// - Parameter file: the file; it must not change while the sheet is used.
    /// - Throws: as ``init(_:)``.
    public init(statusesIn file: SheetFile) throws(SheetFault) { try self.init(file, for: .statuses) }

    private init(_ file: SheetFile, for purpose: HeaderSearch.Purpose) throws(SheetFault) {
        (sheet, header) = try HeaderSearch(file: file, purpose: purpose).run()
        identity = try wrappingErrors { () throws(SpreadsheetError) in try file.workbook?.properties() }.flatMap { ExportIdentity($0) }
        orderInFileName = file.name.flatMap { OrderNumber(fileName: $0) }
        self.file = file
    }

    /// The cell of a column in a row, as messages name it; nil where the sheet does not have the column.
    public func cell(_ column: SheetColumn, row: Int) -> CellReference? {
        header.number(of: column).flatMap { CellReference(row: row, column: $0) }
    }

    /// Runs something on the sheet, and gives a reason to refuse it whole as its fault.
    func wrappingReasons(_ body: () throws(Reason) -> Void) throws(SheetFault) {
        do throws(Reason) { try body() } catch { throw SheetFault(.refused(error), at: .init(file: file.name, sheet: sheet.name)) }
    }
}
