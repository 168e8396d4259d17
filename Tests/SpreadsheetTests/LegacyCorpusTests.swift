import Foundation
import TestSupport
import Testing

@testable import Spreadsheet

/// Real and hostile files of the formats beside XLSX, which are not part of the package: the cells that independent readers agree on.
@Suite(.enabled(if: LegacyCorpus.folder != nil, "the corpus is not there; set DOTATIONS_CORPUS")) struct LegacyCorpusTests {
    /// docs/conformance.md has the reasons.
    private static let argued: Set = [
        "phpspreadsheet/Reader__XLS__maccentraleurope.biff5.xls", "phpspreadsheet/Reader__Ods__issue.407.ods", "sheetjs/1904__1900.ods",
        "sheetjs/formula_stress_test.ods", "sheetjs/number_format.ods", "python_calamine/base.ods",
        "openspout/tests__resources__ods__sheet_with_invalid_date_time.ods",
    ]

    private static let files = (LegacyCorpus.manifest ?? []).filter {
        $0.expect == "values" && ["xls5", "xls8", "xlsb", "ods", "fods", "xml2003"].contains($0.container) && !argued.contains($0.id)
    }
    private static let hostile = (LegacyCorpus.hostile ?? []).filter {
        $0.password == nil && !$0.file.hasPrefix("enc_")
    }

    @Test func theCorpusIsWhole() {
        #expect(Self.files.count > 370)
        #expect(Self.hostile.count > 90)
    }

    @Test(arguments: 0..<4) func `every cell is as expected`(share: Int) throws {
        for file in Self.files.enumerated().filter({ $0.offset % 4 == share }).map(\.element) {
            let bytes = try LegacyCorpus.bytes("corpus-legacy/files/\(file.id)")
            let cells = try LegacyCells(bytes, limits: .standard)
            let expected = try #require(LegacyCorpus.expected[file.id], "\(file.id) has no cells")
            #expect(cells.difference(from: expected, allowsOtherSheets: true) == nil, "\(file.id)")
            if file.container.hasPrefix("xls"), bytes.count < 100_000 {
                _ = Reading.everyWay(bytes, ways: Reading.fewWays(seed: 1), name: file.id)
            }
        }
    }

    /// Where one mark is swapped and all else is sound, a file is read as its like in the corpus is, and refused of strangers.
    @Test(arguments: hostile) func `hostile and odd files do what they must`(_ file: LegacyCorpus.Hostile) throws {
        let bytes = try LegacyCorpus.bytes("hostile-legacy/files/\(file.file)")
        do throws(SpreadsheetError) {
            let cells = try LegacyCells(bytes, limits: file.file == "cfb_byte_order_swapped.xls" ? .strict : .standard)
            #expect(file.expect.outcome != "reject", "it was read")
            #expect(cells.difference(from: file.expect.sheets ?? [], allowsOtherSheets: false) == nil)
        } catch {
            #expect(file.expect.outcome != "accept", "\(error)")
            let codes = file.expect.errors ?? []
            let code = error.code.rawValue
            #expect(codes.isEmpty || codes.contains { $0 == code || $0.hasSuffix(".") && code.hasPrefix($0) }, "\(error)")
        }
    }
}

/// The cells of every sheet of a file.
private struct LegacyCells {
    private var states: [String: String] = [:]
    private var cells: [String: [String: LegacyCorpus.Value]] = [:]

    init(_ bytes: [UInt8], limits: ReadLimits) throws(SpreadsheetError) {
        let file = try SheetFile(bytes: bytes, limits: limits)
        for sheet in file.sheets {
            states[sheet.name] = sheet.visibility.rawValue
            cells[sheet.name, default: [:]] = cells[sheet.name] ?? [:]
            guard sheet.kind == .worksheet else { continue }
            var rows = try file.rows(of: sheet)
            while let row = try rows.next() {
                for cell in row.cells {
                    let value: LegacyCorpus.Value? =
                        switch cell.value {
                        case .blank, .text(""): nil
                        case .number(let number): .number(number)
                        case .date(let date): .number(date.serial)
                        case .text(let text): .text(text)
                        case .boolean(let isTrue): .boolean(isTrue)
                        case .error(let error): .error(error.rawValue)
                        }
                    if let value { cells[sheet.name]?[cell.reference.description] = value }
                }
            }
        }
    }

    /// The first difference; nil if there is none.
    func difference(from sheets: [LegacyCorpus.Sheet], allowsOtherSheets: Bool) -> String? {
        for sheet in sheets where sheet.kind?.hasPrefix("not a worksheet") != true {
            guard let cells = cells[sheet.name] else { return "no sheet \(sheet.name)" }
            if let state = sheet.state, states[sheet.name] != state { return "\(sheet.name) is \(states[sheet.name] ?? "-")" }
            var rest = cells
            for place in sheet.disputed { rest[place] = nil }
            for row in sheet.rows {
                for cell in row.cells {
                    guard let reference = CellReference(row: row.number, column: cell.column)?.description else { return "a bad reference" }
                    guard !sheet.disputed.contains(reference) else { continue }
                    let found = rest.removeValue(forKey: reference)
                    guard cell.value.matches(found) else { return "\(sheet.name)!\(reference) is \(String(describing: found))" }
                }
            }
            if let more = rest.first { return "\(sheet.name)!\(more.key) is \(more.value)" }
        }
        let known = Set(sheets.map(\.name))
        return allowsOtherSheets ? nil : states.keys.first { !known.contains($0) }.map { "a sheet \($0)" }
    }
}
