import TestSupport
import ZipContainer

@testable import Spreadsheet

/// Records of legacy workbooks: rows that ascend, of cells that ascend, with valid texts; the same streamed and sorted, with a window that
/// holds much and one that holds a record.
enum LegacyTarget: FuzzTarget {
    private typealias Book = LegacyWorkbook

    static let name = "legacy"
    static let longestInput = 4096

    static func seeds() throws -> [[UInt8]] {
        let strings =
            Book.strings([
                Book.wide("abc€"), [3, 0, 0, 0x61, 0x62, 0x63], [2, 0, 0x0C, 1, 0, 6, 0, 0, 0, 0x61, 0x62, 0, 0, 1, 0, 1, 2, 3, 4, 5, 6],
            ])
            + Book.record(0x41E, Book.number16(164) + Book.wide("dd/mm/yyyy")) + Book.record(0xE0, [0, 0, 164, 0])
        let split = Book.record(0xFC, Book.number32(1) + Book.number32(1) + [3, 0, 0, 0x61]) + Book.record(0x3C, [1] + Book.units("€b"))
        let text = Book.formula(3, 1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) + Book.record(0x207, Book.wide("t"))
        let cells =
            Book.record(0x208, [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]) + Book.number(1, 1, 1) + Book.label(1, 2, "été")
            + Book.shared(2, 1, 0) + Book.shared(2, 2, 2) + text + Book.record(0x27E, Book.place(4, 1) + [1, 2, 3, 4])
            + Book.record(0xBD, Book.place(5, 1) + Book.number32(4) + Book.number16(0))
            + Book.record(0xBE, Book.place(6, 1) + [0, 0, 1, 0]) + Book.record(0x205, Book.place(7, 1) + [7, 1])
        let layout =
            Book.record(0x200, Book.number32(0) + Book.number32(5) + [0, 0, 3, 0]) + Book.record(0xE5, [1, 0, 0, 0, 1, 0, 0, 0, 1, 0])
            + Book.record(0x1B8, [UInt8](repeating: 0, count: 28) + [8, 0, 0, 0] + Book.number32(2) + Book.units("A1"))
        let names =
            Book.record(0x1AE, [2, 0, 1, 4]) + Book.record(0x17, Book.number16(1) + [UInt8](repeating: 0, count: 6))
            + Book.record(0x18, [0, 0, 0, 1, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x61, 0x3A, 0, 0, 4, 0, 1, 0])
        var old = Book(cells + layout)
        old.isUnicode = false
        old.globals = Book.record(0x42, Book.number16(1252))
        return [
            Book(cells + layout, strings: strings).stream, Book(Book.number(1, 1, 1), strings: names).stream, old.stream,
            Book(Book.shared(1, 1, 0), strings: split).stream,
            Book(Book.number(2, 1, 2) + text + Book.number(1, 1, 1), strings: strings).stream,
        ]
    }

    static func run(_ input: [UInt8]) {
        // Without the first record no stream is looked into.
        let bytes = [9, 8, 16, 0, 0, input.first.map { $0 & 1 == 0 ? 5 : 6 } ?? 6, 5, 0] + input.dropFirst(8)
        let number = digest(input)
        for limits in [ReadLimits.strict, limits(for: number)] {
            let streamed = Reading(bytes, limits: limits, options: .hyperlinks)
            for way in [ReadingWay(usesScanner: false), ReadingWay(pieces: .single), ReadingWay(usesScanner: false, pieces: .single)] {
                let other = Reading(bytes, limits: limits, options: .hyperlinks, way: way)
                require(other == streamed, "\(way): \(other.faults) instead of \(streamed.faults)")
            }
            for rows in Dictionary(grouping: streamed.rows, by: \.sheet).values
            where streamed.sheets.count == Set(streamed.sheets.map(\.name)).count {
                require(zip(rows, rows.dropFirst()).allSatisfy { $0.number < $1.number }, "rows that do not ascend")
            }
            for cell in streamed.rows.flatMap(\.cells) {
                require(String(validating: cell.text, as: UTF8.self) != nil, "a text that is not valid")
            }
            guard let workbook = try? Workbook(bytes: bytes, limits: limits) else { continue }
            _ = workbook.definedNames
            for sheet in workbook.sheets { _ = try? workbook.layout(of: sheet) }
        }
    }
}
