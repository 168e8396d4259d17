/// The formula of a group of cells that share one (ECMA-376 part 1, 18.3.1.40), as it stands in the group's first cell.
struct SharedFormula {
    let text: String
    let cell: CellReference

    /// The formula as it is for another cell of the group: relative references move along, beyond an edge of the sheet to the other one.
    func text(for other: CellReference) -> String {
        let mover = ReferenceMover(rows: other.row - cell.row, columns: other.column - cell.column)
        return String(decoding: mover.moved(Array(text.utf8)), as: UTF8.self)
    }
}

/// Moves the relative references of a formula (18.17.2.3), and leaves everything else in it as it is.
private struct ReferenceMover {
    let rows: Int
    let columns: Int

    func moved(_ formula: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < formula.count {
            let start = index
            switch formula[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): index = endOfQuoted(formula, index)
            case UInt8(ascii: "["): index = endOfBrackets(formula, index)
            case let byte where Self.isWordByte(byte):
                let (end, moved) = word(formula, index)
                result += moved
                index = end
                continue
            default: index += 1
            }
            result += formula[start..<index]
        }
        return result
    }

    /// Letters, digits and what else names and references have.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") <= 9 || byte >= 0x80 || "$_.\\?".utf8.contains(byte)
    }

    private func endOfWord(_ formula: [UInt8], _ start: Int) -> Int {
        formula[start...].firstIndex { !Self.isWordByte($0) } ?? formula.count
    }

    /// A quotation mark within is doubled, and so begins another quoted text.
    private func endOfQuoted(_ formula: [UInt8], _ start: Int) -> Int {
        formula[(start + 1)...].firstIndex(of: formula[start]).map { $0 + 1 } ?? formula.count
    }

    /// Columns of tables and numbers of workbooks; an apostrophe escapes the next character (18.17.2.2).
    private func endOfBrackets(_ formula: [UInt8], _ start: Int) -> Int {
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

    /// A word, or two with a colon between them that are whole columns or rows, moved where it is a reference.
    private func word(_ formula: [UInt8], _ start: Int) -> (end: Int, moved: [UInt8]) {
        let end = endOfWord(formula, start)
        func isNamed(_ end: Int) -> Bool { end < formula.count && "!([".utf8.contains(formula[end]) }
        if isNamed(end) { return (end, Array(formula[start..<end])) }
        if let moved = cell(formula[start..<end]) { return (end, moved) }
        if end + 1 < formula.count, formula[end] == UInt8(ascii: ":") {
            let other = endOfWord(formula, end + 1)
            for part in [column, row] where !isNamed(other) {
                if let first = part(formula[start..<end]), let last = part(formula[(end + 1)..<other]) {
                    return (other, first + [UInt8(ascii: ":")] + last)
                }
            }
        }
        return (end, Array(formula[start..<end]))
    }

    private func cell(_ word: ArraySlice<UInt8>) -> [UInt8]? {
        let afterMark = word.first == UInt8(ascii: "$") ? word.startIndex + 1 : word.startIndex
        guard let split = word[afterMark...].firstIndex(where: { $0 == UInt8(ascii: "$") || $0 &- UInt8(ascii: "0") <= 9 }),
            let column = column(word[..<split]), let row = row(word[split...])
        else { return nil }
        return column + row
    }

    private func column(_ word: ArraySlice<UInt8>) -> [UInt8]? {
        let isAbsolute = word.first == UInt8(ascii: "$")
        let letters = isAbsolute ? word.dropFirst() : word
        guard let known = (Array(letters) + [UInt8(ascii: "1")]).withUnsafeBufferPointer({ CellReference(bytes: $0) }),
            letters.allSatisfy({ ($0 | 0x20) &- UInt8(ascii: "a") < 26 })
        else { return nil }
        if isAbsolute { return Array(word) }
        let moved = Self.wrapped(known.column + columns, CellReference.lastColumn)
        return Array((CellReference.columnName(moved) ?? "").utf8)
    }

    private func row(_ word: ArraySlice<UInt8>) -> [UInt8]? {
        let isAbsolute = word.first == UInt8(ascii: "$")
        let digits = isAbsolute ? word.dropFirst() : word
        guard let known = ([UInt8(ascii: "A")] + digits).withUnsafeBufferPointer({ CellReference(bytes: $0) }),
            digits.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 })
        else { return nil }
        return isAbsolute ? Array(word) : Array(String(Self.wrapped(known.row + rows, CellReference.lastRow)).utf8)
    }

    private static func wrapped(_ number: Int, _ last: Int) -> Int { ((number - 1) % last + last) % last + 1 }
}
