/// A legacy workbook to be ([MS-XLS]), of records that can be any.
package struct LegacyWorkbook {
    package struct Sheet {
        package var name: String
        /// 0 shown, 1 hidden, 2 very hidden.
        package var state: UInt8 = 0
        /// 0 for cells, 1 for macros, 2 for a chart, 6 for a module.
        package var kind: UInt8 = 0
        /// The records between the first and the last.
        package var records: [UInt8]
        /// Whether the last record of the sheet is there.
        package var hasEnd = true

        package init(_ name: String, _ records: [UInt8]) {
            self.name = name
            self.records = records
        }
    }

    package var sheets: [Sheet]
    /// Whether it is BIFF8, with texts in Unicode, and not BIFF5.
    package var isUnicode = true
    /// Records before those of the sheets.
    package var globals: [UInt8] = []
    /// Added to where the sheets are.
    package var placeShift = 0

    package init(_ sheets: [Sheet]) { self.sheets = sheets }

    /// A workbook of one sheet.
    package init(_ records: [UInt8], strings: [UInt8] = []) {
        sheets = [Sheet("a", records)]
        globals = strings
    }

    /// The stream of its records.
    package var stream: [UInt8] {
        let first = Self.start(isUnicode, 5)
        let bodies = sheets.map { Self.start(isUnicode, 16) + $0.records + ($0.hasEnd ? Self.record(10) : []) }
        let names = sheets.map { sheet -> [UInt8] in
            let name = Array(sheet.name.utf8)
            return [sheet.state, sheet.kind, UInt8(name.count)] + (isUnicode ? [0] : []) + name
        }
        let end = Self.record(10)
        var place = first.count + globals.count + names.reduce(0) { $0 + 8 + $1.count } + end.count + placeShift
        var result = first + globals
        for (name, body) in zip(names, bodies) {
            result += Self.record(0x85, Self.number32(place) + name)
            place += body.count
        }
        return result + end + bodies.flatMap(\.self)
    }

    /// The file, whose stream has a name.
    package func bytes(named name: String = "Workbook") -> [UInt8] { CompoundFileMaker([.init(name, stream)]).make().bytes }

    package static func record(_ id: Int, _ bytes: [UInt8] = []) -> [UInt8] { number16(id) + number16(bytes.count) + bytes }

    private static func start(_ isUnicode: Bool, _ kind: Int) -> [UInt8] {
        record(0x809, number16(isUnicode ? 0x600 : 0x500) + number16(kind) + [UInt8](repeating: 0, count: 12))
    }

    package static func number16(_ value: Int) -> [UInt8] { [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)] }
    package static func number32(_ value: Int) -> [UInt8] { number16(value) + number16(value >> 16) }
    package static func double(_ value: Double) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * $0)) } }

    /// Where a cell is, from A1 on, and its format.
    package static func place(_ row: Int, _ column: Int, format: Int = 0) -> [UInt8] {
        number16(row - 1) + number16(column - 1) + number16(format)
    }

    package static func number(_ row: Int, _ column: Int, _ value: Double, format: Int = 0) -> [UInt8] {
        record(0x203, place(row, column, format: format) + double(value))
    }

    package static func label(_ row: Int, _ column: Int, _ text: String) -> [UInt8] { record(0x204, place(row, column) + wide(text)) }

    package static func shared(_ row: Int, _ column: Int, _ index: Int) -> [UInt8] { record(0xFD, place(row, column) + number32(index)) }

    /// A formula with the eight bytes of its result.
    package static func formula(_ row: Int, _ column: Int, _ result: [UInt8]) -> [UInt8] {
        record(6, place(row, column) + result + [UInt8](repeating: 0, count: 8))
    }

    /// The number of a text's units, that they are wide, and the units.
    package static func wide(_ text: String) -> [UInt8] { number16(text.utf16.count) + [1] + units(text) }

    package static func units(_ text: String) -> [UInt8] { text.utf16.flatMap { number16(Int($0)) } }

    /// The table of shared strings, each as its bytes.
    package static func strings(_ strings: [[UInt8]], count: Int? = nil) -> [UInt8] {
        record(0xFC, number32(strings.count) + number32(count ?? strings.count) + strings.flatMap(\.self))
    }
}
