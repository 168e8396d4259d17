/// A number in the precision of spreadsheets: at most 15 decimal digits (ECMA-376 part 1, 18.17.2.3), rounded half away from zero.
///
/// As a binary fraction, 1.005 is slightly less than the decimal. Spreadsheets round the decimal.
struct DecimalDigits {
    /// The digits; the number is this times ten to the power of ``exponent``.
    private(set) var significand: UInt64
    var exponent: Int

    private static let precision = 15
    /// 10⁰ to 10¹⁹, all that fit.
    private static let powersOfTen: [UInt64] = (0..<20).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

    init(_ magnitude: Double) {
        if magnitude < 1e15 {
            // Most numbers have few decimals. A decimal of at most 15 digits is the only one for its `Double`.
            let whole = magnitude.rounded(.down)
            if whole == magnitude { self.init(significand: UInt64(whole), exponent: 0); return }
            let hundredths = (magnitude * 100).rounded()
            if hundredths < 1e15, hundredths / 100 == magnitude { self.init(significand: UInt64(hundredths), exponent: -2); return }
            let millionths = (magnitude * 1e6).rounded()
            if millionths < 1e15, millionths / 1e6 == magnitude { self.init(significand: UInt64(millionths), exponent: -6); return }
        }
        self.init(shortest: magnitude.description)
    }

    private init(significand: UInt64, exponent: Int) {
        self.significand = significand
        self.exponent = exponent
    }

    /// The digits of a `Double`'s shortest description, such as `0.1` or `1.5e-07`; at most 17.
    private init(shortest description: String) {
        var significand: UInt64 = 0
        var decimals = 0
        var isBehindPoint = false
        var power = 0
        var isNegativePower = false
        var isPower = false
        for byte in description.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = byte & 0x0F
                if isPower {
                    power = power * 10 + Int(digit)
                } else if significand < 1_000_000_000_000_000_000 {
                    significand = significand * 10 + UInt64(digit)
                    if isBehindPoint { decimals += 1 }
                } else if !isBehindPoint {
                    decimals -= 1
                }
            case UInt8(ascii: "."): isBehindPoint = true
            case UInt8(ascii: "e"): isPower = true
            case UInt8(ascii: "-"): isNegativePower = true
            default: break
            }
        }
        self.init(significand: significand, exponent: (isNegativePower ? -power : power) - decimals)
        round(toPlace: exponent + digitCount - Self.precision)
    }

    var isZero: Bool { significand == 0 }

    /// The number of digits, without leading zeros; zero has one.
    var digitCount: Int {
        var count = 1
        while count < Self.powersOfTen.count, significand >= Self.powersOfTen[count] { count += 1 }
        return count
    }

    /// The power of ten of the first digit.
    var leadingPlace: Int { exponent + digitCount - 1 }

    /// Rounds to a multiple of a power of ten, half away from zero.
    mutating func round(toPlace place: Int) {
        guard exponent < place else { return }
        let dropped = place - exponent
        exponent = place
        guard dropped < Self.powersOfTen.count else {
            significand = 0
            return
        }
        let unit = Self.powersOfTen[dropped]
        let rest = significand % unit
        significand /= unit
        if rest >= unit - rest { significand += 1 }
    }
}

struct DigitPlaces {
    private var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    private var count = 0
    private let exponent: Int
    /// The number of digits before the decimal point, without leading zeros.
    let integerCount: Int
    /// The number of decimals up to the last one that is not 0.
    let decimalCount: Int

    init(_ number: DecimalDigits) {
        var rest = number.significand
        var exponent = number.exponent
        while rest != 0, rest % 10 == 0 {
            rest /= 10
            exponent += 1
        }
        self.exponent = exponent
        while rest != 0, count < 20 {
            digits[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            count += 1
        }
        integerCount = max(0, count == 0 ? 0 : count + exponent)
        decimalCount = max(0, count == 0 ? 0 : -exponent)
    }

    /// The digit for a power of ten, in ASCII; 0 if the number has none there.
    subscript(place: Int) -> UInt8 {
        let index = place - exponent
        return index >= 0 && index < count ? digits[index] : UInt8(ascii: "0")
    }

    /// The digit at a place before the decimal point; nil before the first.
    func integerDigit(_ place: Int) -> UInt8? { place < integerCount ? self[place] : nil }

    /// Appends the point and the decimals, if there are any.
    func appendDecimals(to output: inout [UInt8]) {
        guard decimalCount > 0 else { return }
        output.append(UInt8(ascii: "."))
        for place in 1...decimalCount { output.append(self[-place]) }
    }

    /// Appends the digits before a run of places that is too short.
    func appendLeading(before places: Int, isGrouped: Bool, to output: inout [UInt8]) {
        var place = integerCount - 1
        while place >= places {
            output.append(self[place])
            if isGrouped, place > 0, place % 3 == 0 { output.append(UInt8(ascii: ",")) }
            place -= 1
        }
    }
}
