internal import Foundation
internal import Spreadsheet

extension Decimal: CellConvertible {
    static var wanted: String { "a number" }

    /// A number of a workbook is the decimal that a spreadsheet shows of it, not the binary one next to it.
    static func value(of cell: CellView, _ row: TitledRows) throws(CellFault) -> Decimal {
        let number = try Double.value(of: cell, row)
        var digits: String
        if let text = cell.text {
            digits = text.filter { !$0.isWhitespace }
            if row.notation == .french { digits.replace(",", with: ".") }
        } else if let whole = Int64(exactly: number) {
            return Decimal(whole)
        } else {
            digits = number.description
        }
        guard let decimal = Decimal(string: digits), !decimal.isNaN else { throw .range }
        return decimal
    }
}

extension Date: CellConvertible {
    static var wanted: String { "a date" }

    static func value(of cell: CellView, _ row: TitledRows) throws(CellFault) -> Date {
        let date: Date? =
            switch cell.kind {
            case .date: cell.value.date?.civil.flatMap { Date($0, in: row.options.timeZone) }
            case .text: Date(typed: cell.text ?? "", row.options)
            default: nil
            }
        guard let date else { throw .type }
        return date
    }
}

extension URL: CellConvertible {
    static var wanted: String { "an address (URL)" }

    static func value(of cell: CellView, _ row: TitledRows) throws(CellFault) -> URL {
        guard let text = cell.text, let url = URL(string: text) else { throw .type }
        return url
    }
}

extension Data: CellConvertible {
    static var wanted: String { "bytes in Base64" }

    static func value(of cell: CellView, _ row: TitledRows) throws(CellFault) -> Data {
        guard let text = cell.text, let data = Data(base64Encoded: text) else { throw .type }
        return data
    }
}
