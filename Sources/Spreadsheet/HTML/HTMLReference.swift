internal import CDotationsLibXML2

/// Decodes character references of HTML (HTML Standard, 13.2.5.72).
enum HTMLReference {
    /// No reference is longer.
    static let longest = 40

    /// Appends text with its references decoded. A reference that is none stays as it is.
    ///
    /// - Throws: `memory.exhausted`.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to arena: inout ByteArena) throws(SpreadsheetError) {
        var index = 0
        while index < text.count {
            let next = text[index...].firstIndex(of: UInt8(ascii: "&")) ?? text.count
            try arena.append(UnsafeBufferPointer(rebasing: text[index..<next]))
            index = next
            guard index < text.count else { break }
            if let (scalar, length) = reference(UnsafeBufferPointer(rebasing: text[index...].prefix(longest))) {
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { try arena.append(byte) }
                index += length
            } else {
                try arena.append(text[index])
                index += 1
            }
        }
    }

    static func string(_ text: UnsafeBufferPointer<UInt8>) -> String {
        var arena = ByteArena()
        do throws(SpreadsheetError) { try append(text, to: &arena) } catch { return "" }
        return String(decoding: arena.contents, as: UTF8.self)
    }

    private static func reference(_ text: UnsafeBufferPointer<UInt8>) -> (Unicode.Scalar, length: Int)? {
        guard text.count > 2 else { return nil }
        var end = 1
        if text[1] == UInt8(ascii: "#") {
            let isHexadecimal = text[2] | 0x20 == UInt8(ascii: "x")
            end = isHexadecimal ? 3 : 2
            let start = end
            var value: UInt32 = 0
            while end < text.count, let digit = hexadecimalValue(text[end]), isHexadecimal || digit <= 9, value < 0x110000 {
                value = value * (isHexadecimal ? 16 : 10) + UInt32(digit)
                end += 1
            }
            guard end > start, value > 0, let scalar = character(value) else { return nil }
            return (scalar, end < text.count && text[end] == UInt8(ascii: ";") ? end + 1 : end)
        }
        while end < text.count, text[end] &- UInt8(ascii: "0") <= 9 || (text[end] | 0x20) &- UInt8(ascii: "a") < 26 { end += 1 }
        let name = text[1..<end] + [0]
        let known = name.withUnsafeBufferPointer { $0.baseAddress.flatMap { htmlEntityLookup($0) } }
        guard let known, let scalar = Unicode.Scalar(known.pointee.value) else { return nil }
        return (scalar, end < text.count && text[end] == UInt8(ascii: ";") ? end + 1 : end)
    }

    /// The character of a number. Those of the upper control characters are Windows-1252's, where it has one (13.2.5.80).
    private static func character(_ value: UInt32) -> Unicode.Scalar? {
        let shown = 0x80...0x9F ~= value ? UInt32(CodePage.windows1252.upperHalf[Int(value) - 0x80]) : value
        return Unicode.Scalar(shown > 0 ? shown : value)
    }
}
