internal import DotationSales
internal import Dotations
internal import Spreadsheet

enum TemplateCell {
    case text(String)
    case euros(Euros?)
    case count(Int?)
    case day(CalendarDate?)
}

/// A column of a sheet that is to be filled in: what its cells look like, and what may be typed into them.
protocol TemplateColumn: TableColumn {
    var cells: TemplateCells { get }
    /// The rule for the cells, where there is one beside that of their look.
    func rule(_ range: CellRange) -> DataValidation?
}

/// What the cells of a column hold, and how wide they are.
typealias TemplateCells = (look: TemplateLook, width: Double)

enum TemplateLook {
    case text, euros, count, day
}

/// One table of a workbook that is to be filled in: an instruction, a header that stays, and rows with rules for what is typed.
struct TemplateSheet<Column: TemplateColumn> {
    private let name: String
    private let instruction: String
    private let columns: [Column]
    private let rows: [[Column: TemplateCell]]

    init(_ name: String, instruction: String, columns: [Column] = Array(Column.allCases), _ rows: [[Column: TemplateCell]] = []) {
        self.name = name
        self.instruction = instruction
        self.columns = columns
        self.rows = rows
    }

    /// How far down the rules go.
    private static var lastRow: Int { 5_000 }
    private static var headerRow: Int { 2 }

    func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError) {
        let italic = try workbook.style(
            CellStyle(font: .init(isItalic: true, color: SheetTheme.navy), alignment: .init(vertical: .center)))
        let header = try workbook.style(SheetTheme.header())
        let formats: [TemplateLook: NumberFormat] = [
            .text: SheetTheme.text, .euros: SheetTheme.eurosAndCents, .count: SheetTheme.plain, .day: SheetTheme.day,
        ]
        var styles: [TemplateLook: StyleID] = [:]
        for (look, format) in formats.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            styles[look] = try workbook.style(CellStyle(numberFormat: format))
        }
        var settings = SheetSettings(
            name,
            columns: columns.enumerated().map { ColumnSettings($0 + 1, width: $1.cells.width, style: styles[$1.cells.look]) },
            frozenRows: Self.headerRow, pageSetup: SheetTheme.page(footer: name, headerRow: Self.headerRow))
        settings.features = features
        var sheet = try workbook.addSheet(settings)
        try sheet.beginRow(height: SheetTheme.headerHeight)
        try sheet.appendText(instruction, style: italic)
        try sheet.beginRow(height: 32)
        for column in columns { try sheet.appendText(column.title, style: header) }
        for row in rows {
            try sheet.beginRow()
            for column in columns {
                let style = styles[column.cells.look]
                switch row[column] ?? .text("") {
                case .text(let text) where !text.isEmpty: try sheet.appendText(text, style: style)
                case .euros(let amount?): try sheet.appendNumber(amount.sheetNumber, style: style)
                case .count(let count?): try sheet.appendNumber(Double(count), style: style)
                case .day(let day?): try sheet.writeDay(day, style: style)
                default: try sheet.appendBlank(style: style)
                }
            }
        }
    }

    private var features: SheetFeatures {
        var features = SheetFeatures()
        for (index, column) in columns.enumerated() {
            guard let range = CellRange(column: index, rows: Self.headerRow + 1..<Self.lastRow + 1) else { continue }
            if let rule = column.rule(range) ?? .typed(column.cells.look, column.title, range) { features.dataValidations.append(rule) }
            if column.cells.look == .text { features.ignoredErrors.append(IgnoredErrors([range], .numberStoredAsText)) }
        }
        return features
    }
}
