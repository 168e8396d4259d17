public import Dotations
public import Spreadsheet

/// The article lines of an order, with the commission and the total: « Exporter détails ».
public struct DetailExport: SheetExport {
    /// The order.
    public let order: Order
    /// Its article lines.
    public let detail: OrderDetail

    /// The detail of an order.
    public init(order: Order, detail: OrderDetail) {
        self.order = order
        self.detail = detail
    }

    /// The titles of the columns.
    public static let titles = ["Article", "Quantité", "Prix unitaire HT", "Montant HT", "TVA (%)", "Montant total"]

    /// Writes the sheet.
    public func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError) {
        let header = try workbook.style(SheetTheme.header())
        let text = try workbook.style(CellStyle(numberFormat: SheetTheme.text))
        let count = try workbook.style(CellStyle(numberFormat: SheetTheme.plain))
        let dash = try workbook.style(CellStyle(alignment: .init(horizontal: .right)))
        let money = try workbook.style(CellStyle(numberFormat: SheetTheme.eurosAndCents))
        let line = CellStyle.Border(top: .init(.thin))
        let label = try workbook.style(CellStyle(font: .init(isBold: true), border: line))
        let total = try workbook.style(CellStyle(numberFormat: SheetTheme.eurosAndCents, font: .init(isBold: true), border: line))
        let title = "Détail de la commande \(order.number) du \(order.date.french)"
        workbook.properties = DocumentProperties(title: title)

        var widths = ColumnWidths(titles: Self.titles)
        for item in detail.lines { widths.add(item.article, at: 0) }
        for index in [2, 3, 5] { widths.add(length: detail.total.description.unicodeScalars.count, at: index) }
        var sheet = try workbook.addTable("Détail \(order.number)", Self.titles, widths, footer: title, header: header)
        for item in detail.lines {
            try sheet.beginRow()
            try sheet.appendText(item.article, style: text)
            try sheet.appendNumber(Double(item.quantity), style: count)
            if let price = item.unitPrice {
                try sheet.appendNumber(price.sheetNumber, style: money)
            } else {
                try sheet.appendText("-", style: dash)
            }
            try sheet.appendNumber(item.amount.sheetNumber, style: money)
            try sheet.appendBlank()
            try sheet.appendNumber(item.amount.sheetNumber, style: money)
        }
        try sheet.beginRow()
        try sheet.appendText("TOTAL", style: label)
        for _ in 0..<4 { try sheet.appendBlank(style: label) }
        try sheet.appendNumber(detail.total.sheetNumber, style: total)
    }

    /// Writes the sheet's rows.
    public func write(to csv: inout CSVWriter) throws(SpreadsheetError) {
        try csv.append(Self.titles.map { .text($0) })
        for item in detail.lines {
            let amount = CellValue.text(item.amount.sheetText)
            let price = item.unitPrice.map { CellValue.text($0.sheetText) } ?? .blank
            try csv.append([.text(item.article), .number(Double(item.quantity)), price, amount, .blank, amount])
        }
        try csv.append([.text("TOTAL"), .blank, .blank, .blank, .blank, .text(detail.total.sheetText)])
    }
}
