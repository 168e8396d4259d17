import TestSupport

@testable import Spreadsheet

/// CSV: any bytes are records or a fault within the limits, and records that are written read back as they were.
///
/// The first byte of an input says what is known of the layout, the rest is the file.
enum CSVTarget: FuzzTarget {
    static let name = "csv"
    static let words = [
        "\"", "\"\"", ";", ",", "\t", "|", "\r\n", "\n", "\r", "sep=;", "sep=,\n", "\u{FEFF}", "é", "=", "'", "=\"1\"", "'=",
        "Matricule;Nom\n", "\0",
    ]
    private static let encodings: [TextEncoding?] = [
        nil, nil, nil, .utf8, .windows1252, .windows1251, .isoLatin9, .macRoman, .utf16LittleEndian, .utf16BigEndian,
    ]
    private static let separators: [UInt8?] = [nil, nil, UInt8(ascii: ";"), UInt8(ascii: ",")]

    static func seeds() throws -> [[UInt8]] {
        let rows: [[CellValue]] = [
            [.text("Matricule"), .text("Prénom"), .text("=1+1")], [.text("001"), .text("a;\"b\"\r\nc"), .number(1.5)],
            [.text("'x"), .text(""), .text(" ")],
        ]
        let french = CSVDialect(separator: UInt8(ascii: ";"), hasByteOrderMark: true, notation: .french)
        let dialects: [CSVDialect] = [
            CSVDialect(), french, CSVDialect(separator: 9, encoding: .utf16LittleEndian),
            CSVDialect(encoding: .windows1252, lineEnding: .cr),
            CSVDialect(encoding: .macRoman, lineEnding: .lf, quoting: .all),
        ]
        let files = try dialects.map { dialect in
            var writer = try CSVWriter(dialect: dialect)
            for row in rows { try writer.append(row) }
            return try writer.finish()
        }
        return files.map { [0] + $0 } + [[0] + Array("sep=|\na|b\n".utf8), [0x20] + files[1], [0] + files[2] + [0x41]]
    }

    static func run(_ input: [UInt8]) {
        var choices = InputBytes(input)
        let layout = choices.byte()
        let (encoding, separator) = (encodings[Int(layout & 7)], separators[Int(layout >> 3 & 3)])
        let limits = layout & 0x20 == 0 ? ReadLimits.standard : smallLimits
        let bytes = Array(choices.rest)
        guard let records = try? read(bytes, limits: limits, separator: separator, encoding: encoding) else { return }
        require(records.count <= limits.csvRecords && records.allSatisfy { $0.count <= limits.csvColumns }, "more than the limits allow")
        for field in records.joined() {
            require(field.utf8.count <= limits.csvField * 3, "a field longer than the limit")
        }
        roundTrip(records, CSVDialect(escapesFormulas: layout & 0x40 == 0))
    }

    private static func roundTrip(_ records: [[String]], _ dialect: CSVDialect) {
        guard var writer = try? CSVWriter(dialect: dialect) else { return require(false, "a good dialect is refused") }
        do {
            for record in records { try writer.append(record.map { .text($0) }) }
        } catch {
            require(error.code == .unwritableCharacter, "what was read cannot be written: \(error)")
            return
        }
        do {
            let written = try writer.finish()
            let again = try read(written, dialect: dialect)
            require(again == records, "records read back as others: \(again) instead of \(records)")
        } catch {
            require(false, "what was written is refused: \(error)")
        }
    }

    private static func read(
        _ bytes: [UInt8], dialect: CSVDialect? = nil, limits: ReadLimits = .standard, separator: UInt8? = nil, encoding: TextEncoding? = nil
    ) throws(SpreadsheetError) -> [[String]] {
        var reader = try CSVReader(bytes: bytes, dialect: dialect, separator: separator, encoding: encoding, limits: limits)
        var records: [[String]] = []
        while let row = try reader.next() {
            records.append(
                row.cells.map { cell in
                    guard case .text(let text) = cell.value else { fatalError("finding: a field of CSV that is no text") }
                    return text
                })
        }
        return records
    }
}
