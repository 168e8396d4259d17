/// White space of XML 1.0, section 2.3.
@inline(__always)
func isXMLSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}

/// Whether a byte can be in a decimal number.
@inline(__always)
func isNumberByte(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") <= 9 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
        || byte | 0x20 == UInt8(ascii: "e")
}

/// The value of a hexadecimal digit in either case; nil for any other byte.
func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "a")...UInt8(ascii: "f"): byte & 0x0F + 9
    default: nil
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Without XML's white space around it.
    var trimmedXMLSpace: UnsafeBufferPointer<UInt8> {
        var (start, end) = (0, count)
        while start < end, isXMLSpace(self[start]) { start += 1 }
        while end > start, isXMLSpace(self[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(rebasing: self[start..<end])
    }
}

extension FixedWidthInteger {
    /// The number's digits, with zeros before them up to a width.
    func padded(to width: Int, radix: Int = 10) -> String {
        let digits = String(self, radix: radix, uppercase: true)
        return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
    }
}
