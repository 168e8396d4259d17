import Spreadsheet

/// The rows of a CSV file in memory, with numbers as numbers, as a caller who writes them has them.
struct LoadedRows {
    private struct Field {
        /// The number, where the column has numbers.
        var number: Double
        /// Where in `bytes` the text is.
        var text: Range<Int>
    }

    private var header: [CellValue] = []
    private var bytes: [UInt8] = []
    private var fields: [Field] = []

    /// Whether a column, from 0, has numbers; all others have text.
    static func isNumber(column: Int) -> Bool { column == 0 || column == 6 }
    private static let width = 8

    var count: Int { fields.count / Self.width }

    init(csv path: String) throws {
        var reader = try CSVReader(path: path)
        if let row = try reader.next() { header = row.cells.map(\.value) }
        while try reader.advance() {
            let row = reader.row
            for column in 0..<Self.width {
                let start = bytes.count
                row[column].utf8.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
                let number = Self.isNumber(column: column) ? row[column].number(in: .international) ?? 0 : 0
                fields.append(Field(number: number, text: start..<bytes.count))
            }
        }
    }

    func writeWorkbook(to path: String, strings: WorkbookWriter.Strings) throws {
        var workbook = try WorkbookWriter(path: path, options: .init(strings: strings))
        var sheet = try workbook.addSheet(SheetSettings("Dotations"))
        try sheet.append(header)
        let bytes = bytes.span
        for row in 0..<count {
            try sheet.beginRow()
            for column in 0..<Self.width {
                let field = fields[row * Self.width + column]
                if Self.isNumber(column: column) {
                    try sheet.appendNumber(field.number)
                } else {
                    try sheet.appendText(utf8: bytes.extracting(field.text))
                }
            }
        }
        try workbook.finish()
    }

    func writeCSV(to path: String) throws {
        var writer = try CSVWriter(path: path, dialect: CSVDialect(separator: UInt8(ascii: ";"), hasByteOrderMark: true))
        try writer.append(header)
        let bytes = bytes.span
        for row in 0..<count {
            try writer.beginRow()
            for column in 0..<Self.width {
                let field = fields[row * Self.width + column]
                if Self.isNumber(column: column) {
                    try writer.appendNumber(field.number)
                } else {
                    try writer.appendText(utf8: bytes.extracting(field.text))
                }
            }
        }
        try writer.finish()
    }
}

/// Writes a CSV file as a workbook, row by row, with numbers as numbers.
func convert(_ source: String, to target: String, strings: WorkbookWriter.Strings) throws {
    var reader = try CSVReader(path: source)
    var workbook = try WorkbookWriter(path: target, options: .init(strings: strings))
    var sheet = try workbook.addSheet(SheetSettings("Dotations"))
    while try reader.advance() {
        let row = reader.row
        try sheet.beginRow()
        for column in 0..<row.count {
            let cell = row[column]
            if LoadedRows.isNumber(column: column), let number = cell.number(in: .international) {
                try sheet.appendNumber(number)
            } else {
                try sheet.appendText(utf8: cell.utf8)
            }
        }
    }
    try workbook.finish()
}
