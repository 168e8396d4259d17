import Foundation
import TestSupport
import Testing

@testable import Spreadsheet

/// A workbook that uses everything the writer knows, saved by LibreOffice as `.xls`.
@Suite(.enabled(if: OutsidePrograms.hasLibreOffice, "soffice is not installed")) struct LegacyOracleTests {
    @Test func `what LibreOffice saves as .xls reads as it was written`() throws {
        try withTemporaryFolder { folder in
            let sample = try WorkbookWriterOracleTests.sample(in: folder, .init(strings: .shared), reachesCorners: false)
            let profile = "-env:UserInstallation=file://\(folder.appendingPathComponent("profile").path)"
            let saved = try output(
                of: "soffice", [profile, "--headless", "--convert-to", "xls:MS Excel 97", "--outdir", folder.path, sample.workbook.path])
            try #require(saved?.status == 0, "\(saved?.text ?? "")")
            let path = folder.appendingPathComponent("every-feature.xls").path
            try WorkbookWriterOracleTests.compare(path, with: sample.cells, savedBy: .libreOffice)

            let workbook = try Workbook(path: path)
            #expect(workbook.format == .xls)
            #expect(workbook.sheets.map(\.visibility) == [.visible, .visible, .visible, .hidden, .hidden, .visible])
            let sheet = workbook.sheets[0]
            let layout = try workbook.layout(of: sheet)
            #expect(layout.mergedCells.map(\.description).sorted() == ["H1:J2", "H4:H5"])
            #expect(try layout.hyperlinks[cell("A9")] == "https://example.org/a%20b?q=1&r=%41#f")
            #expect(try layout.hyperlinks[cell("A12")] == "mailto:a_x0041_@exemple.fr")
            var hidden: [Int] = []
            var rows = try workbook.rows(of: sheet)
            while try rows.advance() {
                if rows.row.isHidden { hidden.append(rows.row.number) }
            }
            #expect(hidden == [51])
            let names = Dictionary(grouping: workbook.definedNames, by: \.name).compactMapValues(\.first)
            #expect(names["Statuses"]?.formula == "Lists!$A$1:$A$3")
            #expect(names["Local_name"]?.sheet == "It's a sheet")
            let properties = try workbook.properties()
            #expect(properties.title == "Every <feature>")
            #expect(properties.creator == "José")
            #expect(properties.custom.contains(.init("Fingerprint", .text("v1;<abc>"))))
            #expect(properties.custom.contains(.init("Final", .boolean(true))))
        }
    }
}
