internal import DotationSheets
public import Spreadsheet

/// Converts sheets to CSV, or to a workbook with nothing but their values.
public struct ConvertSheets {
    private let sheets: [Sheet]
    private let file: SheetFile
    private let limits: ReadLimits
    private let progress: (_ sheet: Sheet, _ fraction: Double, _ rows: Int) throws -> Void

    /// A conversion of some sheets of a file, of which CSV has room for one; `limits` say what it may write. `progress` is told now and then
    /// which sheet is read, how much of it, from 0 to 1, and how many rows; an error that it throws ends the conversion.
    public init(
        _ sheets: [Sheet], of file: SheetFile, limits: ReadLimits,
        progress: @escaping (_ sheet: Sheet, _ fraction: Double, _ rows: Int) throws -> Void
    ) {
        self.sheets = sheets
        self.file = file
        self.limits = limits
        self.progress = progress
    }

    /// Writes CSV to a file, which is replaced once all is written, or gives its bytes where there is no path. The result calls it `target`.
    ///
    /// - Throws: what reading and writing throw; `limit.cells`.
    public func writeCSV(to path: String?, called target: String) throws -> (summary: ConversionSummary, bytes: [UInt8]) {
        try located(target) {
            var writer = if let path { try CSVWriter(path: path, dialect: .french) } else { try CSVWriter(dialect: .french) }
            var filling = GapBudget(limits)
            let summary = try convert(target) { sheet, strayQuotes, tell in
                try CSVConversion(file: file, sheet: sheet).run(into: &writer, filling: &filling, &strayQuotes, progress: tell)
            }
            guard path != nil else { return (summary, try writer.finish()) }
            try writer.finish()
            return (summary, [])
        }
    }

    /// Writes a workbook, as ``writeCSV(to:called:)`` writes CSV.
    public func writeWorkbook(to path: String, called target: String) throws -> ConversionSummary {
        try located(target) {
            var writer = try WorkbookWriter(path: path, options: .init(dateSystem: file.workbook?.dateSystem ?? .since1900))
            // A workbook has to show a sheet, even if the one that was asked for is hidden where it comes from.
            let isAnyVisible = sheets.contains { $0.visibility == .visible }
            let summary = try convert(target) { sheet, strayQuotes, tell in
                var conversion = WorkbookConversion(file: file, sheet: sheet)
                let visibility = isAnyVisible || sheet != sheets[0] ? sheet.visibility : .visible
                return try conversion.run(into: &writer, visibility: visibility, &strayQuotes, progress: tell)
            }
            try writer.finish()
            return summary
        }
    }

    private func convert(
        _ target: String, _ write: (Sheet, inout StrayQuoteRows, (Double) throws -> Void) throws -> Int
    ) throws -> ConversionSummary {
        var read = 0
        var strayQuotes = StrayQuoteRows()
        let written = try sheets.map { sheet in
            let rows = try write(sheet, &strayQuotes) { fraction in
                read += SheetTally.progressStep
                try progress(sheet, fraction, read)
            }
            return ConversionSummary.Sheet(name: sheet.name, state: sheet.visibility.rawValue, rows: rows)
        }
        return ConversionSummary(
            source: file.name ?? "", target: target, rows: written.reduce(0) { $0 + $1.rows }, sheets: written,
            warnings: strayQuotes.warnings.map { WarningDocument($0) })
    }

    /// Names the target in an error: what the reader finds has its file's name already, as has what cannot be written.
    private func located<Result>(_ target: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SpreadsheetError {
            throw error.located(.init(file: target))
        }
    }
}
