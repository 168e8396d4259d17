@testable import Spreadsheet

/// Texts written to CSV and to a workbook: nothing that a spreadsheet takes for a formula, and back as they were.
///
/// The first three bytes of an input are the dialect, the rest is a text.
enum EscapeTarget: FuzzTarget {
    static let name = "escape"
    static let longestInput = 256
    static let words = [
        "=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠", " =", "\"", ";", "''", "=\"1\"", "_x0041_", "sep=", "\u{FEFF}",
    ]

    static func seeds() throws -> [[UInt8]] {
        let texts = ["", "=1+1", "'=1", "''", " @x", "＝a", "\r\nx", "0665915236", "a\"b;c", "sep=;", "=\"001\"", "_x000D_", " a "]
        var seeds: [[UInt8]] = []
        for text in texts {
            for dialect: UInt8 in 0..<6 { seeds.append([dialect * 37, dialect * 2, dialect] + Array(text.utf8)) }
        }
        return seeds
    }

    static func run(_ input: [UInt8]) {
        var choices = InputBytes(input)
        let shape = choices.byte()
        let separator = choices.pick(Array(";;,\t|'= -xs".utf8))
        let quote = choices.pick(Array("\"\"'=x ".utf8))
        guard separator != quote else { return }
        let encoding = TextEncoding.allCases[Int(shape & 15) % TextEncoding.allCases.count]
        let dialect = CSVDialect(
            separator: separator, quote: quote, encoding: encoding, hasByteOrderMark: shape & 0x80 == 0,
            lineEnding: [.crlf, .lf, .cr, .crlf][Int(shape >> 4 & 3)], quoting: shape & 64 == 0 ? .asNeeded : .all)
        let text = String(decoding: choices.rest, as: UTF8.self)
        let texts = [text, text, "x" + text, ""]
        csv(texts, dialect)
        if shape & 31 == 0 { workbook(texts) }
    }

    private static func csv(_ texts: [String], _ dialect: CSVDialect) {
        guard var writer = try? CSVWriter(dialect: dialect) else { return require(false, "a good dialect is refused") }
        do {
            try writer.append(texts.map { .text($0) })
            try writer.append([.text(texts[0])])
        } catch {
            require(error.code == .unwritableCharacter, "a text cannot be written: \(error)")
            return
        }
        do {
            let written = try writer.finish()
            require(try fields(written, dialect) == [texts, [texts[0]]], "texts read back as others")
            var plain = dialect
            plain.escapesFormulas = false
            for field in try fields(written, plain).joined() { require(!isFormula(field), "a field that begins as a formula") }
        } catch {
            require(false, "what was written is refused: \(error)")
        }
    }

    /// As OWASP has it, and the full-width forms; written once more here, as the writer must not judge itself.
    private static func isFormula(_ field: String) -> Bool {
        var scalars = field.unicodeScalars[...]
        if scalars.first == " " { scalars = scalars.dropFirst() }
        guard let first = scalars.first else { return false }
        return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
    }

    private static func fields(_ bytes: [UInt8], _ dialect: CSVDialect) throws(SpreadsheetError) -> [[String]] {
        var reader = try CSVReader(bytes: bytes, dialect: dialect)
        var rows: [[String]] = []
        while let row = try reader.next() { rows.append(row.cells.map { $0.value.text ?? "?" }) }
        return rows
    }

    private static func workbook(_ texts: [String]) {
        do {
            var writer = WorkbookWriter()
            var sheet = try writer.addSheet(SheetSettings("Feuil1"))
            do { try sheet.append(texts.map { .text($0) }) } catch {
                require(error.code == .unwritableCharacter, "a text cannot be written: \(error)")
                return
            }
            let workbook = try Workbook(bytes: writer.finish())
            var rows = try workbook.rows(of: workbook.sheets[0])
            let row = try rows.next()
            for (column, text) in texts.enumerated() where !text.isEmpty {
                let cell = row?.cells.first { $0.reference.column == column + 1 }
                require(cell?.value.text.map { Array($0.utf8) == Array(text.utf8) } == true, "a text in a workbook reads back as another")
                require(cell?.hasFormula == false, "a text was written as a formula")
            }
        } catch {
            require(false, "what was written is refused: \(error)")
        }
    }
}

extension CellValue {
    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
}
