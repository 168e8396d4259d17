public import Dotations
public import Spreadsheet

/// A sheet that asks for dotations: Matricule, Nom, Prénom, Adresse Mail, Téléphone and Montant, with Identifiant dotation and Statut
/// dotation where it has them, in columns of any order.
public struct OrderSheet: Sendable {
    /// What a sheet asks for.
    public struct Content: Sendable {
        /// The dotations, in the order of the sheet.
        public var dotations: [NewDotation] = []
        /// The rows that make no dotation, and why.
        public var refused: [RefusedRow] = []
        /// The rows whose contact is kept as it is written, though it is not right, and why.
        public var doubtful: [RefusedRow] = []
        /// What is worth a look, though it is taken, by the rows: at most 10,000 of them, and every amount beyond ``usualMaximum``.
        public var warnings: [PlannedWarning] = []
        /// How many rows have something in them.
        public var rowCount = 0
    }

    /// What one person has at most in an order, unless somebody says that it is meant: 10,000 €.
    public static let usualMaximum = Euros(cents: 1_000_000)

    let table: TableSheet<SheetColumn>
    /// The store's name for the export of sales that the sheet is, where it says so.
    public let salesExport: String?

    /// The file.
    public var file: SheetFile { table.file }
    /// The sheet in it: the one visible sheet whose header matches, or the one hidden sheet where none is visible.
    public var sheet: Sheet { table.sheet }
    /// The row that names the columns, one of the first 20.
    package var header: TableHeader<SheetColumn> { table.header }
    /// The order that the file's name says.
    public var orderInFileName: OrderNumber? { file.name.flatMap { OrderNumber(fileName: $0) } }

    /// Finds the sheet in a file.
    ///
    /// - Parameter file: the file; it must not change while the sheet is used.
    /// - Throws: what keeps the file from being read; `header.missing`, `header.duplicate`, `sheet.ambiguous`.
    public init(_ file: SheetFile) throws(SheetFault) {
        table = try TableSheet(in: file, table: .order) { header in ConnectExportSheets.columns.filter { !header.has($0) } }
        let properties = try wrappingErrors { () throws(SpreadsheetError) in try file.workbook?.properties() }
        if case .text(let identity)? = properties?.custom.first(where: { $0.name == ConnectExportSheets.propertyName })?.value {
            salesExport = identity
        } else {
            salesExport = nil
        }
    }

    /// The cell of a column in a row, as messages name it; nil where the sheet does not have the column.
    public func cell(_ column: SheetColumn, row: Int) -> CellReference? { table.cell(column, row: row) }

    /// Reads what the sheet asks for of an order: rows that name another one are refused, and the whole file is where more than
    /// `maximumRefusedRows` are, as the wrong one. `progress` is told now and then how much of the sheet is read, from 0 to 1, and how many rows.
    ///
    /// - Throws: what is wrong with the rest of the file; `limit.row-errors`.
    public func read(
        for order: OrderNumber, maximumRefusedRows: Int = 10_000, progress: ((_ fraction: Double, _ rows: Int) -> Void)? = nil
    ) throws(SheetFault) -> Content {
        let lines = SheetRowDecoder(table)
        var merged = MergedCells(of: table, columns: MergedCells.editedColumns)
        var builder = OrderBuilder(order: order)
        var rows = try table.rows(progress: progress)
        while try rows.advance() {
            var edited = lines.edited(rows.row, about: nil)
            try merged.mark(&edited, header, columns: MergedCells.editedColumns)
            builder.add(edited, matricule: lines.shownDigits(.matricule, in: rows.row))
            guard builder.content.refused.count <= maximumRefusedRows else {
                throw SheetFault(
                    .refused(.tooManyRefusedRows(limit: maximumRefusedRows)), at: .init(file: file.name, sheet: sheet.name))
            }
        }
        for warning in rows.warnings { builder.warn(warning.row, warning.warning) }
        builder.warnOfRepeats()
        builder.warnOfLargeAmounts()
        builder.content.warnings.sort { $0.row < $1.row }
        return builder.content
    }
}

extension SheetRowDecoder {
    /// The digits that a number format makes of a number, such as `001`, where they say the same number.
    func shownDigits(_ column: SheetColumn, in row: RowView) -> String? {
        for position in 0..<row.count {
            let cell = row[position]
            guard self.column(of: cell) == column else { continue }
            return cell.shownDigits
        }
        return nil
    }
}
