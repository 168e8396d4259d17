internal import Dotations
internal import Spreadsheet

/// Dotations as the rows of a sheet, for both tables that are exported.
struct DotationTable {
    let name: String
    let columns: [SheetColumn]
    let dotations: [Dotation]
    /// Whether all cells but those of the columns to edit are locked.
    let isProtected: Bool
    /// Whether amounts have the sign of the euro, as on the search screen.
    let showsCurrency: Bool
    let properties: DocumentProperties
    let footer: String

    func write(to csv: inout CSVWriter) throws(SpreadsheetError) {
        try csv.append(columns.map { .text($0.title) })
        for dotation in dotations {
            try csv.beginRow()
            for column in columns {
                if let text = dotation.text(column) {
                    try csv.appendText(text)
                } else {
                    switch column {
                    case .identifier: try csv.appendNumber(Double(dotation.id.rawValue))
                    case .orderNumber: try csv.appendNumber(Double(dotation.order.rawValue))
                    case .amount: try csv.appendText(dotation.amount.sheetText)
                    default: try csv.appendBlank()
                    }
                }
            }
        }
    }

    func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError) {
        workbook.properties = properties
        let styles = try Styles(&workbook, self)
        var sheet = try workbook.addSheet(settings)
        try sheet.beginRow(height: SheetTheme.headerHeight)
        for column in columns {
            try sheet.appendText(column.title, style: isEditable(column) ? styles.editableHeader : styles.header)
        }
        for dotation in dotations {
            try sheet.beginRow()
            for column in columns {
                if let text = dotation.text(column) {
                    let style = isEditable(column) ? styles.editable : styles.text
                    try sheet.writeText(text, style: style)
                } else {
                    switch column {
                    case .identifier: try sheet.appendNumber(Double(dotation.id.rawValue), style: styles.plain)
                    case .orderNumber: try sheet.appendNumber(Double(dotation.order.rawValue), style: styles.plain)
                    case .amount:
                        let style = dotation.amount.cents % 100 == 0 ? styles.amount : styles.amountWithCents
                        try sheet.appendNumber(dotation.amount.sheetNumber, style: style)
                    default: try sheet.appendBlank(style: styles.editable)
                    }
                }
            }
        }
    }

    private func isEditable(_ column: SheetColumn) -> Bool { isProtected && column.isEditable }

    private struct Styles {
        let header: StyleID
        let editableHeader: StyleID
        let text: StyleID
        let editable: StyleID
        let plain: StyleID
        let amount: StyleID
        let amountWithCents: StyleID

        init(_ workbook: inout WorkbookWriter, _ table: DotationTable) throws(SpreadsheetError) {
            header = try workbook.style(SheetTheme.header())
            editableHeader = try workbook.style(SheetTheme.header(isEditable: true))
            text = try workbook.style(CellStyle(numberFormat: SheetTheme.text))
            editable = try workbook.style(
                CellStyle(numberFormat: SheetTheme.text, fill: .solid(SheetTheme.cream), border: SheetTheme.grid, isLocked: false))
            plain = try workbook.style(CellStyle(numberFormat: SheetTheme.plain, alignment: .init(horizontal: .left)))
            amount = try workbook.style(
                CellStyle(numberFormat: table.showsCurrency ? SheetTheme.euros : SheetTheme.plain, alignment: SheetTheme.amount))
            amountWithCents = try workbook.style(
                CellStyle(numberFormat: table.showsCurrency ? SheetTheme.eurosAndCents : SheetTheme.cents, alignment: SheetTheme.amount))
        }
    }

    private var settings: SheetSettings {
        var features = SheetFeatures(
            columns: columns.count, rows: dotations.count,
            texts: columns.indices.filter { columns[$0] == .matricule || columns[$0] == .mobile })
        if isProtected {
            // Spreadsheets sort a protected sheet only where no cell of the range is locked, so that sorting takes a click on
            // « Ôter la protection » first, for which there is no password.
            features.protection = SheetProtection(
                allowing: [.selectLockedCells, .selectUnlockedCells, .formatColumns, .formatRows, .sort, .autoFilter])
            features.dataValidations = columns.enumerated().compactMap { index, column in
                CellRange(column: index, rows: 2..<dotations.count + 2).flatMap { .typed(column.role, $0) }
            }
        }
        return SheetSettings(
            name, columns: widths.settings(), frozenRows: 1, pageSetup: SheetTheme.page(footer: footer), features: features)
    }

    private var widths: ColumnWidths {
        var widths = ColumnWidths(titles: columns.map(\.title))
        for dotation in dotations {
            for (index, column) in columns.enumerated() {
                if let text = dotation.text(column) { widths.add(text, at: index) }
            }
        }
        return widths
    }
}
