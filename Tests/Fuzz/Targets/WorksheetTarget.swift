import TestSupport
import ZipContainer

@testable import Spreadsheet

/// Worksheets: the scanner gives the cells, or the fault, that libxml2 gives, however the bytes are cut.
enum WorksheetTarget: FuzzTarget {
    static let name = "worksheet"
    static let isXML = true
    static let words = xmlWords

    static func seeds() throws -> [[UInt8]] {
        let made = (0..<60).map { number in
            var mutator = SheetMutator(seed: UInt64(number))
            return mutator.workbook().parts.first { $0.name == WorkbookFile.sheetPart }?.bytes ?? []
        }
        return try made.filter { $0.count <= longestInput } + [written()]
    }

    /// A sheet by our own writer.
    private static func written() throws -> [UInt8] {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("Feuil1"))
        try sheet.append([.text("Matricule"), .text(" é & <b> ")])
        try sheet.append([.number(-1.5), .number(1e100), .boolean(true), .error(.notAvailable), .blank])
        try sheet.beginRow(isHidden: true)
        try sheet.appendFormula("SUM(A1:B2)", value: .text("x"))
        let archive = try ZipArchive(bytes: workbook.finish())
        return try archive.entry(named: "xl/worksheets/sheet1.xml").map { try archive.bytes(of: $0) } ?? []
    }

    static func run(_ input: [UInt8]) {
        let number = digest(input)
        let limits = limits(for: number >> 8)
        let options: ReadOptions = number >> 16 & 1 == 0 ? .formulas : []
        func engine(usesScanner: Bool, pieces: ReadingWay.Pieces) throws(SpreadsheetError) -> RowReader {
            RowReader(
                try WorksheetEngine(
                    part: part(input, pieces: pieces),
                    book: OpenBook(
                        styles: styles, sharedStrings: sharedStrings, dateSystem: number >> 24 & 1 == 0 ? .since1900 : .since1904),
                    details: RowDetails(options, limits: limits), limits: limits, usesScanner: usesScanner, location: .init()))
        }
        do {
            var scanned = try engine(usesScanner: true, pieces: pieces(for: number >> 32, count: input.count))
            var parsed = try engine(usesScanner: false, pieces: pieces(for: number >> 40, count: input.count))
            compare(&scanned, &parsed, input)
        } catch {
            require(false, "a reader of stored bytes cannot be made: \(error)")
        }
    }

    private static let styles = Styles(
        formats: [.general, NumberFormat(code: "yyyy-mm-dd"), NumberFormat(code: "000")], indexes: [0, 1, 2, 0, 1])

    private static let sharedStrings: SharedStrings = {
        let texts = ["", "a", "été", "long text of the shared strings"]
        var arena = ByteArena()
        var ends = Arena<UInt32>()
        do {
            for text in texts {
                for byte in text.utf8 { try arena.append(byte) }
                try ends.append(UInt32(arena.count))
            }
        } catch {
            require(false, "there is no memory for four strings: \(error)")
        }
        return SharedStrings(arena, ends: ends)
    }()

    private static func step(_ reader: inout RowReader) -> Result<Bool, SpreadsheetError> {
        do { return .success(try reader.advance()) } catch { return .failure(error) }
    }

    private static func compare(_ scanned: inout RowReader, _ parsed: inout RowReader, _ input: [UInt8]) {
        while true {
            switch (step(&scanned), step(&parsed)) {
            case (.success(true), .success(true)): compare(scanned.row, parsed.row)
            case (.success(false), .success(false)): return
            case (.failure(let one), .failure(let other)):
                require(
                    isSameFault(one.code.rawValue, other.code.rawValue, in: input),
                    "the scanner says \(one.code.rawValue), libxml2 \(other.code.rawValue)")
                require(
                    one.code != other.code || one.location.cell == other.location.cell,
                    "the scanner and libxml2 find \(one.code.rawValue) in different cells")
                return
            case (let one, let other): require(false, "the scanner: \(one), libxml2: \(other)")
            }
        }
    }

    private static func compare(_ one: RowView, _ other: RowView) {
        require(one.number == other.number && one.isHidden == other.isHidden && one.count == other.count, "different rows \(one.number)")
        for position in 0..<one.count {
            let (left, right) = (one[position], other[position])
            let place = left.reference
            require(left.column == right.column && left.kind == right.kind, "different cells at \(place)")
            require(left.number?.bitPattern == right.number?.bitPattern && left.boolean == right.boolean, "different values at \(place)")
            let isSame = left.utf8.withUnsafeBufferPointer { bytes in
                right.utf8.withUnsafeBufferPointer { bytes.elementsEqual($0) }
            }
            require(isSame, "different texts at \(place)")
            require(left.formula == right.formula, "different formulas at \(place)")
            require(left.hasFormula == right.hasFormula && left.numberFormat == right.numberFormat, "different formats at \(place)")
            // Bytes that are not UTF-8 would be repaired here, and differ.
            if let text = left.text { require(text.utf8.count == left.utf8.count, "a text at \(place) is not UTF-8") }
        }
    }
}
