public import DotationSales
internal import Dotations
public import Spreadsheet

/// Sales as they were registered, in the columns in which ``SalesSheet`` reads them: imported again it changes nothing. Rows of people whose names and
/// contacts a purge has emptied are refused then.
public struct SalesListExport: SheetExport {
    /// The sales, from the top of the sheet.
    public let rows: [SaleRow]

    /// The sheet of these sales.
    public init(_ rows: [SaleRow]) { self.rows = rows }

    private static let columns = SaleColumn.allCases.filter { $0 != .otherSales }
    private static let name = "Ventes"

    /// Writes the sheet's rows.
    public func write(to csv: inout CSVWriter) throws(SpreadsheetError) {
        try csv.append(Self.columns.map { .text($0.title) })
        for row in rows {
            try csv.append(
                Self.columns.map { column in
                    switch column {
                    case .quantity: row.quantity.map { .number(Double($0)) } ?? .blank
                    case .pricePaid: row.pricePaid.map { .text($0.sheetText) } ?? .blank
                    case .date: row.date.map { .text($0.french) } ?? .blank
                    default: .text(Self.text(column, of: row))
                    }
                })
        }
    }

    /// Writes the sheet.
    public func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError) {
        workbook.properties = DocumentProperties(title: Self.name)
        let text = try workbook.style(CellStyle(numberFormat: SheetTheme.text))
        let count = try workbook.style(CellStyle(numberFormat: SheetTheme.count))
        let euros = try workbook.style(CellStyle(numberFormat: SheetTheme.eurosAndCents, alignment: SheetTheme.amount))
        let day = try workbook.style(CellStyle(numberFormat: SheetTheme.day))
        let header = try workbook.style(SheetTheme.header())
        let texts = Self.columns.indices.filter { [.matricule, .mobile].contains(Self.columns[$0]) }
        var sheet = try workbook.addSheet(
            SheetSettings(
                Self.name, columns: Self.columns.enumerated().map { ColumnSettings($0 + 1, width: $1.cells.width) }, frozenRows: 1,
                pageSetup: SheetTheme.page(footer: Self.name),
                features: SheetFeatures(columns: Self.columns.count, rows: rows.count, texts: texts)))
        try sheet.beginRow(height: SheetTheme.headerHeight)
        for column in Self.columns { try sheet.appendText(column.title, style: header) }
        for row in rows {
            try sheet.beginRow()
            for column in Self.columns {
                switch column {
                case .quantity: try sheet.appendCell(row.quantity.map { .number(Double($0)) } ?? .blank, style: count)
                case .pricePaid: try sheet.appendCell(row.pricePaid.map { .number($0.sheetNumber) } ?? .blank, style: euros)
                case .date: if let date = row.date { try sheet.writeDay(date, style: day) } else { try sheet.appendBlank() }
                default: try sheet.writeText(Self.text(column, of: row), style: text)
                }
            }
        }
    }

    private static func text(_ column: SaleColumn, of row: SaleRow) -> String {
        switch column {
        case .event: row.event ?? ""
        case .session: row.session
        case .matricule: row.matricule ?? ""
        case .lastName: row.lastName ?? ""
        case .firstName: row.firstName ?? ""
        case .email: row.email
        case .mobile: row.mobile
        case .status: row.status.label
        case .reference: row.reference ?? ""
        case .quantity, .pricePaid, .date, .otherSales: ""
        }
    }
}
