import Foundation
import TestSupport
import Testing

@testable import Spreadsheet

/// What other programs make of a workbook that uses everything the writer knows, and what our reader makes of what they save.
@Suite struct WorkbookWriterOracleTests {
    struct Sample {
        let workbook: URL
        let values: URL
        let cells: [ExpectedCell]
    }

    static func sample(in folder: URL, _ options: WorkbookWriter.Options, reachesCorners: Bool = true) throws -> Sample {
        let (bytes, cells) = try everyFeatureWorkbook(options: options, reachesCorners: reachesCorners)
        let workbook = folder.appendingPathComponent("every-feature.xlsx")
        let values = folder.appendingPathComponent("every-feature.json")
        try Data(bytes).write(to: workbook)
        try JSONEncoder().encode(cells).write(to: values)
        return Sample(workbook: workbook, values: values, cells: cells)
    }

    /// Whose hands a workbook went through last.
    enum Saver { case us, openpyxl, libreOffice }

    /// Reads a workbook and compares every cell with what was written.
    static func compare(_ path: String, with expected: [ExpectedCell], savedBy saver: Saver) throws {
        let file = try SheetFile(path: path)
        #expect(file.sheets.map(\.name) == ["It's a sheet", "Table", "Filter", "Lists", "_meta", "Empty"])
        var cells: [String: [String: Cell]] = [:]
        for sheet in file.sheets {
            var rows = try file.rows(of: sheet)
            while let row = try rows.next() {
                for cell in row.cells { cells[sheet.name, default: [:]][cell.reference.description] = cell }
            }
        }
        var faults: [String] = []
        for item in expected {
            let value = cells[item.sheet]?[item.cell]?.value ?? .blank
            let isRight =
                if item.kind == "error" {
                    value == .error(CellError(rawValue: item.text ?? ""))
                } else if let text = item.text {
                    isSame(value, text, savedBy: saver)
                } else if let number = item.number {
                    // LibreOffice saves 15 digits, and openpyxl 16, with which the greatest number is beyond what there is.
                    saver == .us
                        ? value.number == number
                        : abs((value.number ?? .nan) - number) <= 1e-14 * abs(number)
                            || (saver == .openpyxl && number == .greatestFiniteMagnitude && value == .error(.number))
                } else {
                    value == item.boolean.map(CellValue.boolean)
                }
            let isShown = saver == .libreOffice || item.format == nil || cells[item.sheet]?[item.cell]?.numberFormat.code == item.format
            if !isRight || !isShown { faults.append("\(item.sheet)!\(item.cell) (\(item.kind)): \(value)".prefix(200).description) }
        }
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
        #expect(cells["Table"]?.count == 80)
    }

    private static func isSame(_ value: CellValue, _ text: String, savedBy saver: Saver) -> Bool {
        switch saver {
        case .us: value == .text(text)
        // openpyxl does not decode `_x005F_`: it drops the "x005F_", and saves the rest unchanged.
        case .openpyxl: value == .text(text) || text.contains("_x") && value.text != nil || text.isEmpty && value == .blank
        // Of two escapes that share an underscore LibreOffice takes care of the first alone.
        case .libreOffice:
            value == .text(text) || text.isEmpty && value == .blank
                || ["_x0041_x0042_", "__x005F_x000D_"].contains(text) && value.text != nil
        }
    }

    @Test(arguments: [WorkbookWriter.Strings.shared, .inline])
    func ourReaderReadsEachCellAsWritten(strings: WorkbookWriter.Strings) throws {
        try withTemporaryFolder { folder in
            let sample = try Self.sample(in: folder, .init(strings: strings))
            try Self.compare(sample.workbook.path, with: sample.cells, savedBy: .us)
            let file = try SheetFile(path: sample.workbook.path)
            var rows = try file.rows(of: try #require(file.sheets.first { $0.name == "_meta" }))
            var texts: [String?] = []
            while let row = try rows.next() { texts.append(row[column: 1].text) }
            #expect(texts == escapedTexts.map(\.0))
        }
    }

    @Test(
        .enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"),
        arguments: [WorkbookWriter.Strings.shared, .inline])
    func openpyxlReadsEachCellAsWritten(strings: WorkbookWriter.Strings) throws {
        try withTemporaryFolder { folder in
            let sample = try Self.sample(in: folder, .init(strings: strings))
            let comparison = try OutsidePrograms.python(["-c", openpyxlComparison, sample.workbook.path, sample.values.path, "ours"])
            #expect(comparison.status == 0, "\(comparison.text)")
        }
    }

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func ourReaderReadsWhatOpenpyxlSaved() throws {
        try withTemporaryFolder { folder in
            let sample = try Self.sample(in: folder, .init())
            let copy = folder.appendingPathComponent("saved.xlsx").path
            let script = "import openpyxl, sys; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])"
            let saving = try OutsidePrograms.python(["-c", script, sample.workbook.path, copy])
            #expect(saving.status == 0, "\(saving.text)")
            try Self.compare(copy, with: sample.cells, savedBy: .openpyxl)
        }
    }

    @Test(.enabled(if: OutsidePrograms.hasLibreOffice && OutsidePrograms.pythonPath != nil, "needs scripts/setup --interop"))
    func libreOfficeReadsEachCellAsWrittenAndOurReaderWhatItSaved() throws {
        try withTemporaryFolder { folder in
            let sample = try Self.sample(in: folder, .init(), reachesCorners: false)
            let copy = try #require(try OutsidePrograms.savedByLibreOffice(sample.workbook.path, in: folder))
            let comparison = try OutsidePrograms.python(["-c", openpyxlComparison, copy, sample.values.path, "resaved"])
            #expect(comparison.status == 0, "\(comparison.text)")
            try Self.compare(copy, with: sample.cells, savedBy: .libreOffice)
        }
    }

    @Test(
        .enabled(if: OutsidePrograms.validatorPath != nil, "the validator is not there; set DOTATIONS_CORPUS"),
        arguments: [WorkbookWriter.Strings.shared, .inline])
    func theWorkbookIsWhatTheStandardAndExcelDemand(strings: WorkbookWriter.Strings) throws {
        let validator = try #require(OutsidePrograms.validatorPath)
        try withTemporaryFolder { folder in
            let sample = try Self.sample(in: folder, .init(strings: strings))
            let result = try OutsidePrograms.python([validator, sample.workbook.path])
            #expect(result.status == 0, "\(result.text)")
            #expect(result.text.contains("(0 errors, 0 warnings"), "\(result.text)")
        }
    }
}
