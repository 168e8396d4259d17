public import DotationSales
internal import Dotations
public import Spreadsheet

/// The ANCV Connect export of sales as a file: the order, which `orders create` takes as it is; the recap, with what is to be paid; and what
/// was left out, and why. As CSV it is the order alone.
public struct ConnectExportSheets: SheetExport {
    /// The export.
    public let export: ConnectExport
    /// The store's name for the export, by which an order that is made of it knows its sales; nil for none.
    public let identity: String?
    private let reasons: [String]
    /// How the commissions add up, for people.
    private let commission: String
    /// What is said of the sessions that still sell.
    private let notes: [String]

    /// The file of an export; `identity` is the store's name for it, of 1 to 255 characters, or nil. For people are how the commissions add up,
    /// why a sale is left out, and what is said of a session that still sells.
    public init(
        _ export: ConnectExport, identity: String?, commission: String, reason: (ConnectExport.LeftOut.Reason) -> String,
        note: (ConnectExport.OpenSession) -> String
    ) {
        self.export = export
        self.identity = identity
        self.commission = commission
        reasons = export.leftOut.map { reason($0.reason) }
        notes = export.openSessions.map(note)
    }

    /// The columns of the order, in the order of table C without what only ANCV knows.
    static let columns: [SheetColumn] = [.matricule, .lastName, .firstName, .email, .mobile, .amount]

    /// The property that says which export a workbook is.
    static let propertyName = "Dotations.Ventes"

    /// Writes the order's rows.
    public func write(to csv: inout CSVWriter) throws(SpreadsheetError) {
        try csv.append(Self.columns.map { .text($0.title) })
        for line in export.lines {
            try csv.beginRow()
            for text in line.texts { try csv.appendText(text) }
            try csv.appendText(line.amount.sheetText)
        }
    }

    /// Writes the three sheets, and the identity of the export into the workbook's properties.
    public func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError) {
        workbook.properties = DocumentProperties(
            title: "Export ANCV Connect", subject: "Chèques-vacances vendus, à commander",
            custom: identity.map { [.init(Self.propertyName, .text($0))] } ?? [])
        let styles = try Styles(&workbook)
        try writeOrder(to: &workbook, styles)
        try writeRecap(to: &workbook, styles)
        try writeLeftOut(to: &workbook, styles)
    }

    private struct Styles {
        let header, text, euros, count, sum, sumLabel, sumCount, note, wrapped, day: StyleID

        init(_ workbook: inout WorkbookWriter) throws(SpreadsheetError) {
            header = try workbook.style(SheetTheme.header())
            text = try workbook.style(CellStyle(numberFormat: SheetTheme.text))
            euros = try workbook.style(CellStyle(numberFormat: SheetTheme.eurosAndCents, alignment: SheetTheme.amount))
            count = try workbook.style(CellStyle(numberFormat: SheetTheme.count, alignment: SheetTheme.amount))
            let line = CellStyle.Border(top: .init(.thin))
            let bold = CellStyle.Font(isBold: true)
            sum = try workbook.style(
                CellStyle(numberFormat: SheetTheme.eurosAndCents, font: bold, border: line, alignment: SheetTheme.amount))
            sumCount = try workbook.style(CellStyle(numberFormat: SheetTheme.count, font: bold, border: line, alignment: SheetTheme.amount))
            sumLabel = try workbook.style(CellStyle(numberFormat: SheetTheme.text, font: bold, border: line))
            note = try workbook.style(CellStyle(font: bold, fill: .solid(SheetTheme.rose)))
            wrapped = try workbook.style(CellStyle(alignment: .init(vertical: .top, wraps: true)))
            day = try workbook.style(CellStyle(numberFormat: SheetTheme.day, alignment: .init(horizontal: .left)))
        }
    }

    // MARK: The order

    private func writeOrder(to workbook: inout WorkbookWriter, _ styles: Styles) throws(SpreadsheetError) {
        var widths = ColumnWidths(titles: Self.columns.map(\.title))
        for line in export.lines { for (index, text) in line.texts.enumerated() { widths.add(text, at: index) } }
        widths.add(length: export.total.faceValue.description.unicodeScalars.count, at: Self.columns.count - 1)
        var sheet = try workbook.addTable(
            "Commande ANCV Connect", Self.columns.map(\.title), widths, footer: "Commande ANCV Connect",
            features: SheetFeatures(columns: Self.columns.count, rows: export.lines.count, texts: [0, 4]), header: styles.header)
        for line in export.lines {
            try sheet.beginRow()
            for text in line.texts { try sheet.writeText(text, style: styles.text) }
            try sheet.appendNumber(line.amount.sheetNumber, style: styles.euros)
        }
    }

    // MARK: The recap

    static let recapTitles = [
        "Événement", "Session", "Montant du chéquier", "Prix", "Chéquiers", "Valeur faciale", "Part des salariés", "Part du CSE",
        "Commission 1 %", "Total à payer à l’ANCV",
    ]

    private func writeRecap(to workbook: inout WorkbookWriter, _ styles: Styles) throws(SpreadsheetError) {
        var widths = ColumnWidths(titles: Self.recapTitles)
        for line in export.recap {
            widths.add(line.event, at: 0)
            widths.add(line.session, at: 1)
        }
        for index in 5..<Self.recapTitles.count { widths.add(length: export.total.total.description.unicodeScalars.count + 2, at: index) }
        var sheet = try workbook.addTable("Récapitulatif", Self.recapTitles, widths, footer: "Récapitulatif", header: styles.header)
        for total in export.events {
            for line in export.recap where line.event == total.event {
                try sheet.beginRow()
                try sheet.writeText(line.event, style: styles.text)
                try sheet.writeText(line.session, style: styles.text)
                try sheet.appendNumber(line.faceValue.sheetNumber, style: styles.euros)
                try sheet.appendNumber(line.price.sheetNumber, style: styles.euros)
                try write(line.figures, to: &sheet, styles.count, styles.euros)
            }
            if export.events.count > 1 { try writeSum("Total « \(total.event) »", total.figures, to: &sheet, styles) }
        }
        try writeSum("TOTAL", export.total, to: &sheet, styles)
        try sheet.beginRow()
        try sheet.appendText(commission)
        for note in notes {
            try sheet.beginRow()
            try sheet.appendText(note, style: styles.note)
        }
    }

    private func writeSum(
        _ label: String, _ figures: ConnectExport.Figures, to sheet: inout SheetWriter, _ styles: Styles
    ) throws(SpreadsheetError) {
        try sheet.beginRow()
        try sheet.appendText(label, style: styles.sumLabel)
        for _ in 0..<3 { try sheet.appendBlank(style: styles.sumLabel) }
        try write(figures, to: &sheet, styles.sumCount, styles.sum)
    }

    private func write(
        _ figures: ConnectExport.Figures, to sheet: inout SheetWriter, _ count: StyleID, _ euros: StyleID
    ) throws(SpreadsheetError) {
        try sheet.appendNumber(Double(figures.count), style: count)
        for amount in [figures.faceValue, figures.employeesShare, figures.councilShare, figures.commission, figures.total] {
            try sheet.appendNumber(amount.sheetNumber, style: euros)
        }
    }

    // MARK: What was left out

    private static let leftOutTitles = [
        "Vente", "Événement", "Session", "Matricule", "Nom", "Prénom", "Date", "Chéquiers", "Prix payé", "Référence de paiement", "Raison",
    ]

    private func writeLeftOut(to workbook: inout WorkbookWriter, _ styles: Styles) throws(SpreadsheetError) {
        var widths = ColumnWidths(titles: Self.leftOutTitles)
        let rows = zip(export.leftOut, reasons).map { left, reason in (left, texts: left.texts(reason)) }
        for row in rows { for (index, text) in row.texts { widths.add(text, at: index) } }
        var sheet = try workbook.addTable(
            "Non exporté", Self.leftOutTitles, widths, footer: "Ventes non exportées",
            features: SheetFeatures(columns: Self.leftOutTitles.count, rows: export.leftOut.count, texts: [3]), header: styles.header)
        for (left, texts) in rows {
            try sheet.beginRow()
            for index in Self.leftOutTitles.indices {
                switch index {
                case 0: try sheet.appendNumber(Double(left.sale.id.rawValue), style: styles.count)
                case 6: try sheet.writeDay(left.sale.date, style: styles.day)
                case 7: try sheet.appendNumber(Double(left.sale.quantity), style: styles.count)
                case 8: try sheet.appendNumber(left.sale.pricePaid.sheetNumber, style: styles.euros)
                default: try sheet.writeText(texts[index] ?? "", style: index == 10 ? styles.wrapped : styles.text)
                }
            }
        }
    }
}

extension ConnectExport.Line {
    fileprivate var texts: [String] { [matricule, lastName, firstName, contact.email, contact.mobile] }
}

extension ConnectExport.LeftOut {
    fileprivate func texts(_ reason: String) -> [Int: String] {
        [
            1: event, 2: session, 3: sale.matricule, 4: beneficiary?.lastName ?? "", 5: beneficiary?.firstName ?? "",
            9: sale.reference ?? "", 10: reason,
        ]
    }
}

extension SheetWriter {
    mutating func writeText(_ text: String, style: StyleID?) throws(SpreadsheetError) {
        if text.isEmpty { try appendBlank(style: style) } else { try appendText(text, style: style) }
    }

    /// Writes a day as a date, or as text where the workbook cannot count so far back.
    mutating func writeDay(_ day: CalendarDate, style: StyleID?) throws(SpreadsheetError) {
        if let date = SerialDate(CivilDateTime(year: day.year, month: day.month, day: day.day)) {
            try appendDate(date, style: style)
        } else {
            try appendText(day.french, style: style)
        }
    }
}
