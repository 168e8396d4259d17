import Foundation
import Testing

@testable import Spreadsheet

/// What other programs make of a workbook that uses everything the writer knows.
@Suite struct WorkbookWriterOracleTests {
    static func samples(
        in folder: URL, _ options: WorkbookWriter.Options, reachesCorners: Bool = true
    ) throws -> (workbook: URL, cells: URL) {
        let sample = try everyFeatureWorkbook(options: options, reachesCorners: reachesCorners)
        let workbook = folder.appendingPathComponent("every-feature.xlsx")
        let cells = folder.appendingPathComponent("every-feature.json")
        try Data(sample.bytes).write(to: workbook)
        try JSONEncoder().encode(sample.cells).write(to: cells)
        return (workbook, cells)
    }

    @Test(arguments: [WorkbookWriter.Strings.shared, .inline])
    func openpyxlReadsEachCellAsWritten(strings: WorkbookWriter.Strings) throws {
        guard try output(of: "python3", ["-c", "import openpyxl"])?.status == 0 else {
            return print("openpyxl is not installed: its reading of workbooks is not checked")
        }
        try withTemporaryFolder { folder in
            let sample = try Self.samples(in: folder, .init(strings: strings))
            let comparison = try output(of: "python3", ["-c", openpyxlComparison, sample.workbook.path, sample.cells.path, "ours"])
            #expect(comparison?.status == 0, "\(comparison?.text ?? "")")
        }
    }

    @Test func libreOfficeReadsEachCellAsWritten() throws {
        guard try output(of: "soffice", ["--version"])?.status == 0, try output(of: "python3", ["-c", "import openpyxl"])?.status == 0
        else {
            return print("LibreOffice or openpyxl is not installed: LibreOffice's reading of workbooks is not checked")
        }
        try withTemporaryFolder { folder in
            let sample = try Self.samples(in: folder, .init(), reachesCorners: false)
            let saved = folder.appendingPathComponent("saved")
            let conversion = try output(
                of: "soffice",
                [
                    "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to", "xlsx", "--outdir", saved.path,
                    sample.workbook.path,
                ])
            #expect(conversion?.status == 0, "\(conversion?.text ?? "")")
            let copy = saved.appendingPathComponent("every-feature.xlsx").path
            let comparison = try output(of: "python3", ["-c", openpyxlComparison, copy, sample.cells.path, "resaved"])
            #expect(comparison?.status == 0, "\(comparison?.text ?? "")")
        }
    }

    @Test(arguments: [WorkbookWriter.Strings.shared, .inline])
    func theWorkbookIsWhatTheStandardAndExcelDemand(strings: WorkbookWriter.Strings) throws {
        guard let validator = referenceFolder()?.appendingPathComponent("tools/validate_xlsx.py").path,
            FileManager.default.fileExists(atPath: validator), try output(of: "python3", ["-c", "import lxml"])?.status == 0
        else {
            return print("validate_xlsx.py or lxml is not there: workbooks are not checked against the standard's schemas")
        }
        try withTemporaryFolder { folder in
            let sample = try Self.samples(in: folder, .init(strings: strings))
            let result = try output(of: "python3", [validator, sample.workbook.path])
            #expect(result?.status == 0, "\(result?.text ?? "")")
            #expect(result?.text.contains("(0 errors, 0 warnings") == true, "\(result?.text ?? "")")
        }
    }

    /// For scripts that want a workbook with everything.
    @Test func theSampleIsWrittenWhereAsked() throws {
        guard let folder = ProcessInfo.processInfo.environment["DOTATIONS_WRITE_SAMPLES"] else { return }
        _ = try Self.samples(in: URL(fileURLWithPath: folder, isDirectory: true), .init())
    }
}
