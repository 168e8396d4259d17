/// Reads numbers of XML and spreadsheets: ASCII digits, a point, an exponent; not `nan`, `inf` or hexadecimal.
enum DecimalNumber {
    /// An integer with an optional sign; nil for anything else, and beyond an `Int`.
    static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        Int(String(decoding: bytes.trimmedXMLSpace, as: UTF8.self))
    }

    @inline(__always)
    static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        guard let start = bytes.baseAddress else { return nil }
        return double(start, count: bytes.count)
    }

    /// The nearest `Double`; nil for what is not a number, or is too large.
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
        // Up to 2^53 and 10^22 both operands are exact, so the division rounds correctly.
        guard index == count, digits > 0, digits <= 18, mantissa <= 1 << 53, scale <= 22 else {
            if let number = exact(start, count: count) { return number }
            return general(UnsafeBufferPointer(start: start, count: count)).flatMap { $0.isFinite ? $0 : nil }
        }
        let magnitude = scale == 0 ? Double(mantissa) : Double(mantissa) / powersOfTen[scale]
        return isNegative ? -magnitude : magnitude
    }

    /// A number of up to nineteen digits without leading zeros, and a small power of ten: all that spreadsheets write,
    /// such as `0.10000000000000001` and `1.5E-3`. Nil for anything else.
    @inline(never)
    private static func exact(_ start: UnsafePointer<UInt8>, count: Int) -> Double? {
        let isNegative = count > 0 && start[0] == UInt8(ascii: "-")
        var index = isNegative ? 1 : 0
        let first = index
        var mantissa: UInt64 = 0
        var point: Int?
        while index < count {
            let digit = start[index] &- UInt8(ascii: "0")
            if digit <= 9 {
                guard mantissa < 1_000_000_000_000_000_000 else { return nil }
                mantissa = mantissa &* 10 &+ UInt64(digit)
            } else if start[index] == UInt8(ascii: "."), point == nil {
                point = index
            } else {
                break
            }
            index &+= 1
        }
        guard index - first > (point == nil ? 0 : 1) else { return nil }
        var power = point.map { $0 + 1 - index } ?? 0
        if index < count {
            let exponent = UnsafeBufferPointer(start: start + index + 1, count: count - index - 1)
            guard start[index] | 0x20 == UInt8(ascii: "e"), exponent.count <= 4, let value = Int(String(decoding: exponent, as: UTF8.self))
            else { return nil }
            power += value
        }
        guard power.magnitude < powersOfFive.count else { return nil }
        let magnitude = mantissa == 0 ? 0 : scaled(mantissa, byPowerOfTen: power)
        return isNegative ? -magnitude : magnitude
    }

    /// The `Double` nearest to a nonzero number times a power of ten from -27 to 27.
    ///
    /// The power of five is exact in a word, so the first 63 bits of the product or quotient are exact. The lowest of them
    /// records whether more bits follow, which decides a tie. The power of two is exact.
    private static func scaled(_ mantissa: UInt64, byPowerOfTen power: Int) -> Double {
        let five = powersOfFive[Int(power.magnitude)]
        let (shift, fiveShift) = (mantissa.leadingZeroBitCount, five.leadingZeroBitCount)
        let (left, right) = (mantissa << UInt64(shift), five << UInt64(fiveShift))
        var bits: UInt64
        var binaryPower = power - shift
        if power < 0 {
            let division = right.dividingFullWidth((left >> 1, left << 63))
            bits = division.quotient | (division.remainder == 0 ? 0 : 1)
            binaryPower += fiveShift - 63
        } else {
            let product = left.multipliedFullWidth(by: right)
            bits = product.high | (product.low == 0 ? 0 : 1)
            binaryPower += 64 - fiveShift
        }
        // The exponent is far from the limits of a `Double`.
        return Double(bits) * Double(bitPattern: UInt64(1023 + binaryPower) << 52)
    }

    /// The powers that fit a word.
    private static let powersOfFive: [UInt64] = (0..<28).map { power in (0..<power).reduce(1) { product, _ in product * 5 } }

    /// Any decimal number, by the standard library; infinite if it is too large.
    @inline(never)
    private static func general(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        let bytes = bytes.trimmedXMLSpace
        // Neither `nan`, `inf` nor a hexadecimal number consists of these bytes.
        guard bytes.count < longest, bytes.allSatisfy(isNumberByte) else { return nil }
        return Double(String(decoding: bytes, as: UTF8.self))
    }

    /// Whether the bytes are a number beyond a `Double`.
    static func isTooLarge(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { general(bytes)?.isInfinite == true }

    /// More than the digits of any `Double`.
    static let longest = 400

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
