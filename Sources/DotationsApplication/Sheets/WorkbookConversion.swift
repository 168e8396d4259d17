internal import DotationSheets
internal import Spreadsheet

/// Writes the rows of a sheet into a workbook: as they are where they come from one, as text where they come from CSV.
struct WorkbookConversion {
    private let file: SheetFile
    private let sheet: Sheet
    /// The styles of the number formats used last, by column: nearly always a column has one format.
    private var styles: [(format: NumberFormat, style: StyleID)?] = []
    private var lastCell: CellReference?

    init(file: SheetFile, sheet: Sheet) {
        self.file = file
        self.sheet = sheet
    }

    /// Writes the sheet, and gives the number of its rows.
    mutating func run(
        into workbook: inout WorkbookWriter, visibility: SheetVisibility, _ strayQuotes: inout StrayQuoteRows,
        progress: (_ fraction: Double) throws -> Void
    ) throws -> Int {
        let text = file.format == .csv ? try workbook.style(CellStyle(numberFormat: NumberFormat(code: "@"))) : nil
        var writer: SheetWriter
        do {
            writer = try workbook.addSheet(SheetSettings(Self.tabName(sheet.name), visibility: visibility))
        } catch {
            throw error.inSource(of: sheet, file: file)
        }
        var rows = try file.rows(of: sheet)
        var (number, count, width) = (0, 0, 1)
        while try rows.advance() {
            strayQuotes.note(rows)
            number += 1
            if number % SheetTally.progressStep == 0 { try progress(rows.fractionRead) }
            let row = rows.row
            let cells = row.filledCount
            // An empty row that is hidden stays hidden.
            guard cells > 0 || row.isHidden else { continue }
            do {
                try writer.beginRow(row.number, isHidden: row.isHidden)
            } catch {
                throw error.inSource(of: sheet, file: file, cell: CellReference(row: row.number, column: 1), line: rows.line)
            }
            for position in 0..<cells {
                let cell = row[position]
                // An empty text of a workbook is a value; an empty field of CSV is none.
                guard text == nil ? cell.kind != .blank : !cell.isEmpty else { continue }
                do {
                    let style = if let text { text } else { try style(of: cell, in: &workbook) }
                    try write(cell, style: style, into: &writer)
                } catch {
                    throw error.inSource(of: sheet, file: file, cell: cell.reference, line: rows.line)
                }
                width = max(width, cell.column)
            }
            if cells > 0 { count += 1 }
            lastCell = CellReference(row: row.number, column: width)
        }
        if text != nil, let first = CellReference(row: 1, column: 1), let lastCell {
            writer.features.ignoredErrors = [IgnoredErrors([CellRange(first, lastCell)], .numberStoredAsText)]
        }
        return count
    }

    private func write(_ cell: CellView, style: StyleID?, into writer: inout SheetWriter) throws(SpreadsheetError) {
        try writer.move(toColumn: cell.column)
        switch cell.kind {
        case .text: try writer.appendText(utf8: cell.utf8, style: style)
        // The format makes a date of it, even where the number is none that a date can have.
        case .date, .number: try writer.appendNumber(cell.number ?? 0, style: style)
        default: try writer.appendCell(cell.value, style: style)
        }
    }

    /// The style with the cell's number format, nil for General.
    private mutating func style(of cell: CellView, in workbook: inout WorkbookWriter) throws(SpreadsheetError) -> StyleID? {
        let format = cell.numberFormat
        // Other codes show values as General does, and no spreadsheet would open a workbook with them.
        if format == .general || format.code.isEmpty || !format.isWritable { return nil }
        let column = cell.column
        while styles.count <= column { styles.append(nil) }
        if let known = styles[column], known.format == format { return known.style }
        let style = try workbook.style(CellStyle(numberFormat: format))
        styles[column] = (format, style)
        return style
    }

    /// A name that a tab can have: a file's name may be too long, or hold what tabs do not (18.2.19, and what spreadsheets refuse).
    private static func tabName(_ name: String) -> String {
        var tab = ""
        for character in name {
            let isAllowed = !character.unicodeScalars.contains {
                $0.value < 0x20 || $0.value == 0x7F || $0.value & 0xFFFE == 0xFFFE || "[]:*?/\\".unicodeScalars.contains($0)
            }
            let next = isAllowed ? String(character) : "_"
            guard tab.utf16.count + next.utf16.count <= 31 else { break }
            tab += next
        }
        while tab.utf8.first == UInt8(ascii: "'") { tab.removeFirst() }
        while tab.utf8.last == UInt8(ascii: "'") { tab.removeLast() }
        // Excel keeps the name History for itself.
        if tab.lowercased() == "history" { return tab + "_" }
        return tab.isEmpty ? "Feuil1" : tab
    }
}
