import Foundation
import TestSupport
import Testing

@testable import Spreadsheet
@testable import ZipContainer

/// Real and hostile workbooks that are not part of the package: one cell is set in each that can be read.
@Suite(.enabled(if: WorkbookCorpus.folder != nil, "the corpus is not there; set DOTATIONS_CORPUS")) struct EditingCorpusTests {
    private static let files = WorkbookCorpus.files()

    /// A cell as it is read.
    private struct Record: Equatable {
        let place: String
        let isHidden: Bool
        let cell: Cell

        /// Whether this is the cell after an edit. A cell that shares its formula has no text of it, until it has the formula for itself.
        func isKept(as other: Record) -> Bool {
            let (mine, its) = (cell, other.cell)
            return place == other.place && isHidden == other.isHidden && mine.value == its.value && mine.hasFormula == its.hasFormula
                && mine.numberFormat == its.numberFormat && mine.hyperlink == its.hyperlink
                && (mine.formula == its.formula || mine.formula == nil && its.formula?.isEmpty == false)
        }
    }

    /// The cells of all sheets without the one that was set.
    private static func cells(_ workbook: Workbook, without cell: CellReference, of sheet: String) throws -> [Record] {
        var cells: [Record] = []
        for other in workbook.sheets where other.kind == .worksheet {
            var reader = try workbook.rows(of: other, options: [.formulas, .hyperlinks])
            while let row = try reader.next() {
                for next in row.cells where next.reference != cell || other.name != sheet {
                    cells.append(Record(place: "\(other.name)!\(next.reference)", isHidden: row.isHidden, cell: next))
                }
            }
        }
        return cells
    }

    /// A cell to set, other for each file: one that there is, the next to it, or one far below.
    private static func target(_ workbook: Workbook, _ sheet: Sheet, number: Int) throws -> CellReference? {
        let chosen = number % 5
        var reader = try workbook.rows(of: sheet)
        var count = 0
        while let row = try reader.next() {
            guard let cell = row.cells.last(where: { $0.value != .blank }) else { continue }
            count += 1
            guard count > number % 7 else { continue }
            return chosen == 0 ? CellReference(row: row.number, column: cell.reference.column + 1) : cell.reference
        }
        return CellReference(row: 20 + number % 100, column: 1 + number % 30)
    }

    /// The stored bytes of an entry.
    private static func stored(_ entry: ZipEntry, _ archive: ZipArchive) throws -> [UInt8]? {
        try archive.source.bytes(at: entry.dataOffset, count: Int(entry.compressedSize))
    }

    @Test func `in every workbook that can be read one cell is set, and everything else stays`() throws {
        let isThorough = ProcessInfo.processInfo.environment["DOTATIONS_CORPUS_ALL"] != nil
        var edited = 0
        var refused: [String: Int] = [:]
        for (number, path) in Self.files.enumerated() where isThorough || number % 8 == 0 {
            let bytes = [UInt8](try Data(contentsOf: path))
            guard isThorough || bytes.count < 100_000, let workbook = try? Workbook(bytes: bytes), workbook.format == .xlsx,
                let sheet = workbook.sheets.first(where: { $0.kind == .worksheet })
            else { continue }
            guard let cell = try? Self.target(workbook, sheet, number: number),
                let before = try? Self.cells(workbook, without: cell, of: sheet.name)
            else { continue }
            let name = path.lastPathComponent
            var editor = try WorkbookEditor(bytes: bytes)
            let value: CellValue =
                number % 3 == 0 ? .number(-1.25) : number % 3 == 1 ? .text("é <&> ☃") : .date(SerialDate(serial: 40_000.5))
            try editor.set(value, at: cell, of: sheet.name)
            let result: [UInt8]
            do throws(SpreadsheetError) {
                result = try editor.bytes()
            } catch {
                refused[error.code.rawValue, default: 0] += 1
                #expect(error.code.rawValue.hasPrefix("edit."), "\(name): \(error)")
                continue
            }
            edited += 1
            try Self.check(result, bytes, cell, sheet, before, value, name: name)
        }
        #expect(edited > (isThorough ? 2000 : 200), "\(refused)")
        #expect(refused.values.reduce(0, +) * 10 < edited, "\(refused)")
    }

    private static func check(
        _ result: [UInt8], _ original: [UInt8], _ cell: CellReference, _ sheet: Sheet, _ before: [Record], _ value: CellValue, name: String
    ) throws {
        let workbook = try Workbook(bytes: result)
        let after = try cells(workbook, without: cell, of: sheet.name)
        let changed = zip(before, after).first { !$0.isKept(as: $1) }
        #expect(before.count == after.count && changed == nil, "\(name) \(cell): \(String(describing: changed))")
        var reader = try workbook.rows(of: #require(workbook.sheet(named: sheet.name)))
        var found: CellValue?
        while let row = try reader.next() { if row.number == cell.row { found = row[column: cell.column] } }
        if case .date(let date) = value {
            #expect(found?.date?.civil == date.civil, "\(name) \(cell)")
        } else {
            #expect(
                found.map { $0 == value || $0.number != nil && $0.number == value.number } == true,
                "\(name) \(cell) \(String(describing: found))")
        }
        let (old, new) = (try ZipArchive(bytes: original), try ZipArchive(bytes: result))
        for entry in old.entries {
            guard let copy = new.entry(named: entry.name) else {
                #expect(entry.name.lowercased().hasSuffix("calcchain.xml"), "\(name): \(entry.name)")
                continue
            }
            let mayChange = ["workbook.xml", ".rels", "[Content_Types].xml", "styles.xml"].contains { entry.name.hasSuffix($0) }
            let isSheet = entry.name.replacingOccurrences(of: "\\", with: "/").lowercased() == sheet.part?.lowercased()
            guard !isSheet, !mayChange || entry.checksum == copy.checksum else { continue }
            #expect(try stored(entry, old) == stored(copy, new), "\(name): \(entry.name)")
        }
    }

    @Test func `hostile workbooks are edited or refused, and nothing else`() throws {
        let folder = try #require(WorkbookCorpus.folder).appending(path: "hostile/files")
        var (edited, refused) = (0, 0)
        for path in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where path.pathExtension == "xlsx" {
            let bytes = [UInt8](try Data(contentsOf: path))
            do throws(SpreadsheetError) {
                var editor = try WorkbookEditor(bytes: bytes, limits: .strict)
                guard let sheet = editor.workbook.sheets.first(where: { $0.kind == .worksheet }),
                    let cell = CellReference(row: 3, column: 5)
                else { continue }
                try editor.set(.text("=x"), at: cell, of: sheet.name, style: StyleChange(fill: .solid(RGBColor(0xFF_00_00))))
                try editor.append([.number(1)], to: sheet.name)
                _ = try editor.bytes()
                edited += 1
            } catch {
                refused += 1
            }
        }
        #expect(edited > 10)
        #expect(refused > 10)
    }
}
