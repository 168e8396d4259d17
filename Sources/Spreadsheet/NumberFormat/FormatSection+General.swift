extension FormatSection {
    /// General: as much of a number as fits in 11 characters with the decimal point and without the sign; beyond that, scientific with
    /// at most five decimals (ECMA-376 part 1, 18.8.31).
    func appendGeneral(_ magnitude: Double, showsMinus: Bool, to output: inout [UInt8]) {
        if showsMinus { output.append(UInt8(ascii: "-")) }
        appendGeneral(to: &output) { Self.appendGeneralNumber(magnitude, to: &$0) }
    }

    /// The section's text around a number in General or a text.
    func appendGeneral(to output: inout [UInt8], _ append: (inout [UInt8]) -> Void) {
        for token in tokens {
            switch token {
            case .general: append(&output)
            case .literal(let range): output.append(contentsOf: literals[range])
            default: break
            }
        }
    }

    private static func appendGeneralNumber(_ magnitude: Double, to output: inout [UInt8]) {
        let number = DecimalDigits(magnitude)
        if number.isZero { return output.append(UInt8(ascii: "0")) }
        let exact = DigitPlaces(number)
        let leading = number.leadingPlace
        // Small numbers are written out if fewer digits are lost than in scientific form.
        guard leading <= 10, leading >= -4 || exact.decimalCount <= 9 else { return appendShortScientific(number, to: &output) }
        var rounded = number
        rounded.round(toPlace: -max(0, min(9, 9 - leading)))
        guard rounded.leadingPlace <= 10 else { return appendShortScientific(number, to: &output) }
        let digits = DigitPlaces(rounded)
        if digits.integerCount == 0 { output.append(UInt8(ascii: "0")) }
        digits.appendLeading(before: 0, isGrouped: false, to: &output)
        digits.appendDecimals(to: &output)
    }

    private static func appendShortScientific(_ number: DecimalDigits, to output: inout [UInt8]) {
        var rounded = number
        rounded.round(toPlace: number.leadingPlace - 5)
        let power = rounded.leadingPlace
        rounded.exponent -= power
        let digits = DigitPlaces(rounded)
        output.append(digits[0])
        digits.appendDecimals(to: &output)
        output.append(UInt8(ascii: "E"))
        output.append(power < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        output.appendNumber(power.magnitude, width: 2)
    }
}

extension [UInt8] {
    /// Appends an integer, with zeros in front up to a width, at most twenty digits.
    mutating func appendNumber(_ number: UInt, width: Int = 1) {
        let start = count
        var rest = number
        repeat {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0 || count - start < Swift.min(width, 20)
        self[start...].reverse()
    }
}
