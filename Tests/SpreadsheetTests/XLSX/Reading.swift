import Spreadsheet
import ZipContainer

/// What came of reading a workbook: rows as they were read, and the error that ended it, if one did.
struct Reading: Equatable {
    struct Fault: Equatable, CustomStringConvertible {
        var code: String
        var part: String?
        var sheet: String?
        var cell: String?

        init(_ error: SpreadsheetError) {
            code = error.code.rawValue
            part = error.location.part
            sheet = error.location.sheet
            cell = error.location.cell?.description
        }

        var description: String { [code, part, sheet, cell].compactMap(\.self).joined(separator: " ") }
    }

    /// A cell to the bit, so that -0 is not 0 and a text not another that looks the same.
    struct CellRecord: Equatable, CustomStringConvertible {
        var reference: String
        var kind: CellView.Kind
        var bits: UInt64?
        var text: [UInt8]
        var format: String
        var hasFormula: Bool
        var formula: String?
        var hyperlink: String?

        var description: String {
            let value = bits.map { kind == .boolean ? "\($0 != 0)" : "\(Double(bitPattern: $0))" } ?? String(decoding: text, as: UTF8.self)
            return "\(reference)=\(kind):\(value)" + (hasFormula ? "=\(formula ?? "")" : "") + (format == "General" ? "" : "[\(format)]")
        }
    }

    struct RowRecord: Equatable, CustomStringConvertible {
        var sheet: String
        var number: Int
        var isHidden: Bool
        var cells: [CellRecord]

        var description: String { "\(sheet)!\(number)\(isHidden ? "h" : ""): \(cells)" }
    }

    var sheets: [Sheet] = []
    /// The first rows, up to some thousand cells and bytes of text.
    var rows: [RowRecord] = []
    /// A digest of all rows, as files may hold more than memory does.
    var digest = 0
    var rowCount = 0
    private var room = 4 << 20
    private var hasher = Hasher()

    static func == (left: Reading, right: Reading) -> Bool {
        left.rowCount == right.rowCount && left.digest == right.digest && left.faults == right.faults && left.sheets == right.sheets
            && left.rows == right.rows
    }

    var faults: [Fault] = []

    /// Reads all sheets of a workbook, one way.
    init(_ bytes: [UInt8], limits: ReadLimits = .standard, options: ReadOptions = [], way: ReadingWay = ReadingWay()) {
        self.init(ByteSource(bytes: bytes), limits: limits, options: options, way: way)
    }

    init(_ source: ByteSource, limits: ReadLimits = .standard, options: ReadOptions = [], way: ReadingWay = ReadingWay()) {
        do throws(SpreadsheetError) {
            let workbook = try Workbook(source: source, fileName: nil, limits: limits, way: way)
            sheets = workbook.sheets
            for sheet in sheets where sheet.kind == .worksheet { read(sheet, of: workbook, options) }
        } catch {
            faults.append(Fault(error))
        }
        digest = hasher.finalize()
    }

    private mutating func read(_ sheet: Sheet, of workbook: Workbook, _ options: ReadOptions) {
        do throws(SpreadsheetError) {
            var reader = try workbook.rows(of: sheet, options: options)
            while try reader.advance() { record(reader.row, sheet) }
        } catch {
            faults.append(Fault(error))
        }
    }

    private mutating func record(_ row: borrowing RowView, _ sheet: Sheet) {
        rowCount += 1
        hasher.combine(row.number)
        hasher.combine(row.isHidden)
        var record = RowRecord(sheet: sheet.name, number: row.number, isHidden: row.isHidden, cells: [])
        for position in 0..<row.count {
            let cell = row[position]
            let bits = cell.number.map(\.bitPattern) ?? cell.boolean.map { $0 ? 1 : 0 }
            let bytes = cell.utf8
            hasher.combine(cell.column)
            hasher.combine(cell.kind)
            hasher.combine(bits)
            hasher.combine(bytes.count)
            bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
            hasher.combine(cell.hasFormula)
            hasher.combine(cell.formula)
            hasher.combine(cell.numberFormat)
            guard room > 0 else { continue }
            room -= bytes.count + 64
            record.cells.append(
                CellRecord(
                    reference: cell.reference.description, kind: cell.kind, bits: bits, text: bytes.withUnsafeBytes { Array($0) },
                    format: cell.numberFormat.code, hasFormula: cell.hasFormula, formula: cell.formula, hyperlink: cell.hyperlink))
        }
        if room > 0 { rows.append(record) }
    }

    /// The values of the first row, or the fault, in short: `A1=1 B1="a" C1=true D1=#N/A E1=@2.5 F1=`.
    var values: String {
        if let fault = faults.first { return [fault.code, fault.cell].compactMap(\.self).joined(separator: " ") }
        return rows.map { row in row.cells.map(\.short).joined(separator: " ") }.joined(separator: " | ")
    }
}

extension Reading.CellRecord {
    fileprivate var short: String {
        let value =
            switch kind {
            case .blank: ""
            case .number: bits.map { "\(Double(bitPattern: $0))" } ?? "?"
            case .date: bits.map { "@\(Double(bitPattern: $0))" } ?? "?"
            case .boolean: bits.map { "\($0 != 0)" } ?? "?"
            case .text: "\"\(String(decoding: text, as: UTF8.self))\""
            case .error: String(decoding: text, as: UTF8.self)
            }
        return "\(reference)\(hasFormula ? "f" : "")=\(value)"
    }
}
