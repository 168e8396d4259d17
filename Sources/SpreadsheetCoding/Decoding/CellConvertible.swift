internal import Spreadsheet

/// A type whose values a cell holds.
protocol CellConvertible {
    /// What a cell must hold, for messages: `a whole number`.
    static var wanted: String { get }
    /// The value of a cell of a row. Where the cell is empty, any fault will do.
    static func value(of cell: CellView, _ row: TitledRows) throws(CellFault) -> Self
}

extension String: CellConvertible {
    static var wanted: String { "a text" }

    /// A number is written with the fewest exact digits, and as displayed where its format pads it with zeros; a date as `2020-08-21`.
    static func value(of cell: CellView, _ row: TitledRows) throws(CellFault) -> String {
        if let text = cell.text {
            guard !text.isEmpty else { throw .missing }
            return text
        }
        guard let text = cell.plainText(in: row.notation) else { throw .type }
        return text
    }
}

extension Bool: CellConvertible {
    static var wanted: String { "TRUE or FALSE" }

    static func value(of cell: CellView, _ row: TitledRows) throws(CellFault) -> Bool {
        guard let value = cell.boolean(in: row.notation) else { throw .type }
        return value
    }
}

extension Double: CellConvertible {
    static var wanted: String { "a number" }

    static func value(of cell: CellView, _ row: TitledRows) throws(CellFault) -> Double {
        guard cell.kind != .date, let number = cell.number(in: row.notation) else { throw .type }
        return number
    }
}

extension Float: CellConvertible {
    static var wanted: String { "a number" }

    static func value(of cell: CellView, _ row: TitledRows) throws(CellFault) -> Float {
        let number = try Double.value(of: cell, row)
        guard number.magnitude <= Double(Float.greatestFiniteMagnitude) else { throw .range }
        return Float(number)
    }
}

extension CellConvertible where Self: FixedWidthInteger {
    static var wanted: String { "a whole number from \(min) to \(max)" }

    static func value(of cell: CellView, _ row: TitledRows) throws(CellFault) -> Self {
        // A text may have more digits than a number of a workbook can.
        if cell.kind == .text, let number = Self(cell.text ?? "") { return number }
        let number = try Double.value(of: cell, row)
        guard number == number.rounded(.towardZero) else { throw .type }
        guard let whole = Self(exactly: number) else { throw .range }
        return whole
    }
}

extension Int: CellConvertible {}
extension Int8: CellConvertible {}
extension Int16: CellConvertible {}
extension Int32: CellConvertible {}
extension Int64: CellConvertible {}
extension UInt: CellConvertible {}
extension UInt8: CellConvertible {}
extension UInt16: CellConvertible {}
extension UInt32: CellConvertible {}
extension UInt64: CellConvertible {}

extension CellValue: CellConvertible {
    static var wanted: String { "a value" }

    static func value(of cell: CellView, _ row: TitledRows) throws(CellFault) -> CellValue {
        guard !cell.isEmpty else { throw .missing }
        return cell.value
    }
}
