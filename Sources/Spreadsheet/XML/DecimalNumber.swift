/// Numbers as XML and spreadsheets write them: ASCII digits, a point, an exponent; neither `nan` nor `inf` nor hexadecimal.
enum DecimalNumber {
    /// A whole number with an optional sign; nil for anything else, and for what an `Int` cannot hold.
    static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let bytes = bytes.trimmedXMLSpace
        var index = 0
        var isNegative = false
        if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            index = 1
        }
        guard index < bytes.count else { return nil }
        var value = 0
        while index < bytes.count {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = product.addingReportingOverflow(Int(digit))
            guard !tooLarge, !overflow else { return nil }
            value = sum
            index += 1
        }
        return isNegative ? -value : value
    }

    /// The nearest `Double`; nil for what is no number, and for one too large to be finite.
    @inline(__always)
    static func double(_ start: UnsafePointer<UInt8>, count: Int) -> Double? {
        var index = 0
        var isNegative = false
        if count > 0, start[0] == UInt8(ascii: "-") {
            isNegative = true
            index = 1
        }
        var mantissa: UInt64 = 0
        var digits = 0
        var scale = 0
        while index < count {
            let digit = start[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            digits &+= 1
            index &+= 1
        }
        if index < count, start[index] == UInt8(ascii: ".") {
            index &+= 1
            let fraction = index
            while index < count {
                let digit = start[index] &- UInt8(ascii: "0")
                guard digit <= 9 else { break }
                mantissa = mantissa &* 10 &+ UInt64(digit)
                index &+= 1
            }
            scale = index &- fraction
            digits &+= scale
        }
        // Up to 2^53 and up to 10^22 both operands are exact, so that the one operation rounds right.
        guard index == count, digits > 0, digits <= 18, mantissa <= 1 << 53, scale <= 22 else { return general(start, count: count) }
        let magnitude = scale == 0 ? Double(mantissa) : Double(mantissa) / powersOfTen[scale]
        return isNegative ? -magnitude : magnitude
    }

    /// Any decimal number, by the C library once its form has been checked.
    @inline(never)
    private static func general(_ start: UnsafePointer<UInt8>, count: Int) -> Double? {
        let bytes = UnsafeBufferPointer(start: start, count: count).trimmedXMLSpace
        guard bytes.count < longest, isNumber(bytes) else { return nil }
        // The process may have another decimal separator; the standard library's reading does not depend on it.
        guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// Whether these are a number that no `Double` can hold.
    static func isTooLarge(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = bytes.trimmedXMLSpace
        guard let start = bytes.baseAddress else { return false }
        return bytes.count < longest && isNumber(bytes) && double(start, count: bytes.count) == nil
    }

    /// A `Double` written out needs fewer digits.
    private static let longest = 400

    private static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = bytes[...]
        func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
        func skipDigits() -> Int {
            let before = rest.count
            rest = rest.drop { isDigit($0) }
            return before - rest.count
        }
        func skip(_ characters: UInt8...) -> Bool {
            guard let first = rest.first, characters.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        _ = skip(UInt8(ascii: "-"), UInt8(ascii: "+"))
        var digits = skipDigits()
        if skip(UInt8(ascii: ".")) { digits += skipDigits() }
        guard digits > 0 else { return false }
        if skip(UInt8(ascii: "e"), UInt8(ascii: "E")) {
            _ = skip(UInt8(ascii: "-"), UInt8(ascii: "+"))
            guard skipDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}

/// White space of XML 1.0, section 2.3.
@inline(__always)
func isXMLSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}

extension UnsafeBufferPointer<UInt8> {
    /// Without XML's white space around it.
    var trimmedXMLSpace: UnsafeBufferPointer<UInt8> {
        var slice = self[...]
        while let first = slice.first, isXMLSpace(first) { slice = slice.dropFirst() }
        while let last = slice.last, isXMLSpace(last) { slice = slice.dropLast() }
        return UnsafeBufferPointer(rebasing: slice)
    }
}
