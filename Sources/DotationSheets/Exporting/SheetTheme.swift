internal import Dotations
internal import Spreadsheet

enum SheetTheme {
    static let navy = RGBColor(0x1F_3864)
    static let teal = RGBColor(0x1F_7A6B)
    static let cream = RGBColor(0xFF_F9E5)
    /// What marks a cell at fault. No palette of a spreadsheet has it, so that a mark is known again.
    static let rose = RGBColor(0xF7_CAB0)
    /// The lines between filled cells, which hide those of the sheet.
    static let grid = CellStyle.Border.around(.thin, color: RGBColor(0xD9_D9D9))
    /// Numbers stand on the right, apart from the text of the next column.
    static let amount = CellStyle.Alignment(horizontal: .right, indent: 1)

    /// The number format of whole numbers that are names, not amounts.
    static let plain = NumberFormat(code: "0")
    static let cents = NumberFormat(code: "0.00")
    static let euros = NumberFormat(code: "#,##0\\ \"€\"")
    static let eurosAndCents = NumberFormat(code: "#,##0.00\\ \"€\"")
    static let text = NumberFormat(code: "@")
    static let count = NumberFormat(code: "#,##0")
    static let day = NumberFormat(code: "dd/mm/yyyy")

    /// A title; those of columns that may be edited have another colour.
    static func header(isEditable: Bool = false) -> CellStyle {
        CellStyle(
            font: .init(isBold: true, color: .white), fill: .solid(isEditable ? teal : navy),
            alignment: .init(horizontal: .center, vertical: .center, wraps: true))
    }

    static let headerHeight = 24.0

    /// A4 on its side, as many pages as it takes, the header on each. The footer is text without `&`.
    static func page(footer: String, headerRow: Int = 1) -> PageSetup {
        var page = PageSetup()
        page.paperSize = 9
        page.isLandscape = true
        page.pagesWide = 1
        page.pagesTall = 0
        page.repeatedRows = headerRow...headerRow
        page.margins = .init(left: 0.4, right: 0.4, top: 0.5, bottom: 0.6)
        page.footer = "&L\(footer)&RPage &P / &N"
        return page
    }
}

struct ColumnWidths {
    private var lengths: [Int]

    /// The titles take more room than their letters, as they are bold and have a filter's button.
    init(titles: [String]) { lengths = titles.map { $0.unicodeScalars.count + 5 } }

    mutating func add(_ text: String, at index: Int) { add(length: text.unicodeScalars.count, at: index) }

    mutating func add(length: Int, at index: Int) {
        if length > lengths[index] { lengths[index] = length }
    }

    /// The settings of the columns, starting at A. No column is wider than `limit` characters.
    func settings(limit: Int = 60) -> [ColumnSettings] {
        lengths.enumerated().map { ColumnSettings($0 + 1, width: Double(min(max($1, 8), limit)) + 1.5) }
    }
}

extension CellRange {
    /// The cells of these columns, from 0, and these rows, from 1; nil where there are none, or no sheet has them.
    init?(columns: Range<Int>, rows: Range<Int>) {
        guard !columns.isEmpty, !rows.isEmpty, let first = CellReference(row: rows.lowerBound, column: columns.lowerBound + 1),
            let last = CellReference(row: rows.upperBound - 1, column: columns.upperBound)
        else { return nil }
        self.init(first, last)
    }

    init?(column: Int, rows: Range<Int>) { self.init(columns: column..<column + 1, rows: rows) }
}

extension SheetFeatures {
    /// Filters on the header of a table, and no green corner on the columns whose texts look like numbers.
    init(columns: Int, rows: Int, texts: [Int]) {
        self.init()
        autoFilter = CellRange(columns: 0..<columns, rows: 1..<rows + 2)
        let ranges = texts.compactMap { CellRange(column: $0, rows: 2..<rows + 2) }
        if !ranges.isEmpty { ignoredErrors = [IgnoredErrors(ranges, .numberStoredAsText)] }
    }
}

extension WorkbookWriter {
    /// Begins the sheet of a table, with its header.
    mutating func addTable(
        _ name: String, _ titles: [String], _ widths: ColumnWidths, footer: String, features: SheetFeatures = SheetFeatures(),
        header: StyleID
    ) throws(SpreadsheetError) -> SheetWriter {
        var sheet = try addSheet(
            SheetSettings(
                name, columns: widths.settings(), frozenRows: 1, pageSetup: SheetTheme.page(footer: footer), features: features))
        try sheet.beginRow(height: SheetTheme.headerHeight)
        for title in titles { try sheet.appendText(title, style: header) }
        return sheet
    }
}
