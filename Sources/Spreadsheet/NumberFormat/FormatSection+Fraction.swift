extension FormatSection {
    /// A number as a vulgar fraction, after its whole part if the code has a place for it.
    func appendFraction(_ magnitude: Double, showsMinus: Bool, to output: inout [UInt8]) {
        var value = magnitude
        for _ in 0..<scale { value *= 10 }
        let parts = fractionParts(of: value)
        let shows = parts.numerator != 0 || integerPlaces == 0 || alwaysShowsFraction
        let whole = DigitPlaces(DecimalDigits(parts.whole))
        let numerator = DigitPlaces(DecimalDigits(parts.numerator))
        let denominator = DigitPlaces(DecimalDigits(parts.denominator))
        let hasWhole = parts.whole != 0 || !shows
        let gap = keepsFractionPlace ? UInt8(ascii: " ") : nil
        var showsInteger = hasWhole
        if showsMinus { output.append(UInt8(ascii: "-")) }
        for token in tokens {
            switch token {
            case .digit(let placeholder, let place):
                if placeholder != .number { showsInteger = true }
                if place == 0, hasWhole, parts.whole == 0 {
                    output.append(UInt8(ascii: "0"))
                } else {
                    appendIntegerDigit(whole, placeholder, place: place, to: &output)
                }
            case .fractionText(let range, let followsInteger):
                if shows, !followsInteger || showsInteger || alwaysShowsFraction {
                    output.append(contentsOf: literals[range])
                } else if let gap {
                    for byte in literals[range] where byte & 0xC0 != 0x80 { output.append(gap) }
                }
            case .numeratorDigit(let placeholder, _) where !shows, .denominatorDigit(let placeholder, _) where !shows:
                if placeholder == .question { output.append(UInt8(ascii: " ")) }
            case .numeratorDigit(let placeholder, let place):
                if place == numeratorPlaces - 1 { numerator.appendLeading(before: numeratorPlaces, isGrouped: false, to: &output) }
                let digit = parts.numerator == 0 && place == 0 ? UInt8(ascii: "0") : numerator.integerDigit(place)
                appendDigit(digit, or: placeholder, to: &output)
            case .slash:
                if let shown = shows ? UInt8(ascii: "/") : gap { output.append(shown) }
            case .denominatorDigit(let placeholder, let place):
                // Numerator and denominator are next to the slash, unless zeros fill the place in front.
                let fromRight = hasZeroDenominatorDigit ? denominatorPlaces - 1 - place : denominator.integerCount - 1 - place
                appendDigit(fromRight >= 0 ? denominator.integerDigit(fromRight) : nil, or: placeholder, to: &output)
            case .fixedDenominator(let range):
                output.append(contentsOf: shows ? literals[range] : ArraySlice(repeating: UInt8(ascii: " "), count: range.count))
            case .literal(let range): output.append(contentsOf: literals[range])
            default: break
            }
        }
    }

    private func fractionParts(of value: Double) -> (whole: Double, numerator: Double, denominator: Double) {
        var numerator: Double
        var denominator = self.denominator
        if denominator > 0 {
            numerator = (value * denominator).rounded()
        } else {
            var limit = 1.0
            for _ in 0..<min(denominatorPlaces, 7) { limit *= 10 }
            (numerator, denominator) = Self.approximation(of: value, denominatorBelow: limit)
        }
        guard numerator.isFinite else { return (value, 0, 1) }
        guard integerPlaces > 0 else { return (0, numerator, denominator) }
        let whole = (numerator / denominator).rounded(.down)
        return (whole, numerator - whole * denominator, denominator)
    }

    /// The last convergent of the continued fraction whose denominator is below a limit, as in spreadsheets.
    private static func approximation(of value: Double, denominatorBelow limit: Double) -> (numerator: Double, denominator: Double) {
        var last = (numerator: 1.0, denominator: 0.0)
        var current = (numerator: value.rounded(.down), denominator: 1.0)
        var rest = value - current.numerator
        // A remainder this small is noise.
        while rest >= 5e-8 {
            let inverse = 1 / rest
            let quotient = inverse.rounded(.down)
            rest = inverse - quotient
            let next = (
                numerator: quotient * current.numerator + last.numerator, denominator: quotient * current.denominator + last.denominator
            )
            guard next.denominator < limit else { break }
            (last, current) = (current, next)
        }
        return current
    }
}
