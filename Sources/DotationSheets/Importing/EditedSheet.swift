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
    let table: TableSheet<SheetColumn>
    /// Which export the sheet began as, where it says so.
    public let origin: SheetOrigin?

    /// The files that the requests of its rows came in before: a copy with refused rows that was made before the rest was applied is no new request
    /// for an e-mail. The latest first, three at most.
    public let earlierFiles: [Hash256]
    /// Whether its file is a workbook that can be edited in place.
    public var isEditable: Bool { table.file.workbook.flatMap { try? WorkbookEditor($0) } != nil }

    /// The file.
    public var file: SheetFile { table.file }
    /// The sheet in it that has the dotations: the one visible sheet whose header matches, or the one hidden sheet where none is visible.
    public var sheet: Sheet { table.sheet }
    /// The row that names the columns, one of the first 20.
    package var header: TableHeader<SheetColumn> { table.header }
    /// The order that the file's name says.
    public var orderInFileName: OrderNumber? { file.name.flatMap { OrderNumber(fileName: $0) } }

    /// Finds the sheet in a file.
    ///
    /// One of the contact columns is enough. But a contact column that is not found is missing where there are titles that are not known: one of
    /// them may be its title, and what was corrected there must not be left out.
    ///
    /// - Parameter file: the file; it must not change while the sheet is used.
    /// - Throws: what keeps the file from being read; `header.missing`, `header.duplicate`, `sheet.ambiguous`.
    public init(_ file: SheetFile) throws(SheetFault) {
        try self.init(
            TableSheet(in: file, table: .dotations) { header in
                let contacts = [SheetColumn.email, .mobile].filter { !header.has($0) }
                let asksNothing = contacts.count == 2 && !header.has(.resend)
                return header.missingKey + (asksNothing || !header.unknownTitles.isEmpty ? contacts : [])
            })
    }

    /// Finds the sheet in a file that has statuses of dotations, edited or as they were exported.
    ///
    /// - Parameter file: the file; it must not change while the sheet is used.
    /// - Throws: as ``init(_:)``.
    public init(statusesIn file: SheetFile) throws(SheetFault) {
        try self.init(TableSheet(in: file, table: .statuses) { $0.missingKey + ($0.has(.status) ? [] : [.status]) })
    }

    private init(_ table: TableSheet<SheetColumn>) throws(SheetFault) {
        self.table = table
        let properties = try wrappingErrors { () throws(SpreadsheetError) in try table.file.workbook?.properties() }
        origin = properties.flatMap { SheetOrigin($0) }
        let files = properties?.custom.first { $0.name == SheetOrigin.earlierFilesName }
        if case .text(let text)? = files?.value {
            earlierFiles = text.split(separator: " ").prefix(3).compactMap { Hash256($0) }
        } else {
            earlierFiles = []
        }
    }

    /// The cell of a column in a row, as messages name it; nil where the sheet does not have the column.
    public func cell(_ column: SheetColumn, row: Int) -> CellReference? { table.cell(column, row: row) }

    func refusal(_ reason: Reason) -> SheetFault { SheetFault(.refused(reason), at: .init(file: file.name, sheet: sheet.name)) }
}

extension TableHeader<SheetColumn> {
    fileprivate var missingKey: [SheetColumn] { has(.identifier) || has(.matricule) ? [] : [.identifier] }
}
