import Foundation
import Spreadsheet
import TestSupport
import Testing

/// What came of reading a file: the records before the end or the error, and the error.
struct CSVOutcome: Equatable, CustomStringConvertible {
    var records: [[String]] = []
    var code: String?
    var line: Int?

    var description: String { "\(records) \(code ?? "") \(line.map(String.init) ?? "")" }

    init(records: [[String]], code: String? = nil, line: Int? = nil) {
        self.records = records
        self.code = code
        self.line = line
    }

    /// Reads all records; the reader is consumed.
    init(_ reader: consuming CSVReader) {
        do {
            while let row = try reader.next() {
                records.append(
                    row.cells.map { cell in
                        guard case .text(let text) = cell.value else { return "not a text" }
                        return text
                    })
            }
        } catch {
            code = error.code.rawValue
            line = error.location.line
        }
    }

    init(_ bytes: some Sequence<UInt8>, dialect: CSVDialect? = nil, limits: ReadLimits = .standard) throws {
        self.init(try CSVReader(bytes: Array(bytes), dialect: dialect, limits: limits))
    }
}

/// The corpus of real files, which is not part of the package.
enum CSVCorpus {
    static let folder = ReferenceFiles.file("corpus/csv/cases.json") == nil ? nil : ReferenceFiles.folder

    static func load<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        let folder = try #require(folder)
        return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: path)))
    }
}

extension CSVDialect {
    /// Commas, and nothing turned back.
    static let plain = CSVDialect(escapesFormulas: false)

    /// As a French spreadsheet has it.
    static func french(
        separator: UInt8 = UInt8(ascii: ";"), quote: UInt8 = UInt8(ascii: "\""), encoding: TextEncoding = .utf8,
        hasByteOrderMark: Bool = true,
        lineEnding: LineEnding = .crlf, quoting: Quoting = .asNeeded, notation: Notation = .french, escapesFormulas: Bool = true
    ) -> CSVDialect {
        CSVDialect(
            separator: separator, quote: quote, encoding: encoding, hasByteOrderMark: hasByteOrderMark, lineEnding: lineEnding,
            quoting: quoting, notation: notation, escapesFormulas: escapesFormulas)
    }
}
