/// References by numbers of rows and columns, as Excel 2003 XML has them.
enum R1C1 {
    /// A formula such as `=Feuil1!R1C1:R2C3`, with absolute references, as `Feuil1!$A$1:$C$2`. What is in quotation marks or relative stays.
    static func absolute(_ formula: String) -> String {
        let bytes = Array((formula.hasPrefix("=") ? formula.dropFirst() : formula[...]).utf8)
        var result: [UInt8] = []
        var index = 0
        var quote: UInt8?
        while index < bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "R"), !isWord(index == 0 ? nil : bytes[index - 1]), let found = reference(bytes, index) {
                result += "$\(CellReference(uncheckedRow: 1, column: found.column).description.dropLast())$\(found.row)".utf8
                index = found.end
                continue
            }
            result.append(byte)
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func reference(_ bytes: [UInt8], _ start: Int) -> (row: Int, column: Int, end: Int)? {
        var index = start + 1
        guard let row = number(bytes, &index), 1...CellReference.lastRow ~= row, index < bytes.count, bytes[index] == UInt8(ascii: "C")
        else {
            return nil
        }
        index += 1
        guard let column = number(bytes, &index), 1...CellReference.lastColumn ~= column, !isWord(index < bytes.count ? bytes[index] : nil)
        else { return nil }
        return (row, column, index)
    }

    private static func number(_ bytes: [UInt8], _ index: inout Int) -> Int? {
        let start = index
        var number = 0
        while index < bytes.count, index - start < 8, bytes[index] &- UInt8(ascii: "0") <= 9 {
            number = number * 10 + Int(bytes[index] - UInt8(ascii: "0"))
            index += 1
        }
        return index > start ? number : nil
    }

    private static func isWord(_ byte: UInt8?) -> Bool {
        byte.map { ($0 | 0x20) &- UInt8(ascii: "a") < 26 || $0 &- UInt8(ascii: "0") <= 9 || $0 == UInt8(ascii: "_") || $0 >= 0x80 } ?? false
    }
}
