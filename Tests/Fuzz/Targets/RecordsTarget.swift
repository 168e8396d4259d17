import TestSupport

@testable import Spreadsheet

/// The parts of a binary workbook: the same rows or the same fault however the bytes are cut.
///
/// The first byte of an input says which part the others are.
enum RecordsTarget: FuzzTarget {
    static let name = "records"
    private static let parts = [RecordFile.sheetPart, "xl/workbook.bin", "xl/sharedStrings.bin", "xl/styles.bin"]

    static func seeds() throws -> [[UInt8]] {
        typealias File = RecordFile
        let formula = File.number(UInt16(0)) + File.number(UInt32(0)) + File.number(UInt32(0))
        let number = File.number((2.5).bitPattern)
        let cells: [(Int, [UInt8])] = [
            (1, []), (2, [1, 0, 0xF0, 0x3F]), (3, [7]), (4, [1]), (5, number), (6, File.text("été")), (7, [1, 0, 0, 0]),
            (8, File.text("a") + formula), (9, number + formula), (10, [1] + formula), (11, [0x2A] + formula), (62, [0] + File.text("r")),
        ]
        let row = cells.enumerated().flatMap { File.record($1.0, File.cell(UInt32($0), style: 1) + $1.1) }
        let short = cells.prefix(7).flatMap { File.record($0.0 + 11, [0, 0, 0, 0] + $0.1) }
        let range = [UInt32(0), 1, 0, 2].flatMap { File.number($0) }
        let link = File.record(494, range + File.text("rId1") + File.text("a") + File.text("") + File.text(""))
        let sheet = File.sheet(File.row(0) + row + File.row(4, isHidden: true) + short, after: File.record(176, range) + link)
        let area = [0x3B, 0, 0] + File.number(UInt32(1)) + File.number(UInt32(5)) + File.number(UInt16(0)) + File.number(UInt16(2))
        let name =
            File.record(357) + File.record(362, [1, 0, 0, 0] + [UInt8](repeating: 0, count: 12))
            + File.record(
                39, [0, 0, 0, 0, 0, 0, 0, 0, 0] + File.text("n") + File.number(UInt32(area.count)) + area + [0, 0, 0, 0] + File.text(""))
        let book = File.workbook(File.sheetRecord("Feuil1", "rId1"), before: File.record(153, [1, 0, 0, 0]), after: name)
        return [
            [0] + sheet, [1] + book.dropFirst(3), [2] + File.sharedStrings(["", "a", "été"]),
            [3] + File.styles([0, 14, 164], codes: [(164, "0.0")]),
        ]
    }

    static func run(_ input: [UInt8]) {
        let number = digest(input)
        let limits = limits(for: number)
        let options: ReadOptions = number >> 8 & 1 == 0 ? [] : .hyperlinks
        var file = RecordFile.file(
            sheet: RecordFile.sheet(RecordFile.row(0) + RecordFile.record(7, RecordFile.cell(0, style: 1) + [1, 0, 0, 0])),
            sharedStrings: RecordFile.sharedStrings(["", "a", "b"]), styles: RecordFile.styles([0, 14]))
        // A workbook without the first record is none, which says nothing of the others.
        let isWorkbook = input.first.map { $0 & 3 == 1 } ?? false
        file.set(parts[Int(input.first ?? 0) & 3], (isWorkbook ? RecordFile.record(131) : []) + input.dropFirst())
        let bytes = file.bytes
        let whole = Reading(bytes, limits: limits, options: options)
        let other = Reading(bytes, limits: limits, options: options, way: ReadingWay(pieces: pieces(for: number >> 32, count: input.count)))
        require(whole == other, "in pieces: \(other.faults), whole: \(whole.faults)")
        guard let workbook = try? Workbook(bytes: bytes, limits: limits) else { return }
        for sheet in workbook.sheets { _ = try? workbook.layout(of: sheet) }
    }
}
