/// The formula of a group of cells that share one (ECMA-376 part 1, 18.3.1.40), as it stands in the group's first cell.
struct SharedFormula {
    private let text: [UInt8]
    private let cell: CellReference
    private let moving: [MovingReference]

    init(text: String, cell: CellReference) { self.init(Array(text.utf8), in: cell) }

    init(_ text: [UInt8], in cell: CellReference) {
        self.text = text
        self.cell = cell
        moving = MovingReference.all(in: text)
    }

    /// The bytes that it takes to keep the formula.
    var size: Int { text.count + moving.count * MemoryLayout<MovingReference>.stride }

    /// The length that the formula has at most in any cell.
    var greatestLength: Int { text.count + moving.count * CellReference.lastRowDigits }

    /// The formula as it is for another cell of the group: relative references move along, beyond an edge of the sheet to the other one.
    func text(for other: CellReference) -> String {
        String(unsafeUninitializedCapacity: greatestLength + Self.margin) { buffer in
            buffer.baseAddress.map { write(for: other, to: $0) } ?? 0
        }
    }

    /// Writes the formula as it is for another cell, and returns its length. There must be room for ``greatestLength`` and ``margin`` bytes.
    func write(for other: CellReference, to target: UnsafeMutablePointer<UInt8>) -> Int {
        let (rows, columns) = (other.row - cell.row, other.column - cell.column)
        var count = 0
        var read = 0
        func copy(upTo end: Int) {
            for index in read..<end { target[count + index - read] = text[index] }
            count += end - read
        }
        for reference in moving {
            copy(upTo: reference.start)
            read = reference.end
            if reference.isRow {
                let row = Self.wrapped(reference.number + rows, CellReference.lastRow)
                count += DecimalNumber.write(integer: row, to: target + count)
            } else {
                count += CellReference.writeColumn(Self.wrapped(reference.number + columns, CellReference.lastColumn), to: target + count)
            }
        }
        copy(upTo: text.count)
        return count
    }

    /// The room for the last number, which is written as whole words.
    static let margin = DecimalNumber.writtenSize

    private static func wrapped(_ number: Int, _ last: Int) -> Int {
        1...last ~= number ? number : ((number - 1) % last + last) % last + 1
    }
}

/// The row or the column of a relative reference in a formula (18.17.2.3), which moves along with its cell.
private struct MovingReference {
    // A worksheet's numbers and the length of a formula fit in 32 bits.
    private let place: UInt32
    private let packed: UInt32
    private let length: UInt8
    let isRow: Bool

    init(_ range: Range<Int>, number: Int, isRow: Bool) {
        place = UInt32(truncatingIfNeeded: range.lowerBound)
        length = UInt8(truncatingIfNeeded: range.count)
        packed = UInt32(truncatingIfNeeded: number)
        self.isRow = isRow
    }

    var start: Int { Int(place) }
    var end: Int { Int(place) + Int(length) }
    var number: Int { Int(packed) }

    static func all(in formula: [UInt8]) -> [MovingReference] {
        formula.withUnsafeBufferPointer { bytes in
            var finder = ReferenceFinder(formula: bytes)
            finder.find()
            return finder.found
        }
    }
}

private struct ReferenceFinder {
    let formula: UnsafeBufferPointer<UInt8>
    var found: [MovingReference] = []

    /// The column or the row that a part of a formula is.
    private struct Part {
        let start: Int
        let end: Int
        let number: Int
        let isRow: Bool
        let isAbsolute: Bool
    }

    mutating func find() {
        var index = 0
        while index < formula.count {
            switch formula[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): index = endOfQuoted(index)
            case UInt8(ascii: "["): index = endOfBrackets(index)
            case let byte where Self.isWordByte(byte): index = word(index)
            default: index += 1
            }
        }
    }

    /// Letters, digits and what else names and references have.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "$"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "\\"), UInt8(ascii: "?"), 0x80...: true
        default: false
        }
    }

    private func endOfWord(_ start: Int) -> Int {
        var index = start
        while index < formula.count, Self.isWordByte(formula[index]) { index += 1 }
        return index
    }

    /// A quotation mark within is doubled, and so begins another quoted text.
    private func endOfQuoted(_ start: Int) -> Int {
        formula[(start + 1)...].firstIndex(of: formula[start]).map { $0 + 1 } ?? formula.count
    }

    /// Columns of tables and numbers of workbooks; an apostrophe escapes the next character (18.17.2.2).
    private func endOfBrackets(_ start: Int) -> Int {
        var depth = 0
        var index = start
        while index < formula.count {
            switch formula[index] {
            case UInt8(ascii: "'"): index += 1
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            default: break
            }
            index += 1
            if depth == 0 { break }
        }
        return min(index, formula.count)
    }

    /// Goes through a word, or two with a colon between them that are whole columns or rows, and returns its end.
    private mutating func word(_ start: Int) -> Int {
        let end = endOfWord(start)
        func isNamed(_ end: Int) -> Bool {
            end < formula.count && [UInt8(ascii: "!"), UInt8(ascii: "("), UInt8(ascii: "[")].contains(formula[end])
        }
        if isNamed(end) { return end }
        if let cell = cell(start, end) {
            note(cell.column)
            note(cell.row)
            return end
        }
        guard end + 1 < formula.count, formula[end] == UInt8(ascii: ":") else { return end }
        let other = endOfWord(end + 1)
        guard !isNamed(other) else { return end }
        for part in [column, row] {
            if let first = part(start, end), let last = part(end + 1, other) {
                note(first)
                note(last)
                return other
            }
        }
        return end
    }

    private mutating func note(_ part: Part) {
        guard !part.isAbsolute else { return }
        found.append(MovingReference(part.start..<part.end, number: part.number, isRow: part.isRow))
    }

    private func cell(_ start: Int, _ end: Int) -> (column: Part, row: Part)? {
        var split = start < end && formula[start] == UInt8(ascii: "$") ? start + 1 : start
        while split < end, formula[split] != UInt8(ascii: "$"), !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= formula[split]) { split += 1 }
        guard let column = column(start, split), let row = row(split, end) else { return nil }
        return (column, row)
    }

    private func column(_ start: Int, _ end: Int) -> Part? {
        let isAbsolute = start < end && formula[start] == UInt8(ascii: "$")
        let letters = isAbsolute ? start + 1 : start
        guard 1...3 ~= end - letters else { return nil }
        var number = 0
        for byte in formula[letters..<end] {
            let letter = (byte & 0xDF) &- UInt8(ascii: "A")
            guard letter < 26, byte >= UInt8(ascii: "A") else { return nil }
            number = number * 26 + Int(letter) + 1
        }
        guard number <= CellReference.lastColumn else { return nil }
        return Part(start: start, end: end, number: number, isRow: false, isAbsolute: isAbsolute)
    }

    private func row(_ start: Int, _ end: Int) -> Part? {
        let isAbsolute = start < end && formula[start] == UInt8(ascii: "$")
        let digits = isAbsolute ? start + 1 : start
        guard 1...CellReference.lastRowDigits ~= end - digits, formula[digits] != UInt8(ascii: "0") else { return nil }
        var number = 0
        for byte in formula[digits..<end] {
            guard byte &- UInt8(ascii: "0") <= 9 else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        guard number <= CellReference.lastRow else { return nil }
        return Part(start: start, end: end, number: number, isRow: true, isAbsolute: isAbsolute)
    }
}

extension CellReference {
    /// The digits of ``lastRow``, which are more than the letters of ``lastColumn``.
    fileprivate static let lastRowDigits = 7

    /// Writes the letters of a column that a worksheet has, and returns their number. There must be room for three.
    fileprivate static func writeColumn(_ column: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
        let count = column > 26 * 27 ? 3 : column > 26 ? 2 : 1
        var rest = column
        for index in (0..<count).reversed() {
            target[index] = UInt8(ascii: "A") + UInt8(truncatingIfNeeded: (rest - 1) % 26)
            rest = (rest - 1) / 26
        }
        return count
    }
}
