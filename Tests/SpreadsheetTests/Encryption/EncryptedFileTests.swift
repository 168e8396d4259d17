import Foundation
import Spreadsheet
import TestSupport
import Testing

/// Encrypted files of other programs.
@Suite struct EncryptedFileTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    private func rows(_ bytes: [UInt8], password: String?) throws(SpreadsheetError) -> [[CellValue]] {
        let workbook = try Workbook(bytes: bytes, password: password)
        var rows = try workbook.rows(of: workbook.sheets[0])
        var values: [[CellValue]] = []
        while let row = try rows.next() { values.append(row.cells.map(\.value)) }
        return values
    }

    @Test(arguments: ["blowfish.ods", "aes.ods", "rc4.xls", "standard.xlsx"]) func `what LibreOffice encrypted is opened`(
        name: String
    ) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(name)))
        let expected: [[CellValue]] = [[.text("id"), .text("montant")], [.number(1), .number(2.5)], [.text("Ã©"), .number(2)]]
        #expect(try rows(bytes, password: "motdepasse é") == expected)
        #expect(throws: SpreadsheetError(.encrypted, "")) { () throws in _ = try rows(bytes, password: nil) }
        for wrong in ["motdepasse e", "", "Motdepasse é"] {
            #expect(throws: SpreadsheetError(.wrongPassword, "")) { () throws in _ = try rows(bytes, password: wrong) }
        }
        let properties = try Workbook(bytes: bytes, password: "motdepasse é").properties()
        #expect(name.hasSuffix(".xls") || properties.application?.hasPrefix("LibreOffice") == true)
    }

    @Test func `too many rounds for a part are not begun`() throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent("aes.ods")))
        var limits = ReadLimits.standard
        limits.passwordRounds = 99_999
        #expect(throws: SpreadsheetError(.tooManyPasswordRounds, "")) {
            _ = try Workbook(bytes: bytes, password: "motdepasse é", limits: limits)
        }
    }

    struct Entry: Decodable, CustomTestStringConvertible {
        var id: String
        var container: String
        var expect: String
        var password: String?
        var testDescription: String { id }
    }

    private static let entries: [Entry] = {
        guard let manifest = ReferenceFiles.file("corpus-legacy/manifest.json"), let bytes = try? Data(contentsOf: manifest) else {
            return []
        }
        return ((try? JSONDecoder().decode([Entry].self, from: bytes)) ?? []).filter { $0.container.contains("encrypted") }
    }()

    @Test(.enabled(if: !entries.isEmpty, "the corpus is not there; set DOTATIONS_CORPUS"), arguments: entries)
    func `a real file is opened by its password, and by no other`(entry: Entry) throws {
        let file = try #require(ReferenceFiles.file("corpus-legacy/files/\(entry.id)"))
        let bytes = [UInt8](try Data(contentsOf: file))
        if entry.expect == "values" {
            // Excel's own password.
            _ = try rows(bytes, password: nil)
            return
        }
        #expect(throws: SpreadsheetError(.encrypted, "")) { () throws in _ = try rows(bytes, password: nil) }
        #expect(throws: SpreadsheetError(.wrongPassword, "")) { () throws in _ = try rows(bytes, password: "another") }
        if let password = entry.password { _ = try rows(bytes, password: password) }
    }
}
