/// The place of a cell in a sheet, such as `F12` (ECMA-376 part 1, 18.18.62): column and row, both counted from 1.
public struct CellReference: Sendable, Hashable, Comparable {
    /// The last row a worksheet can have.
    public static let lastRow = 1_048_576
    /// The last column a worksheet can have, `XFD`.
    public static let lastColumn = 16_384

    /// The row, from 1 to ``lastRow``.
    public let row: Int
    /// The column, from 1 (`A`) to ``lastColumn`` (`XFD`).
    public let column: Int

    /// A reference, or nil if the row or the column is outside a worksheet.
    public init?(row: Int, column: Int) {
        guard 1...Self.lastRow ~= row, 1...Self.lastColumn ~= column else { return nil }
        self.row = row
        self.column = column
    }

    /// A reference to a row and a column that are known to be inside a worksheet.
    package init(uncheckedRow row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    /// Reads `F12` or `$F$12`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let reference = text.withUTF8({ Self(bytes: $0, allowsDollars: true) }) else { return nil }
        self = reference
    }

    /// Reads `F12` from ASCII bytes: one to three capital or small letters, then a row without leading zeros. Where they are allowed, a dollar
    /// sign may stand ahead of each.
    package init?(bytes: UnsafeBufferPointer<UInt8>, allowsDollars: Bool = false) {
        var index = 0
        func isDollar() -> Bool { allowsDollars && index < bytes.count && bytes[index] == UInt8(ascii: "$") }
        if isDollar() { index += 1 }
        let start = index
        var column = 0
        while index < bytes.count {
            let letter = bytes[index] & 0xDF
            guard letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z"), bytes[index] >= UInt8(ascii: "A") else { break }
            guard index - start < 3 else { return nil }
            column = column * 26 + Int(letter - UInt8(ascii: "A")) + 1
            index += 1
        }
        guard index > start else { return nil }
        if isDollar() { index += 1 }
        var row = 0
        guard index < bytes.count, bytes.count - index <= 7, bytes[index] != UInt8(ascii: "0") else { return nil }
        while index < bytes.count {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            row = row * 10 + Int(digit)
            index += 1
        }
        self.init(row: row, column: column)
    }

    /// The letters of a column, such as `F` for 6, or nil if there is no such column.
    public static func columnName(_ column: Int) -> String? {
        guard 1...lastColumn ~= column else { return nil }
        var letters: [UInt8] = []
        var rest = column
        while rest > 0 {
            letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// Orders by row, then by column.
    public static func < (a: CellReference, b: CellReference) -> Bool {
        (a.row, a.column) < (b.row, b.column)
    }
}

extension CellReference: CustomStringConvertible {
    /// The reference as a spreadsheet writes it, such as `F12`.
    public var description: String { (Self.columnName(column) ?? "") + String(row) }
}
