extension FormatSection {
    /// A number with a fixed number of decimals. It has no minus if it rounds to zero.
    func appendNumber(_ magnitude: Double, showsMinus: Bool, to output: inout [UInt8]) {
        var number = DecimalDigits(magnitude)
        number.exponent += scale
        number.round(toPlace: -decimalPlaces)
        if showsMinus, !number.isZero || (integerPlaces == 0 && !hasPoint) { output.append(UInt8(ascii: "-")) }
        let digits = DigitPlaces(number)
        for token in tokens { appendNumberToken(token, digits: digits, to: &output) }
    }

    /// A number as digits times a power of ten, which is a multiple of the number of digits before the decimal point.
    func appendScientific(_ magnitude: Double, showsMinus: Bool, to output: inout [UInt8]) {
        var exact = DecimalDigits(magnitude)
        exact.exponent += scale
        let period = max(1, integerPlaces)
        var power = 0
        var number = exact
        if !exact.isZero {
            let leading = exact.leadingPlace + (integerPlaces == 0 ? 1 : 0)
            power = leading >= 0 ? leading / period * period : -((period - 1 - leading) / period * period)
            number.exponent -= power
            number.round(toPlace: -decimalPlaces)
            // Rounding up can add a digit: 9.99 becomes 10.0, which is 1.00 with the next power.
            if !number.isZero, number.leadingPlace >= integerPlaces {
                power += period
                number = exact
                number.exponent -= power
                number.round(toPlace: -decimalPlaces)
            }
        }
        if showsMinus { output.append(UInt8(ascii: "-")) }
        let digits = DigitPlaces(number)
        let powerDigits = DigitPlaces(DecimalDigits(Double(power.magnitude)))
        let powerPlaces = tokens.count { if case .exponentDigit = $0 { true } else { false } }
        for token in tokens {
            switch token {
            case .exponentSign(let showsPlus):
                output.append(UInt8(ascii: "E"))
                if power < 0 || showsPlus { output.append(UInt8(ascii: power < 0 ? "-" : "+")) }
            case .exponentDigit(let placeholder, let place):
                if place == powerPlaces - 1 { powerDigits.appendLeading(before: powerPlaces, isGrouped: false, to: &output) }
                appendDigit(power == 0 && place == 0 ? UInt8(ascii: "0") : powerDigits.integerDigit(place), or: placeholder, to: &output)
            default: appendNumberToken(token, digits: digits, to: &output)
            }
        }
    }

    @inline(__always)
    private func appendNumberToken(_ token: Token, digits: borrowing DigitPlaces, to output: inout [UInt8]) {
        switch token {
        case .digit(let placeholder, let place): appendIntegerDigit(digits, placeholder, place: place, to: &output)
        case .decimal(let placeholder, let place):
            appendDigit(place <= digits.decimalCount ? digits[-place] : nil, or: placeholder, to: &output)
        case .point:
            if integerPlaces == 0 { digits.appendLeading(before: 0, isGrouped: false, to: &output) }
            output.append(UInt8(ascii: "."))
        case .literal(let range): output.append(contentsOf: literals[range])
        default: break
        }
    }

    /// A digit before the decimal point, with all before it if it is the first, and the comma after it.
    func appendIntegerDigit(_ digits: borrowing DigitPlaces, _ placeholder: DigitPlaceholder, place: Int, to output: inout [UInt8]) {
        if place == integerPlaces - 1 { digits.appendLeading(before: integerPlaces, isGrouped: isGrouped, to: &output) }
        let digit = digits.integerDigit(place)
        guard let shown = digit ?? placeholder.padding else { return }
        output.append(shown)
        if isGrouped, place > 0, place % 3 == 0 {
            output.append(digit == nil && placeholder == .question ? UInt8(ascii: " ") : UInt8(ascii: ","))
        }
    }
}
